"""Why there is no plan: the fewest rules, pins and bans that cannot hold together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from ngopeni.assignment.matching.barred import Left, Part, Rule, hard_villages, parts
from ngopeni.assignment.matching.limits import share_of_hard
from ngopeni.assignment.matching.possible import has_plan
from ngopeni.assignment.matching.problem import Institution, Problem, Village
from ngopeni.kernel.messages import sentence

CODES = {
    Rule.CAPACITY: "ASSIGNMENT-101",
    Rule.SPREAD: "ASSIGNMENT-102",
    Rule.HARD: "ASSIGNMENT-103",
    Rule.OWN_DISTRICT: "ASSIGNMENT-104",
    Rule.CONFLICT: "ASSIGNMENT-105",
    Rule.JOINS: "ASSIGNMENT-109",
    Rule.KINDS: "ASSIGNMENT-110",
    Rule.PIN: "ASSIGNMENT-106",
    Rule.BAN: "ASSIGNMENT-107",
}
NOBODY = "ASSIGNMENT-108"


@dataclass(frozen=True)
class Obstacle:
    """One rule in the way, as a message and what fills it."""

    part: Part | None
    code: str
    values: dict[str, object]

    def sentence(self, language: str = "id") -> str:
        """In words."""
        return sentence(self.code, self.values, language)


def obstacles(problem: Problem) -> list[Obstacle]:
    """What is in the way of a plan.

    Each is needed: without any single one of them there would be a plan, as far as the others go.

    Returns
    -------
    list of Obstacle
        Empty where there is a plan.
    """
    if has_plan(problem):
        return []
    left: Left = frozenset()
    needed = []
    for part in parts(problem):
        if has_plan(problem, left | {part}):
            needed.append(part)
        else:
            left |= {part}
    if not needed:
        return [Obstacle(None, NOBODY, {"villages": len(problem.villages), "leaders": len(problem.leaders)})]
    return [_obstacle(problem, part) for part in needed]


def _obstacle(problem: Problem, part: Part) -> Obstacle:
    return Obstacle(part, CODES[part.rule], _values(problem, part))


def _values(problem: Problem, part: Part) -> dict[str, object]:
    leaders, hard = problem.leaders, int(np.count_nonzero(hard_villages(problem)))
    match part.rule:
        case Rule.CAPACITY:
            places = sum(each.leads_max for each in leaders)
            return {"leaders": len(leaders), "places": places, "villages": len(problem.villages)}
        case Rule.SPREAD:
            return {"leaders": len(leaders), "villages": len(problem.villages)}
        case Rule.HARD:
            return {"hard": hard, "most": int(share_of_hard(problem))}
        case Rule.OWN_DISTRICT:
            return {"offices": sum(bool(each.own_district) for each in leaders)}
        case Rule.CONFLICT:
            return {"count": sum(len(each.conflicts) for each in problem.institutions)}
        case Rule.JOINS:
            return {"institutions": _asked_too_often(problem)}
        case Rule.KINDS:
            return {"villages": _with_too_many(problem)}
    assert part.pair is not None, "pins and bans are about a pair"
    is_ban = part.rule is Rule.BAN
    pin = next(each for each in problem.pins if each.pair == part.pair and each.is_ban == is_ban)
    # What was pinned may have left the list since.
    names = {each.village_code: each.village_name for each in problem.villages}
    names |= {each.code: each.name for each in problem.institutions}
    return {
        "village": names.get(part.pair[0], part.pair[0]),
        "institution": names.get(part.pair[1], part.pair[1]),
        "reason": pin.reason,
    }


def _pinned(problem: Problem) -> list[tuple[Village, Institution]]:
    """Partners that somebody pinned to a village, of those on the lists."""
    villages = {each.village_code: each for each in problem.villages}
    partners = {each.code: each for each in problem.institutions if not each.leads}
    pairs = [pin.pair for pin in problem.pins if not pin.is_ban]
    return [(villages[one], partners[other]) for one, other in pairs if one in villages and other in partners]


def _asked_too_often(problem: Problem) -> list[str]:
    """Names of partners that are pinned to more villages than they can join in."""
    counts = Counter(partner.code for _, partner in _pinned(problem))
    return [each.name for each in problem.institutions if counts[each.code] > each.joins_max]


def _with_too_many(problem: Problem) -> list[str]:
    """Names of villages to which more partners of a kind are pinned than a village may have."""
    counts = Counter((village.village_code, partner.kind) for village, partner in _pinned(problem))
    most = problem.criteria.rules.partners_max
    codes = {code for (code, kind), count in counts.items() if count > most.get(kind, 0)}
    return [each.village_name for each in problem.villages if each.village_code in codes]
