"""The points of a pair, recomputed from what they are made of."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.assignment.matching.explanation import say_otherwise, say_term
from ngopeni.assignment.matching.plan import Plan, make_plan
from ngopeni.assignment.matching.points import points, terms_of
from ngopeni.assignment.matching.problem import Institution, Problem, Village
from ngopeni.assignment.matching.tests import twin
from ngopeni.assignment.matching.tests.invented import NEEDS, invent
from ngopeni.kernel.wording import say

WORDS = {need: need for need in NEEDS} | {
    "main": "tugas utama",
    "supporting": "tugas pendukung",
    "expertise": "keahlian",
}
PROBLEMS = st.randoms(use_true_random=False).map(lambda dice: invent(dice, 4, 4, 3))


@given(PROBLEMS)
@settings(deadline=None)
def test_every_term_is_what_its_inputs_make_it_and_the_terms_add_up(problem: Problem) -> None:
    table = points(problem.villages, problem.institutions, problem.criteria, problem.previous)
    for row, village in enumerate(problem.villages):
        for column, institution in enumerate(problem.institutions):
            told = terms_of(village, institution, problem.criteria, problem.previous)
            assert {(each.code, each.need_code): each.points for each in told} == twin.worth_by_term(
                problem, village, institution
            )
            assert sum(each.points for each in told) == table[row, column]


def without(problem: Problem, village: Village, institution: Institution, code: str, need: str) -> int:
    """What the pair is worth when the input of one term is deleted."""
    previous = problem.previous
    match code:
        case "mandate":
            mandates = {key: level for key, level in institution.mandates.items() if key != need}
            institution = replace(institution, mandates=mandates)
        case "near":
            institution = replace(institution, latitude=None, longitude=None)
        case "capacity":
            institution = replace(institution, person_days=None)
        case "strength":
            institution = replace(institution, money_idr=None)
        case "continuity":
            previous = previous - {(village.village_code, institution.code)}
    return sum(each.points for each in terms_of(village, institution, problem.criteria, previous))


@given(PROBLEMS)
@settings(deadline=None)
def test_deleting_an_input_takes_away_the_points_that_were_stated_for_it(problem: Problem) -> None:
    for village in problem.villages:
        for institution in problem.institutions:
            told = terms_of(village, institution, problem.criteria, problem.previous)
            whole = sum(each.points for each in told)
            for each in told:
                assert whole - without(problem, village, institution, each.code, each.need_code) == each.points


def numbers_of(problem: Problem, village: Village, institution: Institution, code: str, need: str) -> list[object]:
    """Every number that a reason must hold, taken from the inputs."""
    criteria, places = problem.criteria, max(1, institution.leads_max or institution.joins_max)
    match code:
        case "mandate":
            told = next(each for each in village.needs if each.need_code == need)
            level = criteria.levels[institution.mandates[need]] if need in institution.mandates else 0
            return [told.need_count, told.denominator_count, level]
        case "near":
            km = twin.kilometres(village, institution)
            return [] if km is None else [float(km), criteria.far_km]
        case "capacity":
            return [institution.person_days or 0, places * criteria.days_per_village, places]
        case "strength":
            return [village.hardness, institution.money_idr or 0, places * criteria.money_per_village_idr, places]
    return []


def in_order(text: str, numbers: list[object]) -> bool:
    """Whether a text holds these numbers, one after the other."""
    place = 0
    for number in numbers:
        found = text.find(say(number), place)
        if found < 0:
            return False
        place = found + len(say(number))
    return True


@pytest.mark.parametrize("seed", range(8))
def test_every_reason_of_a_plan_is_said_with_the_numbers_that_make_it(seed: int) -> None:
    problem = invent(random.Random(seed), 12, 8, 6)
    plan = make_plan(problem)
    if not isinstance(plan, Plan):
        return
    for pair in plan.pairs:
        village, institution = problem.village(pair.village_code), problem.institution(pair.institution_code)
        for term in pair.terms:
            if term.code == "mandate" and term.need_code not in institution.mandates:
                continue
            said = say_term(term, village, institution, problem, WORDS)
            wanted = numbers_of(problem, village, institution, term.code, term.need_code)
            assert in_order(said, [*wanted, term.points]), (said, wanted)
        if pair.other is not None and pair.other.institution_code:
            other = problem.institution(pair.other.institution_code)
            worth = sum(twin.worth_by_term(problem, village, other).values())
            said = say_otherwise(pair, problem)
            assert in_order(said, [worth, pair.points - worth, pair.other.loss] if pair.other.loss else [worth]), said
            assert other.name in said
        assert bool(say_otherwise(pair, problem, "en")) == (pair.role == "lead")


def test_a_mandate_that_a_village_has_no_figures_for_is_not_a_reason() -> None:
    problem = invent(random.Random(2), 1, 1, 0)
    village = replace(problem.villages[0], needs=())
    institution = replace(problem.institutions[0], mandates={"house": "main"})
    told = terms_of(village, institution, problem.criteria, frozenset())
    assert [each for each in told if each.code == "mandate"] == []
