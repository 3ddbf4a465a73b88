"""Files typed by hand from the published layouts, with what a careful reader finds in them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from ngopeni.intake import canonical
from ngopeni.intake import typed as typing_of_rows
from ngopeni.intake.inspection import draft_note, inspect_rows
from ngopeni.intake.layout import plain_header
from ngopeni.intake.layouts import layouts
from ngopeni.intake.reading import stage
from ngopeni.intake.recognition import Matched, recognise
from ngopeni.intake.registry import NEEDS
from ngopeni.intake.tests.files import BLORA
from ngopeni.intake.tests.fixtures.workbooks import expected, materialise
from ngopeni.kernel.engine import Engine

EXPECTED = expected()
# Why a row is set aside, as the reader says it and as the rules do.
REASONS = {
    "outside": {"INTAKE-111"},
    "unknown_village": {"INTAKE-110", "INTAKE-112"},
    "no_place": {"INTAKE-114", "INTAKE-112", "INTAKE-110", "INTAKE-140"},
    "missing": {"INTAKE-100", "INTAKE-140"},
}
each_file = pytest.mark.parametrize("name", EXPECTED)


@cache
def fixtures() -> dict[str, Path]:
    return materialise(Path(mkdtemp()))


@cache
def taken_in(name: str) -> tuple[Engine, object, list[dict], list[dict]]:
    """The engine, the inspection, the typed rows and the findings of a fixture."""
    facts, path = EXPECTED[name], fixtures()[name]
    rows = Path(mkdtemp()) / "rows.parquet"
    sheets = stage(path, name, rows)
    matched = []
    if "mapping" in facts:
        matched = [Matched(facts["profile"], {field: plain_header(text) for text, field in facts["mapping"].items()})]
    found = recognise(sheets, name, None, matched)
    engine = Engine(threads=1)
    note = {**draft_note(found), "source_id": "s1", "as_of": dt.date.fromisoformat(facts["as_of"])}
    inspection = inspect_rows(engine, rows, found, note, name, BLORA)
    typed = engine.rows(f"SELECT * FROM {found.layout.table_name} ORDER BY row_number")
    return engine, inspection, typed, engine.rows("SELECT * FROM import_finding ORDER BY row_number, position")


def test_every_layout_has_a_file_typed_by_hand():
    later = {"code_list", "idm", "indicator", "poverty_series"}  # their real files are read elsewhere
    assert {facts["profile"] for facts in EXPECTED.values()} >= set(layouts()) - later


@each_file
def test_a_file_typed_by_hand_is_recognised_with_its_header(name):
    _, inspection, _, _ = taken_in(name)
    assert inspection.recognition.layout.code == EXPECTED[name]["profile"]
    assert inspection.recognition.header_row == EXPECTED[name]["header_row"]


@each_file
def test_every_row_typed_by_hand_is_used_or_set_aside_for_the_reason_that_a_reader_gives(name):
    _, inspection, typed, findings = taken_in(name)
    facts = EXPECTED[name]
    assert inspection.row_count == facts["rows"] == len(typed) + inspection.set_aside_count
    aside = {}
    for each in findings:
        if each["is_set_aside"]:
            aside.setdefault(each["row_number"], set()).add(each["rule_code"])
    told = {each["row"]: REASONS[each["reason"].split(":")[0]] for each in facts.get("set_aside_rows", [])}
    assert set(aside) == set(told)
    assert {row: rules for row, rules in aside.items() if not rules & told[row]} == {}


@each_file
def test_villages_get_the_rows_that_a_reader_gives_them(name):
    _, _, typed, _ = taken_in(name)
    counts: dict[str, int] = {}
    for row in typed:
        if row.get("village_code"):
            counts[row["village_code"]] = counts.get(row["village_code"], 0) + 1
    assert counts == EXPECTED[name].get("villages", {})


@each_file
def test_values_mean_what_a_reader_takes_them_for(name):
    _, _, typed, _ = taken_in(name)
    by_row = {row["row_number"]: row for row in typed}
    lost = {each["row"] for each in EXPECTED[name].get("odd", []) if each["reason"] == "nik_digit_lost"}
    wrong = []
    for each in EXPECTED[name]["values"]:
        value = by_row[each["row"]][NAMES.get(each["column"], each["column"])]
        if isinstance(value, str) and value.startswith("?"):
            value = None  # kept as written, and of no known meaning
        wanted = None if each["column"] == "nik" and each["row"] in lost else each["value"]
        if isinstance(value, dt.date):
            value = value.isoformat()
        if value != wanted:
            wrong.append((each["row"], each["column"], wanted, value))
    assert wrong == []


NAMES = {"score": "mean_score"} | {f"sdgs_{number}": f"goal_{number}_score" for number in range(1, 19)}


@each_file
def test_what_excel_has_ruined_and_what_no_instrument_knows_is_found(name):
    _, _, _, findings = taken_in(name)
    found = {(each["row_number"], each["rule_code"], each["column_name"]) for each in findings}
    for each in EXPECTED[name].get("odd", []):
        if each["reason"] in ("nik_ruined", "nik_digit_lost"):
            assert (each["row"], "INTAKE-130", "nik") in found, each
        if each["reason"].startswith("unknown_code:"):
            column = each["reason"].split(":")[1]
            told = {(each["row"], "INTAKE-131", column), (each["row"], "INTAKE-131", f"told_{column}")}
            assert told & found or (each["row"], "INTAKE-131", f"told_{column.removesuffix('s')}") in found, each


@pytest.mark.parametrize("name", [name for name, facts in EXPECTED.items() if facts.get("needs")])
def test_households_need_what_a_reader_counts(name):
    _, inspection, _, _ = taken_in(name)
    engine = Engine(threads=1)
    folder = Path(mkdtemp())
    taken_in(name)[0].write(inspection.recognition.layout.table, folder / "rows.parquet")
    facts = EXPECTED[name]
    note = {"source_id": "s1", "profile": facts["profile"], "as_of": facts["as_of"]}
    canonical.build(engine, [(note, folder / "rows.parquet")], "33.16")
    counts = engine.rows("SELECT need_code, status, COUNT(*) AS n FROM household_need GROUP BY ALL")
    assert len(engine.rows("SELECT household_key FROM household")) == facts["needs"]["households"]
    for need in NEEDS:
        assert {row["status"]: row["n"] for row in counts if row["need_code"] == need} == facts["needs"][need], need


@pytest.mark.parametrize("name", [name for name, facts in EXPECTED.items() if layouts()[facts["profile"]].is_delivery])
def test_a_long_list_is_read_as_a_short_one_is(name, monkeypatch, tmp_path):
    _, inspection, short, findings = taken_in(name)
    monkeypatch.setattr(typing_of_rows, "LONG", 0)
    engine = Engine(threads=1)
    rows = tmp_path / "rows.parquet"
    stage(fixtures()[name], name, rows)
    as_of = dt.date.fromisoformat(EXPECTED[name]["as_of"])
    note = {**draft_note(inspection.recognition), "source_id": "s1", "as_of": as_of}
    for kept in (None, tmp_path / "kept.parquet"):
        again = inspect_rows(engine, rows, inspection.recognition, note, name, BLORA, kept)
        assert engine.rows(f"SELECT * FROM {inspection.recognition.layout.table_name} ORDER BY row_number") == short
        assert engine.rows("SELECT * FROM import_finding ORDER BY row_number, position") == findings
        assert again == inspection
