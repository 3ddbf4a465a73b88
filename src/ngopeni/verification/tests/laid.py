"""A snapshot of a few rows laid down by a test, without a batch."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ngopeni.intake.canonical_tables import HOUSEHOLD, PERSON, REGISTRY
from ngopeni.intake.layouts.aid_list import LAYOUT as AID
from ngopeni.intake.tables import SOURCE
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.quality.tables import FINDING, WAIVER

VILLAGE, OTHER = "33.19.01.2001", "33.19.01.2002"
ON = dt.date(2024, 12, 31)
TABLES = (REGISTRY, PERSON, HOUSEHOLD, AID.table, SOURCE, FINDING, WAIVER)


def person(number: int, **told: Any) -> dict[str, Any]:
    """A row of a person, sound but for what is told; alone in a household unless a key of one is given."""
    return {
        "record_key": f"dtsen:{number}",
        "household_key": f"home:{number}",
        "family_key": f"home:{number}",
        "profile": "dtsen",
        "regency_code": "33.19",
        "village_code": VILLAGE,
        "measured_on": ON,
        "source_id": "abc",
        "row_number": number,
        "is_member": True,
        "is_head": told.get("household_key") is None,
    } | told


def lay(folder: Path, people: list[dict[str, Any]], **others: list[dict[str, Any]]) -> Snapshot:
    """Write the tables; the households follow from the people, and whoever is first in one tells of the house."""
    homes = {}
    for each in people:
        home = {key: each[key] for key in ("household_key", "profile", "regency_code", "village_code", "measured_on")}
        home |= {key: each.get(key) for key in ("hamlet", "rt", "rw", "decile", "address", "source_id", "row_number")}
        homes.setdefault(each["household_key"], {**home, "member_count": 0})["member_count"] += 1
    profiles = list(dict.fromkeys(each["profile"] for each in people)) or ["dtsen"]
    registries = [
        {
            "profile": profile,
            "regency_code": "33.19",
            "instrument": "words",
            "instrument_version": "2024-01-01",
            "measured_on": ON,
            "source_count": 1,
            "row_count": len(people),
            "village_count": 1,
            "is_in_force": place == 0,
        }
        for place, profile in enumerate(profiles)
    ]
    rows = {"person": people, "household": list(homes.values()), "registry": registries} | others
    engine = Engine()
    target = folder / "edition" / ON.isoformat()
    for table in TABLES:
        engine.load(table, rows.get(table.name, []))
        engine.write(table, target / f"{table.name}.parquet")
    engine.close()
    return Snapshot(target)
