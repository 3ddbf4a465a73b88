"""What is kept and shown of a list of people before anybody has a right to read it: the preview, and the problems."""

from __future__ import annotations

import json

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.conftest import REGENCY
from ngopeni.intake.inspection import inspect
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.tests.leaks.secret import Secrets, secrets_of

LISTS = ("bdt2015", "civil_registry", "aid_list")


@pytest.fixture(scope="module")
def secrets(peopled_once) -> Secrets:
    made = Workspace(peopled_once)
    found = secrets_of(made.editions / current_edition(made), peopled_once.parent / "files")
    found.drop_words_of(" | ".join(each.village_name for each in load_areas(REGENCY).villages))
    return found


@pytest.mark.parametrize("profile", LISTS)
def test_the_preview_of_a_list_shows_no_name_and_no_number(peopled_once, secrets, profile):
    path = next((peopled_once.parent / "files").glob(f"{profile}_*.csv"))
    found = inspect(path, path.name, load_areas(REGENCY))
    assert found.recognition.layout.code == profile
    assert found.sample
    told = json.dumps([found.sample, found.problems], default=str, ensure_ascii=False)
    assert "•" in told
    assert secrets.numbers_in(told) == []
    assert secrets.names_in(told.replace(",", "|")) == []


def test_the_preview_hides_answers_about_health_and_school(peopled_once):
    path = next((peopled_once.parent / "files").glob("bdt2015_*.csv"))
    sample = inspect(path, path.name, load_areas(REGENCY)).sample
    for name in ("disability", "chronic_illness", "pregnancy", "school_participation"):
        assert {row[name] for row in sample} <= {"•••", None}, name


def test_problems_keep_no_word_of_a_persons_cell(peopled_once, secrets):
    snapshot = snapshot_at(Workspace(peopled_once))
    lists = [row["source_id"] for row in snapshot.table("source") if row["profile"] in LISTS]
    rows = [row for row in snapshot.table("import_finding") if row["source_id"] in lists and row["raw_value"]]
    assert len(rows) > 20
    for row in rows:
        assert not secrets.numbers_in(row["raw_value"])
        assert not secrets.names_in(row["raw_value"])
        if row["column_name"] != "village_code":
            assert len(row["raw_value"]) <= 6, row["column_name"]
