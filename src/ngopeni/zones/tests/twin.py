"""The slow twin: what a rule says, village by village, in exact fractions, without a database.

Written from the words of ``rule.py``; it knows nothing of the statements.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, RulePart, Within, Zone

PLACES = 10_000


@dataclass(frozen=True)
class Place:
    """A village of the twin."""

    village_code: str
    district_code: str
    village_type: str


@dataclass
class Reason:
    """One figure's part in a village's colour."""

    value: Fraction | None
    value_rank: int | None = None
    normalised: Fraction | None = None
    contribution: Fraction | None = None


@dataclass
class Found:
    """A village's colour and how it came about."""

    zone: str
    computed_zone: str = str(Zone.UNASSESSED)
    score: Fraction | None = None
    score_rank: int | None = None
    ranked_count: int | None = None
    reasons: dict[str, Reason] = field(default_factory=dict)


def exact(number: float | str) -> Fraction:
    """The number as it is written, not as the machine holds it."""
    return Fraction(str(number))


def half_up(number: Fraction) -> Fraction:
    """Four decimals, half up."""
    return Fraction(math.floor(number * PLACES + Fraction(1, 2)), PLACES)


def root_half_up(number: Fraction) -> Fraction:
    """The square root, to four decimals, half up, without a float on the way."""
    doubled = math.isqrt(math.floor(4 * number * PLACES**2))
    return Fraction((doubled + 1) // 2, PLACES)


def shares(part: RulePart) -> dict[str, Fraction]:
    """Weights brought to a sum of one."""
    total = sum(exact(each.weight) for each in part.inputs)
    return {each.code: half_up(exact(each.weight) / total) for each in part.inputs}


def rank(mine: Fraction, all_of_them: list[Fraction], direction: Direction) -> int:
    """1 is worst; equal ones share a rank."""
    if direction is Direction.HIGH_IS_WORSE:
        return 1 + sum(other > mine for other in all_of_them)
    return 1 + sum(other < mine for other in all_of_them)


def normalise(mine: Fraction, others: list[Fraction], how: Normalisation, direction: Direction) -> Fraction:
    """One figure on the common scale, on which more is worse; ``others`` holds it too."""
    is_high = direction is Direction.HIGH_IS_WORSE
    if how is Normalisation.NONE:
        return mine
    if how is Normalisation.MINMAX:
        low, high = min(others), max(others)
        if low == high:
            return Fraction(0)
        return half_up(100 * ((mine - low) if is_high else (high - mine)) / (high - low))
    if how is Normalisation.RANK:
        if len(others) == 1:
            return Fraction(0)
        return half_up(Fraction(100 * (len(others) - rank(mine, others, direction)), len(others) - 1))
    true_mean = sum(others) / len(others)
    mean = half_up(true_mean)
    deviation = root_half_up(sum((each - true_mean) ** 2 for each in others) / len(others))
    if deviation == 0:
        return Fraction(0)
    return half_up(((mine - mean) if is_high else (mean - mine)) / deviation)


def cuts(part: RulePart, count: int) -> tuple[Fraction, Fraction]:
    """The last places of red and of yellow; for a threshold the two numbers."""
    red, yellow = exact(part.red), exact(part.yellow)
    if part.method is Method.THRESHOLD:
        return red, yellow
    if part.method is Method.TOP_N:
        return red, red + yellow
    half = Fraction(1, 2)
    return Fraction(math.floor(count * red / 100 + half)), Fraction(math.floor(count * (red + yellow) / 100 + half))


def colour(mine: Fraction, all_of_them: list[Fraction], part: RulePart) -> Zone:
    """The colour of a score among the scores of its scope; ``all_of_them`` holds it too."""
    red, yellow = cuts(part, len(all_of_them))
    if part.method is Method.THRESHOLD:
        is_high = part.direction is Direction.HIGH_IS_WORSE
        in_red, in_yellow = (mine >= red, mine >= yellow) if is_high else (mine <= red, mine <= yellow)
    else:
        place = rank(mine, all_of_them, part.direction)
        in_red, in_yellow = place <= red, place <= yellow
    return Zone.RED if in_red else Zone.YELLOW if in_yellow else Zone.GREEN


def scope_of(place: Place, part: RulePart) -> str:
    """Among which villages a score is ranked."""
    return place.district_code if part.within is Within.DISTRICT else ""


def assess(
    places: list[Place], values: Mapping[tuple[str, str], Fraction], rule: Rule, corrections: Mapping[str, str]
) -> dict[str, Found]:
    """Every village's colour.

    ``values`` is by village and input; ``corrections`` names a zone by village.
    """
    found = {each.village_code: Found(str(Zone.UNASSESSED)) for each in places}
    for part in rule.parts:
        _assess_part([each for each in places if each.village_type in part.village_types], values, part, found)
    for code, each in found.items():
        each.zone = corrections.get(code, each.computed_zone)
    return found


def _assess_part(
    own: list[Place], values: Mapping[tuple[str, str], Fraction], part: RulePart, found: dict[str, Found]
) -> None:
    weight = shares(part)
    for each in part.inputs:
        known = [values[place.village_code, each.code] for place in own if (place.village_code, each.code) in values]
        for place in own:
            mine = values.get((place.village_code, each.code))
            reason = Reason(mine)
            if mine is not None:
                reason.value_rank = rank(mine, known, each.direction)
                reason.normalised = normalise(mine, known, part.normalisation, each.direction)
                reason.contribution = half_up(weight[each.code] * reason.normalised)
            found[place.village_code].reasons[each.code] = reason
    for place in own:
        contributions = [reason.contribution for reason in found[place.village_code].reasons.values()]
        if None not in contributions:
            found[place.village_code].score = sum(contributions, Fraction(0))
    for place in own:
        mine = found[place.village_code]
        if mine.score is None:
            continue
        near = [found[each.village_code].score for each in own if scope_of(each, part) == scope_of(place, part)]
        scores = [score for score in near if score is not None]
        mine.score_rank, mine.ranked_count = rank(mine.score, scores, part.direction), len(scores)
        mine.computed_zone = str(colour(mine.score, scores, part))
