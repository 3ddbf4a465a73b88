"""From degrees to the units of a map's viewBox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

WIDTH = 1000
TALLEST = 1400  # taller maps are scaled down and centred, so that a page holds them
MARGIN = 4  # outlines on the edge keep their stroke
KM_PER_DEGREE = 111.195  # of latitude, on the sphere of mean radius 6,371 km


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular, true to scale at the middle latitude; north is up, y grows downwards."""

    west: float
    north: float
    units_per_longitude: float
    units_per_latitude: float
    left: float
    height: int

    def apply(self, coordinates: Any) -> Any:
        """Degrees to units, both shape (n, 2)."""
        x = (coordinates[:, 0] - self.west) * self.units_per_longitude + self.left
        y = (self.north - coordinates[:, 1]) * self.units_per_latitude + MARGIN
        return np.column_stack((x, y))

    @property
    def kilometres_per_unit(self) -> float:
        """The scale, the same in both directions at the middle latitude."""
        return KM_PER_DEGREE / self.units_per_latitude


def fit_projection(west: float, south: float, east: float, north: float) -> Projection:
    """The projection that fills the viewBox with an extent in degrees."""
    shrink = float(np.cos(np.radians((south + north) / 2)))
    # An extent without width or height (a single point) still needs a scale.
    wide, tall = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    return Projection(
        west=west,
        north=north,
        units_per_longitude=scale * shrink,
        units_per_latitude=scale,
        left=(WIDTH - wide * scale) / 2,
        height=int(np.ceil(tall * scale)) + 2 * MARGIN,
    )
