"""Dates as whole days since 1970, in arrays."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ngopeni.simulation.streams import Array

YEAR = 365.25


def day_number(date: dt.date) -> int:
    """Days since 1970.

    Examples
    --------
    >>> day_number(dt.date(1970, 1, 11))
    10
    """
    return (date - dt.date(1970, 1, 1)).days


def split(days: Array) -> tuple[Array, Array, Array]:
    """Year, month and day.

    Examples
    --------
    >>> [int(part[0]) for part in split(np.array([31]))]
    [1970, 2, 1]
    """
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    number = months.astype(np.int64)
    day = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    return 1970 + number // 12, number % 12 + 1, day


def join(year: Array, month: Array | int, day: Array | int) -> Array:
    """The inverse of `split`."""
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64) + day - 1)


def age_on(birth: Array, on: int) -> Array:
    """Full years lived on a day; negative where the birth is still to come."""
    year, month, day = split(birth)
    now_year, now_month, now_day = split(np.array([on]))
    is_before = (now_month < month) | ((now_month == month) & (now_day < day))
    return np.asarray(now_year - year - is_before)
