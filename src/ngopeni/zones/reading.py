"""What the pages of this stage read together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ngopeni.areas.choropleth import map_svg
from ngopeni.kernel.messages import sentence
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


def draw_zones(
    snapshot: Snapshot,
    zones: list[Row],
    *,
    name: str,
    label: str,
    language: str,
    district: str = "",
    highlighted: str = "",
) -> str:
    """The map of some zones on a snapshot's shapes, as SVG.

    Parameters
    ----------
    snapshot : Snapshot
    zones : list of dict
    name : str
        Tells two maps on one page apart.
    label : str
        For those who do not see the map.
    language : {"id", "en"}
    district : str
        Code of a district to zoom to, with the names of its villages.
    highlighted : str
        Code of a village to outline; only its name is written then.
    """
    villages, notes = snapshot.index("village", "village_code"), map_notes(snapshot, language)
    shown = zone_choropleth(zones, villages, name=name, label=label, language=language, notes=notes)
    frame, shapes = snapshot.table("map_frame")[0], snapshot.table("shape")
    if not district:
        return map_svg(shapes, frame, shown, district_names(snapshot))
    near = [row for row in shapes if row["area_code"].startswith(district)]
    names = {code: row["village_name"] for code, row in villages.items() if not highlighted or code == highlighted}
    shown = replace(shown, highlighted=frozenset({highlighted} - {""}))
    return map_svg(near, frame, shown, {}, is_zoomed=True, village_names=names)


def map_notes(snapshot: Snapshot, language: str = "id") -> tuple[str, ...]:
    """What the map must say of itself: simulated figures, estimated boundaries."""
    notes = []
    if any(row["is_simulated"] for row in snapshot.table("source")):
        notes.append(sentence("ZONES-240", {}, language))
    if any(row["is_indicative"] for row in snapshot.table("shape") if row["level"] == "village"):
        notes.append(sentence("ZONES-241", {}, language))
    return tuple(notes)


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
