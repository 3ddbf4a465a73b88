"""Numbers of people and families: NIK and No. KK, sixteen digits each, as whole numbers.

A NIK is the area that first issued it (6), day (+40 for women), month and year of birth (2 each) and a serial (4); the
area stays for life. A No. KK is the area, the day of issue and a serial, and changes with events.

Source
------
UU 23/2006 jo 24/2013; handbook of the domain, 1.9.
"""

from __future__ import annotations

import numpy as np

from ngopeni.areas.register import all_regencies
from ngopeni.simulation.calendars import split
from ngopeni.simulation.columns import rank_within
from ngopeni.simulation.household_roles import WOMAN
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array, choose, whole

SERIALS = 10_000
# Serials are handed out with gaps, so that two neighbours in the list need not be neighbours in the register.
GAP = 3


def birth_areas(dice: np.random.RandomState, district: Array, regency_code: str) -> Array:
    """The district that first issued each NIK: mostly the own one.

    Parameters
    ----------
    district : array of int
        Six digits of the district each lives in.
    regency_code : str
        Dotted, such as ``33.16``.
    """
    parts = listed("people")["nik_area"]
    names = ("own_district", "own_regency", "own_province", "elsewhere")
    kind = choose(dice, len(district), [parts[name] for name in names])
    everywhere = np.array([int(each.regency_code.replace(".", "")) for each in all_regencies()])
    own = int(regency_code.replace(".", ""))
    near = everywhere[(everywhere // 100 == own // 100) & (everywhere != own)]
    far = everywhere[everywhere // 100 != own // 100]
    districts = np.unique(district)
    number = whole(dice, len(district), 1, 4)
    pick = dice.random_sample(len(district))
    others = (
        districts[(pick * len(districts)).astype(np.int64)],
        near[(pick * len(near)).astype(np.int64)] * 100 + number,
        far[(pick * len(far)).astype(np.int64)] * 100 + number,
    )
    return np.select([kind == place for place in range(3)], [district, *others[:2]], others[2])


def make_nik(dice: np.random.RandomState, area: Array, birth: Array, sex: Array, taken: Array) -> Array:
    """NIK that nobody else has.

    Parameters
    ----------
    area : array of int
        Six digits.
    birth : array of int
        Days since 1970.
    sex : array of int
        2 for women, whose day is raised by 40.
    taken : array of int
        Every NIK that is in use.
    """
    return _numbered(dice, area * 10**6 + _day_part(birth, np.where(sex == WOMAN, 40, 0)), taken)


def make_kk(dice: np.random.RandomState, area: Array, on: int, taken: Array) -> Array:
    """Numbers of family cards, issued in the fifteen years before a day."""
    issued = on - whole(dice, len(area), 1, 15 * 365)
    return _numbered(dice, area * 10**6 + _day_part(issued, 0), taken)


def _day_part(days: Array, more: Array | int) -> Array:
    year, month, day = split(days)
    return (day + more) * 10**4 + month * 100 + year % 100


def _numbered(dice: np.random.RandomState, stem: Array, taken: Array) -> Array:
    """Serials behind twelve digits, after those in use."""
    known = np.sort(taken // SERIALS)
    used = np.searchsorted(known, stem, side="right") - np.searchsorted(known, stem, side="left")
    serial = (used + rank_within(stem)) * GAP + whole(dice, len(stem), 1, GAP)
    assert not len(serial) or serial.max() < SERIALS, "more people of one area and birthday than serials"
    return stem * SERIALS + serial
