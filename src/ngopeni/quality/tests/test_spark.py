"""Every statement of the stage can be said in Spark's dialect."""

from __future__ import annotations

import pytest
import sqlglot

from ngopeni.quality.build import judge
from ngopeni.quality.rule import Level
from ngopeni.quality.rules import rules_of
from ngopeni.quality.tests.trial import laid_out, trials

pytestmark = pytest.mark.guard


def test_every_statement_can_be_said_in_spark():
    engine = laid_out(trials()[:5])
    judge(engine, {level: rules_of(level) for level in Level})
    assert len(engine.statements) > 30
    for sql in engine.statements:
        spoken = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert sqlglot.parse_one(spoken[0], read="spark"), sql
    engine.close()
