"""What a zone rule is."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """The colours, worst first, and the grey of villages that cannot be assessed."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    UNASSESSED = "unassessed"


class Direction(StrEnum):
    """Which end of an input is worse."""

    HIGH_IS_WORSE = "high_is_worse"
    LOW_IS_WORSE = "low_is_worse"


class Normalisation(StrEnum):
    """How inputs of different units are brought to one scale, on which more is worse."""

    NONE = "none"  # one input, used as it is
    MINMAX = "minmax"  # 0 at the best village, 100 at the worst
    RANK = "rank"  # 100 at the worst village, equal steps down to 0
    ZSCORE = "zscore"  # distance from the mean in standard deviations


class Method(StrEnum):
    """How a score becomes a colour."""

    THRESHOLD = "threshold"  # the score against two fixed numbers
    QUANTILE = "quantile"  # the worst percent of villages
    TOP_N = "top_n"  # the worst so many villages


class Within(StrEnum):
    """Among which villages a rank is taken."""

    REGENCY = "regency"
    DISTRICT = "district"


@dataclass(frozen=True)
class RuleInput:
    """One figure that a rule looks at.

    Parameters
    ----------
    code : str
        Of the register of inputs, such as ``idm_score``.
    direction : Direction
    weight : float
        Positive; weights of a part are brought to a sum of one.
    """

    code: str
    direction: Direction
    weight: float = 1.0


@dataclass(frozen=True)
class RulePart:
    """How villages of some types are assessed, among themselves.

    Parameters
    ----------
    village_types : tuple of str
        ``desa``, ``kelurahan`` or both.
    inputs : tuple of RuleInput
    normalisation : Normalisation
    method : Method
    red, yellow : float
        Threshold: the limits, a village on a limit is in the worse colour. Quantile: percent of
        villages. Top-n: numbers of villages. Yellow is counted after red.
    within : Within
        For quantile and top-n.
    """

    village_types: tuple[str, ...]
    inputs: tuple[RuleInput, ...]
    normalisation: Normalisation
    method: Method
    red: float
    yellow: float
    within: Within = Within.REGENCY

    @property
    def direction(self) -> Direction:
        """Which end of the score is worse: that of the single input, else high."""
        if self.normalisation is Normalisation.NONE:
            return self.inputs[0].direction
        return Direction.HIGH_IS_WORSE

    def shares(self) -> dict[str, float]:
        """Each input's weight as a share of one, to the four decimals that are printed, half up."""
        total = sum(each.weight for each in self.inputs)
        return {each.code: math.floor(round(each.weight / total * 10_000, 6) + 0.5) / 10_000 for each in self.inputs}


@dataclass(frozen=True)
class Rule:
    """A dated rule.

    Parameters
    ----------
    code : str
    title : str
    valid_from : date
    author : str
    source : str
        The paper or decision it rests on.
    parts : tuple of RulePart
        Villages of a type that no part names are not assessed.
    """

    code: str
    title: str
    valid_from: dt.date
    author: str
    source: str
    parts: tuple[RulePart, ...]

    def part_of(self, village_type: str) -> int | None:
        """The number of the part that assesses a type of village, from 0, or None."""
        for number, part in enumerate(self.parts):
            if village_type in part.village_types:
                return number
        return None
