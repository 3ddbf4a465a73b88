"""Indicative cells: a stand-in for village boundaries, made from the centroids alone.

They are no boundaries, and a page that shows them must say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ngopeni.areas.area import Village
from ngopeni.areas.cell_places import Floats, neighbour_distances, settle_places

REACH = 0.95  # of the mean distance to the three nearest: their discs overlap and leave few holes
NARROWEST, WIDEST = 0.6, 2.0  # of the median radius: no village is a dot, no lonely one a planet
CLOSING = 0.9  # of the median radius: holes and bays smaller than this between discs are filled


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell by village code, in degrees, and the codes whose place is a guess."""

    geometries: dict[str, BaseGeometry]
    placed_by_guess: list[str]


def village_cells(villages: Sequence[Village]) -> Cells:
    """Indicative cells of the villages of a regency.

    Parameters
    ----------
    villages : sequence of Village
        At least one with a centroid.

    Raises
    ------
    ValueError
        When no village has a centroid.
    """
    longitudes = np.array([np.nan if each.longitude is None else each.longitude for each in villages])
    latitudes = np.array([np.nan if each.latitude is None else each.latitude for each in villages])
    cells, guessed = indicative_cells(longitudes, latitudes, [each.district_code for each in villages])
    codes = [each.village_code for each in villages]
    return Cells(
        geometries=dict(zip(codes, cells, strict=True)),
        placed_by_guess=[code for code, is_guess in zip(codes, guessed, strict=True) if is_guess],
    )


def indicative_cells(longitudes: Floats, latitudes: Floats, groups: Sequence[str]) -> tuple[Any, Any]:
    """Voronoi cells round points, cut off where no point is near.

    Parameters
    ----------
    longitudes, latitudes : ndarray of float, shape (n,)
        Degrees; NaN where unknown.
    groups : sequence of str, length n
        District of each point: a point without a place is put near the middle of its district.

    Returns
    -------
    cells : ndarray of Polygon or MultiPolygon, shape (n,)
        Degrees. They do not overlap, and each holds its point.
    placed_by_guess : ndarray of bool, shape (n,)
        Points without a place, and points that lay on another and were moved aside.

    Raises
    ------
    ValueError
        When no point has a place.

    Source
    ------
    Voronoi (1908). The cut-off is a choice of this project.
    """
    if not np.isfinite(longitudes + latitudes).any():
        raise ValueError("indicative cells need at least one place")
    # Distances are measured in degrees of latitude, so that a disc is round on the ground.
    shrink = float(np.cos(np.radians(np.nanmean(latitudes))))
    points, guessed = settle_places(np.column_stack((longitudes * shrink, latitudes)), groups)
    land = _land(points)
    cells = shapely.intersection(_voronoi(points, land), land)
    return shapely.transform(_only_areas(cells), lambda xy: xy / (shrink, 1.0)), guessed


def _land(points: Floats) -> BaseGeometry:
    """The union of discs round the points, as wide as their neighbours are near."""
    radii = REACH * neighbour_distances(points, 3).mean(axis=1)
    middle = float(np.median(radii))
    radii = np.clip(radii, NARROWEST * middle, WIDEST * middle)
    discs = shapely.buffer(shapely.points(points), radii, quad_segs=8)
    merged = shapely.union_all(discs)
    closing = CLOSING * middle
    return shapely.buffer(shapely.buffer(merged, closing, quad_segs=4), -closing, quad_segs=4)


def _voronoi(points: Floats, land: BaseGeometry) -> Any:
    """The Voronoi cell of each point, reaching beyond the land."""
    if len(points) == 1:
        return np.array([shapely.box(*land.bounds)], dtype=object)
    everywhere = shapely.box(*land.bounds).buffer(1)
    diagram = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=everywhere, ordered=True)
    return shapely.get_parts(diagram)


def _only_areas(cells: Any) -> Any:
    """Cells without the points and lines that cutting may leave."""
    ragged = ~np.isin(shapely.get_type_id(cells), (3, 6))
    cells[ragged] = [_areas(cell) for cell in cells[ragged]]
    return cells


def _areas(cell: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(cell) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts)
