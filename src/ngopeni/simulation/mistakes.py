"""Mistakes in the rows of the registry, at the rates of ``errors.yaml``."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.calendars import age_on, join, split
from ngopeni.simulation.columns import Columns
from ngopeni.simulation.lists import group_bits, kind_bits, listed
from ngopeni.simulation.mistake_writers import HEAPS, WRITERS, namesake_of, relative_of
from ngopeni.simulation.streams import Array, happens, stream
from ngopeni.simulation.world import World


def spoil(world: World, records: Columns, on: int, purpose: str) -> None:
    """Let mistakes fall on new records, each kind at its rate.

    Parameters
    ----------
    world : World
    records : Columns
        True records; changed in place.
    on : int
        Day since 1970.
    purpose : str
        Names the streams.
    """
    errors, count = listed("errors"), len(records["person"])
    for kind in WRITERS:
        # Second rows of doubles bring mistakes of their own; together they make the rate.
        of_doubles = errors["kinds"]["double"]["rate"] * errors["doubles"].get(kind, 0)
        rate = max(0.0, errors["kinds"][kind]["rate"] - of_doubles)
        may = candidates(world, records, kind, on)
        dice = stream(world.seed, f"{purpose} {kind}", on)
        falls = may & happens(dice, min(1.0, rate * count / max(1, int(may.sum()))), count)
        write_wrongly(world, records, kind, np.flatnonzero(falls), dice, on)


def write_wrongly(world: World, records: Columns, kind: str, rows: Array, dice: np.random.RandomState, on: int) -> None:
    """Make one kind of mistake in some records; another of its group gives way."""
    if not len(rows):
        return
    WRITERS[kind](world, records, rows, dice, on)
    group = listed("errors")["kinds"][kind].get("group")
    kept = ~group_bits(group) if group else -1
    records["kinds"][rows] = (records["kinds"][rows] & kept) | kind_bits()[kind]


def candidates(world: World, records: Columns, kind: str, on: int) -> Array:
    """On which records a kind of mistake can fall: none of its group is there, and there is something to mistake."""
    group = listed("errors")["kinds"][kind].get("group")
    free = (records["kinds"] & (group_bits(group) if group else 0)) == 0
    person, people = records["person"], world.persons
    if kind == "name_word_dropped":
        return free & (records["name2"] > 0)
    if kind == "no_head":
        return free & (people["role"][person] == 1)
    if kind == "two_heads":
        return free & (people["role"][person] != 1) & (age_on(people["birth"][person], on) >= 17)
    if kind == "nik_of_relative":
        return free & (relative_of(world, person) >= 0)
    if kind == "nik_of_namesake":
        return free & (namesake_of(world, person) >= 0)
    if kind.startswith("birth_"):
        year, month, day = split(people["birth"][person])
        if kind == "birth_swapped":
            return free & (day <= 12) & (day != month) & (join(year, np.minimum(day, 12), month) <= on)
        return free & ~np.isin(month * 100 + day, [m * 100 + d for m, d in HEAPS])
    return free
