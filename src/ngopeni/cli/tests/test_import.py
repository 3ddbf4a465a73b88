from __future__ import annotations

import datetime as dt

import pytest

from ngopeni.accounts.models import AuditEvent
from ngopeni.areas.register import load_areas
from ngopeni.intake.actions import withdraw
from ngopeni.kernel.edition import current_edition
from ngopeni.simulation.village_index import idm_csv, invent_risk
from ngopeni.tests.said import run_here

AREAS = load_areas("33.19")
AS_OF = "2024-12-31"


@pytest.fixture
def idm(tmp_path):
    """An invented IDM file."""
    path = tmp_path / "idm2024.csv"
    path.write_bytes(idm_csv(AREAS.villages, invent_risk(AREAS.villages, {}, 3), dt.date(2024, 12, 31), 3))
    return path


def bring(workspace, path, *more):
    return run_here("import", str(path), "--as-of", AS_OF, "--source", "Rekaan", "--json", *more, home=workspace.home)


def test_a_file_is_taken_in_recognised_and_written_down_once(workspace, idm, db):
    first, second = bring(workspace, idm).json["sources"][0], bring(workspace, idm).json["sources"][0]
    assert (first["profile"], first["is_new"], second["is_new"]) == ("idm", True, False)
    assert first["source_id"] == second["source_id"]
    events = AuditEvent.objects.filter(action="intake.take_in")
    assert [(event.subject, event.actor[:9]) for event in events] == [(f"source:{first['source_id']}", "perintah:")]
    assert "(sudah ada)" in run_here("import", str(idm), "--as-of", AS_OF, home=workspace.home).text


def test_what_died_between_the_archive_and_the_log_is_written_down_by_the_next(workspace, idm, db, monkeypatch):
    def die(*args, **kwargs):
        raise SystemExit(9)

    with monkeypatch.context() as patch:
        patch.setattr("ngopeni.intake.actions.record", die)
        assert bring(workspace, idm).code == 9
    assert AuditEvent.objects.count() == 0
    assert bring(workspace, idm).json["sources"][0]["is_new"] is False
    assert AuditEvent.objects.filter(action="intake.take_in").count() == 1


def test_a_withdrawn_file_that_comes_again_counts_again(workspace, idm, people):
    source_id = bring(workspace, idm).json["sources"][0]["source_id"]
    empty = run_here("build", "--json", home=workspace.home).json["sources"]
    withdraw(workspace=workspace, source_id=source_id, reason="Angka keliru.", by=people["analis"])
    assert run_here("build", "--json", home=workspace.home).json["sources"] == []
    bring(workspace, idm)
    assert run_here("build", "--json", home=workspace.home).json["sources"] == empty == [source_id]
    assert AuditEvent.objects.filter(action="intake.restore").count() == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--as-of", "31-12-2024"], "INTAKE-016"),
        (["--as-of", "2124-12-31"], "INTAKE-021"),
        (["--as-of", "2023-12-31"], "INTAKE-015"),
        (["--profile", "sensus"], "INTAKE-006"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(workspace, idm, db, words, code):
    bring(workspace, idm)
    said = bring(workspace, idm, *words)
    assert (said.code, said.json["error"]) == (2, code)


def test_a_file_that_is_not_there_is_refused_and_those_before_it_stay(workspace, idm, db):
    said = run_here("import", str(idm), "hilang.csv", "--as-of", AS_OF, "--json", home=workspace.home)
    assert (said.code, said.json["error"]) == (2, "INTAKE-017")
    assert len(list(workspace.archive.glob("*/source-*.json"))) == 1


def test_building_again_without_news_publishes_the_same_edition(workspace, idm, db):
    bring(workspace, idm)
    said = run_here("build", home=workspace.home)
    edition = current_edition(workspace)
    assert said.text == f"Edisi {edition} terbit, keadaan per {AS_OF}.\n"
    assert run_here("build", "--json", home=workspace.home).json["edition"] == edition
