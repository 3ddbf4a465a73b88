"""Dice that fall alike on every machine, with a stream of its own for each purpose.

Only the frozen streams of ``RandomState`` are used, and no function of a mathematics library decides anything: where a
curved distribution is wanted, a table of whole numbers is looked up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# Zipf's law with a flattened top: in Java the commonest name is borne by a few in a hundred.
ZIPF_SHIFT = 6


def stream(seed: int, purpose: str, when: object = "") -> np.random.RandomState:
    """The dice of one purpose, so that a new draw in one place moves nothing in another.

    Parameters
    ----------
    seed : int
    purpose : str
    when : object, optional
        A date, where the purpose comes back at each.

    Examples
    --------
    >>> int(stream(1, "names").randint(0, 1000)) == int(stream(1, "names").randint(0, 1000))
    True
    """
    digest = hashlib.sha256(f"{seed}:{purpose}:{when}".encode()).digest()
    return np.random.RandomState(np.frombuffer(digest, dtype="<u4").astype(np.uint32))


def whole(dice: np.random.RandomState, count: int, low: Array | int, high: Array | int) -> Array:
    """Whole numbers from `low` to `high`, both included; either may be an array of length `count`."""
    steps = np.asarray(high, dtype=np.int64) - low + 1
    return low + (dice.random_sample(count) * steps).astype(np.int64)


def happens(dice: np.random.RandomState, chance: Array | float, count: int) -> Array:
    """Which of `count` cases happen; the chance is one number or one for each."""
    return dice.random_sample(count) < chance


def choose(dice: np.random.RandomState, count: int, parts: Sequence[int] | Array) -> Array:
    """Positions in `parts`, drawn in proportion to them."""
    edges = np.cumsum(np.asarray(parts, dtype=np.int64))
    return np.searchsorted(edges, dice.randint(0, int(edges[-1]), count, dtype=np.int64), side="right")


def choose_by(dice: np.random.RandomState, kind: Array, parts: Sequence[Sequence[int]] | Array) -> Array:
    """Positions drawn by a row of `parts` for each: ``parts[kind[i]]``."""
    edges = np.cumsum(np.asarray(parts, dtype=np.int64), axis=1)
    throw = (dice.random_sample(len(kind)) * edges[kind, -1]).astype(np.int64)
    return (edges[kind] <= throw[:, None]).sum(axis=1)


def zipf_parts(count: int) -> Array:
    """Whole weights that fall as the rank grows."""
    return 10_000_000 // (np.arange(count, dtype=np.int64) + 1 + ZIPF_SHIFT)


def band(values: Array, table: Sequence[dict[str, Any]], key: str = "from") -> Array:
    """In which row of a table of lower bounds each value lies."""
    return np.searchsorted(np.array([row[key] for row in table]), values, side="right") - 1


def shuffled(dice: np.random.RandomState, count: int) -> Array:
    """The numbers below `count` in an order of chance; a stable sort, since others differ between machines."""
    return np.argsort(dice.random_sample(count), kind="stable")
