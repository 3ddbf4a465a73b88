"""The rows of the registry: what is written about people, first as it is true, then with its mistakes.

Columns of ``World.records``: number (never given twice), person, is_copy, listing (twice the household's row; one more
for a household that is listed a second time), village, kinds (bits, see `kind_bits`), and what is written: name0 to
name4, mother1 to mother3, nik, nik_length, kk, kk_length, birth, sex.
"""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import Columns, height, joined
from ngopeni.simulation.mistakes import spoil
from ngopeni.simulation.nik_mistakes import DIGITS
from ngopeni.simulation.person_names import MOTHER_WORDS, WORDS
from ngopeni.simulation.streams import Array
from ngopeni.simulation.world import World


def enlist(world: World, people: Array, on: int, purpose: str) -> Array:
    """Take people into the registry, as officers write them.

    Parameters
    ----------
    world : World
    people : array of int
        Rows of people who live here and are not listed.
    on : int
        Day since 1970.
    purpose : str
        Names the streams.

    Returns
    -------
    array of int
        The rows of their records.
    """
    records = truthful(world, people)
    records["number"] = world.next_record() + np.arange(len(people))
    spoil(world, records, on, purpose)
    start = height(world.records)
    world.records = joined(world.records, records)
    world.persons["is_listed"][people] = True
    world.households["is_listed"][world.persons["household"][people]] = True
    return np.arange(start, start + len(people))


def truthful(world: World, people: Array) -> Columns:
    """Records without a mistake."""
    persons = {name: values[people] for name, values in world.persons.items()}
    count = len(people)
    zeros = {name: np.zeros(count, dtype=np.int64) for name in ("number", "kinds", "name0", "name4")}
    names = {f"name{place + 1}": persons[word] for place, word in enumerate(WORDS)}
    return {
        **zeros,
        **names,
        **{word: persons[word] for word in MOTHER_WORDS},
        "person": people,
        "is_copy": np.zeros(count, dtype=bool),
        "listing": persons["household"] * 2,
        "village": world.households["village"][persons["household"]],
        "nik": persons["nik"],
        "nik_length": np.full(count, DIGITS),
        "kk": world.families["kk"][persons["family"]],
        "kk_length": np.full(count, DIGITS),
        "birth": persons["birth"],
        "sex": persons["sex"],
    }


def rewrite(world: World, rows: Array) -> None:
    """Write records anew as it is true; where they are listed stays."""
    kept = ("number", "is_copy", "listing", "village")
    for name, values in truthful(world, world.records["person"][rows]).items():
        if name not in kept:
            world.records[name][rows] = values


def strike(world: World, gone: Array) -> None:
    """Take records off the registry.

    Parameters
    ----------
    gone : array of bool, a place for each record
    """
    records = world.records
    world.persons["is_listed"][records["person"][gone & ~records["is_copy"]]] = False
    world.records = {name: values[~gone] for name, values in records.items()}
    listed = np.zeros(height(world.households), dtype=bool)
    listed[world.records["listing"] // 2] = True
    world.households["is_listed"] = listed
