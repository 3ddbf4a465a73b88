"""How well off invented households are: percentiles of the nation, 1 the poorest."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.lists import listed
from ngopeni.simulation.settling import Welfare
from ngopeni.simulation.streams import Array, happens, whole
from ngopeni.simulation.village_plan import PARTS
from ngopeni.simulation.world import LAST_PERCENTILE


def in_the_registry(shares: Array, padded: Array) -> Welfare:
    """Percentiles of members: in poorer villages the lower of two throws, in others mostly one throw.

    Parameters
    ----------
    shares : array of shape (villages,)
        Registry share, in parts of ten thousand.
    padded : array of bool, shape (villages,)
        Where many households never belonged.
    """

    def draw(dice: np.random.RandomState, village: Array) -> tuple[Array, Array]:
        count = len(village)
        first, second = (whole(dice, count, 1, LAST_PERCENTILE) for _ in range(2))
        is_poorer = happens(dice, shares[village] / PARTS, count)
        listed_percentile = np.where(is_poorer, np.minimum(first, second), first)
        usual, many = listed("errors")["kinds"]["never_eligible"]["rate"], listed("life")["village"]["padded_share"]
        # What stands in padded lists is part of the whole rate.
        usual = max(0.0, usual - float(padded[village].sum()) / max(1, count) * many)
        is_wrong = happens(dice, np.where(padded[village], many, usual), count)
        percentile = np.where(is_wrong, whole(dice, count, 42, 80), listed_percentile)
        # A few rows above the line stand in every real file.
        is_above = happens(dice, 0.004, count)
        return percentile, np.where(is_above, whole(dice, count, 41, 46), listed_percentile)

    return draw


def outside(dice: np.random.RandomState, village: Array) -> tuple[Array, Array]:
    """Percentiles of the households that the registry does not have: the poor it missed and those it need not have."""
    is_missed = happens(dice, 0.55, len(village))
    missed, other = whole(dice, len(village), 6, LAST_PERCENTILE), whole(dice, len(village), 41, 72)
    percentile = np.where(is_missed, missed, other)
    return percentile, percentile
