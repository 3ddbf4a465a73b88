from __future__ import annotations

import datetime as dt
import os

import pytest

from ngopeni.cli.doctor.upkeep import check_backup, check_clock, check_secrets, check_way_in

NOW = dt.datetime(2026, 8, 17, 3, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("environment", "codes"),
    [
        ({}, ["DOCTOR-090"]),
        ({"NGOPENI_HOSTS": "127.0.0.1,localhost,[::1]"}, ["DOCTOR-090"]),
        ({"NGOPENI_HOSTS": "localhost, ngopeni.example.go.id"}, ["DOCTOR-091"]),
        ({"NGOPENI_HOSTS": "ngopeni.example.go.id", "NGOPENI_HTTPS": "True"}, ["DOCTOR-092"]),
        ({"NGOPENI_HOSTS": "*", "NGOPENI_HTTPS": "True"}, ["DOCTOR-093"]),
        ({"NGOPENI_HOSTS": "*"}, ["DOCTOR-091"]),
        ({"NGOPENI_DEBUG": "True"}, ["DOCTOR-090", "DOCTOR-094"]),
    ],
)
def test_a_server_that_others_reach_needs_https(environment, codes):
    assert [each.code for each in check_way_in(environment)] == codes


def test_the_age_of_the_backup_is_that_of_its_mark(tmp_path):
    assert check_backup(tmp_path, NOW).code == "DOCTOR-072"
    (tmp_path / "last-backup").touch()
    for days, code in [(0, "DOCTOR-070"), (7, "DOCTOR-070"), (8, "DOCTOR-071")]:
        made = (NOW - dt.timedelta(days=days)).timestamp()
        os.utime(tmp_path / "last-backup", (made, made))
        found = check_backup(tmp_path, NOW)
        assert found.code == code
        assert f"{days} hari" in found.sentence()


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ([], "DOCTOR-080"),
        ([None, NOW - dt.timedelta(days=3)], "DOCTOR-080"),
        ([NOW + dt.timedelta(minutes=5)], "DOCTOR-080"),
        ([NOW + dt.timedelta(hours=1), None], "DOCTOR-081"),
    ],
)
def test_a_clock_behind_what_is_written_is_wrong(known, code):
    assert check_clock(NOW, known).code == code


def test_a_machine_that_has_lost_its_clock_is_found_out():
    assert check_clock(dt.datetime(1970, 1, 1, tzinfo=dt.UTC), []).code == "DOCTOR-081"


def test_each_secret_must_be_there_whole_and_closed(tmp_path):
    assert [each.code for each in check_secrets(tmp_path)] == ["DOCTOR-061"]
    (tmp_path / "keys").mkdir()
    for name in ("secrets", "keys/audit", "keys/.audit.1.part"):
        (tmp_path / name).write_text("a" * 60)
        (tmp_path / name).chmod(0o600)
    assert [each.code for each in check_secrets(tmp_path)] == ["DOCTOR-060", "DOCTOR-060"]
    (tmp_path / "secrets").chmod(0o640)
    (tmp_path / "keys/audit").write_text("short")
    found = check_secrets(tmp_path)
    assert [each.code for each in found] == ["DOCTOR-062", "DOCTOR-063"]
    assert "0640" in found[0].sentence()
