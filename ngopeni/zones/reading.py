"""What the pages of this stage read together."""

from __future__ import annotations

from typing import Any

from ngopeni.areas.choropleth import map_svg
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.zones.inputs import FIXED, INDICATOR_PREFIX, Input
from ngopeni.zones.rule import Direction
from ngopeni.zones.zone_map import district_counts, zone_choropleth, zone_counts

Row = dict[str, Any]


def offered_inputs(snapshot: Snapshot) -> list[Input]:
    """The figures that a rule may use on this date: the fixed ones, then those that the office brought."""
    found = {row["input_code"]: row["unit_name"] for row in snapshot.table("zone_input")}
    own = [
        Input(code, code.removeprefix(INDICATOR_PREFIX), found[code], Direction.HIGH_IS_WORSE)
        for code in sorted(found)
        if code.startswith(INDICATOR_PREFIX)
    ]
    return [*FIXED, *own]


def draw_zones(snapshot: Snapshot, zones: list[Row], *, name: str, label: str, language: str) -> str:
    """The map of some zones on a snapshot's shapes, as SVG."""
    shown = zone_choropleth(zones, snapshot.index("village", "village_code"), name=name, label=label, language=language)
    return map_svg(snapshot.table("shape"), snapshot.table("map_frame")[0], shown, district_names(snapshot))


def district_names(snapshot: Snapshot) -> dict[str, str]:
    """Names of districts by code."""
    return {row["district_code"]: row["district_name"] for row in snapshot.table("village")}


def summary(snapshot: Snapshot, zones: list[Row]) -> dict[str, Any]:
    """Counts of zones, by regency and by district."""
    counts = zone_counts(zones)
    villages = snapshot.index("village", "village_code")
    return {
        "counts": counts,
        "total": len(zones),
        "assessed": len(zones) - counts["unassessed"],
        "districts": district_counts(zones, villages),
    }


def with_names(snapshot: Snapshot, rows: list[Row]) -> list[Row]:
    """Rows about villages with the village's and district's names beside them."""
    villages = snapshot.index("village", "village_code")
    return [{**villages.get(row["village_code"], {}), **row} for row in rows]
