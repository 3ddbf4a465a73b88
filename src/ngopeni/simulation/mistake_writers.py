"""How each kind of mistake is written into a record."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ngopeni.simulation import name_mistakes, nik_mistakes
from ngopeni.simulation.calendars import age_on, join, split
from ngopeni.simulation.columns import Columns
from ngopeni.simulation.identity import make_kk
from ngopeni.simulation.streams import Array, happens, whole
from ngopeni.simulation.world import World

HEAPS = ((12, 31), (1, 1), (7, 1))
NAME_COLUMNS = tuple(f"name{place}" for place in range(name_mistakes.WIDTH))
# Changes some rows of records; takes the dice and the day too.
Writer = Callable[[World, Columns, Array, np.random.RandomState, int], None]


def relative_of(world: World, person: Array) -> Array:
    """Somebody else of each one's house, by the order in which they moved in; -1 where there is none."""
    house = world.persons["household"]
    after = np.minimum(person + 1, len(house) - 1)
    before = np.maximum(person - 1, 0)
    is_after = (house[after] == house[person]) & (after != person)
    is_before = (house[before] == house[person]) & (before != person)
    return np.where(is_after, after, np.where(is_before, before, -1))


def namesake_of(world: World, person: Array) -> Array:
    """Somebody else of the same name among these people; -1 where there is none."""
    words = [world.persons[name][person] for name in ("word1", "word2", "word3")]
    key = (words[0] * 2**16 + words[1]) * 2**16 + words[2]
    order = np.argsort(key, kind="stable")
    found = np.full(len(person), -1, dtype=np.int64)
    same = np.flatnonzero((key[order][1:] == key[order][:-1]) & (person[order][1:] != person[order][:-1]))
    found[order[same]] = person[order[same + 1]]
    return found


def _write_nik(function: Callable[..., nik_mistakes.Spoiled]) -> Writer:
    def write(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
        true = world.persons["nik"][records["person"][rows]]
        records["nik"][rows], records["nik_length"][rows] = function(dice, true)

    return write


def _write_kk(function: Callable[..., nik_mistakes.Spoiled]) -> Writer:
    def write(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
        true = world.families["kk"][world.persons["family"][records["person"][rows]]]
        records["kk"][rows], records["kk_length"][rows] = function(dice, true)

    return write


def _write_name(function: Callable[..., Array]) -> Writer:
    def write(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
        people = {
            name: world.persons[name][records["person"][rows]] for name in ("birth", "sex", "word1", "word2", "word3")
        }
        true = np.zeros((len(rows), name_mistakes.WIDTH), dtype=np.int64)
        true[:, 1:4] = np.stack([people[name] for name in ("word1", "word2", "word3")], axis=1)
        written = function(dice, true, people | {"age": age_on(people["birth"], on)})
        for place, name in enumerate(NAME_COLUMNS):
            records[name][rows] = written[:, place]

    return write


def _swap_nik_and_kk(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
    for name in ("", "_length"):
        nik, kk = records[f"nik{name}"][rows].copy(), records[f"kk{name}"][rows].copy()
        records[f"nik{name}"][rows], records[f"kk{name}"][rows] = kk, nik


def _take_nik(whose: Callable[[World, Array], Array]) -> Writer:
    def write(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
        records["nik"][rows] = world.persons["nik"][whose(world, records["person"])[rows]]

    return write


def _another_kk(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
    area = world.district[records["village"][rows]]
    records["kk"][rows], records["kk_length"][rows] = make_kk(dice, area, on, world.families["kk"]), nik_mistakes.DIGITS


def _impossible_age(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
    _, month, day = split(records["birth"][rows])
    now = int(split(np.array([on]))[0][0])
    year = np.where(
        happens(dice, 0.6, len(rows)), whole(dice, len(rows), 1860, 1899), now + whole(dice, len(rows), 2, 9)
    )
    records["birth"][rows] = join(year, month, np.minimum(day, 28))


def _heaped(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
    year = split(world.persons["birth"][records["person"][rows]])[0]
    heap = np.array(HEAPS)[whole(dice, len(rows), 0, len(HEAPS) - 1)]
    written = join(year, heap[:, 0], heap[:, 1])
    # Nobody is written as born tomorrow but by a mistake of another kind.
    records["birth"][rows] = np.where(written > on, join(year, 1, 1), written)


def _swapped(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
    year, month, day = split(world.persons["birth"][records["person"][rows]])
    records["birth"][rows] = join(year, day, month)


def _wrong_sex(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
    records["sex"][rows] = 3 - records["sex"][rows]


def _nothing_yet(world: World, records: Columns, rows: Array, dice: np.random.RandomState, on: int) -> None:
    """Only marked: the codes are spoiled when a file is written."""


WRITERS: dict[str, Writer] = {
    **{kind: _write_nik(function) for kind, function in nik_mistakes.BY_KIND.items() if kind.startswith("nik_")},
    **{kind: _write_kk(function) for kind, function in nik_mistakes.BY_KIND.items() if kind.startswith("kk_")},
    **{kind: _write_name(function) for kind, function in name_mistakes.BY_KIND.items()},
    "kk_stale": _another_kk,
    "one_person_family": _another_kk,
    "nik_of_relative": _take_nik(relative_of),
    "nik_of_namesake": _take_nik(namesake_of),
    "nik_kk_swapped": _swap_nik_and_kk,
    "age_impossible": _impossible_age,
    "birth_heaped": _heaped,
    "birth_swapped": _swapped,
    "sex_wrong": _wrong_sex,
    "no_head": _nothing_yet,
    "two_heads": _nothing_yet,
    "person_unknown_code": _nothing_yet,
}
