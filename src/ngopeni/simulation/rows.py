"""The registry at a date as a table: a row for each record, with all that any layout writes about it."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.calendars import age_on
from ngopeni.simulation.columns import Columns, height, taken
from ngopeni.simulation.dwelling import CHOICES
from ngopeni.simulation.household_roles import ROLES
from ngopeni.simulation.lists import kind_bits
from ngopeni.simulation.streams import Array
from ngopeni.simulation.traits import is_out_of_school, schooling_codes
from ngopeni.simulation.world import LAST_PERCENTILE, World, family_numbers, stunting_risk

HEAD, OTHER = ROLES["h"], ROLES["o"]
OF_HOME: tuple[str, ...] = (
    *CHOICES,
    "assets",
    "programmes",
    "own_land",
    "other_house",
    "business",
    "bad_wall",
    "bad_roof",
    "cattle",
)
OF_HOME += ("goats", "floor_area", "rooms", "bedrooms", "phones", "land_area", "hamlet", "rt", "rw", "street")
OF_HOME += ("house_number", "listed_percentile")
OF_PERSON: tuple[str, ...] = (
    "marital",
    "works",
    "industry",
    "job_status",
    "hours",
    "disability",
    "illness",
    "pregnant",
    "area",
    "servant",
)
# A spreading of numbers that has nothing to do with their order: the same person gets the same lot in every file.
SPREAD = 2_654_435_761


def registry_rows(world: World, on: int) -> Columns:
    """All records in the order of the files, joined with what is true of person and home.

    Parameters
    ----------
    world : World
    on : int
        Day since 1970.

    Returns
    -------
    Columns
        Sorted by village, listing, heads first. Beside the columns of the records and those of `OF_HOME` and
        `OF_PERSON`: home; kinds, all that can be seen at this date; role, family_role and age as written; family_no,
        member_no, size and families of the listing; head0 to head4, the name of its first row; house_no, its number;
        lot and home_lot, 0-999, of record and home; codes of schooling, and what is true of school and stunting.
    """
    records, people, homes = world.records, world.persons, world.households
    order = np.lexsort(
        (records["number"], people["role"][records["person"]] != HEAD, records["listing"], records["village"])
    )
    rows = taken(records, order)
    person, home = rows["person"], rows["listing"] // 2
    rows["home"], rows["kinds"] = home, rows["kinds"] | visible_kinds(world, rows)
    rows |= {name: people[name][person] for name in OF_PERSON} | {name: homes[name][home] for name in OF_HOME}
    rows |= _roles(world, rows)
    rows |= _places(rows)
    age = world.ages(on)
    rows["age"] = age_on(rows["birth"], on)
    rows["true_age"] = age[person]
    rows |= schooling_codes(age[person], people["leave_age"][person])
    rows["out_of_school"] = is_out_of_school(age[person], people["leave_age"][person])
    rows["stunting_risk"] = stunting_risk(world, on)[person]
    # Numbers of houses begin at 2: nobody has the number 0.
    rows["house_no"] = rows["listing"] + 2
    rows["lot"], rows["home_lot"] = lot(rows["number"]), lot(home + 1)
    return rows


def visible_kinds(world: World, records: Columns) -> Array:
    """Kinds that follow from what is true: the dead, those who left, servants, those who never belonged."""
    people, homes, bits = world.persons, world.households, kind_bits()
    person, home = records["person"], records["listing"] // 2
    own = people["household"][person]
    is_dead = people["died_on"][person] > 0
    is_moved = (own != home) | (records["village"] != homes["village"][own])
    is_moved = ~is_dead & ((people["left_on"][person] > 0) | (is_moved & ~records["is_copy"]))
    found = np.where(is_dead, bits["dead_listed"], 0) | np.where(is_moved, bits["moved_listed"], 0)
    found |= np.where(people["servant"][person] > 0, bits["servant_listed"], 0)
    found |= np.where(homes["percentile"][own] > LAST_PERCENTILE, bits["never_eligible"], 0)
    return found | homes["kinds"][home]


def lot(number: Array) -> Array:
    """A number from 0 to 999 that follows from a key, and looks as if it did not.

    Examples
    --------
    >>> lot(np.array([1, 2, 3])).tolist()
    [618, 236, 854]
    """
    return number * SPREAD % 2**32 * 1000 // 2**32


def _roles(world: World, rows: Columns) -> Columns:
    """Relations as they are written: of a person put into another household, other."""
    people, bits = world.persons, kind_bits()
    person = rows["person"]
    is_guest = people["household"][person] != rows["home"]
    found = {}
    for name in ("role", "family_role"):
        true = np.where(is_guest, OTHER, people[name][person])
        true = np.where((rows["kinds"] & bits["no_head"] != 0) & (true == HEAD), OTHER, true)
        found[name] = np.where(rows["kinds"] & bits["two_heads"] != 0, HEAD, true)
    alone = rows["kinds"] & bits["one_person_family"] != 0
    found["family_role"] = np.where(alone, HEAD, found["family_role"])
    family = np.where(is_guest, -1, people["family"][person]) + 1
    # A guest is counted with the first family.
    first_of = np.full(height(world.households), np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(first_of, rows["home"][~is_guest], family[~is_guest])
    first_of = np.where(first_of == np.iinfo(np.int64).max, 0, first_of)
    family = np.where(is_guest, first_of[rows["home"]], family)
    found["family_no"] = family_numbers(rows["listing"], family)
    return found


def _places(rows: Columns) -> Columns:
    """Numbers within the listing, and the name of whoever stands first."""
    listing, village = rows["listing"], rows["village"]
    is_first = np.r_[True, (listing[1:] != listing[:-1]) | (village[1:] != village[:-1])]
    start = np.maximum.accumulate(np.where(is_first, np.arange(len(listing)), 0))
    group = np.cumsum(is_first) - 1
    families = np.zeros(int(is_first.sum()), dtype=np.int64)
    np.maximum.at(families, group, rows["family_no"])
    found = {f"head{place}": rows[f"name{place}"][start] for place in range(5)}
    found["member_no"] = np.arange(len(listing)) - start + 1
    return found | {"size": np.bincount(group)[group], "families": families[group]}
