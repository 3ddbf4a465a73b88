"""The invented population: households, people, families and the registry's rows about them, as columns."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ngopeni.areas.area import Areas
from ngopeni.simulation.calendars import age_on
from ngopeni.simulation.columns import Columns, height, rank_within
from ngopeni.simulation.dwelling import housing_needs, welfare_class
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array
from ngopeni.simulation.traits import is_out_of_school
from ngopeni.simulation.village_plan import VillagePlan

# The bottom four tenths of the nation are what the registry is for.
LAST_PERCENTILE = 40
NEEDS = ("house", "water", "toilet", "electricity", "work", "out_of_school", "stunting_risk", "disability")


@dataclass
class World:
    """Everything that is true, and what the registry says of it.

    Attributes
    ----------
    households, persons, families : Columns
        Rows are never removed: who dies or leaves keeps a row. A person names household and family by their rows.
    records : Columns
        The rows of the registry: see ``listing.py``.
    events : list of Columns
        What happened between dates, see ``events.py``.
    population : array of shape (villages,)
        Of each village at the date that is reached.
    """

    areas: Areas
    plan: VillagePlan
    seed: int
    households: Columns = field(default_factory=dict)
    persons: Columns = field(default_factory=dict)
    families: Columns = field(default_factory=dict)
    records: Columns = field(default_factory=dict)
    events: list[Columns] = field(default_factory=list)
    population: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def district(self) -> Array:
        """Six digits of the district of each village."""
        return np.array([int(each.district_code.replace(".", "")) for each in self.areas.villages])

    @property
    def is_here(self) -> Array:
        """Which people live in the regency now."""
        return (self.persons["died_on"] == 0) & (self.persons["left_on"] == 0)

    def ages(self, on: int) -> Array:
        """Full years of all people."""
        return age_on(self.persons["birth"], on)

    def next_record(self) -> int:
        """The number of the next row of the registry; numbers are never given twice."""
        return int(self.records["number"].max()) + 1 if height(self.records) else 1


def family_numbers(household: Array, family: Array) -> Array:
    """The number of each person's family within the household, from 1.

    Parameters
    ----------
    household, family : array of int, of one length
    """
    span = int(family.max()) + 1 if len(family) else 1
    pairs, place = np.unique(household * span + family, return_inverse=True)
    return (rank_within(pairs // span) + 1)[place]


def stunting_risk(world: World, on: int) -> Array:
    """Which people are small children at risk of stunting."""
    shares = np.array(listed("people")["stunting_risk"])
    kind = welfare_class(world.households["percentile"][world.persons["household"]])
    return world.is_here & (world.ages(on) < 5) & (world.persons["stunting"] < shares[kind])


def true_needs(world: World, on: int) -> Columns:
    """The eight true needs of every household.

    Parameters
    ----------
    world : World
    on : int
        Day since 1970.

    Returns
    -------
    Columns
        A column of booleans for each of `NEEDS`.
    """
    people, count, here, ages = world.persons, height(world.households), world.is_here, world.ages(on)

    def some(rows: Array) -> Array:
        return np.bincount(people["household"][rows], minlength=count) > 0

    return housing_needs(world.households) | {
        "work": some(here & (people["role"] == 1) & ~people["works"]),
        "out_of_school": some(here & is_out_of_school(ages, people["leave_age"])),
        "stunting_risk": some(stunting_risk(world, on)),
        "disability": some(here & (people["disability"] > 0)),
    }
