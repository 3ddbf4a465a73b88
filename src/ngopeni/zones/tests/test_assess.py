"""The assessment against its slow twin, and hand-made cases with their reckoning beside them."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sqlglot
from hypothesis import given, settings

from ngopeni.kernel.engine import Engine
from ngopeni.measures.tables import VILLAGE_NEED, VILLAGE_REGISTRY
from ngopeni.zones.inputs import sql_for_zone_input
from ngopeni.zones.rule import Direction, Method, Normalisation, RuleInput, Within
from ngopeni.zones.tables import TABLES
from ngopeni.zones.tests import twin
from ngopeni.zones.tests.cases import CODES, Case, a_part, a_rule, cases, desa, figures, run

ENGINE = Engine(threads=1)


def zones(case: Case) -> list[str]:
    """The computed colours in the order of the villages."""
    return [row["computed_zone"] for row in run(case, ENGINE).zones]


def compare(case: Case) -> None:
    """Hold every printed number of every village against the twin's."""
    found = run(case, ENGINE)
    expected = twin.assess(case.places, case.values, case.rule, case.corrections)
    assert [row["village_code"] for row in found.zones] == sorted(expected)
    for row in found.zones:
        want = expected[row["village_code"]]
        assert (row["zone"], row["computed_zone"]) == (want.zone, want.computed_zone)
        assert row["score"] == (None if want.score is None else float(want.score))
        assert (row["score_rank"], row["ranked_count"]) == (want.score_rank, want.ranked_count)
        missing = [code for code, reason in want.reasons.items() if reason.value is None]
        assert row["missing_inputs"] == (",".join(missing) or None)
    reasons = {(row["village_code"], row["input_code"]): row for row in found.reasons}
    assert set(reasons) == {(village, code) for village, each in expected.items() for code in each.reasons}
    for (village, code), row in reasons.items():
        reason = expected[village].reasons[code]
        assert row["value_rank"] == reason.value_rank
        for name in ("value", "normalised", "contribution"):
            want_number = getattr(reason, name)
            assert row[name] == (None if want_number is None else float(want_number)), (village, code, name)


@settings(max_examples=70, deadline=None)
@given(cases())
def test_it_says_what_the_slow_twin_says(case):
    compare(case)


@settings(max_examples=12, deadline=None)
@given(cases())
def test_its_tables_keep_their_contract(case):
    found = run(case, ENGINE)
    rows = dict(zip(("zone", "zone_reason", "zone_input"), (found.zones, found.reasons, found.inputs), strict=True))
    engine = Engine(threads=1)
    for table in TABLES:
        engine.load(table, rows[table.name])
        engine.check(table)
    engine.close()


def test_a_half_is_a_half_though_binary_fractions_make_it_less():
    # 0.5 x 0.1235 = 0.06175, printed 0,0618; as floats the product is 0.061749999999999999.
    villages = desa(2)
    values = figures(villages, "0.0001", "0.0003") | figures(villages, "0.1235", "0.2469", code=CODES[2])
    inputs = tuple(RuleInput(code, Direction.HIGH_IS_WORSE) for code in (CODES[0], CODES[2]))
    for how in (Normalisation.ZSCORE, Normalisation.MINMAX):
        compare(Case(villages, values, a_rule(a_part(Method.TOP_N, 1, 0, inputs=inputs, normalisation=how)), {}))
    # The mean of two neighbours always ends in a half; many of those halves fall below in binary.
    for k in range(0, 4000, 173):
        values = figures(villages, k / 10_000, (k + 1) / 10_000)
        part = a_part(Method.TOP_N, 1, 0, normalisation=Normalisation.ZSCORE)
        row = run(Case(villages, values, a_rule(part), {}), ENGINE).reasons[0]
        assert row["mean"] == float(Fraction(k + 1, 10_000))
        assert row["deviation"] == 0.0001


@pytest.mark.parametrize(
    ("raw", "printed"),
    [("0.60325", 0.6033), ("0.00015", 0.0002), ("1.00005", 1.0001), ("0.60324999", 0.6032), ("-0.00005", 0.0)]
    + [(f"0.{k:04d}5", (k + 1) / 10_000) for k in range(3, 9999, 271)],
)
def test_a_figure_is_rounded_half_up_as_a_person_would(raw, printed):
    engine = Engine(threads=1)
    for table in (VILLAGE_REGISTRY, VILLAGE_NEED):
        engine.load(table, [])
    engine.define(
        "village_index",
        "SELECT 'a' AS village_code, CAST($raw AS DOUBLE) AS idm_score, NULL AS iks_score, NULL AS ike_score, "
        "NULL AS ikl_score, DATE '2024-01-01' AS measured_on, 's' AS source_id",
        raw=raw,
    )
    engine.define(
        "village_indicator",
        "SELECT 'a' AS village_code, 'x' AS indicator_name, CAST($raw AS DOUBLE) AS value, NULL AS unit_name, "
        "DATE '2024-01-01' AS measured_on, 's' AS source_id",
        raw=raw,
    )
    rows = engine.rows(f"SELECT input_code, value FROM ({sql_for_zone_input()}) AS made ORDER BY input_code")
    assert rows == [{"input_code": "idm_score", "value": printed}, {"input_code": "indicator:x", "value": printed}]
    engine.close()


def test_a_village_on_a_limit_is_in_the_worse_colour():
    villages = desa(4)
    values = figures(villages, "0.5989", "0.599", "0.7072", "0.7073")
    part = a_part(Method.THRESHOLD, 0.5989, 0.7072)
    assert zones(Case(villages, values, a_rule(part), {})) == ["red", "yellow", "yellow", "green"]


def test_equal_scores_share_a_rank_and_a_colour_even_past_the_number_of_places():
    villages = desa(5)
    # Ranks 1, 2, 2, 4, 5: two places are red, three villages stand on them; rank 3 is nobody's.
    case = Case(villages, figures(villages, 1, 2, 2, 3, 4), a_rule(a_part(Method.TOP_N, 2, 1)), {})
    assert zones(case) == ["red", "red", "red", "green", "green"]


def test_a_quantile_is_a_number_of_places_half_up():
    villages = desa(10)
    values = figures(villages, *range(10))
    for red, count in ((14.9, 1), (15, 2), (24.9, 2), (25, 3)):
        case = Case(villages, values, a_rule(a_part(Method.QUANTILE, red, 0)), {})
        assert zones(case).count("red") == count
    # 20.1 + 30.1 is 50.2 percent of 250: 125.5, so 126 places, though in binary it is a hair off.
    many = desa(250)
    case = Case(many, figures(many, *range(250)), a_rule(a_part(Method.QUANTILE, 20.1, 30.1)), {})
    assert zones(case).count("green") == 250 - 126


def test_a_rank_within_districts_does_not_see_the_others():
    villages = desa(3) + desa(2, "33.19.02")
    values = figures(villages, 1, 2, 3, 10, 11)
    for within, expected in (
        (Within.DISTRICT, ["red", "yellow", "green", "red", "yellow"]),
        (Within.REGENCY, ["red", "yellow", "green", "green", "green"]),
    ):
        case = Case(villages, values, a_rule(a_part(Method.TOP_N, 1, 1, within=within)), {})
        assert zones(case) == expected


def test_a_village_without_a_figure_is_not_assessed_and_takes_no_place():
    villages = desa(3)
    case = Case(villages, figures(villages, None, 2, 3), a_rule(a_part(Method.TOP_N, 1, 1)), {})
    assert zones(case) == ["unassessed", "red", "yellow"]


@pytest.mark.parametrize("how", [Normalisation.MINMAX, Normalisation.RANK, Normalisation.ZSCORE])
@pytest.mark.parametrize("values", [(5,), (5, 5, 5), ("0.1", "0.1", "0.1", "0.1", "0.1", "0.1")])
def test_where_all_are_equal_nobody_is_worse(how, values):
    villages = desa(len(values))
    compare(Case(villages, figures(villages, *values), a_rule(a_part(Method.TOP_N, 1, 0, normalisation=how)), {}))
    found = run(
        Case(villages, figures(villages, *values), a_rule(a_part(Method.TOP_N, 1, 0, normalisation=how)), {}), ENGINE
    )
    expected = 100 if how is Normalisation.RANK and len(values) > 1 else 0
    assert {row["score"] for row in found.zones} == {expected}


def test_a_correction_changes_the_zone_and_keeps_what_was_computed():
    villages = desa(2)
    case = Case(
        villages, figures(villages, 1, 2), a_rule(a_part(Method.TOP_N, 1, 0)), {villages[0].village_code: "green"}
    )
    first, second = run(case, ENGINE).zones
    assert (first["zone"], first["computed_zone"]) == ("green", "red")
    assert first["correction_reason"] == f"Berita acara {villages[0].village_code}"
    assert (second["zone"], second["correction_reason"]) == ("green", None)


def test_shares_are_rounded_half_up():
    # One of 32 equal parts is 0.03125.
    inputs = (RuleInput("a", Direction.HIGH_IS_WORSE, 1), RuleInput("b", Direction.HIGH_IS_WORSE, 31))
    part = a_part(Method.TOP_N, 1, 0, inputs=inputs, normalisation=Normalisation.RANK)
    assert part.shares() == {"a": 0.0313, "b": 0.9688}


@settings(max_examples=5, deadline=None)
@given(cases())
def test_every_statement_can_be_said_in_spark(case):
    engine = Engine(threads=1)
    run(case, engine)
    asked = [sql for sql in engine.statements if "FROM" in sql]
    assert len(asked) >= 7
    for sql in asked:
        (spoken,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert sqlglot.parse_one(spoken, read="spark")
    engine.close()
