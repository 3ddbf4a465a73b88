"""Which rows are one person, out of pairs: groups grow by the average of all their links, so that no chain holds.

A row that resembles one and a row that resembles that one need not be alike. Two groups become one only if the
average weight between all rows of the one and all of the other is at least the threshold; a pair that was not
compared, or weighed next to nothing, counts as evidence against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Link = tuple[str, str, float]
# What a pair weighs that is not among the links.
UNLINKED = -10.0
# What people have said outweighs everything.
SAID = 1000.0
# Larger heaps are first taken apart by their weakest links.
LARGEST = 200


def grouped(
    links: Sequence[Link],
    threshold: float,
    *,
    same: Collection[tuple[str, str]] = (),
    apart: Collection[tuple[str, str]] = (),
    single: Collection[str] = (),
) -> dict[str, str]:
    """Group nodes.

    Parameters
    ----------
    links : sequence of (node, node, weight in bits)
        A pair at most once.
    threshold : float
        Bits.
    same, apart : collection of (node, node)
        What people have said of pairs; it comes before any weight.
    single : collection of str
        Nodes of which a group holds one at most.

    Returns
    -------
    dict of str to str
        For every node that is linked at all, the first node of its group.

    Examples
    --------
    >>> grouped([("a", "b", 20.0), ("b", "c", 12.0)], 8.0)
    {'a': 'a', 'b': 'a', 'c': 'c'}
    >>> grouped([("a", "b", 20.0), ("b", "c", 12.0), ("a", "c", 9.0)], 8.0)
    {'a': 'a', 'b': 'a', 'c': 'a'}
    """
    said = {_key(*pair): SAID for pair in same} | {_key(*pair): -np.inf for pair in apart}
    weights = {_key(left, right): weight for left, right, weight in links} | said
    alone = set(single)
    found: dict[str, str] = {}
    for heap in _heaps(weights, threshold):
        if len(heap) == 2:
            is_one = not alone.issuperset(heap) or weights[heap[0], heap[1]] == SAID
            found |= {heap[0]: heap[0], heap[1]: heap[0] if is_one else heap[1]}
        else:
            found |= _grown(heap, weights, threshold, alone)
    return found


def _key(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _heaps(weights: Mapping[tuple[str, str], float], threshold: float) -> Iterable[list[str]]:
    """Nodes that hang together by links of at least the threshold, each heap in order."""
    parent: dict[str, str] = {}

    def top(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for (left, right), weight in weights.items():
        one, other = top(left), top(right)
        if weight >= threshold and one != other:
            parent[max(one, other)] = min(one, other)
    heaps: dict[str, list[str]] = defaultdict(list)
    for node in sorted(parent):
        heaps[top(node)].append(node)
    for heap in heaps.values():
        if len(heap) <= LARGEST:
            yield heap
            continue
        within = set(heap)
        inner = {pair: weight for pair, weight in weights.items() if pair[0] in within and pair[1] in within}
        weakest = min(weight for weight in inner.values() if weight >= threshold)
        if weakest >= SAID:
            # People have said so of every one of them.
            yield heap
        else:
            yield from _heaps(inner, max(threshold + 1, float(np.nextafter(weakest, np.inf))))


def _grown(
    heap: list[str], weights: Mapping[tuple[str, str], float], threshold: float, single: set[str]
) -> dict[str, str]:
    """Join the two groups with the best average until none is good enough."""
    count = len(heap)
    total = np.full((count, count), UNLINKED)
    for row in range(count):
        for column in range(row + 1, count):
            weight = weights.get((heap[row], heap[column]), UNLINKED)
            if weight != SAID and heap[row] in single and heap[column] in single:
                weight = -np.inf
            total[row, column] = total[column, row] = weight
    size = np.ones(count)
    np.fill_diagonal(total, -np.inf)
    members = [[node] for node in heap]
    while True:
        one, other, best = _best(total, size)
        if best < threshold:
            break
        total[one] += total[other]
        total[:, one] = total[one]
        total[other] = total[:, other] = -np.inf
        size[one] += size[other]
        members[one] += members[other]
        members[other] = []
    return {node: min(group) for group in members for node in group}


def _best(total: NDArray[np.float64], size: NDArray[np.float64]) -> tuple[int, int, float]:
    """The two groups with the greatest average link, the first of them when there are several."""
    average = total / np.outer(size, size)
    place = int(np.argmax(average))
    one, other = sorted(divmod(place, len(size)))
    return one, other, float(average[one, other])
