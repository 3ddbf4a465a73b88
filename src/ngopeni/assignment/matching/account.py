"""A plan as plain values: what is kept with a decision, and what a file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ngopeni.assignment.matching.explanation import say_otherwise, say_term
from ngopeni.assignment.matching.plan import Plan, PlannedPair
from ngopeni.assignment.matching.problem import Problem

CSV_COLUMNS = (
    "village_code",
    "village_name",
    "district_code",
    "institution_code",
    "institution_name",
    "kind",
    "role",
    "points",
    "is_pinned",
    "is_kept",
)


def rows(problem: Problem, pairs: Sequence[PlannedPair]) -> list[dict[str, Any]]:
    """Every pair as a row of `CSV_COLUMNS`."""
    villages = {each.village_code: each for each in problem.villages}
    institutions = {each.code: each for each in problem.institutions}
    return [
        {
            "village_code": each.village_code,
            "village_name": villages[each.village_code].village_name,
            "district_code": villages[each.village_code].district_code,
            "institution_code": each.institution_code,
            "institution_name": institutions[each.institution_code].name,
            "kind": institutions[each.institution_code].kind,
            "role": each.role,
            "points": each.points,
            "is_pinned": each.is_pinned,
            "is_kept": each.is_kept,
        }
        for each in pairs
    ]


def totals(plan: Plan) -> dict[str, Any]:
    """What the plan reaches, and the proof that none reaches more."""
    return {
        "objective": plan.objective,
        "pair_points": plan.pair_points,
        "team_points": plan.team_points,
        "team_count": plan.team_count,
        "bound": round(plan.bound, 3),
        "gap": max(0.0, round(plan.bound - plan.objective, 3)),
        "is_proven": plan.is_proven,
        "kept_count": plan.kept_count,
        "terms": _sums(plan),
    }


def _sums(plan: Plan) -> dict[str, int]:
    found: dict[str, int] = {}
    for pair in plan.pairs:
        for term in pair.terms:
            found[term.code] = found.get(term.code, 0) + term.points
    return found


def reasons(
    problem: Problem, pairs: Sequence[PlannedPair], words: Mapping[str, str], language: str = "id"
) -> list[dict[str, Any]]:
    """Every pair with its terms in points and words, and with the second choice."""
    villages = {each.village_code: each for each in problem.villages}
    institutions = {each.code: each for each in problem.institutions}
    return [
        {
            **row,
            "terms": [
                {
                    "code": term.code,
                    "need_code": term.need_code,
                    "points": term.points,
                    "says": say_term(
                        term, villages[pair.village_code], institutions[pair.institution_code], problem, words, language
                    ),
                }
                for term in pair.terms
            ],
            "other": _other(pair, problem, language),
        }
        for row, pair in zip(rows(problem, pairs), pairs, strict=True)
    ]


def _other(pair: PlannedPair, problem: Problem, language: str) -> dict[str, Any] | None:
    if pair.other is None:
        return None
    return {
        "institution_code": pair.other.institution_code,
        "points": pair.other.points,
        "loss": pair.other.loss,
        "moves": pair.other.moves,
        "says": say_otherwise(pair, problem, language),
    }
