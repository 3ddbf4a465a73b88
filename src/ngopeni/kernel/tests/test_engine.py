from __future__ import annotations

import datetime as dt
import stat
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.kernel.contract import Column, ContractBroken, Privacy, Table
from ngopeni.kernel.engine import Engine

TABLE = Table(
    "thing",
    ("name",),
    "Satu hal.",
    (
        Column("name", "VARCHAR", Privacy.PUBLIC, "Nama."),
        Column("size_count", "INTEGER", Privacy.PUBLIC, "Banyaknya.", optional=True),
        Column("share_ratio", "DOUBLE", Privacy.PUBLIC, "Bagian.", optional=True),
        Column("is_open", "BOOLEAN", Privacy.PUBLIC, "Apakah terbuka.", optional=True),
        Column("seen_on", "DATE", Privacy.PUBLIC, "Tanggal.", optional=True),
        Column("made_at", "TIMESTAMP", Privacy.PUBLIC, "Saat.", optional=True),
    ),
)
ROWS: list[dict[str, Any]] = [
    {
        "name": "a 'quoted' \"name\"; DROP TABLE thing --",
        "size_count": 2**31 - 1,
        "share_ratio": 0.1 + 0.2,
        "is_open": True,
        "seen_on": dt.date(2024, 2, 29),
        "made_at": dt.datetime(2024, 2, 29, 23, 59, 59, 123456),
    },
    {name: None for name in ("size_count", "share_ratio", "is_open", "seen_on", "made_at")} | {"name": "ꦧ❤ é\n\t,"},
]


def test_values_are_bound_and_never_spliced():
    engine = Engine()
    evil = "x'; DROP TABLE thing; --"
    engine.define("thing", "SELECT $text AS text, $number::INTEGER AS number", text=evil, number=7)
    assert engine.rows("SELECT text, number FROM thing WHERE text = $text", text=evil) == [{"text": evil, "number": 7}]


def test_it_takes_only_the_parameters_that_a_statement_names():
    engine = Engine()
    engine.define("thing", "SELECT $a::INTEGER AS a", a=1, b=2, unused=None)
    assert engine.rows("SELECT a FROM thing", a=5) == [{"a": 1}]


def test_a_missing_parameter_is_a_key_error():
    with pytest.raises(KeyError, match="absent"):
        Engine().rows("SELECT $absent")


def test_rows_come_back_as_they_went_in():
    engine = Engine()
    engine.load(TABLE, ROWS)
    assert engine.rows("SELECT * FROM thing ORDER BY name") == ROWS
    assert engine.count("thing") == 2


def test_columns_absent_from_a_row_are_missing_values():
    engine = Engine()
    engine.load(TABLE, [{"name": "a"}], name="other")
    assert engine.rows("SELECT size_count, seen_on FROM other") == [{"size_count": None, "seen_on": None}]


def test_an_empty_table_has_its_columns_and_no_row(tmp_path):
    engine = Engine()
    engine.load(TABLE, [])
    engine.check(TABLE)
    assert engine.write(TABLE, tmp_path / "thing.parquet") == 0
    engine.read("again", [tmp_path / "thing.parquet"])
    assert engine.count("again") == 0
    engine.load_columns("texts", {"a": [], "b": []})
    assert engine.rows("SELECT a, b FROM texts") == []


def test_a_text_after_many_missing_values_is_not_lost():
    engine = Engine()
    engine.load_columns("texts", {"a": [None] * 50_000 + ["x"] + [None] * 50_000, "b": ["1"] * 100_000 + ["١٢"]})
    assert engine.rows("SELECT COUNT(a) AS a, MAX(b) AS b FROM texts") == [{"a": 1, "b": "١٢"}]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_any_text_survives(texts):
    engine = Engine(threads=1)
    engine.load_columns("texts", {"number": list(range(len(texts))), "text": texts})
    assert [row["text"] for row in engine.rows("SELECT text FROM texts ORDER BY number::INTEGER")] == texts
    engine.close()


def test_parquet_brings_back_every_type_sorted_by_the_grain(tmp_path):
    engine = Engine()
    engine.load(TABLE, ROWS)
    path = tmp_path / "it's a folder" / "thing.parquet"
    assert engine.write(TABLE, path) == 2
    other = Engine()
    other.read("thing", [path])
    other.check(TABLE)
    assert other.rows("SELECT * FROM thing") == sorted(ROWS, key=lambda row: row["name"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_several_files_of_one_layout_are_one_table(tmp_path):
    engine = Engine()
    paths = []
    for name in ("a", "b"):
        engine.load(TABLE, [{"name": name}])
        paths.append(tmp_path / f"{name}.parquet")
        engine.write(TABLE, paths[-1])
    engine.read("joined", paths)
    assert engine.rows("SELECT name FROM joined ORDER BY name") == [{"name": "a"}, {"name": "b"}]


def test_it_writes_nothing_when_the_contract_is_broken(tmp_path):
    engine = Engine()
    engine.load(TABLE, [{"name": "a"}, {"name": "a"}])
    with pytest.raises(ContractBroken, match=r"thing\.name: expected no repeats, found 1"):
        engine.write(TABLE, tmp_path / "thing.parquet")
    assert list(tmp_path.iterdir()) == []


def test_defining_again_replaces():
    engine = Engine()
    engine.define("thing", "SELECT 1 AS a")
    engine.define("thing", "SELECT a + 1 AS a FROM thing")
    assert engine.rows("SELECT a FROM thing") == [{"a": 2}]


def test_it_remembers_the_statements_that_stages_wrote():
    engine = Engine()
    engine.define("thing", "SELECT 1 AS a")
    engine.rows("SELECT a FROM thing")
    assert engine.statements == ["SELECT 1 AS a", "SELECT a FROM thing"]


def test_instants_are_told_in_utc_and_nothing_is_fetched_from_a_network():
    rows = Engine().rows(
        "SELECT current_setting('TimeZone') AS zone, current_setting($name) AS fetches",
        name="autoinstall_known_extensions",
    )
    assert rows == [{"zone": "UTC", "fetches": False}]


def test_a_closed_engine_is_closed():
    engine = Engine()
    engine.close()
    with pytest.raises(duckdb.ConnectionException):
        engine.rows("SELECT 1")
