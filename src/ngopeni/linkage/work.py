"""How much work is left: pairs, seconds for each, hours in all."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

# Longer than that, somebody was away from the desk.
LONGEST_SECONDS = 300
HOUR, MINUTE = 3600, 60
ROUND_FROM, TENS = 100, 10
# From here on half an hour more or less says nothing.
WHOLE_HOURS_FROM = 6


@dataclass(frozen=True)
class Work:
    """What is left to do.

    Parameters
    ----------
    pair_count : int
        Answers still to be given.
    seconds_each : float
    measured_count : int
        Answers whose time was measured; nought where the seconds are an assumption.
    """

    pair_count: int
    seconds_each: float
    measured_count: int

    @property
    def seconds(self) -> float:
        """In all."""
        return self.pair_count * self.seconds_each

    @property
    def about(self) -> int:
        """Pairs as one says them: to the nearest ten from a hundred on.

        Examples
        --------
        >>> Work(343, 20, 0).about, Work(43, 20, 0).about
        (340, 43)
        """
        return self.pair_count if self.pair_count < ROUND_FROM else round(self.pair_count / TENS) * TENS


def work_left(pair_count: int, measured: Sequence[int], *, assumed: float, least: int) -> Work:
    """Estimate the work.

    Parameters
    ----------
    pair_count : int
    measured : sequence of int
        Seconds of the answers given so far.
    assumed : float
        Seconds for each until enough were measured.
    least : int
        How many must have been measured.

    Examples
    --------
    >>> work_left(340, [9, 11, 30], assumed=20, least=3)
    Work(pair_count=340, seconds_each=11, measured_count=3)
    >>> work_left(340, [9], assumed=20, least=3)
    Work(pair_count=340, seconds_each=20, measured_count=0)
    """
    if len(measured) < least:
        return Work(pair_count, assumed, 0)
    return Work(pair_count, statistics.median(measured), len(measured))


def spoken(seconds: float) -> tuple[int, int]:
    """Hours and minutes as one says them: fives of minutes below an hour, then half hours, from six on whole hours.

    Examples
    --------
    >>> spoken(100), spoken(2400), spoken(6800), spoken(5400), spoken(26_000)
    ((0, 5), (0, 40), (2, 0), (1, 30), (7, 0))
    """
    minutes = max(5, 5 * round(seconds / MINUTE / 5))
    if minutes < 55:
        return 0, minutes
    halves = max(2, round(seconds / (HOUR / 2)))
    if halves >= 2 * WHOLE_HOURS_FROM:
        return round(seconds / HOUR), 0
    return halves // 2, 30 * (halves % 2)
