"""Households that leave the registry because they live better, or enter it, until villages have their shares."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import height, running_within
from ngopeni.simulation.events import Span, take_off_households, take_on
from ngopeni.simulation.lists import kind_bits, listed
from ngopeni.simulation.streams import Array, happens, stream, whole
from ngopeni.simulation.village_plan import PARTS
from ngopeni.simulation.world import LAST_PERCENTILE, World


def placed_rows(world: World) -> Array:
    """Rows of the registry in each village, without those whose village code nobody knows."""
    records = world.records
    lost = (world.households["kinds"][records["listing"] // 2] & kind_bits()["unknown_village"]) != 0
    return np.bincount(records["village"][~lost], minlength=len(world.areas.villages))


def usual_turnover(world: World, span: Span) -> None:
    """What goes out and comes in everywhere."""
    life, homes = listed("life"), world.households
    dice = stream(world.seed, "turnover", span.on)
    count = height(homes)
    throw = dice.random_sample(count) / span.years
    eligible = homes["is_listed"] & (homes["percentile"] <= LAST_PERCENTILE)
    better = np.where(world.plan.improving[homes["village"]], 2 * life["recovered"], life["recovered"])
    recovers = eligible & (throw < better)
    ranked = (
        eligible
        & ~recovers
        & (homes["percentile"] >= 33)
        & (dice.random_sample(count) / span.years < life["rank_out"] * 4)
    )
    _leave(world, span, recovers, ranked, dice)
    _enter(world, span, world.plan.rows * (life["fell"] + life["found"] + life["rank_in"]) * span.years, "turnover")


def reach_shares(world: World, span: Span, step: int) -> None:
    """Let households leave or enter until each village is near its planned share.

    Parameters
    ----------
    step : int
        Number of the date in the plan.
    """
    growth = world.population * world.plan.growth[step] // PARTS
    world.population = np.maximum(world.population + growth, 1)
    surplus = placed_rows(world) - world.population * world.plan.shares[step] // PARTS
    dice, homes = stream(world.seed, "shares", span.on), world.households
    rows = np.bincount(world.records["listing"] // 2, minlength=height(homes))
    # The better off leave first, with much of chance.
    order = -(homes["percentile"] + whole(dice, height(homes), 0, 40))
    may = np.flatnonzero(
        homes["is_listed"] & (homes["percentile"] <= LAST_PERCENTILE) & (surplus[homes["village"]] > 0)
    )
    may = may[np.lexsort((may, order[may], homes["village"][may]))]
    before = running_within(homes["village"][may], rows[may]) if len(may) else may
    leaves = np.zeros(height(homes), dtype=bool)
    leaves[may[before + rows[may] // 2 < surplus[homes["village"][may]]]] = True
    ranked = leaves & (homes["percentile"] >= 33) & happens(dice, 0.35, height(homes))
    _leave(world, span, leaves & ~ranked, ranked, dice)
    surplus = placed_rows(world) - world.population * world.plan.shares[step] // PARTS
    _enter(world, span, np.maximum(0, -surplus), "shares")


def _leave(world: World, span: Span, recovers: Array, ranked: Array, dice: np.random.RandomState) -> None:
    """Strike the people of households: those who live better, and those whom the nation's ranking passed."""
    homes, count = world.households, height(world.households)
    up = np.where(
        recovers, whole(dice, count, 42, 62), np.where(ranked, whole(dice, count, 41, 43), homes["percentile"])
    )
    homes["percentile"] = up
    for event, rows in (("recovered", recovers), ("rank_out", ranked)):
        take_off_households(world, span, event, rows)


def _enter(world: World, span: Span, wanted: Array, purpose: str) -> None:
    """List households of the reserve until about so many people of each village are in."""
    dice, homes = stream(world.seed, f"entering {purpose}", span.on), world.households
    people, count = world.persons, height(homes)
    sizes = np.bincount(people["household"][world.is_here], minlength=count)
    outside = ~homes["is_listed"] & (homes["struck_on"] != span.on) & (sizes > 0)
    may = np.flatnonzero(outside & (wanted[homes["village"]] > 0))
    if not len(may):
        return
    may = may[np.lexsort((may, dice.random_sample(count)[may], homes["village"][may]))]
    before = running_within(homes["village"][may], sizes[may])
    chosen = may[before + sizes[may] / 2 < wanted[homes["village"][may]]]
    percentile = homes["percentile"]
    near = (percentile[chosen] > LAST_PERCENTILE) & (percentile[chosen] < 46)
    ranked = chosen[near & happens(dice, 0.6, len(chosen))]
    fell = np.setdiff1d(chosen[percentile[chosen] > LAST_PERCENTILE], ranked)
    found = chosen[percentile[chosen] <= LAST_PERCENTILE]
    percentile[ranked] = whole(dice, len(ranked), 37, LAST_PERCENTILE)
    percentile[fell] = whole(dice, len(fell), 14, LAST_PERCENTILE)
    homes["listed_percentile"][chosen] = percentile[chosen]
    for event, rows in (("rank_in", ranked), ("fell", fell), ("found", found)):
        is_in = np.zeros(count, dtype=bool)
        is_in[rows] = True
        take_on(world, span, event, np.flatnonzero(is_in[people["household"]] & world.is_here & ~people["is_listed"]))
