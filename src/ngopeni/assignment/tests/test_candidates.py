"""Everybody who could lead a village, and why somebody may not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ngopeni.assignment.candidates import candidates
from ngopeni.assignment.matching.problem import Pin
from ngopeni.assignment.matching.tests import twin
from ngopeni.assignment.matching.tests.invented import invent


@pytest.fixture
def problem():
    drawn = invent(random.Random(6), 3, 4, 0)
    free = [replace(each, own_district="", conflicts=(), leads_max=2) for each in drawn.institutions]
    return replace(drawn, institutions=tuple(free))


def barred_by(problem, code: str) -> str:
    listed = candidates(problem, problem.villages[0].village_code)
    return next(row["barred_by"] for row in listed if row["institution"].code == code)


def test_they_are_listed_by_what_the_pair_is_worth(problem):
    village = problem.villages[0]
    listed = candidates(problem, village.village_code)
    worth = {each.code: sum(twin.worth_by_term(problem, village, each).values()) for each in problem.institutions}
    assert {row["institution"].code: row["points"] for row in listed} == worth
    assert [row["points"] for row in listed] == sorted(worth.values(), reverse=True)
    assert {row["barred_by"] for row in listed} == {""}


@pytest.mark.parametrize("wanted", ["own_district", "conflict", "ban"])
def test_the_rule_that_bars_is_named(problem, wanted):
    village, first = problem.villages[0], problem.institutions[0]
    if wanted == "own_district":
        first = replace(first, own_district=village.district_code)
    if wanted == "conflict":
        first = replace(first, conflicts=(village.village_code,))
    pins = (Pin(village.village_code, first.code, True, "uji"),) if wanted == "ban" else ()
    changed = replace(problem, institutions=(first, *problem.institutions[1:]), pins=pins)
    assert barred_by(changed, first.code) == wanted
    assert barred_by(changed, problem.institutions[1].code) == ""


def test_of_two_rules_that_bar_one_that_does_is_named(problem):
    village, first = problem.villages[0], problem.institutions[0]
    both = replace(first, conflicts=(village.village_code,))
    pins = (Pin(village.village_code, first.code, True, "uji"),)
    changed = replace(problem, institutions=(both, *problem.institutions[1:]), pins=pins)
    assert barred_by(changed, first.code) in ("conflict", "ban")
