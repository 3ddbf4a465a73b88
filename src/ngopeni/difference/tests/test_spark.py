"""Every statement of this stage can be said in Spark's dialect too."""

from __future__ import annotations

import pytest
import sqlglot

from ngopeni.difference.tests.laying import compare, person

pytestmark = pytest.mark.guard


def test_every_statement_can_be_said_in_spark():
    engine = compare([person(1)], [person(1), person(2)])
    asked = sorted(set(engine.statements))
    assert len(asked) > 30
    for sql in asked:
        if "DESCRIBE" in sql:
            continue
        spoken = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert len(spoken) == 1
        assert sqlglot.parse_one(spoken[0], read="spark"), sql
