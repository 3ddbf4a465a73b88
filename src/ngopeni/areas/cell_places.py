"""A distinct place for every point, known or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
STEP = 0.3  # of the median distance between neighbours: near its district, and still a visible cell
TOO_NEAR = 0.02  # of the same: nearer points count as one place
ALONE = 0.02  # degrees, about 2 km: between the neighbours of a lonely point


def settle_places(points: Floats, groups: Sequence[str]) -> tuple[Floats, Flags]:
    """The points, with the unknown ones placed and the identical ones spread.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
        NaN where unknown; at least one is known.
    groups : sequence of str, length n
        District of each point.

    Returns
    -------
    points : ndarray, shape (n, 2)
    placed_by_guess : ndarray of bool, shape (n,)
    """
    known: Flags = np.atleast_1d(np.isfinite(points).all(axis=1))
    distinct = np.unique(points[known], axis=0)
    step = STEP * float(np.median(neighbour_distances(distinct, 1)))
    too_near = step / STEP * TOO_NEAR
    settled, guessed = points.copy(), ~known
    middles = _middles(points, known, np.asarray(groups))
    taken: list[Any] = []
    for index in (*np.flatnonzero(known), *np.flatnonzero(~known)):
        place = points[index] if known[index] else middles[groups[index]]
        free = _free_place(place, np.array(taken).reshape(-1, 2), step, too_near)
        guessed[index] |= free is not place
        settled[index] = free
        taken.append(free)
    return settled, guessed


def neighbour_distances(points: Floats, count: int) -> Floats:
    """Distances to the nearest other points, nearest first.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
    count : int

    Returns
    -------
    ndarray, shape (n, min(count, n - 1)), or (1, 1) for a single point
    """
    if len(points) == 1:
        return np.array([[ALONE]])
    geometries = shapely.points(points)
    distances = shapely.distance(geometries[:, None], geometries[None, :])
    np.fill_diagonal(distances, np.inf)
    return np.sort(distances, axis=1)[:, : min(count, len(points) - 1)]


def _middles(points: Floats, known: Flags, groups: npt.NDArray[np.str_]) -> dict[str, Any]:
    """Median place of each group, or of all points where a group has none; medians ignore a stray point."""
    everywhere = np.median(points[known], axis=0)
    return {
        str(group): np.median(points[known & (groups == group)], axis=0)
        if (known & (groups == group)).any()
        else everywhere
        for group in np.unique(groups)
    }


def _free_place(place: Any, taken: Floats, step: float, too_near: float) -> Any:
    """The place itself, or the first free one on a spiral round it."""
    candidate, turn = place, 0
    while taken.size and np.hypot(*(taken - candidate).T).min() < too_near:
        turn += 1
        radius, angle = step * np.sqrt(turn), turn * GOLDEN_ANGLE
        candidate = place + radius * np.array((np.cos(angle), np.sin(angle)))
    return candidate
