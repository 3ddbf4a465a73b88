"""Invented boundaries: the villages of one real district as squares in a row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import shapely

from ngopeni.areas.area import Village
from ngopeni.areas.boundary_file import Feature
from ngopeni.areas.register import load_areas

BLORA = load_areas("33.16")
JATI = [village for village in BLORA.villages if village.district_code == "33.16.01"]


def square(column: int) -> shapely.Polygon:
    return shapely.box(111 + column / 100, -7.01, 111.01 + column / 100, -7)


def feature(village: Village, column: int, **attributes: str) -> Feature:
    return Feature(column + 1, attributes, square(column))


def features_by_name(prefix: str = "") -> list[Feature]:
    return [
        feature(village, column, NAMOBJ=f"{prefix}{village.village_name.upper()}", WADMKC="Kec. Jati")
        for column, village in enumerate(JATI)
    ]


def features_by_code() -> list[Feature]:
    return [
        feature(village, column, nama=village.village_name, kode=village.village_code)
        for column, village in enumerate(JATI)
    ]


def write(path: Path, features: list[Feature], crs: str | None = "EPSG:4326", kind: str = "Polygon") -> Path:
    """Write features in the format of the path's ending."""
    names = list(features[0].attributes)
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array([each.geometry for each in features], dtype=object)),
        field_data=[np.array([each.attributes[name] for each in features], dtype=object) for name in names],
        fields=names,
        crs=crs,
        geometry_type=kind,
    )
    return path
