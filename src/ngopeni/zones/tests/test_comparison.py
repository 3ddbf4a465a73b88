"""Who changed colour between two versions, and because of what."""

from __future__ import annotations

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.zones.comparison import compare
from ngopeni.zones.rule import Method
from ngopeni.zones.tests.cases import Case, a_part, a_rule, desa, figures, run, village_rows

VILLAGES = desa(3)
FIRST = VILLAGES[0].village_code
ENGINE = Engine(threads=1)


def limits(red: float, yellow: float):
    """A rule of two limits; low is worse."""
    return a_rule(a_part(Method.THRESHOLD, red, yellow))


def changed(old_values, old_rule, new_values, new_rule, old_correction="", new_correction=""):
    """What changed for the first of three villages; the others stay far up, green."""
    versions = []
    for value, rule, correction in ((old_values, old_rule, old_correction), (new_values, new_rule, new_correction)):
        corrections = {FIRST: correction} if correction else {}
        found = run(Case(VILLAGES, figures(VILLAGES, value, 90, 91), rule, corrections), ENGINE)
        versions.append({"zones": found.zones, "reasons": found.reasons, "inputs": found.inputs})
    rows = compare(village_rows(VILLAGES), versions[0], versions[1], old_rule, new_rule)
    return [(row["village_code"], row["old_zone"], row["new_zone"], row["cause"]) for row in rows]


@pytest.mark.parametrize(
    ("cause", "old", "new", "zones"),
    [
        # The limits stay; the figure falls from 60 to 10, under red.
        ("data", (60, limits(20, 50)), (10, limits(20, 50)), ("green", "red")),
        # The figure stays at 30; the limit of red rises over it.
        ("rule", (30, limits(20, 50)), (30, limits(40, 50)), ("yellow", "red")),
        # The figure falls under the old limit, and the new limit has risen over the old figure.
        ("either", (30, limits(20, 50)), (10, limits(40, 50)), ("yellow", "red")),
        # 25 is yellow by the old limits, and 30 is yellow by the new: only 25 by the new is red.
        ("both", (30, limits(20, 50)), (25, limits(27, 50)), ("yellow", "red")),
        # Each alone makes yellow of green, the two together red.
        ("both", (60, limits(20, 50)), (45, limits(47, 70)), ("green", "red")),
    ],
)
def test_it_says_whether_figures_or_rule_moved_a_village(cause, old, new, zones):
    assert changed(*old, *new) == [(FIRST, *zones, cause)]


def test_a_correction_given_or_taken_back_is_the_cause():
    rule = limits(20, 50)
    assert changed(30, rule, 30, rule, new_correction="green") == [(FIRST, "yellow", "green", "correction")]
    assert changed(30, rule, 30, rule, old_correction="green") == [(FIRST, "green", "yellow", "correction")]


def test_a_colour_that_a_person_gave_is_not_put_down_to_the_figures_that_moved_too():
    # The figure fell from yellow to red, and a person then made the village green: no figure gives green.
    rule = limits(20, 50)
    assert changed(30, rule, 10, rule, new_correction="green") == [(FIRST, "yellow", "green", "correction")]


def test_where_nothing_changed_nothing_is_listed():
    rule = limits(20, 50)
    assert changed(30, rule, 30, rule) == []
    # Figures and limits may move without any colour moving, and a correction may stay.
    assert changed(30, rule, 31, limits(21, 51)) == []
    assert changed(30, rule, 10, rule, "green", "green") == []


def test_a_village_moved_by_the_others_is_put_down_to_the_figures():
    rule = a_rule(a_part(Method.TOP_N, 1, 0))
    sides = []
    for values in ((5, 6, 7), (5, 4, 7)):
        found = run(Case(VILLAGES, figures(VILLAGES, *values), rule, {}), ENGINE)
        sides.append({"zones": found.zones, "reasons": found.reasons, "inputs": found.inputs})
    rows = compare(village_rows(VILLAGES), sides[0], sides[1], rule, rule)
    assert [(row["old_zone"], row["new_zone"], row["cause"]) for row in rows] == [
        ("red", "green", "data"),
        ("green", "red", "data"),
    ]


def test_a_village_that_the_older_version_does_not_know_is_not_compared():
    rule = limits(20, 50)
    old = run(Case(VILLAGES[1:], figures(VILLAGES[1:], 90, 91), rule, {}), ENGINE)
    new = run(Case(VILLAGES, figures(VILLAGES, 1, 90, 91), rule, {}), ENGINE)
    sides = [{"zones": each.zones, "reasons": each.reasons, "inputs": each.inputs} for each in (old, new)]
    assert compare(village_rows(VILLAGES), sides[0], sides[1], rule, rule) == []
