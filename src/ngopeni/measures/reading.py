"""What a snapshot says about registry and needs, put together for a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ngopeni.intake.layouts import layouts
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.measures.need import needs

Row = dict[str, Any]
COUNTS = ("need_count", "denominator_count", "unknown_count")


def registries(snapshot: Snapshot) -> list[Row]:
    """The lists of the snapshot, that in force first, each with its title and a source."""
    sources = snapshot.table("source")
    found = []
    for row in sorted(snapshot.table("registry"), key=lambda row: (not row["is_in_force"], row["profile"])):
        own = [each for each in sources if each["profile"] == row["profile"]]
        own = [each for each in own if each["as_of"] == row["measured_on"]]
        layout = layouts()[row["profile"]]
        found.append({**row, "title": layout.title, "is_assumed": layout.is_assumed, "source": own[0] if own else None})
    return found


def need_rows(rows: Sequence[Row], language: str) -> list[Row]:
    """The eight needs of one village, or added up over many, in their order.

    Parameters
    ----------
    rows : sequence of dict
        Of ``village_need``.
    language : str
    """
    found = []
    for need in needs():
        own = [row for row in rows if row["need_code"] == need.code]
        if own:
            totals = {name: _sum(own, name) for name in COUNTS}
            found.append(
                {"code": need.code, "label": need.label[language], "meaning": need.meaning[language], **totals}
            )
    return found


def decile_rows(rows: Sequence[Row]) -> list[Row]:
    """Households and members by decile, 1 to 10, then those not known; deciles that nobody is in included."""
    found = []
    for decile in (*range(1, 11), 0):
        own = [row for row in rows if row["decile"] == decile]
        totals = {name: _sum(own, name) for name in ("household_count", "member_count")}
        if decile or totals["household_count"] != 0:
            found.append({"decile": decile, **totals})
    most = max((row["household_count"] or 0 for row in found), default=0) or 1
    return [{**row, "width": round(100 * (row["household_count"] or 0) / most, 1)} for row in found]


def _sum(rows: Sequence[Row], name: str) -> int | None:
    """A column added up; None where any part of it is hidden."""
    parts = [row[name] for row in rows]
    return None if None in parts else sum(parts)


def registry_total(rows: Sequence[Row]) -> Row:
    """Members, households and families of all villages; the share is of those whose population is known."""
    counted = [row for row in rows if row["population_count"]]
    return {
        "member_count": sum(row["member_count"] for row in rows),
        "household_count": sum(row["household_count"] for row in rows),
        "family_count": sum(row["family_count"] for row in rows),
        "village_count": len(rows),
        "shared_member_count": sum(row["low_member_count"] for row in counted),
        "population_count": sum(row["population_count"] for row in counted),
        "counted_village_count": len(counted),
    }
