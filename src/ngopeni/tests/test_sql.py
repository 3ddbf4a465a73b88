"""Every statement of a batch can be said in Spark's dialect too."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
import sqlglot

from ngopeni.areas.tests.invented import features_by_code, write
from ngopeni.build import build
from ngopeni.kernel.engine import Engine
from ngopeni.tests.invented import bring, fill

pytestmark = pytest.mark.guard

PACKAGE = Path(__file__).resolve().parents[1]


def stage_of_caller() -> str:
    """The stage whose code asked the engine for something."""
    frame = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE) and path.name != "engine.py":
            return path.relative_to(PACKAGE).parts[0]
        frame = frame.f_back  # type: ignore[assignment]
    return ""


@pytest.fixture(scope="module")
def statements(tmp_path_factory) -> dict[str, set[str]]:
    """Every statement of a whole batch, by the stage that wrote it."""
    found: dict[str, set[str]] = {}

    class Recorded(list[str]):
        def append(self, sql: str) -> None:
            stage = "kernel" if "AS found_0" in sql else stage_of_caller()
            found.setdefault(stage, set()).add(sql)
            super().append(sql)

    make = Engine.__init__

    def record(self, *args, **kwargs):
        make(self, *args, **kwargs)
        self.statements = Recorded()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "__init__", record)
        folder = tmp_path_factory.mktemp("sql")
        workspace = fill(folder / "home", count=5)
        bring(workspace, write(folder / "batas.geojson", features_by_code()), dt.date(2024, 1, 1))
        build(workspace, {})
    return found


@pytest.mark.parametrize("stage", ["kernel", "intake", "zones"])
def test_every_statement_can_be_said_in_spark(statements, stage):
    asked = statements.get(stage, set())
    assert asked, f"no statement of {stage} was seen"
    for sql in sorted(asked):
        spoken = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert len(spoken) == 1
        assert sqlglot.parse_one(spoken[0], read="spark"), sql
