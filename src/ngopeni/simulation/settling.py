"""Households that come to live in villages: their people, names, numbers and homes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ngopeni.simulation.calendars import age_on, join, split
from ngopeni.simulation.columns import Columns, height, joined
from ngopeni.simulation.composition import compose
from ngopeni.simulation.dwelling import draw_dwellings
from ngopeni.simulation.identity import birth_areas, make_kk, make_nik
from ngopeni.simulation.lists import kind_bits, listed
from ngopeni.simulation.person_names import draw_mothers, draw_names
from ngopeni.simulation.streams import Array, happens, stream, whole
from ngopeni.simulation.traits import draw_traits
from ngopeni.simulation.world import World

# More households than are needed are made up and the rest thrown away: their mean size is above this.
LEAST_MEAN_SIZE = 2.9
HAMLETS_OF_A_VILLAGE = 5
# True and listed percentile of households by their villages.
Welfare = Callable[[np.random.RandomState, Array], tuple[Array, Array]]


def settle(world: World, members: Array, on: int, purpose: str, welfare: Welfare) -> Array:
    """Let households come to live in the villages.

    Parameters
    ----------
    world : World
    members : array of shape (villages,)
        People wanted in each; what is reached differs by less than a household.
    on : int
        Day since 1970.
    purpose : str
        Names the streams.
    welfare : function
        Draws true and listed percentile for an array of villages.

    Returns
    -------
    array of int
        The rows of the new households, in the order of villages.
    """
    wanted = int(members.sum())
    people = compose(stream(world.seed, f"{purpose} households", on), int(wanted / LEAST_MEAN_SIZE) + 40, on)
    sizes = np.bincount(people["household"])
    after = np.cumsum(sizes)
    middle = after - (sizes + 1) // 2
    count = int(np.searchsorted(middle, wanted, side="left"))
    assert count < len(sizes), "too few households were made up"
    people = {name: values[: after[count] - sizes[count]] for name, values in people.items()}
    village = np.searchsorted(np.cumsum(members), middle[:count], side="right")
    start = height(world.households)
    world.households = joined(world.households, _homes(world, village, on, purpose, welfare))
    _move_in(world, people, start, village, on, purpose)
    return np.arange(start, start + count)


def draw_addresses(world: World, village: Array, dice: np.random.RandomState) -> Columns:
    """Addresses in villages: hamlet, RT, RW, street."""
    count = len(village)
    neighbourhoods = np.clip(world.plan.rows[village] // 90, 3, 30)
    rt = whole(dice, count, 1, neighbourhoods)
    hamlets, streets = len(listed("places")["hamlets"].split()), len(listed("places")["streets"])
    return {
        "village": village,
        # A hamlet is a run of neighbourhoods; which names a village has follows from its place in the register.
        "hamlet": (village * 37 + rt * HAMLETS_OF_A_VILLAGE // (neighbourhoods + 1) * 17) % hamlets,
        "rt": rt,
        "rw": 1 + rt // 5,
        "street": np.where(happens(dice, 0.2, count), whole(dice, count, 0, streets - 1), -1),
        "house_number": whole(dice, count, 1, 180),
    }


def add_families(world: World, village: Array, on: int, dice: np.random.RandomState) -> Array:
    """Give families in villages a No. KK; their rows."""
    taken = world.families["kk"] if world.families else np.zeros(0, dtype=np.int64)
    start = height(world.families)
    world.families = joined(world.families, {"kk": make_kk(dice, world.district[village], on, taken)})
    return np.arange(start, start + len(village))


def add_people(world: World, people: Columns, village: Array, on: int, purpose: str) -> Array:
    """Finish and add people.

    Parameters
    ----------
    people : Columns
        household, family, role, family_role, sex, birth, marital and mother (a row of `people`, or -1), or the words
        of the mothers' names instead of the last.
    village : array of int
        Where each lives.

    Returns
    -------
    array of int
        Their rows.
    """
    dice, age = stream(world.seed, f"{purpose} names", on), age_on(people["birth"], on)
    taken = world.persons["nik"] if world.persons else np.zeros(0, dtype=np.int64)
    whole_people = people | draw_names(dice, people["sex"], age)
    if "mother" in people:
        whole_people |= draw_mothers(dice, whole_people, age)
        del whole_people["mother"]
    area = birth_areas(dice, world.district[village], world.areas.regency.regency_code)
    whole_people |= {"area": area, "nik": make_nik(dice, area, people["birth"], people["sex"], taken)}
    whole_people |= draw_traits(stream(world.seed, f"{purpose} traits", on), people, age)
    whole_people |= {name: np.zeros(len(age), dtype=np.int64) for name in ("died_on", "left_on", "servant")}
    whole_people["is_listed"] = np.zeros(len(age), dtype=bool)
    start = height(world.persons)
    world.persons = joined(world.persons, whole_people)
    return np.arange(start, start + len(age))


def _homes(world: World, village: Array, on: int, purpose: str, welfare: Welfare) -> Columns:
    """Addresses, welfare and houses; the mistakes that officers make about a whole household are drawn here too."""
    homes = draw_addresses(world, village, stream(world.seed, f"{purpose} addresses", on))
    percentile, listed_percentile = welfare(stream(world.seed, f"{purpose} welfare", on), village)
    homes |= draw_dwellings(stream(world.seed, f"{purpose} dwellings", on), percentile)
    kinds = np.zeros(len(village), dtype=np.int64)
    for name in ("unknown_village", "housing_contradiction", "household_unknown_code", "asset_code"):
        dice = stream(world.seed, f"{purpose} {name}", on)
        rate = listed("errors")["kinds"][name]["rate"]
        kinds |= np.where(happens(dice, rate, len(village)), kind_bits()[name], 0)
    return homes | {
        "percentile": percentile,
        "listed_percentile": listed_percentile,
        "kinds": kinds,
        "is_listed": np.zeros(len(village), dtype=bool),
        "struck_on": np.zeros(len(village), dtype=np.int64),
        "is_servants": np.zeros(len(village), dtype=bool),
    }


def _move_in(world: World, people: Columns, start: int, village: Array, on: int, purpose: str) -> None:
    """Give people families and numbers, and join them to those who are there."""
    dice = stream(world.seed, f"{purpose} people", on)
    _some_first_of_january(dice, people)
    keys, family = np.unique(people["household"] * 2 + people.pop("family_no") - 1, return_inverse=True)
    rows = add_families(world, village[keys // 2], on, dice)
    place = village[people["household"]]
    people |= {"family": rows[family], "household": people["household"] + start}
    add_people(world, people, place, on, purpose)


def _some_first_of_january(dice: np.random.RandomState, people: Columns) -> None:
    """Some really were born on that day; only where it leaves the order of brothers and sisters alone."""
    share = listed("people")["genuine_first_of_january"] / 1000
    moved = (people["role"] != 3) & (people["role"] != 5) & happens(dice, share, len(people["birth"]))
    people["birth"] = np.where(moved, join(split(people["birth"])[0], 1, 1), people["birth"])
