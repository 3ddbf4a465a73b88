"""Everybody who could have led a village: what the pair is worth, or why it may not be."""

from __future__ import annotations

from typing import Any

from ngopeni.assignment.matching.barred import Part, Rule, allowed, parts
from ngopeni.assignment.matching.points import terms_of
from ngopeni.assignment.matching.problem import Problem
from ngopeni.assignment.shown_plan import TERMS

WAYS = (Rule.OWN_DISTRICT, Rule.CONFLICT, Rule.BAN)


def candidates(problem: Problem, village_code: str) -> list[dict[str, Any]]:
    """Every agency that can lead, for one village, the best pair first, barred ones last.

    Returns
    -------
    list of dict
        ``institution``, ``points``, ``terms`` (points by `TERMS`) and ``barred_by`` (a `Rule`, or empty).
    """
    village = problem.village(village_code)
    row = problem.villages.index(village)
    may = allowed(problem)[row]
    alone = {rule: allowed(problem, _all_but(problem, rule))[row] for rule in WAYS}
    found = []
    for column, each in enumerate(problem.institutions):
        if not each.leads or not each.leads_max:
            continue
        told = terms_of(village, each, problem.criteria, problem.previous)
        found.append(
            {
                "institution": each,
                "points": sum(term.points for term in told),
                "terms": [sum(term.points for term in told if term.code == code) for code in TERMS],
                "barred_by": "" if may[column] else next(str(rule) for rule in WAYS if not alone[rule][column]),
            }
        )
    return sorted(found, key=lambda each: (bool(each["barred_by"]), -each["points"], each["institution"].name))


def _all_but(problem: Problem, rule: Rule) -> frozenset[Part]:
    """Everything left out but one rule: what is barred then, it bars."""
    return frozenset(part for part in parts(problem) if part.rule is not rule)
