"""Who assists which village now."""

from __future__ import annotations

from typing import Any

from ngopeni.assignment.matching.problem import KINDS
from ngopeni.assignment.models import Assignment, Wave


def teams_by_village(wave: Wave, kinds: dict[str, str]) -> list[dict[str, Any]]:
    """Of an approved wave: each village with who leads and who joins, those who handed it over left out.

    Parameters
    ----------
    wave : Wave
    kinds : dict of str to str
        What kinds of institutions are called.
    """
    found: dict[str, dict[str, Any]] = {}
    listed = Assignment.objects.filter(wave=wave, ended_on=None).select_related("institution", "wave")
    for each in sorted(listed, key=lambda row: (row.district_name, row.village_name, KINDS.index(row.kind))):
        team = found.setdefault(each.village_code, {"village": each, "lead": None, "partners": []})
        if each.is_lead:
            team["lead"] = each
        else:
            team["partners"].append({"assignment": each, "kind_word": kinds[each.kind]})
    return list(found.values())
