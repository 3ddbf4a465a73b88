"""Polygons in degrees as the paths of an SVG map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ngopeni.areas.path_data import path_data
from ngopeni.areas.projection import WIDTH, fit_projection


@dataclass(frozen=True, slots=True)
class VillagePath:
    """A village's outline as path data, and where its label stands, in units of the viewBox."""

    village_code: str
    d: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class DistrictPath:
    """A district's outline as path data, and where its label stands, in units of the viewBox."""

    district_code: str
    d: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map: ``viewBox="0 0 {width} {height}"``, its paths by code, and its scale."""

    width: int
    height: int
    kilometres_per_unit: float
    villages: list[VillagePath]
    districts: list[DistrictPath]


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A round distance and its length on the map in units of the viewBox."""

    kilometres: float
    length: float


def draw_map(geometries: Mapping[str, BaseGeometry], decimals: int = 0) -> Drawing:
    """The villages and districts of a map as SVG paths.

    Parameters
    ----------
    geometries : mapping
        Polygon in degrees by dotted village code; the first eight characters name the district.
        Simplify the coverage first: see ``simplify_coverage``.
    decimals : int, optional
        Of the coordinates. Without decimals the map is a third smaller and looks the same at the
        size of a page; one decimal is for posters.

    Returns
    -------
    Drawing
        In the order of the codes.

    Raises
    ------
    ValueError
        When there is nothing to draw.
    """
    if not geometries:
        raise ValueError("a map needs at least one geometry")
    codes = sorted(geometries)
    shapes = np.array([geometries[code] for code in codes], dtype=object)
    projection = fit_projection(*shapely.total_bounds(shapes))
    flat = shapely.transform(shapes, projection.apply)
    by_district: dict[str, list[int]] = {}
    for index, code in enumerate(codes):
        by_district.setdefault(code[:8], []).append(index)
    outlines = {district: _outline(flat[indices]) for district, indices in by_district.items()}
    return Drawing(
        width=WIDTH,
        height=projection.height,
        kilometres_per_unit=projection.kilometres_per_unit,
        villages=[
            VillagePath(code, path_data(shape, decimals), *label_point(shape))
            for code, shape in zip(codes, flat, strict=True)
        ],
        districts=[
            DistrictPath(district, path_data(shape, decimals), *label_point(shape))
            for district, shape in outlines.items()
        ],
    )


def scale_bar(kilometres_per_unit: float, longest: float = 200) -> ScaleBar:
    """The longest bar of 1, 2 or 5 (or tens or tenths of them) kilometres that fits.

    Parameters
    ----------
    kilometres_per_unit : float
        Of the drawing.
    longest : float, optional
        In units of the viewBox.

    Examples
    --------
    >>> scale_bar(0.06)
    ScaleBar(kilometres=10.0, length=166.67)
    """
    room = kilometres_per_unit * longest
    power = 10.0 ** np.floor(np.log10(room))
    kilometres = float(max(step * power for step in (1, 2, 5) if step * power <= room * (1 + 1e-9)))
    return ScaleBar(kilometres, round(kilometres / kilometres_per_unit, 2))


def label_point(shape: BaseGeometry) -> tuple[float, float]:
    """The point farthest from the border of the largest part, to a tenth of a unit.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
        In units of the viewBox.

    Source
    ------
    Garcia-Castellanos and Lombardo (2007), Poles of inaccessibility.
    """
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.5), 0)
    return round(centre.x, 1), round(centre.y, 1)


def _outline(shapes: Any) -> BaseGeometry:
    """The villages of a district as one shape."""
    if shapely.coverage_is_valid(shapes):
        return shapely.coverage_union_all(shapes)
    return shapely.union_all(shapes)
