"""A kept plan put together for a page: village by village, with what tells it from another plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ngopeni.assignment.matching.account import rows
from ngopeni.assignment.matching.plan import LEAD, PlannedPair
from ngopeni.assignment.matching.problem import KINDS, Problem

Row = dict[str, Any]
TERMS = ("mandate", "near", "capacity", "strength", "continuity")


def village_rows(problem: Problem, pairs: Sequence[PlannedPair]) -> list[Row]:
    """One row for each village: who leads with the points of each term, and the partners by kind.

    Parameters
    ----------
    problem : Problem
    pairs : sequence of PlannedPair
    """
    institutions = {each.code: each for each in problem.institutions}
    found = []
    for village in sorted(problem.villages, key=lambda each: (each.district_name, each.village_name)):
        own = [each for each in pairs if each.village_code == village.village_code]
        lead = next(each for each in own if each.role == LEAD)
        partners = [institutions[each.institution_code] for each in own if each.role != LEAD]
        partners.sort(key=lambda each: (KINDS.index(each.kind), each.name))
        found.append(
            {
                "village": village,
                "lead": institutions[lead.institution_code],
                "points": lead.points,
                "terms": [
                    {"code": code, "points": points}
                    for code in TERMS
                    if (points := sum(term.points for term in lead.terms if term.code == code))
                ],
                "is_pinned": lead.is_pinned,
                "partners": partners,
                "missing": _missing(problem, [each.kind for each in partners]),
            }
        )
    return found


def _missing(problem: Problem, kinds: list[str]) -> list[str]:
    """Kinds of partner that a village could have and has none of."""
    most = problem.criteria.rules.partners_max
    there = {each.kind for each in problem.institutions if each.joins_max > 0}
    return [kind for kind in KINDS[1:] if most.get(kind, 0) and kind in there and kind not in kinds]


def leads_of(problem: Problem, pairs: Sequence[PlannedPair]) -> list[Row]:
    """Who leads more than one village, and who leads none though it could.

    Returns
    -------
    list of dict
        ``institution`` and ``count``, the most first.
    """
    counts = Counter(each.institution_code for each in pairs if each.role == LEAD)
    found = [{"institution": each, "count": counts[each.code]} for each in problem.leaders]
    return sorted(found, key=lambda row: (-row["count"], row["institution"].name))


def changed_rows(old: tuple[Problem, Sequence[PlannedPair]], new: tuple[Problem, Sequence[PlannedPair]]) -> list[Row]:
    """Pairs that one of two plans has and the other has not, by village."""
    before, after = _by_pair(*old), _by_pair(*new)
    found = [{**before[pair], "is_new": False} for pair in before.keys() - after.keys()]
    found += [{**after[pair], "is_new": True} for pair in after.keys() - before.keys()]
    return sorted(found, key=lambda row: (row["village_name"], row["role"] != LEAD, row["kind"], row["is_new"]))


def _by_pair(problem: Problem, pairs: Sequence[PlannedPair]) -> dict[tuple[str, str], Row]:
    listed = rows(problem, pairs)
    return {(row["village_code"], row["institution_code"]): row for row in listed}
