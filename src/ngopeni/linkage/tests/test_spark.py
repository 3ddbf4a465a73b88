"""Every statement of this stage can be said in Spark's dialect too."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from ngopeni.kernel.engine import Engine
from ngopeni.linkage import training
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.explained import sql_for_explained
from ngopeni.linkage.level import Comparison
from ngopeni.linkage.levels import sql_for_level
from ngopeni.linkage.prepared import prepare
from ngopeni.linkage.reasons import sentences
from ngopeni.linkage.tests.laying import ANYBODY, Dates, lay, person
from ngopeni.linkage.training import Lesson, learn

pytestmark = pytest.mark.guard

FIRST, SECOND, THIRD = dt.date(2022, 12, 31), dt.date(2023, 12, 31), dt.date(2024, 12, 31)


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every statement of three dates, of a lesson, and of a table by itself."""
    dates = Dates(tmp_path_factory.mktemp("dates"))
    rows = [person(name, f"h{name}", full_name=name, age=40) for name in ("TUKIMIN", "LASTRI", "DARMI")]
    civil = [{"nik": ANYBODY["nik"], "full_name": "TUKIMIN", "registered_area_code": "33.19.01.2001"}]
    for date, listed in ((FIRST, rows), (SECOND, rows[:2]), (THIRD, rows)):
        dates.lay(date, listed, civil)
        dates.link(date)
    engine = Engine(threads=1)
    for when in ("", "former_"):
        lay(engine, f"{when}people", [{**ANYBODY, "unique_id": each} for each in "abc"])
        prepare(engine, f"{when}people", f"{when}prepared")
        engine.define(f"{when}truth", f"SELECT unique_id, 'p' AS person_id FROM {when}people")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "SAMPLE", 10)
        learn(engine, Lesson("prepared", "truth", "former_prepared", "former_truth", "SELECT unique_id FROM people"))
    found = [*dates.statements, *engine.statements, sql_for_explained("pair", sentences("id"))]
    engine.close()
    # What a contract asks of a table is the kernel's; what a table is made of, the engine's.
    return sorted(
        {sql for sql in found if "DESCRIBE" not in sql and "AS found_0" not in sql and "read_parquet" not in sql}
    )


def said(sql: str) -> str:
    (spoken,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    return spoken


def test_every_statement_can_be_said_in_spark(statements: list[str]) -> None:
    assert len(statements) > 50
    unknown = set()
    for sql in statements:
        parsed = sqlglot.parse_one(said(sql), read="spark")
        assert parsed, sql
        unknown |= {each.name.upper() for each in parsed.find_all(exp.Anonymous)}
    # Spark has it under that name; which numbers it gives does not matter.
    assert unknown == {"HASH"}


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda each: each.name)
def test_every_condition_can_be_said_in_spark(comparison: Comparison) -> None:
    assert "CASE" in said(f"SELECT {sql_for_level(comparison)} AS level FROM beside")


def test_every_module_that_writes_statements_is_heard(statements: list[str]) -> None:
    folder = Path(training.__file__).parent
    pure = {"spelling", "prepared", "listed", "levels", "pairs", "people", "civil", "counts", "findings", "training"}
    pure |= {"carried", "blocks", "meeting"}
    writers = {path.stem for path in folder.glob("*.py") if "def sql_for_" in path.read_text(encoding="utf-8")}
    # Those of pages ask a snapshot, which is read by DuckDB alone.
    assert writers - {"beside", "board", "rows", "worklist"} == pure | {"explained"}
    marks = ("skeleton", "birth_digits", "fingerprint", "level_nik", "prior_weight", "record_key_l", "ministry_result")
    for mark in (*marks, "village_count", "LINKAGE-301", "reasons"):
        assert any(mark in sql for sql in statements), mark
