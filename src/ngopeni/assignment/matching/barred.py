"""Pairs that may not be, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from ngopeni.assignment.matching.problem import Pair, Problem


class Rule(StrEnum):
    """What a plan must keep, in the order in which it is tried to leave it out.

    ``capacity`` is that to lead, ``joins`` that of partners. Pins and bans are asked for one by one.
    """

    SPREAD = "spread"
    HARD = "hard"
    OWN_DISTRICT = "own_district"
    CONFLICT = "conflict"
    JOINS = "joins"
    KINDS = "kinds"
    CAPACITY = "capacity"
    PIN = "pin"
    BAN = "ban"


SINGLE = (Rule.PIN, Rule.BAN)


@dataclass(frozen=True, slots=True)
class Part:
    """One rule, or one single pin or ban, that can be left out to see whether it is in the way."""

    rule: Rule
    pair: Pair | None = None


Left = frozenset[Part]


def parts(problem: Problem) -> list[Part]:
    """Everything that could be left out, in the order in which it is tried."""
    single = [Part(Rule.BAN if pin.is_ban else Rule.PIN, pin.pair) for pin in problem.pins]
    return [*(Part(rule) for rule in Rule if rule not in SINGLE), *single]


def allowed(problem: Problem, left: Left = frozenset()) -> npt.NDArray[np.bool_]:
    """Which pairs may be, whatever else is decided.

    Parameters
    ----------
    problem : Problem
    left : frozenset of Part
        What is left out.

    Returns
    -------
    ndarray of bool, shape (villages, institutions)
    """
    villages, institutions = problem.villages, problem.institutions
    found = np.ones((len(villages), len(institutions)), np.bool_)
    districts = np.array([each.district_code for each in villages], np.str_)
    codes = np.array([each.village_code for each in villages], np.str_)
    for column, each in enumerate(institutions):
        if each.own_district and problem.criteria.rules.bar_own_district and Part(Rule.OWN_DISTRICT) not in left:
            found[:, column] &= districts != each.own_district
        for code in each.conflicts if Part(Rule.CONFLICT) not in left else ():
            found[:, column] &= (codes != code) & (districts != code)
    rows = {each.village_code: row for row, each in enumerate(villages)}
    columns = {each.code: column for column, each in enumerate(institutions)}
    for pin in problem.pins:
        if pin.is_ban and pin.village_code in rows and pin.institution_code in columns:
            found[rows[pin.village_code], columns[pin.institution_code]] &= Part(Rule.BAN, pin.pair) in left
    return found


def opponents(problem: Problem, left: Left = frozenset()) -> list[Pair]:
    """Institutions that must not meet in one village, each pair once."""
    if Part(Rule.CONFLICT) in left:
        return []
    codes = {each.code for each in problem.institutions}
    met = {
        (min(each.code, other), max(each.code, other))
        for each in problem.institutions
        for other in each.conflicts
        if other in codes
    }
    return sorted(pair for pair in met if pair[0] != pair[1])


def hard_villages(problem: Problem) -> npt.NDArray[np.bool_]:
    """Which villages count as hard: the hardest so many percent, rounded down; ties by code.

    Returns
    -------
    ndarray of bool, shape (villages,)
    """
    count = len(problem.villages) * problem.criteria.rules.hard_percent // 100
    order = sorted(range(len(problem.villages)), key=lambda row: (-problem.villages[row].hardness, row))
    found = np.zeros(len(problem.villages), np.bool_)
    found[order[:count]] = True
    return found
