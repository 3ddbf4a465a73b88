"""Whether a map is one of the formats we ask for: the map library opens many more, some of which fetch other files."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ngopeni.kernel.error import UserError

SQLITE, SHAPEFILE, ZIP = b"SQLite format 3\0", b"\0\0\x27\x0a", b"PK\x03\x04"
GEOPACKAGE = (b"GPKG", b"GP10", b"GP11")  # what an SQLite file is used for
USED_FOR = slice(68, 72)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def check_map(path: Path, file_name: str) -> None:
    """Look at the first bytes, for names lie: a "virtual" map would read any file of the server.

    Raises
    ------
    UserError
        AREAS-010, when it is no GeoJSON, GeoPackage or zipped Shapefile.
    """
    with path.open("rb") as stream:
        head = stream.read(1024)
    is_geojson = head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"{")
    if head.startswith(ZIP):
        _check_shapefiles(path, file_name)
    elif not is_geojson and not (head.startswith(SQLITE) and head[USED_FOR] in GEOPACKAGE):
        raise UserError("AREAS-010", file=file_name)


def _check_shapefiles(path: Path, file_name: str) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            shapes = [name for name in packed.namelist() if name.lower().endswith(".shp") and "__MACOSX" not in name]
            heads = [_head(packed, name) for name in shapes if not Path(name).name.startswith(".")]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise UserError("AREAS-010", file=file_name) from error
    if any(head != SHAPEFILE for head in heads):
        raise UserError("AREAS-010", file=file_name)


def _head(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as stream:
        return stream.read(len(SHAPEFILE))
