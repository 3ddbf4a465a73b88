"""Two simple ways to make a plan, to see what the best one is worth: the best free pair in turn, and by lot."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from ngopeni.assignment.matching.barred import allowed, hard_villages, opponents
from ngopeni.assignment.matching.points import Points, points
from ngopeni.assignment.matching.problem import KINDS, Pair, Problem


@dataclass(frozen=True, slots=True)
class SimplePlan:
    """Pairs and the objective they reach; `objective` is None where the way ended before every village had a leader."""

    pairs: frozenset[Pair]
    objective: int | None


def greedy(problem: Problem) -> SimplePlan:
    """The hardest village first, and for each the best of those who are free."""
    order = sorted(range(len(problem.villages)), key=lambda row: (-problem.villages[row].hardness, row))
    return _in_turn(problem, order, _worth(problem))


def by_lot(problem: Problem, seed: int) -> SimplePlan:
    """Villages in a drawn order, each with a drawn one of those who are free."""
    dice = np.random.default_rng(seed)
    order = list(range(len(problem.villages)))
    random.Random(seed).shuffle(order)  # noqa: S311
    return _in_turn(problem, order, dice.permuted(_worth(problem) * 0 + np.arange(len(problem.institutions)), axis=1))


def _worth(problem: Problem) -> Points:
    return points(problem.villages, problem.institutions, problem.criteria, problem.previous)


def _in_turn(problem: Problem, order: list[int], liking: Points) -> SimplePlan:
    """Take villages in turn; for each, of those who still may, the one that `liking` puts first."""
    state = _Taken(problem)
    for row in order:
        if not state.take(row, liking, "agency"):
            return SimplePlan(frozenset(state.pairs()), None)
    for kind in KINDS[1:]:
        for _again in range(problem.criteria.rules.partners_max.get(kind, 0)):
            for row in order:
                state.take(row, liking, kind)
    return SimplePlan(frozenset(state.pairs()), state.objective())


class _Taken:
    """What has been taken, and who may still take what."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.may, self.is_hard = problem, allowed(problem), hard_villages(problem)
        self.hard_share = -(-int(self.is_hard.sum()) // max(1, len(problem.leaders)))
        self.load: Counter[int] = Counter()
        self.hard_load: Counter[int] = Counter()
        self.of_village: dict[int, list[int]] = defaultdict(list)
        self.kinds = [each.kind for each in problem.institutions]
        numbers = {each.code: number for number, each in enumerate(problem.institutions)}
        self.opponents = {tuple(sorted((numbers[one], numbers[other]))) for one, other in opponents(problem)}
        # A pin is taken before anybody's turn.
        rows = {each.village_code: row for row, each in enumerate(problem.villages)}
        for pin in problem.pins:
            if not pin.is_ban:
                self._add(rows[pin.village_code], numbers[pin.institution_code])

    def take(self, row: int, liking: Points, kind: str) -> bool:
        """Take the best that still may; whether the village has one."""
        if kind == "agency" and any(self.kinds[each] == kind for each in self.of_village[row]):
            return True
        free = [each for each in range(len(self.kinds)) if self.kinds[each] == kind and self._is_free(row, each)]
        if kind == "agency":
            free = self._spread(free)
        if free:
            self._add(row, max(free, key=lambda each: (liking[row, each], -each)))
        return bool(free)

    def _is_free(self, row: int, each: int) -> bool:
        institution, team = self.problem.institutions[each], self.of_village[row]
        if not self.may[row, each] or self.load[each] >= institution.places or each in team:
            return False
        is_counted = institution.leads and self.is_hard[row] and self.problem.criteria.rules.share_hard
        if is_counted and self.hard_load[each] >= self.hard_share:
            return False
        of_kind = sum(self.kinds[other] == institution.kind for other in team)
        if not institution.leads and of_kind >= self.problem.criteria.rules.partners_max.get(institution.kind, 0):
            return False
        return not any(tuple(sorted((each, other))) in self.opponents for other in team)

    def _spread(self, free: list[int]) -> list[int]:
        """Nobody a second village while somebody has none."""
        if not self.problem.criteria.rules.spread:
            return free
        return [each for each in free if not self.load[each]] or free

    def _add(self, row: int, each: int) -> None:
        self.of_village[row].append(each)
        self.load[each] += 1
        self.hard_load[each] += bool(self.is_hard[row])

    def pairs(self) -> list[Pair]:
        return [
            (self.problem.villages[row].village_code, self.problem.institutions[each].code)
            for row, team in self.of_village.items()
            for each in team
        ]

    def objective(self) -> int:
        worth = _worth(self.problem)
        of_pairs = sum(int(worth[row, each]) for row, team in self.of_village.items() for each in team)
        teams = sum(len({self.kinds[each] for each in team} - {"agency"}) for team in self.of_village.values())
        return of_pairs + teams * self.problem.criteria.weights["team"]
