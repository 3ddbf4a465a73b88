"""What officers do with the list: doubles, ruined numbers, the dead, those who left, those who never belonged."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import height
from ngopeni.simulation.doubles import add_doubles
from ngopeni.simulation.events import Span, note, take_off, take_off_households
from ngopeni.simulation.listing import rewrite, strike
from ngopeni.simulation.lists import group_bits, listed
from ngopeni.simulation.streams import happens, stream
from ngopeni.simulation.world import LAST_PERCENTILE, World

# Where programmes work, the list is gone through as well.
MORE_WHERE_HELPED = 2.0


def remove_doubles(world: World, span: Span) -> None:
    """Second rows are found and struck, and some new ones are made."""
    dice, life = stream(world.seed, "doubles removed", span.on), listed("life")
    records = world.records
    gone = records["is_copy"] & happens(dice, life["double_removed"] * span.years, height(records))
    note(world, span, "double_removed", records["person"][gone], -1)
    strike(world, gone)
    records = world.records
    is_double = np.zeros(height(world.persons), dtype=bool)
    is_double[records["person"][records["is_copy"]]] = True
    here = world.is_here[records["person"]] & ~is_double[records["person"]]
    may = np.flatnonzero(here)
    wanted = int(height(records) * life["double_added"] * span.years)
    rows = add_doubles(world, may, wanted, span.on, f"later {span.on}")
    note(world, span, "double_added", world.records["person"][rows], 1)


def mend(world: World, span: Span) -> None:
    """Ruined NIK are put right, and with them the rest of the row: officers ask the civil register for all of it."""
    dice, records = stream(world.seed, "mending", span.on), world.records
    ruined = (records["kinds"] & group_bits("nik")) != 0
    chance = listed("life")["nik_mended"] * span.years
    rows = np.flatnonzero(ruined & ~records["is_copy"] & happens(dice, chance, len(ruined)))
    rewrite(world, rows)
    note(world, span, "nik_mended", records["person"][rows], 0)


def remove_gone(world: World, span: Span) -> None:
    """The dead and those who left, listed until now, are found and struck."""
    dice, people, life = stream(world.seed, "gone removed", span.on), world.persons, listed("life")
    for event, is_gone in (
        ("dead_removed", (people["died_on"] > 0) & (people["died_on"] <= span.since)),
        ("moved_removed", (people["left_on"] > 0) & (people["left_on"] <= span.since)),
    ):
        found = is_gone & people["is_listed"] & happens(dice, life[event] * span.years, len(is_gone))
        take_off(world, span, event, found)


def remove_never_eligible(world: World, span: Span) -> None:
    """Households that never belonged in the list are found and struck."""
    dice, homes = stream(world.seed, "never eligible", span.on), world.households
    chance = listed("life")["never_eligible_removed"] * span.years
    chance = np.where(world.plan.improving[homes["village"]], MORE_WHERE_HELPED * chance, chance)
    padded = listed("life")["village"]["padded_removed"] * span.years
    chance = np.where(world.plan.padded[homes["village"]], padded, chance)
    found = homes["is_listed"] & (homes["percentile"] > LAST_PERCENTILE) & happens(dice, chance, height(homes))
    take_off_households(world, span, "never_eligible", found)
