"""What has moved on since a wave was approved: nothing is changed by it, but somebody should look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ngopeni.assignment.models import Wave
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.partners.actions.roster import roster
from ngopeni.zones.actions import approved_version

RETIRED, OVER_CAPACITY, IN_CONFLICT = "ASSIGNMENT-201", "ASSIGNMENT-202", "ASSIGNMENT-203"
CODE_GONE, NAME_CHANGED, NOT_RED = "ASSIGNMENT-204", "ASSIGNMENT-205", "ASSIGNMENT-206"


def flags(wave: Wave, workspace: Workspace, language: str) -> list[str]:
    """Sentences about what has changed under an approved wave.

    Institutions that left or can do less, conflicts stated since, villages whose code or name the newest edition no
    longer has, villages that newer zones no longer call red.
    """
    held = list(wave.assignments.filter(ended_on=None).select_related("institution"))
    now = {each["code"]: each for each in roster(wave.ends_on.year)}
    found = [*_institutions(held, now), *_villages(wave, held, workspace)]
    return [sentence(code, values, language) for code, values in found]


def _institutions(held: list[Any], now: Mapping[str, dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    load = Counter((each.institution.code, each.role) for each in held)
    for (code, role), count in sorted(load.items()):
        row = now.get(code)
        own = [each for each in held if each.institution.code == code and each.role == role]
        name, villages = own[0].institution_name, [each.village_name for each in own]
        if row is None or not row["is_active"]:
            found.append((RETIRED, {"institution": name, "count": count, "villages": villages}))
            continue
        most = row["leads_max" if role == "lead" else "joins_max"]
        if most is not None and most < count:
            found.append((OVER_CAPACITY, {"institution": name, "count": count, "most": most}))
    for each in held:
        row = now.get(each.institution.code)
        against = {told["against_code"] for told in row["conflicts"]} if row else set()
        team = {other.institution.code for other in held if other.village_code == each.village_code}
        if against & ({each.village_code, each.village_code.rpartition(".")[0]} | team):
            found.append((IN_CONFLICT, {"institution": each.institution_name, "village": each.village_name}))
    return found


def _villages(wave: Wave, held: list[Any], workspace: Workspace) -> list[tuple[str, dict[str, Any]]]:
    places = snapshot_at(workspace).index("village", "village_code")
    names = {each.village_code: each.village_name for each in held}
    found: list[tuple[str, dict[str, Any]]] = []
    for code, name in sorted(names.items()):
        if code not in places:
            found.append((CODE_GONE, {"village": name, "code": code}))
        elif places[code]["village_name"] != name:
            found.append((NAME_CHANGED, {"village": name, "name": places[code]["village_name"], "code": code}))
    newest = approved_version()
    if newest is not None and newest.pk != wave.zone_version.pk:
        zones = {row["village_code"]: row["zone"] for row in newest.zones}
        gone = [name for code, name in sorted(names.items()) if zones.get(code, "red") != "red"]
        if gone:
            found.append((NOT_RED, {"villages": gone, "count": len(gone), "number": newest.number}))
    return found
