"""A file of boundaries as features in longitude and latitude: GeoJSON, GeoPackage or zipped Shapefile."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ngopeni.kernel.error import UserError

WGS84 = "EPSG:4326"
LARGEST_UNPACKED_BYTES = 10**9
LARGEST_RATIO = 200  # coordinates compress two to ten times; a bomb compresses a thousand times
POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
# Degrees may touch the edge of the world, and rounding carries them a little over it.
WORLD = (-180.001, -90.001, 180.001, 90.001)


@dataclass(frozen=True, slots=True)
class Feature:
    """One polygon of a file with its attributes as text; the row counts from 1."""

    row_number: int
    attributes: dict[str, str]
    geometry: BaseGeometry


def read_boundary_file(path: Path, file_name: str = "") -> list[Feature]:
    """The polygons of the file's largest polygon layer, in degrees (WGS84).

    Parameters
    ----------
    path : Path
        A GeoJSON, a GeoPackage, a Shapefile, or a ZIP with a Shapefile at any depth.
    file_name : str, optional
        What the person calls the file; by default the name of ``path``.

    Returns
    -------
    list of Feature
        In the file's order. Rows without a polygon are left out.

    Raises
    ------
    UserError
        AREAS-010 unreadable, AREAS-011 no polygons, AREAS-012 no coordinate system and no degrees,
        AREAS-013 ZIP without .shp, AREAS-014 ZIP that unpacks too large, AREAS-015 coordinates that
        do not fit the coordinate system.
    """
    # Only who reads boundaries pays for loading GDAL: it takes as long as everything else of a build together.
    from pyogrio.errors import DataLayerError, DataSourceError

    file = file_name or path.name
    try:
        # GDAL warns of trifles, such as ring order, that mending takes care of.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(path, file)
    except (DataSourceError, DataLayerError, zipfile.BadZipFile, OSError, UnicodeDecodeError) as error:
        raise UserError("AREAS-010", file=file) from error


def _read(path: Path, file: str) -> list[Feature]:
    """Features of the fullest polygon layer."""
    meta, geometries, columns = max(
        (_read_layer(source, layer) for source, layer in _polygon_layers(path, file)),
        key=lambda table: int(_is_polygonal(table[1]).sum()),
        default=({}, np.array([], dtype=object), []),
    )
    rows = np.flatnonzero(_is_polygonal(geometries))
    if not rows.size:
        raise UserError("AREAS-011", file=file)
    names, texts = list(meta["fields"]), [[_text(value) for value in column] for column in columns]
    shapes = _to_wgs84(geometries[rows], meta["crs"], file)
    return [
        Feature(int(row) + 1, dict(zip(names, (column[row] for column in texts), strict=True)), shape)
        for row, shape in zip(rows, shapes, strict=True)
    ]


def _polygon_layers(path: Path, file: str) -> list[tuple[str, str]]:
    """Source and name of every layer that may hold polygons."""
    import pyogrio

    sources = _shapefiles_inside(path, file) if zipfile.is_zipfile(path) else [_address(path)]
    return [
        (source, str(layer))
        for source in sources
        for layer, kind in pyogrio.list_layers(source)
        if kind is not None and any(word in str(kind) for word in ("Polygon", "Unknown", "Collection"))
    ]


def _address(path: Path) -> str:
    """A file as GDAL is to open it: JSON as GeoJSON only, since other kinds of JSON name further files to read."""
    with path.open("rb") as stream:
        is_json = stream.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    return f"GeoJSON:{path}" if is_json else str(path)


def _shapefiles_inside(path: Path, file: str) -> list[str]:
    """Addresses of the Shapefiles in a ZIP, after checking that it may be opened."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > LARGEST_UNPACKED_BYTES or unpacked > LARGEST_RATIO * max(packed, 1):
        raise UserError("AREAS-014", file=file, size_mb=round(unpacked / 1e6))
    # macOS adds shadows named "._x.shp" in a folder of its own.
    found = [entry.filename for entry in entries if entry.filename.lower().endswith(".shp")]
    found = [name for name in found if not name.startswith("__MACOSX") and not Path(name).name.startswith(".")]
    if not found:
        raise UserError("AREAS-013", file=file)
    # The braces let GDAL open an archive whose own name does not end in .zip, as an upload's may not.
    return [f"/vsizip/{{{path.resolve()}}}/{name}" for name in found]


def _read_layer(source: str, layer: str) -> tuple[dict[str, Any], Any, list[Any]]:
    """Meta data, geometries and columns of a layer; old Shapefiles that are not UTF-8 are read as Latin-1."""
    import pyogrio

    options: dict[str, Any] = {"layer": layer, "force_2d": True, "datetime_as_string": True}
    try:
        meta, _, shapes, columns = pyogrio.raw.read(source, **options)
    except UnicodeDecodeError:
        meta, _, shapes, columns = pyogrio.raw.read(source, encoding="ISO-8859-1", **options)
    if shapes is None:
        return meta, np.array([], dtype=object), []
    return meta, shapely.from_wkb(shapes, on_invalid="ignore"), columns


def _is_polygonal(geometries: Any) -> Any:
    """Which geometries are polygons, or collections of polygons, that are not empty."""
    return np.isin(shapely.get_type_id(geometries), POLYGONAL) & ~shapely.is_empty(geometries)


def _to_wgs84(geometries: Any, crs: str | None, file: str) -> Any:
    """The geometries in degrees."""
    import pyproj

    if crs and not pyproj.CRS(crs).equals(pyproj.CRS(WGS84), ignore_axis_order=True):
        to_degrees = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True).transform
        geometries = shapely.transform(geometries, to_degrees, interleaved=False)
    west, south, east, north = shapely.total_bounds(geometries)
    # Written so that it also catches what is not a number; infinity is how a failed projection shows.
    if not (west >= WORLD[0] and south >= WORLD[1] and east <= WORLD[2] and north <= WORLD[3]):
        raise UserError("AREAS-015", file=file, crs=crs) if crs else UserError("AREAS-012", file=file)
    return geometries


def _text(value: Any) -> str:
    """An attribute as text: codes that a program stored as numbers keep all digits and gain no ".0"."""
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()
