"""Rows laid before linking without files: a table of people, and lists of several dates in folders of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.build import build
from ngopeni.linkage.prepared import FIELDS, prepare
from ngopeni.linkage.tables import TABLES as OWN
from ngopeni.tables import TABLES

Row = dict[str, Any]
REGENCY = "33.19"
HERE, THERE, FAR = "33.19.01.2001", "33.19.01.2002", "33.19.02.2001"
ANYBODY: Row = {
    "name": "SLAMET RIYADI",
    "nik": "3319011203850001",
    "no_kk": "3319010101100001",
    "birth_date": "1985-03-12",
    "sex": "L",
    "mother_name": "WAGINAH",
    "village_code": HERE,
    "rt": "1",
    "rw": "2",
}


def lay(engine: Engine, name: str, rows: Sequence[Row], columns: Collection[str] = FIELDS) -> None:
    """A table of people, by default with every column; what a row does not tell is missing."""
    kept = [field for field in FIELDS if field in columns]
    engine.load_rows(name, {field: FIELDS[field] for field in kept}, [[row.get(each) for each in kept] for row in rows])


def prepared(rows: Sequence[Row], columns: Collection[str] = FIELDS) -> list[Row]:
    """The rows as they are compared, in their order; their numbers are given here."""
    engine = Engine(threads=1)
    lay(engine, "people", [{"unique_id": f"{place:04d}", **row} for place, row in enumerate(rows)], columns)
    prepare(engine, "people")
    found = engine.rows("SELECT * FROM prepared ORDER BY unique_id")
    engine.close()
    return found


class Dates:
    """Lists of several dates, each in a folder that is called by its date."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.dates = folder, list[dt.date]()
        self.statements: list[str] = []

    def lay(self, date: dt.date, rows: Sequence[Row], civil: Sequence[Row] = (), *, in_force: bool = True) -> Path:
        """Write what linking reads of a date."""
        home = self.folder / date.isoformat()
        engine = Engine(threads=1)
        fixed = {"profile": "bdt2015", "regency_code": REGENCY, "measured_on": date, "source_id": f"list {date}"}
        people = [{**fixed, "row_number": place, **row} for place, row in enumerate(rows)]
        homes = {row["household_key"]: {**row, "member_count": 1} for row in people if row.get("household_key")}
        registry = {**fixed, "instrument": "bdt2015", "instrument_version": "2015-01-01", "source_count": 1}
        registry |= {"row_count": len(people), "village_count": 1, "is_in_force": in_force}
        entries = [{**fixed, "source_id": "civil", "row_number": place, **row} for place, row in enumerate(civil)]
        tables = {"registry": [registry], "person": people, "household": homes.values(), "civil_record": entries}
        for name, content in tables.items():
            engine.load(TABLES[name], content)
            engine.write(TABLES[name], home / f"{name}.parquet", is_sorted=False)
        engine.close()
        return home

    def link(
        self, date: dt.date, judgements: Sequence[Row] = (), previous: Path | None = None, *, out: Path | None = None
    ) -> dict[str, list[Row]]:
        """Build a date whose rows are laid; its tables keep their contracts, lie in its folder and are given back."""
        engine = Engine(threads=1)
        earlier = [self.folder / each.isoformat() for each in self.dates if each < date]
        home = self.folder / date.isoformat()
        build(engine, home, earlier, {"match_judgement": list(judgements)}, date, previous)
        for table in OWN:
            engine.write(table, (out or home) / f"{table.name}.parquet")
        found = {table.name: engine.rows(f"SELECT * FROM {table.name}") for table in OWN}
        self.statements += engine.statements
        engine.close()
        if date not in self.dates:
            self.dates.append(date)
        return found


def person(key: str, home: str, village: str = HERE, **told: Any) -> Row:
    """A row of a list."""
    row = {"record_key": f"bdt2015:{key}", "household_key": f"bdt2015:{home}", "family_key": f"bdt2015:{home}"}
    row |= {"village_code": village, "sex": "male", "is_member": True, "is_head": False}
    return {**row, **told}


def keys(tables: Mapping[str, list[Row]]) -> dict[str, str]:
    """The person of each row, both by their short names."""
    return {row["record_key"].removeprefix("bdt2015:"): row["person_key"] for row in tables["person_link"]}


def standings(tables: Mapping[str, list[Row]]) -> dict[str, str]:
    return {row["record_key"].removeprefix("bdt2015:"): row["standing"] for row in tables["person_link"]}
