"""Who assists which village now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ngopeni.assignment.matching.problem import KINDS
from ngopeni.assignment.models import Assignment, Wave


def teams_by_village(wave: Wave, kinds: dict[str, str]) -> list[dict[str, Any]]:
    """Of an approved wave: each village with who leads and who joins, or last did.

    Parameters
    ----------
    wave : Wave
    kinds : dict of str to str
        What kinds of institutions are called.
    """
    found: dict[str, dict[str, Any]] = {}
    listed = list(Assignment.objects.filter(wave=wave).select_related("institution"))
    last = {code: max(_until(row) for row in listed if row.village_code == code) for code in _villages(listed)}
    listed = [row for row in listed if _until(row) == last[row.village_code]]
    for each in sorted(listed, key=lambda row: (row.district_name, row.village_name, KINDS.index(row.kind))):
        team = found.setdefault(each.village_code, {"village": each, "lead": None, "partners": []})
        if each.is_lead:
            team["lead"] = each
        else:
            team["partners"].append({"assignment": each, "kind_word": kinds[each.kind]})
    return list(found.values())


def _villages(rows: list[Assignment]) -> set[str]:
    return {row.village_code for row in rows}


def _until(row: Assignment) -> dt.date:
    """The last day that it holds; who went earlier than the others went while the wave went on."""
    return row.ended_on or row.ends_on
