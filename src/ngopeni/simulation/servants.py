"""Public servants among the invented people, some of them in the registry where they do not belong."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array, choose, happens, stream
from ngopeni.simulation.world import LAST_PERCENTILE, World


def appoint(world: World, homes: Array, on: int, purpose: str) -> None:
    """Make some working adults of households public servants.

    Parameters
    ----------
    world : World
    homes : array of int
        Rows of new households; only those above the line can have a servant.
    on : int
        Day since 1970.
    purpose : str
        "listed" for households of the registry, else "reserve".
    """
    people, age = world.persons, world.ages(on)
    dice = stream(world.seed, f"servants {purpose}", on)
    is_new = np.zeros(len(world.households["percentile"]), dtype=bool)
    is_new[homes] = True
    well_off = is_new & (world.households["percentile"] > LAST_PERCENTILE)
    mine = is_new[people["household"]]
    may = well_off[people["household"]] & people["works"] & (age >= 22) & (age <= 58) & world.is_here
    if purpose == "listed":
        wanted = listed("errors")["kinds"]["servant_listed"]["rate"] * int(mine.sum())
    else:
        wanted = listed("life")["servants_in_reserve"] / 1000 * len(homes)
    serves = np.flatnonzero(may & happens(dice, min(1.0, wanted / max(1, int(may.sum()))), len(may)))
    lists = listed("people")["servants"]
    people["servant"][serves] = 1 + choose(dice, len(serves), lists["parts"])
    world.households["is_servants"][people["household"][serves]] = True
