"""The points of a pair, recomputed from what they are made of."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.assignment.matching.explanation import say_otherwise, say_term
from ngopeni.assignment.matching.plan import Plan, make_plan
from ngopeni.assignment.matching.points import points, terms_of
from ngopeni.assignment.matching.problem import Institution, Problem, Village
from ngopeni.assignment.matching.tests import twin
from ngopeni.assignment.matching.tests.invented import NEEDS, invent

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


def test_every_reason_of_a_plan_is_said_with_its_points() -> None:
    problem = invent(random.Random(11), 12, 8, 6)
    plan = make_plan(problem)
    assert isinstance(plan, Plan)
    for pair in plan.pairs:
        village, institution = problem.village(pair.village_code), problem.institution(pair.institution_code)
        assert sum(each.points for each in pair.terms) == pair.points
        for language in ("id", "en"):
            for term in pair.terms:
                said = say_term(term, village, institution, problem, WORDS, language)
                assert f"{term.points} " in said.replace(".", "").replace(",", "")
            assert bool(say_otherwise(pair, problem, language)) == (pair.role == "lead")


def test_a_mandate_that_a_village_has_no_figures_for_is_not_a_reason() -> None:
    problem = invent(random.Random(2), 1, 1, 0)
    village = replace(problem.villages[0], needs=())
    institution = replace(problem.institutions[0], mandates={"house": "main"})
    told = terms_of(village, institution, problem.criteria, frozenset())
    assert [each for each in told if each.code == "mandate"] == []
