"""What officers do to sixteen digits: arrays of whole numbers in, arrays with their lengths out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ngopeni.simulation.streams import Array, whole

DIGITS = 16
DAY = 10**8
Spoiled = tuple[Array, Array | int]


def empty(dice: np.random.RandomState, value: Array) -> Spoiled:
    """Nothing written."""
    return np.zeros_like(value), 0


def zeros(dice: np.random.RandomState, value: Array) -> Spoiled:
    """Sixteen zeros."""
    return np.zeros_like(value), DIGITS


def nines(dice: np.random.RandomState, value: Array) -> Spoiled:
    """Sixteen nines."""
    return np.full_like(value, 10**DIGITS - 1), DIGITS


def wrong_length(dice: np.random.RandomState, value: Array) -> Spoiled:
    """A digit lost or one too many.

    Examples
    --------
    >>> dice = np.random.RandomState(1)
    >>> [each.tolist() for each in wrong_length(dice, np.array([3316091203850001, 3316091203850001]))]
    [[331609120385000, 33160912038500013], [15, 17]]
    """
    is_short = dice.random_sample(len(value)) < 0.7
    more = value * 10 + whole(dice, len(value), 0, 9)
    return np.where(is_short, value // 10, more), np.where(is_short, DIGITS - 1, DIGITS + 1)


def serial_zero(dice: np.random.RandomState, value: Array) -> Spoiled:
    """The serial 0000, which is never issued."""
    return value // 10_000 * 10_000, DIGITS


def transposed(dice: np.random.RandomState, value: Array) -> Spoiled:
    """Two different neighbouring digits change places.

    Examples
    --------
    >>> int(transposed(np.random.RandomState(1), np.array([3316091203850001]))[0][0])
    3316091208350001
    """
    place = whole(dice, len(value), 0, DIGITS - 3)
    found = value.copy()
    for _ in range(DIGITS):
        low = 10**place
        right, left = value // low % 10, value // (low * 10) % 10
        swapped = value + (left - right) * low + (right - left) * low * 10
        found = np.where((found == value) & (left != right), swapped, found)
        place = (place + 1) % (DIGITS - 2)
    return found, DIGITS


def digit_off(dice: np.random.RandomState, value: Array) -> Spoiled:
    """One digit replaced by another."""
    low = 10 ** whole(dice, len(value), 0, DIGITS - 7)
    digit = value // low % 10
    other = (digit + whole(dice, len(value), 1, 9)) % 10
    return value + (other - digit) * low, DIGITS


def wrong_day(dice: np.random.RandomState, value: Array) -> Spoiled:
    """The day of a man raised by 40, of a woman not.

    Examples
    --------
    >>> int(wrong_day(np.random.RandomState(1), np.array([3316095203850001]))[0][0])
    3316091203850001
    """
    is_woman = value // DAY % 100 > 40
    return value + np.where(is_woman, -40, 40) * DAY, DIGITS


BY_KIND: dict[str, Callable[[np.random.RandomState, Array], Spoiled]] = {
    "nik_empty": empty,
    "nik_zeros": zeros,
    "nik_nines": nines,
    "nik_length": wrong_length,
    "nik_serial_zero": serial_zero,
    "nik_transposed": transposed,
    "nik_digit_off": digit_off,
    "nik_day_sex": wrong_day,
    "kk_empty": empty,
    "kk_zeros": zeros,
    "kk_length": wrong_length,
}
