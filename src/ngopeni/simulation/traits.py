"""What people are beside their names: schooling, work, health."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.calendars import split
from ngopeni.simulation.columns import Columns
from ngopeni.simulation.household_roles import MAN
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array, band, choose, choose_by, happens

SCHOOL_FROM, SCHOOL_TO = 7, 18


def draw_traits(dice: np.random.RandomState, people: Columns, age: Array) -> Columns:
    """Schooling, work and health of new people.

    Parameters
    ----------
    people : Columns
        With sex, birth and role.
    age : array of int
        In years.

    Returns
    -------
    Columns
        leave_age (of school), works, industry, job_status, hours, disability, illness, stunting (0-99: at risk below
        the share of its class), pregnant.
    """
    lists, count = listed("people"), len(age)
    coded = {
        name: np.array(lists[name]["codes"])[choose(dice, count, lists[name]["parts"])]
        for name in ("industry", "job_status", "disability")
    }
    return coded | {
        "leave_age": _leave_age(dice, people["birth"]),
        "works": draw_work(dice, people, age),
        "hours": 8 + dice.randint(0, 49, count, dtype=np.int64),
        "illness": draw_illness(dice, age),
        "stunting": dice.randint(0, 100, count, dtype=np.int64),
        "pregnant": draw_pregnant(dice, people, age),
    }


def draw_work(dice: np.random.RandomState, people: Columns, age: Array) -> Array:
    """Whether each works, by age and sex; a man who heads a household mostly does."""
    table = listed("people")["works"]
    parts = np.array([row["parts"] for row in table])[band(np.maximum(age, 0), table), people["sex"] - 1]
    is_earner = (people["role"] == 1) & (people["sex"] == MAN) & (age < 65)
    return happens(dice, np.where(is_earner, np.maximum(parts, 94), parts) / 100, len(age))


def draw_illness(dice: np.random.RandomState, age: Array) -> Array:
    """Chronic illness by age, as a code."""
    found = np.zeros(len(age), dtype=np.int64)
    table = listed("people")["illness"]
    place = band(np.maximum(age, 0), table)
    for number, row in enumerate(table):
        rows = np.flatnonzero(place == number)
        if len(rows):
            found[rows] = np.array(row["codes"])[choose(dice, len(rows), row["parts"])]
    return found


def draw_pregnant(dice: np.random.RandomState, people: Columns, age: Array) -> Array:
    """Which married women between 18 and 42 expect a child."""
    may = (people["sex"] != MAN) & (people["marital"] == 2) & (age >= 18) & (age <= 42)
    return may & happens(dice, listed("people")["pregnant"] / 100, len(age))


def attends(age: Array, leave_age: Array) -> Array:
    """Whether each is at school now."""
    return (age >= SCHOOL_FROM) & (age < leave_age) & (age < 24)


def is_out_of_school(age: Array, leave_age: Array) -> Array:
    """Whether each is a child of 7 to 18 who is not at school."""
    return (age >= SCHOOL_FROM) & (age <= SCHOOL_TO) & ~attends(age, leave_age)


def schooling_codes(age: Array, leave_age: Array) -> Columns:
    """School participation, level, grade and diploma as BDT 2015 codes them.

    Returns
    -------
    Columns
        school (0 never, 1 attends, 2 left), level (0 none, 1 SD, 4 SMP, 7 SMA, 10 higher), grade (8 finished), diploma.

    Examples
    --------
    >>> codes = schooling_codes(np.array([9, 40, 40]), np.array([16, 12, 19]))
    >>> codes["level"].tolist(), codes["grade"].tolist(), codes["diploma"].tolist()
    ([1, 1, 7], [3, 8, 8], [0, 1, 3])
    """
    goes = attends(age, leave_age)
    reached = np.minimum(age, leave_age)
    never = (leave_age == 0) | (age < SCHOOL_FROM)
    # The ages at which a level is finished: 12 SD, 16 SMP, 19 SMA, 23 higher education.
    is_done = ~goes & np.isin(reached, [12, 16, 19, 23])
    stage = np.searchsorted(np.array([13, 16, 19]), reached - np.where(is_done, 1, 0), side="right")
    grade = np.where(is_done, 8, np.clip(reached - np.array([6, 12, 15, 18])[stage], 1, 7))
    return {
        "school": np.where(never, 0, np.where(goes, 1, 2)),
        "level": np.where(never, 0, np.array([1, 4, 7, 10])[stage]),
        "grade": np.where(never, 0, grade),
        "diploma": np.where(never, 0, np.where(is_done, np.array([1, 2, 3, 5])[stage], np.array([0, 1, 2, 3])[stage])),
    }


def _leave_age(dice: np.random.RandomState, birth: Array) -> Array:
    """The age at which each leaves school; 0 where somebody never goes."""
    table = listed("people")["leaves_school"]
    longest = max(len(row["ages"]) for row in table)
    ages = np.array([row["ages"] + [0] * (longest - len(row["ages"])) for row in table])
    parts = [row["parts"] + [0] * (longest - len(row["parts"])) for row in table]
    place = band(split(birth)[0], table, "born_from")
    return np.asarray(ages[place, choose_by(dice, place, parts)])
