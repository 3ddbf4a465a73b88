"""Numbers of the board: added up, hidden where they are small, and drawn."""

from __future__ import annotations

import pytest
import sqlglot

from ngopeni.quality.board import (
    add_up,
    hide_among,
    hide_rules,
    hide_small,
    no_counts,
    share,
    sql_for_base,
    total_above,
    totals,
)
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

OF_PERSON, OF_VILLAGE = "QUALITY-101", "QUALITY-316"


def counted(found: int, waived: int = 0, rule_code: str = OF_PERSON, judged: int = 500) -> dict:
    counts = {"judged_count": judged, "finding_count": found, "waived_count": waived, "left_count": found - waived}
    return {"rule_code": rule_code, **counts}


def test_waived_findings_are_taken_from_what_is_left_and_stay_found():
    base = [{"key": "a", "judged_count": 90, "finding_count": 7}, {"key": "a", "judged_count": 10, "finding_count": 1}]
    found = add_up(base, [{"key": "a"}, {"key": "a"}, {"key": "elsewhere"}], lambda row: row["key"])
    assert found == {"a": {"judged_count": 100, "finding_count": 8, "waived_count": 2, "left_count": 6}}


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_small_counts_are_hidden_with_all_that_would_give_them_away(small):
    shown = hide_small([counted(small), counted(40), counted(12)])
    assert [row["finding_count"] for row in shown] == [None, 40, None]
    assert shown[0]["left_count"] is shown[0]["waived_count"] is None


def test_what_is_left_does_not_tell_how_few_were_waived():
    (shown,) = hide_small([counted(40, waived=2)])
    assert (shown["finding_count"], shown["waived_count"], shown["left_count"]) == (40, None, None)


def test_a_filter_does_not_tell_how_few_it_leaves_out():
    assert hide_small([counted(40)], [3])[0]["finding_count"] is None
    assert hide_small([counted(40)], [0])[0]["finding_count"] == 40


def test_a_small_base_is_hidden_and_no_share_is_told():
    (shown,) = hide_small([counted(0, judged=3)])
    assert shown["judged_count"] is None
    assert share(shown) is None


def test_villages_and_lists_are_not_persons():
    assert hide_among([counted(1, rule_code=OF_VILLAGE)])[0]["finding_count"] == 1
    assert hide_among([counted(1)])[0]["finding_count"] is None


@pytest.mark.parametrize(
    ("parts", "hidden", "total"),
    [((3,), {0}, None), ((1, 1), {0, 1}, None), ((3, 40, 12), {0, 2}, 55), ((0, 40), set(), 40), ((), set(), 0)],
)
def test_a_total_is_told_only_where_it_gives_no_part_away(parts, hidden, total):
    rows = [{"n": part} for part in parts]
    shown = [{"n": None if place in hidden else part} for place, part in enumerate(parts)]
    assert total_above(rows, shown, "n") == total


def test_the_totals_of_no_rules_are_nought():
    assert totals([], []) == dict.fromkeys(("finding_count", "waived_count", "left_count"), 0)


def test_the_totals_do_not_give_away_by_difference():
    rows = [counted(40, waived=2), counted(60)]
    assert totals(rows, hide_rules(rows, frozenset())) == {
        "finding_count": 100,
        "waived_count": None,
        "left_count": None,
    }
    rows = [counted(3), counted(40), counted(12)]
    hidden = frozenset({OF_PERSON})
    shown = [*hide_rules(rows[:1], hidden), rows[1], *hide_rules(rows[2:], hidden)]
    assert totals(rows, shown) == {"finding_count": 55, "waived_count": 0, "left_count": 55}


def test_a_rule_hidden_for_another_is_hidden_with_every_filter():
    (shown,) = hide_rules([counted(40)], frozenset({OF_PERSON}))
    assert (shown["finding_count"], shown["judged_count"]) == (None, 500)
    assert hide_rules([counted(1, rule_code=OF_VILLAGE)], frozenset())[0]["finding_count"] == 1
    assert hide_rules([counted(40)], frozenset(), [2])[0]["finding_count"] is None
    assert hide_rules([counted(40)], frozenset(), [0])[0]["finding_count"] == 40


def test_nobody_judged_has_no_share():
    assert share(no_counts()) is None


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
    statements += [sql_for_base(("rule_code", "source_id")), sql_for_standing(), sql_for_waived_finding()]
    for sql in statements:
        (spoken,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert sqlglot.parse_one(spoken, read="spark")
