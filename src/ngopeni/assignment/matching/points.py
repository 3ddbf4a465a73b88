"""The points of pairs: whole numbers, term by term, so that what is said adds up to what was decided by."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ngopeni.assignment.matching.criteria import Criteria
from ngopeni.assignment.matching.problem import Institution, Pair, Village

Points = npt.NDArray[np.int64]
EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Term:
    """One reason: its name, of which need where it is about one, and its points."""

    code: str
    need_code: str
    points: int


def points(
    villages: Sequence[Village], institutions: Sequence[Institution], criteria: Criteria, previous: frozenset[Pair]
) -> Points:
    """What every pair is worth.

    Returns
    -------
    ndarray of int64, shape (villages, institutions)
    """
    total = np.zeros((len(villages), len(institutions)), np.int64)
    for _code, _need, part in terms(villages, institutions, criteria, previous):
        total += part
    return total


def terms_of(village: Village, institution: Institution, criteria: Criteria, previous: frozenset[Pair]) -> list[Term]:
    """The terms of one pair; their points add up to its worth."""
    known = {each.need_code for each in village.needs if each.denominator_count}
    together = (village.village_code, institution.code) in previous
    found = [
        Term(code, need, int(part[0, 0])) for code, need, part in terms([village], [institution], criteria, previous)
    ]
    # What is not known of a village, and what never was, is no reason at all.
    return [each for each in found if each.need_code in known or (not each.need_code and _is_said(each, together))]


def _is_said(term: Term, together: bool) -> bool:
    return term.code != "continuity" or together


def terms(
    villages: Sequence[Village], institutions: Sequence[Institution], criteria: Criteria, previous: frozenset[Pair]
) -> Iterator[tuple[str, str, Points]]:
    """Every term as (code, need, points of shape (villages, institutions)).

    What is not known gives no points: nobody gains by telling less.
    """
    yield from _mandate(villages, institutions, criteria)
    yield "near", "", _near(villages, institutions, criteria)
    yield "capacity", "", _capacity(villages, institutions, criteria)
    yield "strength", "", _strength(villages, institutions, criteria)
    yield "continuity", "", _continuity(villages, institutions, criteria, previous)


def _mandate(
    villages: Sequence[Village], institutions: Sequence[Institution], criteria: Criteria
) -> Iterator[tuple[str, str, Points]]:
    """Weight x share of households that have the need x how much it is the institution's task."""
    asked = sorted({need for each in institutions for need in each.mandates})
    for need_code in asked:
        counts = [next((n for n in each.needs if n.need_code == need_code), None) for each in villages]
        part = np.array([n.need_count if n else 0 for n in counts], np.int64)[:, None]
        whole = np.array([n.denominator_count if n else 0 for n in counts], np.int64)[:, None]
        level = np.array([criteria.levels.get(each.mandates.get(need_code, ""), 0) for each in institutions], np.int64)
        yield "mandate", need_code, divide(criteria.weights["mandate"] * part * level, 100 * np.maximum(whole, 1))


def _near(villages: Sequence[Village], institutions: Sequence[Institution], criteria: Criteria) -> Points:
    """Full weight at no distance, none from ``far_km`` on."""
    far = 10 * criteria.far_km
    closeness = np.clip(far - distance_hectometres(villages, institutions), 0, far)
    return divide(criteria.weights["near"] * closeness, far)


def _capacity(villages: Sequence[Village], institutions: Sequence[Institution], criteria: Criteria) -> Points:
    """Person-days for each village that it may take, against what a village asks for."""
    asked = np.array([max(1, each.places) * criteria.days_per_village for each in institutions], np.int64)
    given = np.array([each.person_days or 0 for each in institutions], np.int64)
    worth = divide(criteria.weights["capacity"] * np.minimum(given, asked), asked)
    return np.broadcast_to(worth, (len(villages), len(institutions)))


def _strength(villages: Sequence[Village], institutions: Sequence[Institution], criteria: Criteria) -> Points:
    """Hard villages to those with money: hardness x money for each village that it may take."""
    asked = np.array([max(1, each.places) * criteria.money_per_village_idr for each in institutions], np.int64)
    given = np.array([each.money_idr or 0 for each in institutions], np.int64)
    hardness = np.array([each.hardness for each in villages], np.int64)[:, None]
    # Thousandths first: hardness x rupiah x weight would not fit.
    share = divide(1000 * np.minimum(given, asked), asked)
    return divide(criteria.weights["strength"] * hardness * share, 100 * 1000)


def _continuity(
    villages: Sequence[Village], institutions: Sequence[Institution], criteria: Criteria, previous: frozenset[Pair]
) -> Points:
    found = np.zeros((len(villages), len(institutions)), np.int64)
    rows = {each.village_code: number for number, each in enumerate(villages)}
    columns = {each.code: number for number, each in enumerate(institutions)}
    for village_code, code in previous:
        if village_code in rows and code in columns:
            found[rows[village_code], columns[code]] = criteria.weights["continuity"]
    return found


def distance_hectometres(villages: Sequence[Village], institutions: Sequence[Institution]) -> Points:
    """Distances over the ground as the crow flies, in tenths of a kilometre; farther than anything where not known.

    Returns
    -------
    ndarray of int64, shape (villages, institutions)
    """
    here, there = _radians(villages)[:, None, :], _radians(institutions)[None, :, :]
    half = (there - here) / 2
    chord = np.sin(half[..., 0]) ** 2 + np.cos(here[..., 0]) * np.cos(there[..., 0]) * np.sin(half[..., 1]) ** 2
    tenths = 10 * 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    # Half the earth is the farthest there is.
    return np.rint(np.nan_to_num(tenths, nan=10 * math.pi * EARTH_KM)).astype(np.int64)


def _radians(places: Sequence[Village] | Sequence[Institution]) -> npt.NDArray[np.float64]:
    rows = [
        (math.nan, math.nan) if each.latitude is None or each.longitude is None else (each.latitude, each.longitude)
        for each in places
    ]
    return np.radians(np.array(rows, np.float64).reshape(-1, 2))


def divide(part: Points | int, whole: Points | int) -> Points:
    """A quotient of numbers that are not negative, rounded half up, without passing through fractions."""
    return (2 * np.asarray(part, np.int64) + whole) // (2 * np.asarray(whole, np.int64))
