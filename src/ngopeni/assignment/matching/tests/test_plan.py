"""Plans against every plan there could be, and against the rules in words."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ngopeni.assignment.matching import best as best_module
from ngopeni.assignment.matching import otherwise as otherwise_module
from ngopeni.assignment.matching import promising as promising_module
from ngopeni.assignment.matching.account import totals
from ngopeni.assignment.matching.barred import Part, Rule
from ngopeni.assignment.matching.best import best
from ngopeni.assignment.matching.bound import bound
from ngopeni.assignment.matching.plan import Plan, make_plan
from ngopeni.assignment.matching.possible import has_plan
from ngopeni.assignment.matching.problem import Institution, Pin, Problem
from ngopeni.assignment.matching.program import make_program
from ngopeni.assignment.matching.simple_ways import by_lot, greedy
from ngopeni.assignment.matching.tests import twin
from ngopeni.assignment.matching.tests.invented import invent, small_problems, with_pins

SLOW = settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
FEW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def pairs_of(plan: Plan) -> frozenset[tuple[str, str]]:
    return frozenset(each.pair for each in plan.pairs)


@given(small_problems())
@SLOW
def test_the_plan_is_as_good_as_the_best_of_every_plan_there_is(problem: Problem) -> None:
    every = twin.best_plans(problem)
    plan = make_plan(problem)
    if not every:
        assert isinstance(plan, list)
        assert plan, "without a plan there is a reason"
        return
    assert isinstance(plan, Plan), plan
    assert not twin.breaches(problem, pairs_of(plan))
    assert plan.objective == twin.objective(problem, pairs_of(plan)) == max(worth for _, worth in every)
    assert plan.is_proven
    assert plan.bound < plan.objective + 1


@given(small_problems(pins=5))
@SLOW
def test_without_any_one_of_the_named_obstacles_there_would_be_a_plan(problem: Problem) -> None:
    found = make_plan(problem)
    if isinstance(found, Plan):
        return
    named = [each.part for each in found]
    if named == [None]:
        # Nothing can be relaxed: nobody can lead at all.
        assert not twin.best_plans(problem, frozenset(), frozenset())
        return
    rules = frozenset(str(part.rule) for part in named if part.pair is None)
    pairs = frozenset(part.pair for part in named if part.pair is not None)
    assert not twin.best_plans(problem, rules, pairs), "the named ones alone stand in the way"
    for part in named:
        without_rule = rules - {str(part.rule)} if part.pair is None else rules
        without_pair = pairs - {part.pair} if part.pair is not None else pairs
        assert twin.best_plans(problem, without_rule, without_pair), f"{part} is needed"
    assert all(each.sentence(language) for each in found for language in ("id", "en"))


@given(small_problems(), st.randoms(use_true_random=False))
@FEW
def test_a_plan_made_again_moves_as_few_teams_as_any_and_of_those_plans_is_the_best(
    problem: Problem, dice: random.Random
) -> None:
    every = twin.best_plans(problem)
    if not every:
        return
    # A plan of before that a new ban has made impossible.
    before = dice.choice(every)[0]
    banned = dice.choice(sorted(before))
    if any(pin.pair == banned for pin in problem.pins):
        return
    changed = replace(problem, pins=(*problem.pins, Pin(*banned, True, "uji")))
    still = twin.best_plans(changed)
    plan = make_plan(changed, keep=before)
    if not still:
        assert isinstance(plan, list)
        return
    assert isinstance(plan, Plan)
    fewest = max((len(each & before), worth) for each, worth in still)
    assert (len(pairs_of(plan) & before), plan.objective) == fewest
    assert plan.kept_count == fewest[0]
    assert plan.is_proven


@pytest.mark.parametrize("seed", range(12))
def test_what_is_told_of_a_plan_is_reckoned_from_its_pairs(seed: int) -> None:
    problem = invent(random.Random(seed), 10, 7, 5)
    plan = make_plan(problem)
    if not isinstance(plan, Plan):
        return
    again = make_plan(problem, keep=frozenset(sorted(pairs_of(plan))[::2]))
    assert isinstance(again, Plan)
    for each in (plan, again):
        told = totals(each)
        worth = {}
        for pair in each.pairs:
            village, institution = problem.village(pair.village_code), problem.institution(pair.institution_code)
            for (code, _need), points in twin.worth_by_term(problem, village, institution).items():
                worth[code] = worth.get(code, 0) + points
        assert {code: points for code, points in told["terms"].items() if points} == {
            k: v for k, v in worth.items() if v
        }
        assert sum(worth.values()) == told["pair_points"]
        assert told["team_points"] == told["team_count"] * problem.criteria.weights["team"]
        assert told["objective"] == twin.objective(problem, pairs_of(each))
        assert told["bound"] == told["objective"] + told["gap"] >= told["objective"]
    assert {pair.pair for pair in again.pairs if pair.is_kept} == frozenset(sorted(pairs_of(plan))[::2]) & pairs_of(
        again
    )
    assert totals(replace(plan, bound=plan.bound + 7))["gap"] == 7


@given(small_problems(pins=1))
@FEW
def test_the_second_choice_costs_what_the_best_plan_without_the_pair_loses(problem: Problem) -> None:
    plan = make_plan(problem)
    if not isinstance(plan, Plan):
        return
    for each in plan.pairs:
        if each.role != "lead":
            assert each.other is None
            continue
        others = frozenset(pin.pair for pin in problem.pins if pin.pair != each.pair)
        without = [worth for other, worth in twin.best_plans(problem, pins=others) if each.pair not in other]
        assert each.other is not None
        if not without:
            assert each.other.institution_code == ""
        else:
            assert each.other.loss == plan.objective - max(without)
            assert each.other.institution_code != each.institution_code


@pytest.mark.parametrize("block", range(10))
def test_five_hundred_drawn_plans_keep_every_rule(block: int) -> None:
    counted = 0
    for seed in range(50 * block, 50 * block + 50):
        dice = random.Random(seed)
        problem = invent(dice, dice.randint(2, 30), dice.randint(2, 20), dice.randint(0, 12))
        plan = make_plan(problem)
        if isinstance(plan, Plan):
            assert not twin.breaches(problem, pairs_of(plan))
            assert plan.objective == twin.objective(problem, pairs_of(plan))
            assert plan.is_proven
            counted += 1
        else:
            assert all(each.sentence() for each in plan)
            assert plan
    assert counted > 15, "most of them have a plan"


@given(small_problems(), st.lists(st.floats(-2000, 2000), min_size=1, max_size=40))
@FEW
def test_no_prices_make_a_bound_that_a_plan_exceeds(problem: Problem, drawn: list[float]) -> None:
    every = twin.best_plans(problem)
    if not every:
        return
    program = make_program(problem)
    prices = np.resize(np.array(drawn), len(program.lower))
    assert bound(program, prices) >= max(worth for _, worth in every) - 1e-6


def test_pairs_let_in_one_after_the_other_give_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = invent(random.Random(3), 60, 25, 0)
    whole = best(make_program(problem))
    assert whole is not None
    monkeypatch.setattr(promising_module, "ALL_AT_ONCE", 100)
    monkeypatch.setattr(promising_module, "OF_A_VILLAGE", 2)
    monkeypatch.setattr(promising_module, "OF_AN_INSTITUTION", 1)
    monkeypatch.setattr(best_module, "NEAR_POINTS", 1.0)
    program = make_program(problem)
    assert len(promising_module.promising(program)) < len(program.village) / 2
    few = best(program)
    assert few is not None
    assert few.is_proven
    assert few.objective == whole.objective


def test_the_order_of_the_files_changes_nothing() -> None:
    problem = invent(random.Random(5), 20, 12, 8)
    turned = replace(problem, villages=problem.villages[::-1], institutions=problem.institutions[::-1])
    assert make_plan(problem) == make_plan(turned)


@pytest.mark.parametrize("seed", range(20))
def test_the_simple_ways_keep_the_rules_and_never_beat_the_plan(seed: int) -> None:
    problem = invent(random.Random(seed), 12, 8, 6)
    plan = make_plan(problem)
    for simple in (greedy(problem), by_lot(problem, seed)):
        if simple.objective is None:
            continue
        assert not twin.breaches(problem, simple.pairs)
        assert simple.objective == twin.objective(problem, simple.pairs)
        assert isinstance(plan, Plan)
        assert simple.objective <= plan.objective


def test_pins_beyond_what_a_partner_or_a_village_takes_name_that_rule_and_whom() -> None:
    problem = invent(random.Random(11), 4, 4, 0)
    campus = Institution("kampus", "Universitas Rekaan", "university", 0, 1)
    other = Institution("kampus-2", "Universitas Lain", "university", 0, 4)
    rules = replace(problem.criteria.rules, partners_max={"university": 1})
    criteria = replace(problem.criteria, rules=rules)
    agencies = tuple(replace(each, leads_max=4, conflicts=()) for each in problem.institutions)
    problem = replace(problem, institutions=(*agencies, campus, other), criteria=criteria)
    first, second = problem.villages[:2]

    def named(*pairs: tuple[str, str]) -> dict[str, str]:
        found = make_plan(replace(problem, pins=tuple(Pin(*pair, False, "uji") for pair in pairs)))
        assert isinstance(found, list)
        return {str(each.part and each.part.rule): each.sentence() for each in found}

    too_often = named((first.village_code, "kampus"), (second.village_code, "kampus"))
    assert set(too_often) == {"joins", "pin"}
    assert "Universitas Rekaan" in too_often["joins"]
    assert "Universitas Lain" not in too_often["joins"]
    too_many = named((first.village_code, "kampus"), (first.village_code, "kampus-2"))
    assert set(too_many) == {"kinds", "pin"}
    assert first.village_name in too_many["kinds"]
    assert second.village_name not in too_many["kinds"]


@given(small_problems(pins=5), st.frozensets(st.sampled_from(sorted(twin.ALL_RULES))))
@SLOW
def test_whether_there_is_a_plan_is_what_counting_every_plan_says(problem: Problem, left: frozenset[str]) -> None:
    parts = frozenset(Part(Rule(name)) for name in left)
    assert has_plan(problem, parts) == bool(twin.best_plans(problem, twin.ALL_RULES - left))


@pytest.mark.parametrize("seed", range(60))
def test_whether_there_is_a_larger_plan_is_what_the_solver_of_plans_says(seed: int) -> None:
    dice = random.Random(seed)
    problem = invent(dice, dice.randint(5, 40), dice.randint(3, 25), dice.randint(0, 12))
    problem = with_pins(dice, problem, most=6, share_of_bans=0.3)
    program = make_program(problem)
    assert has_plan(problem) == (len(program.village) > 0 and best(program) is not None)


def drawn_with_conflicts(seed: int) -> Problem:
    """A larger problem in which many must be kept apart and some pairs are pinned."""
    dice = random.Random(seed)
    problem = invent(dice, dice.randint(6, 14), dice.randint(4, 9), dice.randint(4, 9), most_places=4)
    codes = [each.code for each in problem.institutions]
    drawn = tuple(
        replace(each, conflicts=tuple(dice.sample(codes, 2))) if dice.random() < 0.5 else each
        for each in problem.institutions
    )
    return with_pins(dice, replace(problem, institutions=drawn), most=3, share_of_bans=0)


@pytest.mark.parametrize("block", range(10))
def test_second_choices_are_the_same_however_near_they_are_looked_for(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = 0
    for seed in range(20 * block, 20 * block + 20):
        problem = drawn_with_conflicts(seed)
        monkeypatch.setattr(otherwise_module, "REACHES", (np.inf,))
        whole = make_plan(problem)
        if not isinstance(whole, Plan):
            continue
        monkeypatch.setattr(otherwise_module, "REACHES", (1.0, 30.0, 200.0, np.inf))
        near = make_plan(problem)
        assert isinstance(near, Plan)
        assert [each.other and each.other.loss for each in near.pairs] == [
            each.other and each.other.loss for each in whole.pairs
        ], seed
        counted += 1
    assert counted > 5, "many have a plan"


@pytest.mark.parametrize("block", range(10))
def test_pairs_let_in_give_the_best_plan_also_where_institutions_are_kept_apart(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = 0
    for seed in range(30 * block, 30 * block + 30):
        program = make_program(drawn_with_conflicts(seed))
        if not len(program.village) or (whole := best(program)) is None:
            continue
        with monkeypatch.context() as few:
            few.setattr(promising_module, "ALL_AT_ONCE", 10)
            few.setattr(promising_module, "OF_A_VILLAGE", 1)
            few.setattr(promising_module, "OF_AN_INSTITUTION", 1)
            few.setattr(best_module, "NEAR_POINTS", 0.5)
            found = best(program)
        assert found is not None
        assert (found.objective, found.is_proven) == (whole.objective, True), seed
        counted += 1
    assert counted > 5, "many have a plan"
