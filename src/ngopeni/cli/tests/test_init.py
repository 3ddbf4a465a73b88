from __future__ import annotations

import json
import os
import stat

import pytest

from ngopeni.intake.tests.files import tree
from ngopeni.tests.browser.served import command
from ngopeni.tests.said import run_here


@pytest.mark.parametrize(
    ("regency", "title", "villages"),
    [("33.19", "Kabupaten Kudus", 132), ("Kabupaten Merauke", "Kabupaten Merauke", 190)],
)
def test_it_makes_a_workspace_for_a_regency_by_code_or_name(tmp_path, regency, title, villages):
    home = tmp_path / "home"
    said = command("init", regency, "--json", home=home)
    facts = json.loads(said.stdout)
    assert (facts["regency"], facts["villages"]) == (title, villages)
    assert json.loads(command("table", "village", "--format", "json", home=home).stdout).__len__() == villages
    assert (home / "current").read_text() == facts["edition"]


def test_what_it_makes_is_for_its_owner_alone(tmp_path):
    mask = os.umask(0o022)
    try:
        command("init", "33.19", home=tmp_path / "home")
    finally:
        os.umask(mask)
    for path in [tmp_path / "home", *(tmp_path / "home").rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_a_name_does_as_well_as_a_code(tmp_path, db):
    for number, text in enumerate(["Kudus", "kab. kudus", "3319"]):
        said = run_here("init", text, "--json", home=tmp_path / str(number))
        assert said.json["regency_code"] == "33.19"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Atlantis", "AREAS-003", "Atlantis"),
        ("99.99", "AREAS-003", "99.99"),
        ("Kuddus", "AREAS-001", "Kabupaten Kudus (33.19)"),
        ("Bogor", "AREAS-002", "Kota Bogor"),
    ],
)
def test_a_regency_that_is_not_there_is_refused_before_anything_is_made(tmp_path, text, code, words):
    said = run_here("init", text, "--json", home=tmp_path / "home")
    assert (said.code, said.json["error"]) == (2, code)
    assert words in said.err
    assert not (tmp_path / "home").exists()


def test_a_second_init_of_the_same_folder_changes_nothing(published):
    before = tree(published.home)
    said = run_here("init", "33.19", home=published.home)
    assert said.code == 0
    assert tree(published.home) == before


def test_a_folder_of_another_regency_is_refused(published):
    before = tree(published.home)
    said = run_here("init", "33.16", "--json", home=published.home)
    assert (said.code, said.json["error"]) == (2, "KERNEL-002")
    assert tree(published.home) == before


def test_a_folder_with_other_things_is_refused_and_stays_open(tmp_path):
    (tmp_path / "surat.txt").write_text("x")
    tmp_path.chmod(0o755)
    said = run_here("init", "33.19", "--json", home=tmp_path)
    assert (said.code, said.json["error"]) == (2, "KERNEL-010")
    assert "surat.txt" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_an_init_that_was_interrupted_is_finished_by_the_next(tmp_path, db):
    for name in ("archive", "typed", "incoming"):
        (tmp_path / name).mkdir()
    (tmp_path / ".workspace.json.123.part").write_text("{")
    assert run_here("init", "33.19", home=tmp_path).code == 0
