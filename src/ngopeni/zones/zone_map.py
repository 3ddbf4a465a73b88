"""The map of zones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ngopeni.areas.choropleth import Choropleth
from ngopeni.zones.colours import FILLS
from ngopeni.zones.explanation import zone_name
from ngopeni.zones.rule import Zone

Row = Mapping[str, Any]


def zone_choropleth(
    zones: Iterable[Row],
    villages: Mapping[str, Row],
    *,
    name: str,
    label: str,
    language: str = "id",
    notes: tuple[str, ...] = (),
) -> Choropleth:
    """Zones as a map that links to each village.

    Parameters
    ----------
    zones : iterable of mapping
        ``village_code, zone``.
    villages : mapping of str to mapping
        Rows of ``village`` by code.
    name : str
        Tells two maps on one page apart.
    label : str
        For those who do not see the map.
    language : {"id", "en"}
    notes : tuple of str
        Words on the map itself.
    """
    classes = {row["village_code"]: row["zone"] for row in zones}
    titles = {
        code: f"{row['village_name']}, {row['district_name']}: "
        f"{zone_name(classes.get(code, Zone.UNASSESSED), language)}"
        for code, row in villages.items()
    }
    links = {code: f"/desa/{code}/" for code in villages}
    return Choropleth(FILLS, classes, titles, links, name, label, notes=notes)


def zone_counts(zones: Iterable[Row]) -> dict[str, int]:
    """Villages by zone, worst first."""
    found = [row["zone"] for row in zones]
    return {str(zone): found.count(zone) for zone in Zone}


def district_counts(zones: Iterable[Row], villages: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Villages by zone for each district, most red first.

    Returns
    -------
    list of dict
        ``district_code, district_name, total`` and a number for each zone.
    """
    rows: dict[str, dict[str, Any]] = {}
    for zone in zones:
        village = villages[zone["village_code"]]
        empty = {
            "district_code": village["district_code"],
            "district_name": village["district_name"],
            "total": 0,
            **{str(each): 0 for each in Zone},
        }
        row = rows.setdefault(village["district_code"], empty)
        row["total"] += 1
        row[zone["zone"]] += 1
    return sorted(rows.values(), key=lambda row: (-row["red"], -row["yellow"], row["district_name"]))
