"""Two versions side by side: who changed colour, and because of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from ngopeni.areas.tables import VILLAGE
from ngopeni.kernel.engine import Engine, Row
from ngopeni.zones.assess import assess
from ngopeni.zones.rule import Rule
from ngopeni.zones.tables import ZONE_INPUT


class Cause(StrEnum):
    """Why a village's colour differs between two versions."""

    CORRECTION = "correction"  # a person gave the new colour, or took back what a person had given
    DATA = "data"  # the old rule gives the new colour on the new figures
    RULE = "rule"  # the new rule gives the new colour on the old figures
    EITHER = "either"  # each of the two alone would have changed it so
    BOTH = "both"  # only the two together


Version = Mapping[str, Any]


def compare(villages: Iterable[Row], old: Version, new: Version, old_rule: Rule, new_rule: Rule) -> list[Row]:
    """The villages whose colour changed.

    Parameters
    ----------
    villages : iterable of dict
        Rows of ``village``.
    old, new : mapping
        ``zones``, ``reasons`` and ``inputs`` (rows of ``zone_input``) of each version.
    old_rule, new_rule : Rule

    Returns
    -------
    list of dict
        ``village_code, old_zone, new_zone, cause``, ordered by code.
    """
    listed = list(villages)
    by_data = _zones(listed, new["inputs"], old_rule)
    by_rule = _zones(listed, old["inputs"], new_rule)
    before = {row["village_code"]: row for row in old["zones"]}
    changed = []
    for row in sorted(new["zones"], key=lambda each: each["village_code"]):
        code = row["village_code"]
        earlier = before.get(code)
        if earlier is None or earlier["zone"] == row["zone"]:
            continue
        cause = _cause(earlier, row, by_data.get(code), by_rule.get(code))
        changed.append(
            {"village_code": code, "old_zone": earlier["zone"], "new_zone": row["zone"], "cause": str(cause)}
        )
    return changed


def _cause(old: Row, new: Row, by_data: str | None, by_rule: str | None) -> Cause:
    if old["computed_zone"] == new["computed_zone"] or new["zone"] != new["computed_zone"]:
        return Cause.CORRECTION
    is_data, is_rule = by_data == new["computed_zone"], by_rule == new["computed_zone"]
    if is_data and is_rule:
        return Cause.EITHER
    if is_data:
        return Cause.DATA
    return Cause.RULE if is_rule else Cause.BOTH


def _zones(villages: list[Row], inputs: list[Row], rule: Rule) -> dict[str, str]:
    """Colours by a rule on other figures, without corrections."""
    engine = Engine()
    engine.load(VILLAGE, villages)
    engine.load(ZONE_INPUT, inputs)
    engine.load_columns("zone_correction", {"village_code": [], "zone": [], "reason": []})
    assess(engine, rule)
    found = {row["village_code"]: row["zone"] for row in engine.rows("SELECT village_code, zone FROM zone")}
    engine.close()
    return found
