"""This stage's tables of a snapshot."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from ngopeni.kernel.contract import Table
from ngopeni.kernel.engine import Engine
from ngopeni.zones.assess import assess
from ngopeni.zones.inputs import sql_for_zone_input
from ngopeni.zones.rule import Rule, Zone
from ngopeni.zones.tables import ZONE, ZONE_INPUT, ZONE_REASON

Decision = dict[str, Any]
CORRECTION_COLUMNS = ("village_code", "zone", "reason")


def build(engine: Engine, decisions: dict[str, list[Decision]], as_of: dt.date) -> None:
    """Make ``zone_input``, ``zone`` and ``zone_reason``.

    The zones are those of the newest version approved for this date or an earlier one; they were
    copied into the decision, and the snapshot only carries them. Before the first approval every
    village is unassessed.

    Parameters
    ----------
    engine : Engine
    decisions : dict
        ``zone_version``: number, as_of, rule, and its villages with their reasons.
    as_of : date
    """
    engine.define("zone_input", sql_for_zone_input())
    versions = [each for each in decisions.get("zone_version", []) if each["as_of"] <= as_of.isoformat()]
    if versions:
        # Of the newest state; decided last, where a state was decided more than once.
        decided = max(versions, key=lambda each: (each["as_of"], each["decided_at"]))
        engine.load(ZONE, decided["zones"])
        engine.load(ZONE_REASON, decided["reasons"])
        return
    engine.define("zone", sql_for_undecided(), as_of=as_of.isoformat())
    engine.load(ZONE_REASON, [])


def preview(engine: Engine, rule: Rule, corrections: list[Decision], as_of: dt.date) -> None:
    """Make ``zone`` and ``zone_reason`` by a rule that nobody has approved.

    Parameters
    ----------
    engine : Engine
        Holds ``village`` and ``zone_input``.
    rule : Rule
    corrections : list of dict
        ``village_code, zone, reason`` of accepted objections.
    as_of : date
    """
    columns = {name: [row[name] for row in corrections] for name in CORRECTION_COLUMNS}
    engine.load_columns("zone_correction", columns)
    assess(engine, rule, assessed_on=as_of.isoformat())


def sql_for_undecided() -> str:
    """``zone`` before the first approval: nothing is assessed."""
    known = {
        "village_code": "village_code",
        "regency_code": "regency_code",
        "zone": f"'{Zone.UNASSESSED}'",
        "computed_zone": f"'{Zone.UNASSESSED}'",
        "rule_code": "''",
        "version_number": "CAST(0 AS INTEGER)",
        "assessed_on": "CAST($as_of AS DATE)",
    }
    columns = [f"{known.get(column.name, f'CAST(NULL AS {column.type})')} AS {column.name}" for column in ZONE.columns]
    return f"SELECT {', '.join(columns)} FROM village"


@dataclass(frozen=True)
class Assessment:
    """The zones of all villages as plain values that a decision can hold.

    Parameters
    ----------
    zones, reasons, inputs : list of dict
        Rows of the tables ``zone``, ``zone_reason`` and ``zone_input``.
    """

    zones: list[Decision]
    reasons: list[Decision]
    inputs: list[Decision]


def take_assessment(engine: Engine) -> Assessment:
    """Read the three tables from the engine."""
    return Assessment(*(plain_rows(engine, table) for table in (ZONE, ZONE_REASON, ZONE_INPUT)))


def plain_rows(engine: Engine, table: Table) -> list[Decision]:
    """A table's rows as values that JSON can hold, in the order of its grain."""
    names = ", ".join(column.name for column in table.columns)
    rows = engine.rows(f"SELECT {names} FROM {table.name} ORDER BY {', '.join(table.grain)}")
    return list(json.loads(json.dumps(rows, default=str)))
