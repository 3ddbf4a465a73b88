"""The rows of the program: what each rule counts, and how far it lets the count go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ngopeni.assignment.matching.barred import Left, Part, Rule, hard_villages, opponents
from ngopeni.assignment.matching.problem import KINDS, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
# A pair that a rule does not count.
NOT_COUNTED = -1
NO_LIMIT = np.inf
TEAM, PINNED = "team", "pinned"
# Which of the limits says that a village has one leader.
LEADER_ROW = 0


@dataclass(frozen=True)
class Limit:
    """Rows of one rule.

    Attributes
    ----------
    name : str
    counted : ndarray of int64, shape (pairs,)
        The row that counts each pair, `NOT_COUNTED` where none does.
    lower, upper : ndarray of float64, shape (rows,)
    """

    name: str
    counted: Ints
    lower: Floats
    upper: Floats


def limits(problem: Problem, left: Left, village: Ints, institution: Ints) -> list[Limit]:
    """Every rule as rows.

    Parameters
    ----------
    problem : Problem
    left : frozenset of Part
        Rules that are left out.
    village, institution : ndarray of int64, shape (pairs,)
        The pairs that may be.
    """
    leads = np.array([each.leads for each in problem.institutions], np.bool_)[institution]
    found = [
        _one_leader(problem, village, leads),
        _led(problem, left, institution, leads),
        _joined(problem, left, institution, ~leads),
        *_of_kinds(problem, left, village, institution, ~leads),
        *_apart(problem, left, village, institution),
        _pinned(problem, left, village, institution),
    ]
    if problem.criteria.rules.share_hard and Part(Rule.HARD) not in left:
        found.append(_hard(problem, village, institution, leads))
    return found


def _one_leader(problem: Problem, village: Ints, leads: npt.NDArray[np.bool_]) -> Limit:
    ones = np.ones(len(problem.villages))
    return Limit("one_leader", np.where(leads, village, NOT_COUNTED), ones, ones)


def has_a_place(problem: Problem, left: Left) -> npt.NDArray[np.bool_]:
    """Who can be in a village at all, by capacity and by kind."""
    most, joins, kinds = problem.criteria.rules.partners_max, Part(Rule.JOINS) in left, Part(Rule.KINDS) in left
    return np.array(
        [
            each.leads_max > 0
            if each.leads
            else (joins or each.joins_max > 0) and (kinds or most.get(each.kind, 0) > 0)
            for each in problem.institutions
        ],
        np.bool_,
    )


def leading_room(problem: Problem, left: Left) -> tuple[Floats, Floats]:
    """How many villages each leads at least, and at most: nobody a second while somebody has none."""
    can_lead = np.array([each.leads and each.leads_max > 0 for each in problem.institutions], np.bool_)
    most = np.array([each.leads_max for each in problem.institutions], np.float64)
    if Part(Rule.CAPACITY) in left:
        most = np.full(len(most), NO_LIMIT)
    least = np.zeros(len(most))
    if problem.criteria.rules.spread and Part(Rule.SPREAD) not in left:
        if len(problem.villages) >= can_lead.sum():
            least = can_lead.astype(np.float64)
        else:
            most = np.minimum(most, 1)
    return least, most


def share_of_hard(problem: Problem) -> float:
    """How many hard villages each leads at most: an even share."""
    return float(-(-int(hard_villages(problem).sum()) // max(1, len(problem.leaders))))


def _led(problem: Problem, left: Left, institution: Ints, leads: npt.NDArray[np.bool_]) -> Limit:
    least, most = leading_room(problem, left)
    return Limit("led", np.where(leads, institution, NOT_COUNTED), least, most)


def _hard(problem: Problem, village: Ints, institution: Ints, leads: npt.NDArray[np.bool_]) -> Limit:
    is_counted = leads & hard_villages(problem)[village]
    size = len(problem.institutions)
    upper = np.full(size, share_of_hard(problem))
    return Limit("hard", np.where(is_counted, institution, NOT_COUNTED), np.zeros(size), upper)


def _joined(problem: Problem, left: Left, institution: Ints, joins: npt.NDArray[np.bool_]) -> Limit:
    upper = np.array([each.joins_max for each in problem.institutions], np.float64)
    if Part(Rule.JOINS) in left:
        upper = np.full(len(upper), NO_LIMIT)
    return Limit("joined", np.where(joins, institution, NOT_COUNTED), np.zeros(len(upper)), upper)


def _of_kinds(
    problem: Problem, left: Left, village: Ints, institution: Ints, joins: npt.NDArray[np.bool_]
) -> list[Limit]:
    """Partners of each kind in each village: at most so many; and whether there is one at all."""
    kinds = np.array([KINDS.index(each.kind) for each in problem.institutions], np.int64)[institution]
    counted = np.where(joins, village * len(KINDS) + kinds, NOT_COUNTED)
    most = [float(problem.criteria.rules.partners_max.get(kind, 0)) for kind in KINDS]
    if Part(Rule.KINDS) in left:
        most = [NO_LIMIT for _kind in KINDS]
    size = len(problem.villages) * len(KINDS)
    zeros = np.zeros(size)
    return [
        Limit("kind", counted, zeros, np.tile(most, len(problem.villages))),
        Limit(TEAM, counted, zeros, np.full(size, NO_LIMIT)),
    ]


def _pinned(problem: Problem, left: Left, village: Ints, institution: Ints) -> Limit:
    """Each pin is a row that must count its pair: where that pair may not be, there is no plan."""
    pins = [pin.pair for pin in problem.pins if not pin.is_ban and Part(Rule.PIN, pin.pair) not in left]
    places = {each.village_code: number for number, each in enumerate(problem.villages)}
    numbers = {each.code: number for number, each in enumerate(problem.institutions)}
    counted = np.full(len(village), NOT_COUNTED)
    for row, (village_code, code) in enumerate(pins):
        counted[(village == places.get(village_code, -1)) & (institution == numbers.get(code, -1))] = row
    return Limit(PINNED, counted, np.ones(len(pins)), np.ones(len(pins)))


def _apart(problem: Problem, left: Left, village: Ints, institution: Ints) -> list[Limit]:
    """Institutions that must not meet: at most one of two in each village."""
    numbers = {each.code: number for number, each in enumerate(problem.institutions)}
    size = len(problem.villages)
    found = []
    for one, other in opponents(problem, left):
        is_either = (institution == numbers[one]) | (institution == numbers[other])
        counted = np.where(is_either, village, NOT_COUNTED)
        found.append(Limit(f"apart:{one}:{other}", counted, np.zeros(size), np.ones(size)))
    return found
