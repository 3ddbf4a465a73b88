"""This stage's tables of a snapshot: villages, and the shapes that stand for them on a map."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from ngopeni.areas.area import Areas
from ngopeni.areas.cells import village_cells
from ngopeni.areas.drawing import draw_map
from ngopeni.areas.tables import MAP_FRAME, SHAPE, VILLAGE
from ngopeni.kernel.engine import Engine


def build(engine: Engine, areas: Areas, shapes: Path | None = None) -> None:
    """Make ``village``, ``shape`` and ``map_frame``.

    Parameters
    ----------
    engine : Engine
    areas : Areas
    shapes : Path, optional
        Folder with ``shape.parquet`` and ``map_frame.parquet`` of imported boundaries; without
        one, indicative cells are drawn around the centroids.
    """
    load_villages(engine, areas)
    if shapes is None:
        cells = village_cells(areas.villages).geometries
        load_shapes(engine, areas, cells, set(cells), None)
        return
    for table in (SHAPE, MAP_FRAME):
        engine.read(table.name, [shapes / f"{table.name}.parquet"])


def load_villages(engine: Engine, areas: Areas) -> None:
    """Make ``village`` from the register."""
    districts = {district.district_code: district.district_name for district in areas.districts}
    bps = {village: code for code, village in areas.bps_codes.items()}
    engine.load(
        VILLAGE,
        [
            {
                "village_code": village.village_code,
                "regency_code": areas.regency.regency_code,
                "regency_name": areas.regency.title,
                "district_code": village.district_code,
                "district_name": districts[village.district_code],
                "village_name": village.village_name,
                "village_type": village.village_type,
                "bps_code": bps.get(village.village_code),
                "latitude": village.latitude,
                "longitude": village.longitude,
            }
            for village in areas.villages
        ],
    )


def load_shapes(
    engine: Engine,
    areas: Areas,
    geometries: Mapping[str, BaseGeometry],
    indicative: Collection[str],
    source_id: str | None,
) -> None:
    """Make ``shape`` and ``map_frame`` by drawing polygons in degrees.

    Parameters
    ----------
    engine : Engine
    areas : Areas
    geometries : mapping
        Polygon by village code.
    indicative : collection of str
        Codes whose polygon is a guess and is drawn so.
    source_id : str or None
        The source of the others.
    """
    drawing = draw_map(geometries)
    known = {"regency_code": areas.regency.regency_code}
    villages = [
        {
            "area_code": each.village_code,
            "level": "village",
            "path": each.d,
            "label_x": each.label_x,
            "label_y": each.label_y,
            "is_indicative": each.village_code in indicative,
            "source_id": None if each.village_code in indicative else source_id,
        }
        for each in drawing.villages
    ]
    districts = [
        {
            "area_code": each.district_code,
            "level": "district",
            "path": each.d,
            "label_x": each.label_x,
            "label_y": each.label_y,
            "is_indicative": source_id is None,
            "source_id": source_id,
        }
        for each in drawing.districts
    ]
    engine.load(SHAPE, [known | row for row in (*villages, *districts)])
    frame = {"width": drawing.width, "height": drawing.height, "unit_km": drawing.kilometres_per_unit}
    engine.load(MAP_FRAME, [known | frame])
