"""The rule page's form: there and back again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.kernel.error import UserError
from ngopeni.zones.forms import form_values, part_form, rule_fields
from ngopeni.zones.inputs import FIXED, Input
from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, RuleInput
from ngopeni.zones.rule_fields import rule_from_fields
from ngopeni.zones.tests.cases import CODES, a_part, a_rule, rules

OFFERED = [*FIXED, *(Input(code, code, "", Direction.HIGH_IS_WORSE) for code in CODES[1:])]


def as_sets(rule: Rule):
    """A rule without the order of its parts and figures, which the form does not keep."""
    return {
        (frozenset(part.village_types), frozenset(part.inputs), part.normalisation, part.method)
        + (part.red, part.yellow, part.within)
        for part in rule.parts
    }


@settings(max_examples=60, deadline=None)
@given(rules(), st.sampled_from((OFFERED, [])))
def test_a_rule_goes_through_the_form_unchanged_even_where_its_figures_are_not_offered(rule, offered):
    back = rule_from_fields(rule_fields(form_values(rule), offered))
    assert as_sets(back) == as_sets(rule)
    assert (back.code, back.title, back.valid_from, back.author, back.source) == (
        (rule.code, rule.title, rule.valid_from, rule.author, rule.source)
    )


@pytest.mark.parametrize("number", [1234567.0, 0.5989, 12345.6789, 0.0001, 1e15, -3.5])
def test_no_digit_is_lost_on_the_way(number):
    rule = a_rule(a_part(Method.THRESHOLD, number, number))
    assert rule_from_fields(rule_fields(form_values(rule), OFFERED)).parts[0].red == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,5989", 0.5989),
        ("0.5989", 0.5989),
        (" 12,5 ", 12.5),
        ("20", 20),
        ("1.250", 1250),
        ("1.250,5", 1250.5),
        ("1.250.000", 1250000),
        ("−3,5", -3.5),
        ("12.5", 12.5),
    ],
)
def test_it_reads_numbers_as_indonesians_write_them(text, number):
    values = form_values(a_rule(a_part(Method.THRESHOLD, 0, 0))) | {"desa-red": text, "desa-yellow": text}
    assert rule_from_fields(rule_fields(values, OFFERED)).parts[0].red == number


@pytest.mark.parametrize("text", ["1,250.5", "dua", "1,2,3", "", "1 000", "12%"])
def test_it_refuses_numbers_that_it_might_misread(text):
    values = form_values(a_rule(a_part(Method.THRESHOLD, 0, 0))) | {"desa-red": text}
    with pytest.raises(UserError):
        rule_from_fields(rule_fields(values, OFFERED))


def test_a_kelurahan_is_left_out_judged_with_the_desa_or_by_its_own_rule():
    values = form_values(a_rule(a_part(Method.TOP_N, 1, 1)))
    own = {key.replace("desa-", "kelurahan-"): value for key, value in values.items() if key.startswith("desa-")}
    found = {}
    for mode in ("none", "shared", "own"):
        fields = rule_fields(values | own | {"kelurahan-mode": mode}, OFFERED)
        found[mode] = [part["village_types"] for part in fields["parts"]]
    assert found == {"none": [["desa"]], "shared": [["desa", "kelurahan"]], "own": [["desa"], ["kelurahan"]]}


def test_a_form_without_any_figure_is_refused_in_words():
    values = form_values(a_rule(a_part(Method.TOP_N, 1, 1)))
    with pytest.raises(UserError) as caught:
        rule_from_fields(rule_fields({**values, "desa-use-idm_score": ""}, OFFERED))
    assert caught.value.code == "ZONES-004"


def test_the_page_shows_a_figure_that_the_rule_uses_and_this_date_lacks():
    inputs = (
        RuleInput("indicator:Hilang", Direction.LOW_IS_WORSE, 2.5),
        RuleInput("idm_score", Direction.LOW_IS_WORSE),
    )
    rule = a_rule(a_part(Method.TOP_N, 1, 1, inputs=inputs, normalisation=Normalisation.RANK))
    drawn = part_form("desa", form_values(rule), FIXED)
    used = {row["input"].code: (row["direction"], row["weight"]) for row in drawn["rows"] if row["is_used"]}
    assert used == {"idm_score": ("low_is_worse", "1"), "indicator:Hilang": ("low_is_worse", "2,5")}
    assert [row["input"].label for row in drawn["rows"]][-1] == "Hilang"
    assert (drawn["method"], drawn["red"], drawn["within"]) == ("top_n", "1", "regency")
