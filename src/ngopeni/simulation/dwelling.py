"""Where invented households live, and what they need."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import Columns
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array, choose_by, happens, whole

# Columns that hold a place in a list of choices; the codes come in when a file is written.
CHOICES: tuple[str, ...] = (
    "building_status",
    "land_status",
    "floor",
    "wall",
    "roof",
    "water",
    "lighting",
    "power",
    "fuel",
)
CHOICES += ("toilet", "toilet_type", "disposal")


def welfare_class(percentile: Array) -> Array:
    """0 for percentiles 1-10, 1 to 25, 2 to 40, 3 above."""
    return np.searchsorted(np.array([10, 25, 40]), percentile, side="left")


def draw_dwellings(dice: np.random.RandomState, percentile: Array) -> Columns:
    """Houses and goods by welfare percentile (1 is the poorest).

    Returns
    -------
    Columns
        Choices as places in ``reference/simulation/housing.yaml``, sets of goods as bits, counts.
    """
    lists, kind, count = listed("housing"), welfare_class(percentile), len(percentile)
    found: Columns = {
        name: choose_by(dice, kind, np.array([choice["weights"] for choice in lists[name]]).T) for name in CHOICES
    }
    for name in ("assets", "programmes"):
        found[name] = np.zeros(count, dtype=np.int64)
        for place, parts in enumerate(lists[name]):
            found[name] += happens(dice, np.array(parts)[kind] / 100, count).astype(np.int64) << place
    for name in ("own_land", "other_house", "business", "bad_wall", "bad_roof"):
        found[name] = happens(dice, np.array(lists[name])[kind] / 100, count).astype(np.int64)
    for name, most in (("cattle", 3), ("goats", 6)):
        keeps = happens(dice, np.array(lists[name])[kind] / 100, count)
        found[name] = np.where(keeps, whole(dice, count, 1, most), 0)
    found["floor_area"] = whole(dice, count, 24, 54 + kind * 22)
    found["rooms"] = 2 + kind // 2 + whole(dice, count, 0, 3)
    found["bedrooms"] = np.minimum(found["rooms"], 1 + whole(dice, count, 0, 2))
    found["phones"] = whole(dice, count, 0, 1 + kind)
    found["land_area"] = np.where(found["own_land"] == 1, whole(dice, count, 3, 60) * 50, 0)
    return found


def is_need(name: str, choice: Array) -> Array:
    """Whether a choice, such as a floor of earth, counts as a need."""
    return np.array([bool(each.get("need")) for each in listed("housing")[name]])[choice]


def housing_needs(households: Columns) -> Columns:
    """The true needs of house, water, toilet and electricity.

    Source
    ------
    Handbook 1.7 (Kepmensos 262/HUK/2022, the criteria of BPS); what counts is marked in ``housing.yaml``.
    """
    house = [is_need(name, households[name]) for name in ("floor", "wall", "roof")]
    return {
        "house": house[0] | house[1] | house[2],
        "water": is_need("water", households["water"]),
        "toilet": is_need("toilet", households["toilet"]) | is_need("disposal", households["disposal"]),
        "electricity": is_need("lighting", households["lighting"]),
    }


# What a met need is brought to, and what one that arises falls to: places in the lists of choices.
MENDED = {
    "house": {"floor": 2, "wall": 0, "roof": 0},
    "water": {"water": 3},
    "toilet": {"toilet": 0, "toilet_type": 0, "disposal": 0},
    "electricity": {"lighting": 0},
}
WORSE = {"house": ("floor", 6), "water": ("water", 5), "toilet": ("toilet", 3), "electricity": ("lighting", 1)}


def meet(households: Columns, need: str, rows: Array) -> None:
    """Bring houses to a state in which they do not have a need."""
    for name, choice in MENDED[need].items():
        # A good roof stays when only the floor was bad; a new toilet is new from bowl to tank.
        bad = is_need(name, households[name][rows]) | (need == "toilet")
        households[name][rows] = np.where(bad, choice, households[name][rows])


def worsen(households: Columns, need: str, rows: Array) -> None:
    """Bring houses to a state in which they do."""
    name, choice = WORSE[need]
    households[name][rows] = choice
