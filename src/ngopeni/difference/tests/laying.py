"""Small lists at two dates, laid before the difference without files; and an invented regency with its truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ngopeni.areas.register import load_areas
from ngopeni.build import build
from ngopeni.difference import build as difference_build
from ngopeni.difference.tests.links import link_by_letters
from ngopeni.intake.receiving import receive
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.simulation.simulate import simulate
from ngopeni.tables import TABLES

REGENCY = "33.19"
SINCE, AS_OF = dt.date(2022, 12, 31), dt.date(2024, 12, 31)
LAYOUTS = ("population", "bdt2015", "civil_registry", "public_servant", "truth")
HERE, THERE = "33.19.01.2001", "33.19.01.2002"
LIST = {"instrument": "bdt2015", "instrument_version": "2015-01-01", "source_count": 1, "row_count": 1}
Row = dict[str, Any]


def registry(measured_on: dt.date, **changed: Any) -> Row:
    """A list in force."""
    fixed = {"profile": "bdt2015", "regency_code": REGENCY, "measured_on": measured_on, "village_count": 1}
    return {**LIST, **fixed, "is_in_force": True, **changed}


def person(number: int, home: str = "h1", village: str = HERE, **told: Any) -> Row:
    """A row of a list: by default somebody with a name and a NIK of the own."""
    fixed = {
        "record_key": f"bdt2015:{home}-{number}",
        "household_key": f"bdt2015:{home}",
        "family_key": f"bdt2015:{home}",
        "profile": "bdt2015",
        "regency_code": REGENCY,
        "village_code": village,
        "source_id": "list",
        "row_number": 100 + number,
        "nik": nik(number),
        "full_name": f"WARGA {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}",
        "sex": "male",
        "age": 40,
        "relation": "head" if number == 1 else "other",
        "member_status": "present",
        "is_member": True,
        "is_head": number == 1,
    }
    return {**fixed, **told}


def nik(number: int) -> str:
    """The NIK of somebody born on the first of January 1984."""
    return f"331901010184{number:04d}"


def household(home: str = "h1", village: str = HERE, **told: Any) -> Row:
    """A household."""
    fixed = {"household_key": f"bdt2015:{home}", "profile": "bdt2015", "regency_code": REGENCY, "village_code": village}
    return {**fixed, "source_id": "list", "row_number": 100, "member_count": 1, "percentile": 12, "decile": 2, **told}


def need(home: str, code: str, status: str, village: str = HERE) -> Row:
    """What a household needs."""
    return {"household_key": f"bdt2015:{home}", "need_code": code, "village_code": village, "status": status}


def citizen(number: int, status: str, status_on: dt.date | None = None, **told: Any) -> Row:
    """What the civil registry says of somebody, as delivered for the later date."""
    fixed = {
        "regency_code": REGENCY,
        "measured_on": AS_OF,
        "source_id": "civil",
        "row_number": number,
        "nik": nik(number),
        "full_name": person(number)["full_name"],
        "birth_date": dt.date(1984, 1, 1),
        "sex": "male",
        "civil_status": status,
        "status_on": status_on,
        "registered_area_code": HERE,
    }
    return {**fixed, **told}


def compare(
    before: Sequence[Row],
    after: Sequence[Row],
    *,
    homes: tuple[Sequence[Row], Sequence[Row]] = ((), ()),
    needs: tuple[Sequence[Row], Sequence[Row]] = ((), ()),
    civil: Iterable[Row] = (),
    servants: Iterable[Row] = (),
    latter: Row | None = None,
) -> Engine:
    """Compare two lists of persons; the engine then holds the tables of the difference, which keep their contracts."""
    engine = Engine(threads=1)
    for place, (prefix, on, rows) in enumerate((("before_", SINCE, before), ("", AS_OF, after))):
        listed = list(homes[place]) or _homes(rows)
        in_force = registry(on, **((latter or {}) if not prefix else {}))
        tables = {"registry": [in_force], "person": rows, "household": listed, "household_need": needs[place]}
        tables["public_servant"] = list(servants)
        for name, content in tables.items():
            dated = [{"measured_on": on, **row} for row in content]
            engine.load(TABLES[name], dated, prefix + name)
    engine.load(TABLES["civil_record"], civil)
    engine.load(TABLES["source"], [{"source_id": "civil", "as_of": AS_OF}, {"source_id": "early", "as_of": SINCE}])
    link_by_letters(engine)
    difference_build.compare(engine)
    for table in difference_build.TABLES:
        engine.check(table)
    return engine


def _homes(rows: Sequence[Row]) -> list[Row]:
    places = {row["household_key"]: row["village_code"] for row in rows}
    return [household(key.removeprefix("bdt2015:"), village) for key, village in places.items()]


def told(engine: Engine) -> dict[str, tuple[str, str | None, str | None]]:
    """What became of each row, with class and cause, by its number at either date."""
    rows = engine.rows("SELECT * FROM record_change")
    keys = {row["change_key"]: row["record_key_after"] or row["record_key_before"] for row in rows}
    return {keys[row["change_key"]].removeprefix("bdt2015:"): (row["kind"], row["class"], row["cause"]) for row in rows}


def live(folder: Path, *, persons: int, seed: int, dates: Sequence[dt.date], regency: str = REGENCY) -> Workspace:
    """An invented regency at several dates, built; its files and its truth lie in ``files``."""
    areas, workspace = load_areas(regency), make_workspace(folder / "home", regency, dates[0])
    simulate(folder / "files", areas, persons=persons, seed=seed, dates=dates, layouts=LAYOUTS)
    paths = [path for path in sorted((folder / "files").glob("*.csv")) if not path.name.startswith("truth")]
    for number, path in enumerate(paths):
        profile, _, as_of = path.stem.rpartition("_")
        said = {"file_name": path.name, "received_by": "analis", "publisher": "Rekaan", "is_simulated": True}
        at = dt.datetime(2025, 1, 2, 3, 4, number)
        receive(workspace, path, areas, as_of=dt.date.fromisoformat(as_of), received_at=at, profile=profile, **said)
    build(workspace, {})
    return workspace
