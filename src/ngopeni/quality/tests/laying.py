"""Evidence laid out as the tables that a snapshot holds when this stage begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ngopeni.areas.area import Areas
from ngopeni.areas.build import load_villages
from ngopeni.areas.register import load_areas
from ngopeni.intake.canonical_tables import FAMILY, HOUSEHOLD, PERSON, REGISTRY
from ngopeni.intake.layouts import layouts
from ngopeni.intake.registry import HOUSEHOLD_COLUMNS, PERSON_COLUMNS
from ngopeni.intake.tables import IMPORT_FINDING, SOURCE
from ngopeni.kernel.engine import Engine
from ngopeni.quality.rule import Case, Told

AS_OF = dt.date(2020, 10, 26)
VILLAGE = "33.16.09.2001"
BORN = dt.date(1985, 3, 12)
NAMES = ("SLAMET RIYADI", "SUPARMI", "WAGIMAN", "SITI KHOTIMAH", "BUDIONO", "LASTRI", "JOKO SUSILO", "MARYATI")
CIVIL, SERVANT = layouts()["civil_registry"].table, layouts()["public_servant"].table
POPULATION = layouts()["population"].table
PERSON_NAMES = {column.name for column in PERSON_COLUMNS} | {"no_kk", "is_member"}
HOUSEHOLD_NAMES = {column.name for column in HOUSEHOLD_COLUMNS}
Rows = list[dict[str, Any]]


def rows_of(case: Case) -> tuple[Told, ...]:
    return (case,) if isinstance(case, Mapping) else case


def sound_nik(birth: dt.date | None, sex: str | None, serial: int) -> str:
    """The NIK that somebody born and named so would have."""
    born = birth or BORN
    day = born.day + (40 if sex == "female" else 0)
    return f"331609{day:02}{born.month:02}{born.year % 100:02}{serial % 9000 + 1000:04}"


class Laid:
    """Tables by name, filled case by case; every case is a list of its own."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {name: [] for name in ("person", "household", "import_finding")}
        self.tables |= {name: [] for name in ("civil_record", "public_servant", "registry", "source")}
        self.count = 0

    def lay(self, name: str, case: Case) -> None:
        """Lay out one case; ``name`` begins the keys of everything in it."""
        for number, told in enumerate(rows_of(case)):
            self._lay_row(name, number, told)

    def _lay_row(self, name: str, number: int, told: Told) -> None:
        self.count += 1
        profile = f"{told.get('list', 'dtsen')}/{name}"
        source = f"source-{name}"
        if not any(row["profile"] == profile for row in self.tables["registry"]):
            self._lay_list(profile, source)
        home = f"{name}/{told.get('household', 0)}/{profile}"
        place = {
            "profile": profile,
            "regency_code": VILLAGE[:5],
            "village_code": told.get("village", VILLAGE),
            "measured_on": AS_OF,
            "source_id": source,
            "row_number": number + 1,
        }
        person = self._person(told, number) | place
        person |= {"record_key": f"{name}/{number}", "household_key": home, "family_key": home}
        is_new = not any(row["household_key"] == home for row in self.tables["household"])
        person["is_head"] = is_new
        self.tables["person"].append(person)
        if is_new:
            answers = {key: value for key, value in told.items() if key in HOUSEHOLD_NAMES}
            self.tables["household"].append(
                {"address": "DK. NGAWEN", "household_key": home, "member_count": 1, **place, **answers}
            )
        self._lay_elsewhere(told, person)

    def _person(self, told: Told, number: int) -> dict[str, Any]:
        sound: dict[str, Any] = {"full_name": NAMES[number % len(NAMES)], "sex": "male", "birth_date": BORN}
        sound["relation"] = "child" if number and "household" not in told else "head"
        sound["is_member"] = True
        if number and "household" not in told and "relation" not in told:
            # Whoever stands around the one that is judged is the head of the house, unless said otherwise.
            sound["relation"] = "head"
        if number and told.get("household") and "full_name" not in told:
            sound["full_name"] = NAMES[0]
        person = sound | {key: value for key, value in told.items() if key in PERSON_NAMES}
        if "nik" not in told and told.get("unreadable") != "nik":
            person["nik"] = sound_nik(person["birth_date"], person["sex"], self.count)
        return person

    def _lay_list(self, profile: str, source: str) -> None:
        self.tables["registry"].append(
            {
                "profile": profile,
                "regency_code": VILLAGE[:5],
                "instrument": "words",
                "instrument_version": "2015-01-01",
                "measured_on": AS_OF,
                "source_count": 1,
                "row_count": 1,
                "village_count": 1,
                "is_in_force": True,
            }
        )
        self.tables["source"].append(
            {"source_id": source, "profile": profile, "as_of": AS_OF, "row_count": 1, "set_aside_count": 0}
        )

    def _lay_elsewhere(self, told: Told, person: dict[str, Any]) -> None:
        at = {"measured_on": AS_OF, "source_id": "civil", "row_number": self.count, "regency_code": VILLAGE[:5]}
        if "unreadable" in told:
            finding = {"column_name": told["unreadable"], "position": 1, "is_set_aside": False, "severity": "warning"}
            where = {name: person[name] for name in ("source_id", "row_number")}
            code = "INTAKE-102" if told["unreadable"] == "age" else "INTAKE-101"
            self.tables["import_finding"].append({**finding, **where, "rule_code": code})
        if "civil" in told:
            known = {
                name: person[name] for name in ("nik", "no_kk", "full_name", "birth_date", "sex") if name in person
            }
            known |= {"civil_status": "alive", "registered_area_code": person["village_code"]}
            self.tables["civil_record"].append({**at, **known, **told["civil"]})
        if "servant" in told:
            kind = {"nik": person["nik"], "servant_kind": told["servant"], "institution_name": "DINAS"}
            self.tables["public_servant"].append({**at, **kind})


def regency() -> Areas:
    return load_areas(VILLAGE[:5])


def load(engine: Engine, laid: Laid, areas: Areas | None = None) -> None:
    """Make the tables of areas and intake."""
    load_villages(engine, areas or regency())
    for table in (PERSON, HOUSEHOLD, IMPORT_FINDING, CIVIL, SERVANT, REGISTRY, SOURCE):
        engine.load(table, laid.tables[table.name])
    engine.load(FAMILY, [])
    engine.load(POPULATION, [])


def facts(engine: Engine, name: str, types: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows in place of a relation of facts."""
    listed = [[row.get(column) for column in types] for row in rows]
    engine.load_rows(name, types, listed)
