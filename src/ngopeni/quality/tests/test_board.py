"""Numbers of the board: added up, told or hidden, and drawn."""

from __future__ import annotations

import pytest
import sqlglot

from ngopeni.quality.board import MEASURES, add_up, no_counts, records_judged, share, shown, whole_of
from ngopeni.quality.finding_rows import (
    KEYS,
    STATUSES,
    Asked,
    sql_for_counterpart,
    sql_for_finding_count,
    sql_for_finding_keys,
    sql_for_finding_page,
)
from ngopeni.quality.sparkline import sparkline
from ngopeni.quality.waived import sql_for_standing, sql_for_waived_finding


def counted(found: int, waived: int = 0, rule_code: str = "QUALITY-101", judged: int = 500) -> dict:
    """One atom with all of its counts exact."""
    counts = dict(zip(MEASURES, (judged, found, waived, found - waived), strict=True))
    marks = {f"{name}_cells": int(count > 0) for name, count in counts.items()}
    return no_counts() | {"rule_code": rule_code, **counts, **marks}


def rounded(told: int) -> dict:
    """One atom of a small number found, as it is told."""
    return counted(told) | {"finding_count_cells": 1, "finding_count_small": 1}


def test_counts_are_added_up_by_what_is_asked():
    rows = [counted(7, 2, judged=90), counted(1, judged=10), counted(3, rule_code="QUALITY-102")]
    found = add_up(rows, lambda row: row["rule_code"])
    assert [found["QUALITY-101"][name] for name in MEASURES] == [100, 8, 2, 6]
    assert whole_of(rows)["finding_count"] == 11
    assert whole_of([]) == no_counts()


@pytest.mark.parametrize("told", [0, 5])
def test_a_small_count_alone_is_hidden(told):
    row = shown(rounded(told))
    assert row["finding_count"] is None
    assert share(row) is None


def test_small_counts_that_all_came_to_nought_are_hidden_for_they_are_not_nothing():
    assert shown(whole_of([rounded(0), rounded(0)]))["finding_count"] is None
    assert shown(whole_of([counted(0), counted(0)]))["finding_count"] == 0


def test_a_sum_is_told_as_the_sum_of_what_is_told():
    row = shown(whole_of([rounded(5), rounded(0), counted(40)]))
    assert row["finding_count"] == 45
    assert share(row) == 3.0


def test_nothing_but_counts_goes_out_with_a_row():
    assert shown(counted(3)).keys() == {"rule_code", *MEASURES}


def test_nobody_judged_has_no_share():
    assert share(no_counts()) is None


def test_as_many_were_judged_as_the_widest_rule_could_judge():
    rows = [counted(1, judged=90), counted(1, judged=60, rule_code="QUALITY-104")]
    rows += [counted(1, judged=30, rule_code="QUALITY-204"), counted(1, judged=9, rule_code="QUALITY-316")]
    assert records_judged(rows) == {"person": 90, "household": 30}
    assert records_judged([]) == {}


def test_a_gap_breaks_the_line_and_the_last_value_has_a_dot():
    drawn = sparkline([10.0, None, 20.0, 5.0], 'a "b"')
    assert drawn.count("M") == 3  # the ground line, and twice where the line begins
    assert "&quot;" in drawn or "'a" in drawn
    assert drawn.count("<circle") == 1


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("villages", [None, ("",), ("33.16.01.2001",), ("33.16.01.2001", "33.16.01.2002")])
@pytest.mark.parametrize("rules", [("QUALITY-101",), ("QUALITY-101", "QUALITY-102")])
def test_every_statement_of_the_pages_can_be_said_in_spark(status, villages, rules):
    asked = Asked(rules, villages, profile="dtsen", source_id="0" * 12, status=status, places=("a:1",))
    statements = [each(asked) for each in (sql_for_finding_count, sql_for_finding_page, sql_for_finding_keys)]
    statements += [sql_for_counterpart(level, near) for level in KEYS for near in (True, False)]
    statements += [sql_for_standing(), sql_for_waived_finding()]
    for sql in statements:
        (spoken,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert sqlglot.parse_one(spoken, read="spark")
