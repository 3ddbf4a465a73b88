"""Which of very many pairs to show the solver first."""

from __future__ import annotations

import numpy as np

from ngopeni.assignment.matching.limits import LEADER_ROW, NOT_COUNTED, Floats, Ints
from ngopeni.assignment.matching.program import Program

# With fewer pairs than this the solver sees them all.
ALL_AT_ONCE = 150_000
OF_A_VILLAGE = 8
OF_AN_INSTITUTION = 10
ROUNDS, SHRINKS = 50, 0.92


def promising(program: Program, more: int = 1) -> Ints:
    """The columns to begin with: the best of each village and of each institution, and what is pinned.

    Parameters
    ----------
    program : Program
    more : int
        So many times as many as usual.

    Returns
    -------
    ndarray of int64
        Numbers of columns, ascending; all of them where they are few.
    """
    if len(program.village) <= ALL_AT_ONCE * more:
        return np.arange(len(program.village))
    rough = program.reduced(_rough_prices(program))
    is_in = program.pins != NOT_COUNTED
    is_in[_in_turn(program)] = True
    for side, count in ((program.village, OF_A_VILLAGE), (program.institution, OF_AN_INSTITUTION)):
        is_in[best_of(side, rough, count * more)] = True
    return np.flatnonzero(is_in)


def best_of(side: Ints, worth: Floats, count: int) -> Ints:
    """Of each village, or each institution, the pairs that are worth most.

    Parameters
    ----------
    side : ndarray of int64, shape (pairs,)
    worth : ndarray of float64, shape (pairs,)
    count : int
        So many of each.
    """
    order = np.argsort(-worth, kind="stable")
    # Numbers of two bytes are sorted by their digits, in a tenth of the time.
    order = order[np.argsort(side[order].astype(np.uint16 if side.max(initial=0) < 2**16 else np.int64), kind="stable")]
    starts = np.flatnonzero(np.diff(side[order], prepend=-1))
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    return order[place < count]


def _in_turn(program: Program) -> Ints:
    """Some plan that keeps the limits, whatever it is worth: each village goes to whoever has the fewest."""
    leads = np.flatnonzero(program.rows[:, LEADER_ROW] != NOT_COUNTED)
    starts = np.flatnonzero(np.diff(program.village[leads], prepend=-1))
    of_village = np.split(leads, starts[1:])
    # A row that is not there has room for all.
    room = np.append(program.upper, np.inf)
    load = np.zeros(int(program.institution.max()) + 1)
    taken = []
    # Those that count in more rows are harder to place.
    for columns in sorted(of_village, key=lambda each: -int((program.rows[each[0]] != NOT_COUNTED).sum())):
        rows = program.rows[columns]
        free = columns[(room[rows] >= 1).all(axis=1)]
        if len(free):
            chosen = free[np.argmin(load[program.institution[free]])]
            load[program.institution[chosen]] += 1
            room[program.rows[chosen][program.rows[chosen] != NOT_COUNTED]] -= 1
            taken.append(chosen)
    return np.array(taken, np.int64)


def _rough_prices(program: Program) -> Floats:
    """What a unit of each row is about worth: it rises while too many want it, as at an auction.

    Returns
    -------
    ndarray of float64, shape (rows,)
    """
    starts = np.flatnonzero(np.diff(program.village, prepend=-1))
    sizes = np.diff(np.append(starts, len(program.village)))
    # Every village takes one anyway: what that is worth changes nothing.
    is_priced = np.isfinite(program.upper) & (program.lower < program.upper)
    room = np.maximum(np.where(is_priced, program.upper, 1), 1)
    prices, step = np.zeros(len(room)), float(program.gain.max() - program.gain.min()) / 4
    for _round in range(ROUNDS):
        bids = program.reduced(prices)
        wanted = np.flatnonzero(bids == np.repeat(np.maximum.reduceat(bids, starts), sizes))
        rows = program.rows[wanted]
        load = np.bincount(rows[rows != NOT_COUNTED], minlength=len(room))
        change = np.clip((load - room) / room, -1, 1)
        prices = np.where(is_priced, np.maximum(prices + step * change, 0), 0)
        step *= SHRINKS
    return prices
