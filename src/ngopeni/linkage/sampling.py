"""The sample that two people judge without knowing of each other: drawn by a hash, spread over the weights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=tuple[object, ...])


def drawn(pairs: Sequence[tuple[Key, float]], *, seed: str, size: int, strata: int) -> frozenset[Key]:
    """A sample of pairs, the same on every machine and in every edition that has these pairs.

    The band of weights is cut into parts of equal width and each gives as many as the others; what a part cannot give
    is filled up from all that are left.

    Parameters
    ----------
    pairs : sequence of (key, match weight in bits)
    seed : str
        Of the reference data.
    size : int
        Pairs wanted.
    strata : int
        Parts of the band.

    Examples
    --------
    >>> pairs = [((f"a{number}", f"b{number}"), number / 10) for number in range(100)]
    >>> chosen = drawn(pairs, seed="x", size=10, strata=5)
    >>> len(chosen), len({int(key[0][1:]) // 20 for key in chosen})
    (10, 5)
    >>> drawn(list(reversed(pairs)), seed="x", size=10, strata=5) == chosen
    True
    """
    if not pairs:
        return frozenset()
    weights = [weight for _key, weight in pairs]
    low, width = min(weights), (max(weights) - min(weights)) / strata or 1.0
    shelves: list[list[tuple[str, Key]]] = [[] for _ in range(strata)]
    for key, weight in pairs:
        shelves[min(strata - 1, int((weight - low) / width))].append((_turn(seed, key), key))
    each = size // strata
    chosen = [one for shelf in shelves for one in sorted(shelf)[:each]]
    rest = sorted(one for shelf in shelves for one in sorted(shelf)[each:])
    return frozenset(key for _turn_, key in chosen + rest[: size - len(chosen)])


def _turn(seed: str, key: tuple[object, ...]) -> str:
    return hashlib.sha256(f"{seed}|{key!r}".encode()).hexdigest()
