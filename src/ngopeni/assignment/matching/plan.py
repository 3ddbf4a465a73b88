"""A plan: who leads and who joins in which village, why, and what it would cost to have it otherwise."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ngopeni.assignment.matching.best import best
from ngopeni.assignment.matching.limits import NOT_COUNTED
from ngopeni.assignment.matching.obstacles import Obstacle, obstacles
from ngopeni.assignment.matching.otherwise import Otherwise, otherwise
from ngopeni.assignment.matching.points import Term, terms_of
from ngopeni.assignment.matching.possible import has_plan
from ngopeni.assignment.matching.problem import Pair, Problem
from ngopeni.assignment.matching.program import Program, make_program
from ngopeni.assignment.matching.promising import ALL_AT_ONCE

LEAD, JOIN = "lead", "join"


@dataclass(frozen=True)
class PlannedPair:
    """One pair of a plan with its reasons; their points add up to `points`."""

    village_code: str
    institution_code: str
    role: str
    points: int
    terms: tuple[Term, ...]
    is_pinned: bool
    is_kept: bool
    other: Otherwise | None = None

    @property
    def pair(self) -> Pair:
        """Village and institution."""
        return self.village_code, self.institution_code


@dataclass(frozen=True)
class Plan:
    """The best plan there is.

    Attributes
    ----------
    pairs : tuple of PlannedPair
        By village, the leader first.
    team_count : int
        How often a village has at least one partner of a kind.
    objective, pair_points, team_points : int
        `objective` is the sum of the other two.
    bound : float
        What no plan of these rules can exceed; with `kept_count` given, none that keeps as many.
    kept_count : int, optional
        Of the pairs that were to be kept; None where none were given.
    """

    pairs: tuple[PlannedPair, ...]
    team_count: int
    pair_points: int
    team_points: int
    bound: float
    is_proven: bool
    kept_count: int | None = None

    @property
    def objective(self) -> int:
        """All points."""
        return self.pair_points + self.team_points

    def to_fields(self) -> list[dict[str, Any]]:
        """The pairs as plain values."""
        return [asdict(each) for each in self.pairs]


def pairs_from_fields(fields: list[dict[str, Any]]) -> tuple[PlannedPair, ...]:
    """The pairs of a plan that was kept."""
    return tuple(
        PlannedPair(
            **{
                **each,
                "terms": tuple(Term(**term) for term in each["terms"]),
                "other": Otherwise(**each["other"]) if each["other"] else None,
            }
        )
        for each in fields
    )


def make_plan(problem: Problem, keep: frozenset[Pair] | None = None) -> Plan | list[Obstacle]:
    """The best plan, or what is in the way of any.

    Parameters
    ----------
    problem : Problem
    keep : frozenset of (village code, institution code), optional
        A plan of before: first as many of its pairs stay as can, then the points decide.
    """
    if not problem.villages or not has_plan(problem):
        return obstacles(problem)
    program = make_program(problem, keep=keep or frozenset())
    found = best(program)
    assert found is not None, "there is a plan"
    others = otherwise(problem, program, found) if len(program.village) <= ALL_AT_ONCE else {}
    pairs = [_planned(problem, program, column, others.get(column)) for column in found.taken.tolist()]
    pairs.sort(key=lambda each: (each.village_code, each.role == JOIN, each.institution_code))
    points, kept = int(program.worth[found.taken].sum()), int(program.keeps[found.taken].sum())
    teams = _teams(problem, pairs)
    return Plan(
        pairs=tuple(pairs),
        team_count=teams,
        pair_points=points,
        team_points=teams * program.team_worth,
        bound=found.bound - kept,
        is_proven=found.is_proven,
        kept_count=None if keep is None else int((program.keeps[found.taken] > 0).sum()),
    )


def _teams(problem: Problem, pairs: list[PlannedPair]) -> int:
    kinds = {each.code: each.kind for each in problem.institutions}
    return len({(each.village_code, kinds[each.institution_code]) for each in pairs if each.role == JOIN})


def _planned(problem: Problem, program: Program, column: int, other: Otherwise | None) -> PlannedPair:
    village = problem.villages[program.village[column]]
    institution = problem.institutions[program.institution[column]]
    return PlannedPair(
        village_code=village.village_code,
        institution_code=institution.code,
        role=LEAD if institution.leads else JOIN,
        points=int(program.worth[column]),
        terms=tuple(terms_of(village, institution, problem.criteria, problem.previous)),
        is_pinned=bool(program.pins[column] != NOT_COUNTED),
        is_kept=bool(program.keeps[column]),
        other=other,
    )
