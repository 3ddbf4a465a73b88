"""Tables as dictionaries of NumPy arrays of one length."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.streams import Array

Columns = dict[str, Array]


def height(columns: Columns) -> int:
    """How many rows there are."""
    return len(next(iter(columns.values()))) if columns else 0


def taken(columns: Columns, index: Array) -> Columns:
    """The rows at some positions, or where a mask says so."""
    return {name: values[index] for name, values in columns.items()}


def joined(first: Columns, second: Columns) -> Columns:
    """One table below the other; both have the same columns."""
    if not first:
        return second
    assert first.keys() == second.keys(), first.keys() ^ second.keys()
    return {name: np.concatenate([values, second[name]]) for name, values in first.items()}


def rank_within(groups: Array) -> Array:
    """For each row, how many rows of its group stand before it."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(ordered)])
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - np.repeat(starts, lengths)
    return ranks


def running_within(groups: Array, amounts: Array) -> Array:
    """For rows sorted by group: the sum of the amounts of the rows of the group before each."""
    before = np.cumsum(amounts) - amounts
    starts = np.r_[True, groups[1:] != groups[:-1]]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(groups)), 0))
    return before - before[first]
