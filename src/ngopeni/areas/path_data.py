"""Short SVG path data: relative moves between rounded points."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def path_data(shape: BaseGeometry, decimals: int = 0) -> str:
    """The rings of a polygon as an SVG path, "M120 340l3-4 5 2z".

    Parameters
    ----------
    shape : Polygon or MultiPolygon
        In units of the viewBox.
    decimals : int, optional
        Points are rounded before the moves are taken, so that neighbours meet exactly.

    Returns
    -------
    str
        Rings too small to show are left out, but a shape is never left without a path.

    Examples
    --------
    >>> path_data(shapely.box(0, 0, 10, 5))
    'M10 0v5h-10v-5z'
    """
    grid = 10**decimals
    parts = shapely.get_parts(shape)
    rings = [np.rint(shapely.get_coordinates(ring) * grid).astype(int) for ring in _rings(parts)]
    texts = [_ring_text(points, grid) for points in map(_without_repeats, rings) if len(points) > 3]
    return "".join(texts) or _speck(parts, grid)


def _rings(parts: Any) -> list[BaseGeometry]:
    """Shells and holes of all parts."""
    return [ring for part in parts for ring in (part.exterior, *part.interiors)]


def _without_repeats(points: Any) -> Any:
    """The closed ring without points that rounding laid on each other."""
    moved = np.any(np.diff(points, axis=0), axis=1)
    return points[np.concatenate(([True], moved))]


def _ring_text(points: Any, grid: int) -> str:
    """One closed ring; the last point is left to ``z``."""
    moves = np.diff(points, axis=0)[:-1].tolist()
    texts = [f"M{_number(points[0][0], grid)}{_joined(points[0][1], grid)}"]
    command = "M"
    for x, y in moves:
        letter = "h" if y == 0 else "v" if x == 0 else "l"
        first, rest = (y, "") if letter == "v" else (x, _joined(y, grid) if letter == "l" else "")
        texts.append((_joined(first, grid) if letter == command else letter + _number(first, grid)) + rest)
        command = letter
    return "".join(texts) + "z"


def _number(value: int, grid: int) -> str:
    """A rounded value without needless characters."""
    text = f"{value / grid:g}" if grid > 1 else str(value)
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _joined(value: int, grid: int) -> str:
    """The number as it follows another: a minus sign parts them as well as a space."""
    text = _number(value, grid)
    return text if text.startswith("-") else f" {text}"


def _speck(parts: Any, grid: int) -> str:
    """A diamond of two units for an island that rounding swallowed whole."""
    centre = shapely.centroid(max(parts, key=lambda part: part.area))
    x, y = _number(round((centre.x - 1) * grid), grid), _joined(round(centre.y * grid), grid)
    return f"M{x}{y}l1-1 1 1-1 1z"
