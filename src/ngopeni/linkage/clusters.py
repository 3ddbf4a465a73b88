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
UNLINKED = -5.0
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
        Nodes of which a group holds one at most, unless people have said of them, or of nodes between, that they are
        the same.

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
    one_of = _said_one([_key(*pair) for pair in same if weights[_key(*pair)] == SAID])
    found: dict[str, str] = {}
    for heap in _heaps(weights, threshold):
        if len(heap) == 2:
            is_one = not alone.issuperset(heap) or weights[heap[0], heap[1]] == SAID
            found |= {heap[0]: heap[0], heap[1]: heap[0] if is_one else heap[1]}
        else:
            found |= _grown(heap, weights, threshold, alone, one_of)
    return found


def _said_one(same: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each node of which people have said that it is the same as another, the first of all those."""
    parent: dict[str, str] = {}
    for left, right in same:
        one, other = _top(parent, left), _top(parent, right)
        parent[max(one, other)] = min(one, other)
    return {node: _top(parent, node) for node in list(parent)}


def _top(parent: dict[str, str], node: str) -> str:
    """The node that stands for all that hang together with one."""
    while parent.setdefault(node, node) != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _key(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _heaps(weights: Mapping[tuple[str, str], float], threshold: float) -> Iterable[list[str]]:
    """Nodes that hang together by links of at least the threshold, each heap in order."""
    parent: dict[str, str] = {}
    for (left, right), weight in weights.items():
        one, other = _top(parent, left), _top(parent, right)
        if weight >= threshold and one != other:
            parent[max(one, other)] = min(one, other)
    heaps: dict[str, list[str]] = defaultdict(list)
    for node in sorted(parent):
        heaps[_top(parent, node)].append(node)
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
    heap: list[str],
    weights: Mapping[tuple[str, str], float],
    threshold: float,
    single: set[str],
    one_of: Mapping[str, str],
) -> dict[str, str]:
    """Join the two groups with the best average until none is good enough."""
    count = len(heap)
    total = np.full((count, count), UNLINKED)
    for row in range(count):
        for column in range(row + 1, count):
            left, right = heap[row], heap[column]
            weight = weights.get((left, right), UNLINKED)
            if one_of.get(left, left) == one_of.get(right, right):
                # Said of both, or of those between them; that two are different outweighs what follows.
                weight = max(weight, SAID) if weight > -np.inf else weight
            elif left in single and right in single:
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
