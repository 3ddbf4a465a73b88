"""The reasons of a pair in words that hold every number needed to check them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ngopeni.assignment.matching.plan import PlannedPair
from ngopeni.assignment.matching.points import Term, distance_hectometres
from ngopeni.assignment.matching.problem import Institution, Problem, Village
from ngopeni.kernel.messages import sentence

CODES = {
    "mandate": "ASSIGNMENT-111",
    "near": "ASSIGNMENT-112",
    "capacity": "ASSIGNMENT-113",
    "strength": "ASSIGNMENT-114",
    "continuity": "ASSIGNMENT-115",
}
NOT_NEAR, NO_PLACE = "ASSIGNMENT-116", "ASSIGNMENT-117"
OTHERWISE, OTHERWISE_MOVES, NOBODY_ELSE, NO_DIFFERENCE = (
    "ASSIGNMENT-121",
    "ASSIGNMENT-122",
    "ASSIGNMENT-123",
    "ASSIGNMENT-124",
)


def say_term(
    term: Term,
    village: Village,
    institution: Institution,
    problem: Problem,
    words: Mapping[str, str],
    language: str = "id",
) -> str:
    """One reason in words.

    Parameters
    ----------
    term : Term
    village, institution
        The pair.
    problem : Problem
    words : mapping
        What needs and levels are called.
    language : {"id", "en"}
    """
    code, values = _filled(term, village, institution, problem, words)
    return sentence(code, {"points": term.points, **values}, language)


def _filled(
    term: Term, village: Village, institution: Institution, problem: Problem, words: Mapping[str, str]
) -> tuple[str, dict[str, Any]]:
    criteria = problem.criteria
    weight, places = criteria.weights[term.code], max(1, institution.places)
    match term.code:
        case "mandate":
            need = next(each for each in village.needs if each.need_code == term.need_code)
            level = institution.mandates[term.need_code]
            return CODES["mandate"], {
                "need": words[term.need_code],
                "level": words[level],
                "level_percent": criteria.levels[level],
                "part": need.need_count,
                "whole": need.denominator_count,
                "weight": weight,
            }
        case "near":
            if None in (village.latitude, village.longitude, institution.latitude, institution.longitude):
                return NO_PLACE, {}
            km = int(distance_hectometres([village], [institution])[0, 0]) / 10
            values = {"km": km, "far": criteria.far_km, "weight": weight}
            return (CODES["near"] if km < criteria.far_km else NOT_NEAR), values
        case "capacity":
            asked = places * criteria.days_per_village
            return CODES["capacity"], {
                "days": institution.person_days or 0,
                "asked": asked,
                "places": places,
                "weight": weight,
            }
        case "strength":
            return CODES["strength"], {
                "hardness": village.hardness,
                "money": institution.money_idr or 0,
                "asked": places * criteria.money_per_village_idr,
                "places": places,
                "weight": weight,
            }
    return CODES["continuity"], {"weight": weight}


def say_otherwise(pair: PlannedPair, problem: Problem, language: str = "id") -> str:
    """What it would cost to have this village led by somebody else; empty where that was not reckoned."""
    other = pair.other
    if other is None:
        return ""
    if not other.institution_code:
        return sentence(NOBODY_ELSE, {}, language)
    code = OTHERWISE_MOVES if other.moves else OTHERWISE if other.loss else NO_DIFFERENCE
    values = {
        "institution": problem.institution(other.institution_code).name,
        "points": other.points,
        "difference": pair.points - other.points,
        "loss": other.loss,
        "moves": other.moves,
    }
    return sentence(code, values, language)
