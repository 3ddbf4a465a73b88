"""The register of areas: which provinces, regencies, districts and villages there are."""

from __future__ import annotations

import csv
import difflib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from ngopeni.areas.area import Areas, District, Province, Regency, Village
from ngopeni.areas.naming import name_key, split_regency_type
from ngopeni.kernel.error import UserError

DATA = Path(__file__).resolve().parent / "data"
VILLAGE_COLUMNS = "village_code, village_name, village_type, district_code, latitude_e4 / 1e4, longitude_e4 / 1e4"


@lru_cache(maxsize=16)
def load_areas(regency_code: str) -> Areas:
    """The districts and villages of a regency; read once and then shared, so nobody changes what is given.

    Parameters
    ----------
    regency_code : str
        Dotted Kemendagri code, such as ``33.16``.

    Raises
    ------
    UserError
        AREAS-001 or AREAS-003, when there is no such regency.

    Source
    ------
    Kepmendagri 300.2.2-2138/2025; see ``data/README.md``.

    Examples
    --------
    >>> len(load_areas("33.16").villages)
    295
    """
    regency = find_regency(regency_code)
    # Codes are sorted in the files, so a range reads only the row groups it needs.
    span = (f"{regency.regency_code}.", f"{regency.regency_code}/")
    with duckdb.connect() as connection:
        districts = _read(connection, "districts", "*", "WHERE district_code > ? AND district_code < ?", span)
        villages = _read(connection, "villages", VILLAGE_COLUMNS, "WHERE village_code > ? AND village_code < ?", span)
    province = next(each for each in _all_provinces() if each.province_code == regency.province_code)
    own = {bps: code for bps, code in load_bps_crosswalk().items() if code.startswith(span[0])}
    return Areas(province, regency, [District(*row) for row in districts], [Village(*row) for row in villages], own)


@cache
def all_regencies() -> tuple[Regency, ...]:
    """The 514 regencies and cities, sorted by code."""
    with duckdb.connect() as connection:
        return tuple(Regency(*row) for row in _read(connection, "regencies"))


def find_regency(text: str) -> Regency:
    """The regency that a person means by a code or a name.

    Parameters
    ----------
    text : str
        ``33.16``, ``3316``, ``Blora``, ``Kab. Blora`` or ``Kota Surakarta``, in any case.

    Raises
    ------
    UserError
        AREAS-001 when there is none (with the nearest names), AREAS-002 when there are several,
        AREAS-003 when there is none and no name is near.

    Examples
    --------
    >>> find_regency("kota surakarta").regency_code
    '33.72'
    """
    digits = text.replace(".", "").strip()
    if digits.isdecimal():
        found = [regency for regency in all_regencies() if regency.regency_code.replace(".", "") == digits]
    else:
        found = _find_by_name(text)
    if len(found) > 1:
        raise UserError("AREAS-002", text=text, choices=[_name_with_code(regency) for regency in found])
    if not found:
        nearest = _nearest(text)
        raise UserError("AREAS-001" if nearest else "AREAS-003", text=text, nearest=nearest)
    return found[0]


@cache
def load_bps_crosswalk() -> dict[str, str]:
    """Village code of Kemendagri by village code of BPS (ten digits), where the shipped list has it.

    Source
    ------
    See ``data/README.md``.
    """
    with (DATA / "bps_crosswalk.csv").open(encoding="utf-8", newline="") as file:
        return {row["bps_code"]: row["village_code"] for row in csv.DictReader(file)}


def _find_by_name(text: str) -> list[Regency]:
    """Regencies of that name; of that type too, where the text says one."""
    kind, key = split_regency_type(text)
    found = [
        regency
        for regency in all_regencies()
        if name_key(regency.regency_name) == key and kind in ("", regency.regency_type)
    ]
    # "Kota Baru" may be a loose spelling of Kotabaru, where the word belongs to the name.
    whole = name_key(text)
    return found or [regency for regency in all_regencies() if name_key(regency.regency_name) == whole]


def _nearest(text: str) -> list[str]:
    """At most three regencies whose name or code looks like the text."""
    names: dict[str, Regency] = {}
    for regency in all_regencies():
        names |= {regency.title.lower(): regency, regency.regency_code: regency}
        names.setdefault(regency.regency_name.lower(), regency)
    near = difflib.get_close_matches(text.strip().lower(), names, n=6, cutoff=0.7)
    return list(dict.fromkeys(_name_with_code(names[name]) for name in near))[:3]


def _name_with_code(regency: Regency) -> str:
    return f"{regency.title} ({regency.regency_code})"


@cache
def _all_provinces() -> tuple[Province, ...]:
    with duckdb.connect() as connection:
        return tuple(Province(*row) for row in _read(connection, "provinces"))


def _read(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: str = "*",
    where: str = "",
    values: tuple[str, ...] = (),
) -> list[tuple[Any, ...]]:
    """Rows of a shipped table, sorted by their code."""
    statement = f"SELECT {columns} FROM read_parquet(?) {where} ORDER BY 1"
    return connection.execute(statement, [str(DATA / f"{table}.parquet"), *values]).fetchall()
