"""Mends polygons, and makes a coverage lighter without opening gaps between neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

MAP_UNITS = 1500  # finer than the 1000 units that a map is wide: half a pixel on a large screen


@dataclass(frozen=True, slots=True)
class Mended:
    """Valid polygons; which codes had to be mended, and which held no area at all and are left out."""

    geometries: dict[str, BaseGeometry]
    mended: list[str]
    lost: list[str]


def mend(geometries: dict[str, BaseGeometry]) -> Mended:
    """Make every geometry valid and keep only its polygons.

    Parameters
    ----------
    geometries : dict
        Geometry by village code.

    Returns
    -------
    Mended
    """
    repaired = {code: mend_polygon(geometry) for code, geometry in geometries.items()}
    return Mended(
        geometries={code: geometry for code, geometry in repaired.items() if not geometry.is_empty},
        mended=[code for code, geometry in geometries.items() if not shapely.is_valid(geometry)],
        lost=[code for code, geometry in repaired.items() if geometry.is_empty],
    )


def mend_polygon(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry as a valid Polygon or MultiPolygon; empty when it has no area.

    Examples
    --------
    >>> bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    >>> mend_polygon(bow_tie).area
    2.0
    """
    if shapely.is_valid(geometry) and geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    valid = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(valid)
    parts = shapely.get_parts(parts)  # a MultiPolygon inside a collection
    areas = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.union_all(areas) if len(areas) != 1 else areas[0]


def simplify_coverage(geometries: dict[str, BaseGeometry], tolerance: float | None = None) -> dict[str, BaseGeometry]:
    """The same polygons with fewer vertices; neighbours keep sharing their whole border.

    Parameters
    ----------
    geometries : dict
        Valid polygon by village code, in degrees.
    tolerance : float, optional
        In degrees: the square root of the area of the triangles that vanish. By default a 1500th
        of the longer side of the extent.

    Returns
    -------
    dict
        The same codes. No village disappears: the tolerance is halved until all are there.

    Source
    ------
    Visvalingam and Whyatt (1993), Line generalisation by repeated elimination of points.
    """
    if not geometries:
        return {}
    shapes = as_coverage(np.array(list(geometries.values()), dtype=object))
    west, south, east, north = shapely.total_bounds(shapes)
    tolerance = max(east - west, north - south) / MAP_UNITS if tolerance is None else tolerance
    for _ in range(8):
        lighter = shapely.coverage_simplify(shapes, tolerance)
        if _is_sound(lighter):
            return dict(zip(geometries, lighter, strict=True))
        tolerance /= 2
    return dict(zip(geometries, shapes, strict=True))


def as_coverage(shapes: Any) -> Any:
    """The polygons without overlaps and slivers; untouched when they fit each other already.

    Parameters
    ----------
    shapes : ndarray of geometries, shape (n,)

    Returns
    -------
    ndarray of geometries, shape (n,)
        A polygon that would vanish under its neighbours keeps its own shape.
    """
    if shapely.coverage_is_valid(shapes):
        return shapes
    west, south, east, north = shapely.total_bounds(shapes)
    # Gaps narrower than a map shows are closed; corners move a quarter of that at most.
    gap = max(east - west, north - south) / MAP_UNITS
    clean = shapely.coverage_clean(shapes, gap_width=gap, snapping_distance=gap / 4)
    return np.where(shapely.is_empty(clean), shapes, clean)


def _is_sound(shapes: Any) -> bool:
    """Whether every polygon is there, valid and has an area."""
    return bool(np.all(shapely.is_valid(shapes) & (shapely.area(shapes) > 0)))
