from __future__ import annotations

import datetime as dt

import pytest

from ngopeni.kernel.contract import Column, ContractBroken, Privacy, Table, promises, sql_for_breaches
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.invent import invent_rows

COLUMNS = (
    Column("area_code", "VARCHAR", Privacy.PUBLIC, "Kode."),
    Column("year", "INTEGER", Privacy.PUBLIC, "Tahun.", minimum=2000, maximum=2100),
    Column("colour", "VARCHAR", Privacy.PUBLIC, "Warna.", optional=True, values=("merah", "jum'at")),
    Column("share_ratio", "DOUBLE", Privacy.PUBLIC, "Bagian.", optional=True, minimum=0, maximum=1),
    Column("seen_on", "DATE", Privacy.PUBLIC, "Tanggal.", optional=True),
)
TABLE = Table("thing", ("area_code", "year"), "Satu hal.", COLUMNS)
GOOD = {"area_code": "a", "year": 2020, "colour": "jum'at", "share_ratio": 0.5, "seen_on": dt.date(2020, 1, 1)}


def breaches(*rows):
    engine = Engine()
    engine.load(TABLE, rows)
    (found,) = engine.rows(sql_for_breaches(TABLE))
    row_count, *counts = found.values()
    assert row_count == len(rows)
    return [(*promise, count) for promise, count in zip(promises(TABLE), counts, strict=True) if count]


def test_a_table_that_keeps_its_contract_has_no_breach():
    assert breaches(GOOD, GOOD | {"year": 2021}, {"area_code": "b", "year": 2000}) == []


@pytest.mark.parametrize(
    ("change", "breach"),
    [
        ({"area_code": None}, ("area_code", "not missing", 1)),
        ({"year": None}, ("year", "not missing", 1)),
        ({"year": 1999}, ("year", "at least 2000", 1)),
        ({"year": 2101}, ("year", "at most 2100", 1)),
        ({"colour": "biru"}, ("colour", "one of its values", 1)),
        ({"share_ratio": -0.01}, ("share_ratio", "at least 0", 1)),
        ({"share_ratio": 1.01}, ("share_ratio", "at most 1", 1)),
        ({"share_ratio": "nan"}, ("share_ratio", "at most 1", 1)),
        ({}, ("area_code, year", "no repeats", 1)),
    ],
)
def test_it_finds_and_names_every_kind_of_breach(change, breach):
    other = {"area_code": "b"} if change else {}
    assert breaches(GOOD, GOOD | other | change) == [breach]


def test_it_counts_the_rows_of_each_breach():
    rows = [GOOD | {"year": year, "share_ratio": 2} for year in range(1998, 2001)]
    assert breaches(*rows) == [("year", "at least 2000", 2), ("share_ratio", "at most 1", 3)]


def test_a_broken_contract_names_table_column_expected_and_found():
    engine = Engine()
    engine.load(TABLE, [GOOD | {"year": 1999}])
    with pytest.raises(ContractBroken, match=r"^thing\.year: expected at least 2000, found 1 rows that are not$"):
        engine.check(TABLE)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT * EXCLUDE (year) FROM thing", "thing.year: expected INTEGER, found None"),
        ("SELECT *, 1 AS more FROM thing", "thing.more: expected None, found INTEGER"),
        ("SELECT * REPLACE (year::BIGINT AS year) FROM thing", "thing.year: expected INTEGER, found BIGINT"),
        (
            "SELECT seen_on, * EXCLUDE (seen_on) FROM thing",
            "thing: expected columns in the order ['area_code', 'year', 'colour', 'share_ratio', 'seen_on'], "
            "found ['seen_on', 'area_code', 'year', 'colour', 'share_ratio']",
        ),
    ],
)
def test_it_names_a_column_that_is_absent_unknown_of_another_type_or_out_of_place(sql, words):
    engine = Engine()
    engine.load(TABLE, [GOOD])
    engine.define("thing", sql)
    with pytest.raises(ContractBroken) as broken:
        engine.check(TABLE)
    assert str(broken.value) == words


def test_a_table_cannot_name_a_column_twice_or_lack_its_grain_or_let_it_be_missing():
    with pytest.raises(AssertionError, match="names a column twice"):
        Table("thing", ("area_code",), "", (COLUMNS[0], COLUMNS[0]))
    with pytest.raises(AssertionError, match="lacks a column of its grain"):
        Table("thing", ("nothing",), "", COLUMNS)
    with pytest.raises(AssertionError, match=r"grain to be missing: \['colour'\]"):
        Table("thing", ("area_code", "colour"), "", COLUMNS)


def test_a_table_is_personal_when_any_column_is():
    assert not TABLE.is_personal
    for privacy in (Privacy.PERSONAL, Privacy.SPECIFIC):
        assert Table("thing", ("area_code",), "", (COLUMNS[0], Column("x", "VARCHAR", privacy, "X."))).is_personal


def test_it_finds_a_column_by_name():
    assert TABLE.column("year") is COLUMNS[1]
    with pytest.raises(KeyError, match=r"thing\.month"):
        TABLE.column("month")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("poverty_line_idr", "idr"),
        ("area_km2", "km2"),
        ("male_count", "count"),
        ("measured_on", "on"),
        ("received_at", "at"),
        ("village_code", "code"),
        ("village_name", ""),
        ("year", ""),
        ("count", "count"),
    ],
)
def test_a_column_says_its_unit_by_its_name(name, unit):
    assert Column(name, "DOUBLE", Privacy.PUBLIC, "").unit == unit


@pytest.mark.parametrize("seed", range(5))
def test_invented_rows_keep_the_contract_and_repeat_with_their_seed(seed):
    engine = Engine()
    rows = invent_rows(TABLE, 60, seed)
    engine.load(TABLE, rows)
    engine.check(TABLE)
    assert rows == invent_rows(TABLE, 60, seed)
    assert rows != invent_rows(TABLE, 60, seed + 1)


def test_invented_rows_keep_a_lower_bound_without_an_upper_one():
    table = Table(
        "thing",
        ("area_code",),
        "",
        (COLUMNS[0], Column("people_count", "INTEGER", Privacy.PUBLIC, "", minimum=5000)),
    )
    assert all(row["people_count"] >= 5000 for row in invent_rows(table, 20, 1))
