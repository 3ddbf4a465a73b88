"""How poor each village is at each date: its share of people in the registry, planned before anybody lives there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ngopeni.areas.area import Areas
from ngopeni.simulation.lists import listed
from ngopeni.simulation.red_villages import published_red
from ngopeni.simulation.streams import Array, happens, shuffled, stream, whole

# Shares are whole parts of ten thousand.
PARTS = 10_000


@dataclass(frozen=True)
class VillagePlan:
    """The plan of a regency's villages, in the order of the register.

    Attributes
    ----------
    rows : array of shape (villages,)
        Rows of the registry at the first date.
    shares : array of shape (dates, villages)
        Registry share of the population, in parts of ten thousand.
    growth : array of shape (dates, villages)
        Growth of the population since the date before, in parts of ten thousand.
    improving : array of bool, shape (villages,)
        Where programmes work.
    padded : array of bool, shape (villages,)
        Red villages with many in their list who never belonged there: it is cleaned later, and nobody lives better.
    """

    rows: Array
    shares: Array
    growth: Array
    improving: Array
    padded: Array


def plan_villages(areas: Areas, persons: int, seed: int, dates: Sequence[dt.date]) -> VillagePlan:
    """Plan the villages of a regency.

    Parameters
    ----------
    areas : Areas
    persons : int
        Rows of the registry at the first date.
    seed : int
    dates : sequence of date
        In order.
    """
    first = first_shares(areas, seed)
    dice = stream(seed, "village sizes")
    sizes = np.array(listed("life")["village_sizes"], dtype=np.int64)
    throw = dice.random_sample(len(first)) * (len(sizes) - 1)
    step = throw.astype(np.int64)
    weight = sizes[step] + ((throw - step) * (sizes[step + 1] - sizes[step])).astype(np.int64)
    edges = np.cumsum(weight * first)
    rows = np.diff(np.r_[0, edges * persons // edges[-1]])
    shares, improves, padded = _later_shares(first, len(dates) - 1, seed)
    return VillagePlan(rows, shares, _growth(dates, len(first), seed), improves, padded)


def first_shares(areas: Areas, seed: int) -> Array:
    """The share of each village at the first date.

    Where the number of red villages by district was published, exactly so many stand above the limit of the default
    rule in each district, desa before kelurahan; elsewhere districts differ and villages lie around them.

    Source
    ------
    ``reference/red_zones``, see its column ``source``; the ranges are those of ``life.yaml``.
    """
    ranges = listed("life")["village"]
    published = published_red(areas.regency.regency_code)
    dice = stream(seed, "village welfare")
    villages = areas.villages
    district = np.array([each.district_code for each in villages])
    if not published:
        names, place = np.unique(district, return_inverse=True)
        level = whole(dice, len(names), *ranges["district_level"])[place]
        spread = sum(whole(dice, len(villages), -ranges["village_spread"], ranges["village_spread"]) for _ in range(2))
        return np.clip(level + spread // 2 * 2, ranges["lowest"], ranges["highest"])
    # The higher of two throws: more villages lie just under the limit than far below it.
    other = np.maximum(*(whole(dice, len(villages), *ranges["other"]) for _ in range(2)))
    red = whole(dice, len(villages), *ranges["red"])
    is_desa = np.array([each.village_type == "desa" for each in villages])
    is_red = np.zeros(len(villages), dtype=bool)
    for code, count in sorted(published.items()):
        own = np.flatnonzero(district == code)
        own = own[shuffled(dice, len(own))]
        is_red[own[np.argsort(~is_desa[own], kind="stable")][:count]] = True
    return np.where(is_red, red, other)


def _later_shares(first: Array, steps: int, seed: int) -> tuple[Array, Array, Array]:
    """Shares at all dates, in which villages programmes work, and in which the list is padded."""
    ranges, dice, count = listed("life")["village"], stream(seed, "village drift"), len(first)
    is_red = first >= 6000
    improver = is_red & happens(dice, ranges["improver_part"] / 1000, count)
    padded = is_red & ~improver & happens(dice, ranges["padded_part"] / 1000, count)
    faller = ~is_red & happens(dice, ranges["faller_part"] / 1000, count)
    end = np.where(
        improver | padded, whole(dice, count, *ranges["improver_end"]), whole(dice, count, *ranges["faller_end"])
    )
    improves = ~padded & (improver | happens(dice, 0.15, count))
    shares = [first]
    for step in range(1, steps + 1):
        red = whole(dice, count, *ranges["red_drift"])
        other = whole(dice, count, *ranges["other_drift"])
        red = np.maximum(shares[-1] + red, ranges["red_floor"])
        other = np.clip(shares[-1] + other, ranges["other_floor"], ranges["other_ceiling"])
        on_its_way = first + (end - first) * step // steps
        shares.append(np.where(improver | padded | faller, on_its_way, np.where(is_red, red, other)))
    return np.array(shares), improves, padded


def _growth(dates: Sequence[dt.date], count: int, seed: int) -> Array:
    """Growth of each village's population between the dates."""
    low, high = listed("life")["village"]["growth"]
    yearly = whole(stream(seed, "village growth"), count, low, high)
    days = [0, *[(later - earlier).days for earlier, later in pairwise(dates)]]
    return np.array([yearly * span // 365 for span in days])
