"""Whether there is any plan at all, found without looking for the best one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from ngopeni.assignment.matching.barred import Left, Part, Rule, allowed, hard_villages, opponents
from ngopeni.assignment.matching.highs import has_flow
from ngopeni.assignment.matching.limits import NO_LIMIT, Ints, has_a_place, leading_room, share_of_hard
from ngopeni.assignment.matching.problem import Pair, Problem

Bools = npt.NDArray[np.bool_]


def has_plan(problem: Problem, left: Left = frozenset()) -> bool:
    """Whether some plan keeps every rule.

    Partners may be left out, so only the pinned ones can be in the way: they are judged one by one. What remains is
    who leads: villages that may have the same leaders are one heap, agencies that may lead in the same heaps another,
    and from heap to heap it is a flow in whole numbers.

    Parameters
    ----------
    problem : Problem
    left : frozenset of Part
        Rules, pins and bans that are left out.

    Notes
    -----
    Heaps lose nothing: within one, villages can be shared out so that everybody stays within its own limits, because
    the least that each leads is nothing or one, and the most of hard ones is the same for all.
    """
    pins = [pin.pair for pin in problem.pins if not pin.is_ban and Part(Rule.PIN, pin.pair) not in left]
    may = allowed(problem, left) & has_a_place(problem, left)[None, :]
    rows = {each.village_code: number for number, each in enumerate(problem.villages)}
    columns = {each.code: number for number, each in enumerate(problem.institutions)}
    if any(one not in rows or other not in columns or not may[rows[one], columns[other]] for one, other in pins):
        return False
    leads = np.array([each.leads for each in problem.institutions], np.bool_)
    joined = [(one, other) for one, other in pins if not leads[columns[other]]]
    against = {frozenset(pair) for pair in opponents(problem, left)}
    if not _may_all_join(problem, left, joined, against):
        return False
    for one, other in pins:
        if leads[columns[other]]:
            may[rows[one]] &= np.arange(len(columns)) == columns[other]
        else:
            may[rows[one]] &= [frozenset((other, code)) not in against for code in columns]
    return _has_leaders(problem, left, may[:, leads], leads)


def _may_all_join(problem: Problem, left: Left, joined: list[Pair], against: set[frozenset[str]]) -> bool:
    """Whether pinned partners are within their capacity, not too many of a kind in a village, and at peace."""
    told = {each.code: each for each in problem.institutions}
    if Part(Rule.JOINS) not in left:
        counts = Counter(code for _, code in joined)
        if any(count > told[code].joins_max for code, count in counts.items()):
            return False
    if Part(Rule.KINDS) not in left:
        of_kind = Counter((place, told[code].kind) for place, code in joined)
        if any(count > problem.criteria.rules.partners_max.get(kind, 0) for (_, kind), count in of_kind.items()):
            return False
    return not any(
        place == other_place and frozenset((code, other)) in against
        for place, code in joined
        for other_place, other in joined
    )


def _has_leaders(problem: Problem, left: Left, may: Bools, leads: Bools) -> bool:
    """Whether every village can have a leader within the limits of those who lead.

    Parameters
    ----------
    problem : Problem
    left : frozenset of Part
    may : ndarray of bool, shape (villages, agencies)
    leads : ndarray of bool, shape (institutions,)
    """
    hard = hard_villages(problem)
    firsts, _, sizes = _alike(np.column_stack([may, hard]))
    may, hard = may[firsts], hard[firsts]
    groups, which, _ = _alike(may.T)
    ways = may[:, groups]
    least, most = (each[leads] for each in leading_room(problem, left))
    share = share_of_hard(problem) if problem.criteria.rules.share_hard and Part(Rule.HARD) not in left else NO_LIMIT
    summed = [np.bincount(which, each, len(groups)).astype(float) for each in (least, most, np.minimum(most, share))]
    return has_flow(ways, sizes, hard, summed[0], summed[1], summed[2])


def _alike(rows: Bools) -> tuple[Ints, Ints, Ints]:
    """Rows that are the same: the first of each sort, the sort of each row, how many of each sort."""
    packed = np.ascontiguousarray(np.packbits(rows, axis=1))
    told = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, firsts, which, counts = np.unique(told, return_index=True, return_inverse=True, return_counts=True)
    return firsts, which.ravel(), counts
