"""People who stand in the registry twice."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import height, joined, taken
from ngopeni.simulation.lists import group_bits, kind_bits, listed
from ngopeni.simulation.mistake_writers import WRITERS
from ngopeni.simulation.mistakes import candidates, write_wrongly
from ngopeni.simulation.streams import Array, happens, shuffled, stream
from ngopeni.simulation.world import World


def add_doubles(world: World, among: Array, count: int, on: int, purpose: str) -> Array:
    """List some people a second time: whole households, and single people in another household.

    Parameters
    ----------
    world : World
    among : array of int
        Rows of records that may be doubled; none is a copy.
    count : int
        Second rows wanted.
    on : int
        Day since 1970.
    purpose : str
        Names the streams.

    Returns
    -------
    array of int
        The rows of the new records.
    """
    dice = stream(world.seed, f"{purpose} doubles", on)
    among = among[np.argsort(world.records["listing"][among], kind="stable")]
    together = _whole_households(world, among, int(count * listed("errors")["doubles"]["whole_household"]), dice)
    rest = among[~np.isin(among, together)]
    single = rest[shuffled(dice, len(rest))][: count - len(together)]
    rows = np.concatenate([together, single])
    copies = taken(world.records, rows)
    copies["is_copy"] = np.ones(len(rows), dtype=bool)
    copies["number"] = world.next_record() + np.arange(len(rows))
    copies["listing"] = copies["listing"] + (np.arange(len(rows)) < len(together))
    _list_elsewhere(world, copies, np.arange(len(together), len(rows)), dice)
    _differ(world, copies, on, purpose)
    start = height(world.records)
    world.records = joined(world.records, copies)
    return np.arange(start, start + len(rows))


def _whole_households(world: World, among: Array, wanted: int, dice: np.random.RandomState) -> Array:
    """Records of households drawn by chance until there are enough."""
    _, place, sizes = np.unique(world.records["listing"][among], return_inverse=True, return_counts=True)
    order = shuffled(dice, len(sizes))
    chosen = np.zeros(len(sizes), dtype=bool)
    chosen[order[np.cumsum(sizes[order]) <= wanted]] = True
    return among[chosen[place]]


def _list_elsewhere(world: World, copies: dict[str, Array], rows: Array, dice: np.random.RandomState) -> None:
    """Put single people into another household, of the village or of another."""
    homes = np.flatnonzero(world.households["is_listed"])
    homes = homes[np.argsort(world.households["village"][homes], kind="stable")]
    villages = world.households["village"][homes]
    kinds = listed("errors")["kinds"]
    of_single = 1 - listed("errors")["doubles"]["whole_household"]
    share = kinds["double_elsewhere"]["rate"] / kinds["double"]["rate"] / of_single
    is_elsewhere = happens(dice, share, len(rows))
    low = np.searchsorted(villages, copies["village"][rows], side="left")
    high = np.searchsorted(villages, copies["village"][rows], side="right")
    throw = dice.random_sample(len(rows))
    place = np.where(is_elsewhere, throw * len(homes), low + throw * (high - low)).astype(np.int64)
    home = homes[np.minimum(place, len(homes) - 1)]
    is_elsewhere &= world.households["village"][home] != copies["village"][rows]
    copies["listing"][rows] = home * 2
    copies["village"][rows] = world.households["village"][home]
    copies["kinds"][rows] &= ~group_bits("head")
    copies["kinds"][rows] |= np.where(is_elsewhere, kind_bits()["double_elsewhere"], 0)


def _differ(world: World, copies: dict[str, Array], on: int, purpose: str) -> None:
    """Spell and count the second rows differently."""
    shares = listed("errors")["doubles"]
    copies["kinds"] |= kind_bits()["double"]
    for kind in WRITERS:
        if kind in shares:
            dice = stream(world.seed, f"{purpose} doubles {kind}", on)
            group = group_bits(listed("errors")["kinds"][kind]["group"])
            # A mistake of the first row may give way to one of the second's own.
            bare = copies | {"kinds": copies["kinds"] & ~group}
            may = candidates(world, bare, kind, on)
            chance = shares[kind] * len(may) / max(1, int(may.sum()))
            rows = np.flatnonzero(may & happens(dice, min(1.0, chance), len(may)))
            write_wrongly(world, copies, kind, rows, dice, on)
