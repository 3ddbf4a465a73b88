"""``./ngopeni doctor`` on a workspace with one thing wrong at a time; this machine's own disk is left out."""

from __future__ import annotations

import datetime as dt
import json
import os

import pytest

from ngopeni.accounts.actions.log import NOTE
from ngopeni.accounts.models import AuditEvent
from ngopeni.cli.commands.doctor import TITLES
from ngopeni.kernel.durable import write_json
from ngopeni.kernel.edition import current_edition, manifest
from ngopeni.tests.said import run_here

DISK = {"encryption", "temporary", "swap", "space"}


def found(workspace, *words):
    """Level and code of every check but those of the machine's own disk."""
    said = run_here("doctor", "--json", *words, home=workspace.home)
    assert said.err == ""
    checks = [each for each in said.json["checks"] if each["check"] not in DISK]
    return {each["code"]: each["level"] for each in checks if each["level"] != "ok"}


@pytest.fixture
def closed(published):
    """A published workspace as the program makes it, with a fresh backup."""
    published.secret_key()
    (published.home / "last-backup").touch()
    run_here("doctor", "--fix-permissions", home=published.home)
    return published


def test_a_workspace_in_order_has_no_finding(closed):
    assert found(closed) == {}


def test_it_speaks_plain_indonesian_and_counts(closed):
    said = run_here("doctor", home=closed.home)
    assert "pemeriksaan:" in said.text.splitlines()[-1]
    for title in TITLES.values():
        assert title in said.text
    assert "OK " in said.text


def test_it_ends_with_1_exactly_where_something_is_a_problem(closed):
    said = run_here("doctor", "--json", home=closed.home)
    has_problem = any(each["level"] == "problem" for each in said.json["checks"])
    assert (said.code, said.json["level"]) == ((1, "problem") if has_problem else (0, "ok"))
    (closed.home / "secrets").unlink()
    assert run_here("doctor", home=closed.home).code == 1


def test_open_files_are_found_and_closed(closed):
    (closed.home / "archive").chmod(0o755)
    assert found(closed) == {"DOCTOR-003": "warning"}
    closed.home.chmod(0o755)
    assert found(closed) == {"DOCTOR-002": "problem"}
    assert found(closed, "--fix-permissions") == {}
    assert run_here("doctor", "--fix-permissions", home=closed.home).text.startswith("0 berkas")


def test_a_lost_secret_is_found_and_not_made_anew(closed):
    (closed.home / "secrets").unlink()
    assert found(closed) == {"DOCTOR-061": "problem", "DOCTOR-105": "warning"}
    assert not (closed.home / "secrets").exists()


def test_a_lost_table_a_cut_table_and_a_lost_source_are_found(closed):
    edition = current_edition(closed)
    date = max(manifest(closed, edition)["snapshots"])
    table = closed.editions / edition / date / "village.parquet"
    whole = table.read_bytes()
    table.write_bytes(whole[: len(whole) // 2])
    assert found(closed) == {"DOCTOR-051": "problem"}
    table.unlink()
    assert found(closed) == {"DOCTOR-051": "problem"}
    table.write_bytes(whole)
    table.chmod(0o600)
    assert found(closed) == {}
    next(closed.archive.glob("*/rows.parquet")).unlink()
    assert found(closed) == {"DOCTOR-051": "problem"}


def test_a_table_with_other_rows_than_were_written_is_found(closed):
    path = closed.editions / current_edition(closed) / "manifest.json"
    facts = json.loads(path.read_text())
    facts["snapshots"][max(facts["snapshots"])]["village"] += 1
    path.write_text(json.dumps(facts))
    assert found(closed) == {"DOCTOR-051": "problem"}
    path.write_text("{")
    assert found(closed) == {"DOCTOR-051": "problem"}


def test_nothing_published_is_a_warning(closed):
    (closed.home / "current").unlink()
    assert found(closed) == {"DOCTOR-052": "warning"}


def test_a_clock_before_the_last_file_is_found(closed):
    path = next(closed.archive.glob("*/source-*.json"))
    note = json.loads(path.read_text())
    note["received_at"] = (dt.datetime.now() + dt.timedelta(days=2)).isoformat()
    path.write_text(json.dumps(note))
    assert found(closed)["DOCTOR-081"] == "problem"


def test_a_server_for_others_without_https_is_found(closed, monkeypatch):
    monkeypatch.setenv("NGOPENI_HOSTS", "ngopeni.example.go.id")
    assert found(closed) == {"DOCTOR-091": "problem"}


def test_a_log_whose_key_is_lost_is_found_and_no_new_key_is_made(closed, people):
    last = AuditEvent.objects.first()
    assert last is not None
    # What a commit would have noted; the transaction of a test has none.
    (closed.home / NOTE).parent.mkdir(exist_ok=True, mode=0o700)
    write_json(closed.home / NOTE, {"number": last.number, "seal": last.seal})
    assert found(closed) == {}
    (closed.home / "keys" / "audit").unlink()
    assert found(closed) == {"DOCTOR-112": "problem"}
    assert not (closed.home / "keys" / "audit").exists()


def test_an_event_with_a_false_seal_is_found(closed, people):
    last = AuditEvent.objects.first()
    AuditEvent.objects.create(number=last.number + 1, at=last.at, actor="rina", action="a", subject="b", seal="0" * 64)
    assert found(closed) == {"DOCTOR-111": "problem"}


def test_a_folder_that_is_no_workspace_is_refused(tmp_path):
    said = run_here("doctor", "--json", home=tmp_path)
    assert (said.code, said.json["error"]) == (2, "KERNEL-001")


@pytest.mark.skipif(os.geteuid() != 0, reason="to give a file to another user takes root: run as root")
def test_a_file_of_somebody_else_is_found(closed):
    os.chown(closed.home / "current", 65534, 65534)
    assert found(closed) == {"DOCTOR-006": "problem"}
