"""What needs somebody: found in the snapshot, said in a sentence with the way to mend it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ngopeni.accounts.rights import Permission
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.snapshot import Snapshot

OLD_MONTHS = 18
CONCERNS = {
    "DASHBOARD-001": Permission.APPROVE_ZONES,
    "DASHBOARD-002": Permission.ANSWER_OBJECTIONS,
    "DASHBOARD-003": Permission.IMPORT_SOURCES,
    "DASHBOARD-004": Permission.IMPORT_SOURCES,
    "DASHBOARD-005": Permission.WRITE_ZONE_RULES,
    "DASHBOARD-006": Permission.READ_AREAS,
    "DASHBOARD-007": Permission.WRITE_ZONE_RULES,
    "DASHBOARD-008": Permission.IMPORT_SOURCES,
    "DASHBOARD-009": Permission.IMPORT_SOURCES,
    "DASHBOARD-010": Permission.IMPORT_SOURCES,
    "DASHBOARD-011": Permission.APPROVE_ASSIGNMENT,
    "DASHBOARD-012": Permission.PROPOSE_ASSIGNMENT,
    "DASHBOARD-013": Permission.NAME_TEAM,
    "DASHBOARD-014": Permission.SIGN_DECREES,
    "DASHBOARD-015": Permission.DRAFT_DECREES,
    "DASHBOARD-016": Permission.SIGN_DECREES,
}


@dataclass(frozen=True)
class Assisting:
    """What waits where villages are assisted.

    Parameters
    ----------
    open_wave : int
        Number of the wave that has a proposal and waits for approval; 0 where none does.
    flagged_wave, flags : int
        The approved wave under which things have moved on, and how many.
    ending : int
        Decrees and agreements that end soon.
    in_review : int
        Decrees that wait for the legal section.
    undrafted_wave, undrafted : int
        The approved wave, and its decrees that nobody has drafted.
    unsettled : int
        Decrees that hold whose rights are not as they ask.
    """

    open_wave: int = 0
    flagged_wave: int = 0
    flags: int = 0
    ending: int = 0
    in_review: int = 0
    undrafted_wave: int = 0
    undrafted: int = 0
    unsettled: int = 0


NOTHING_WAITS = Assisting()


@dataclass(frozen=True)
class Matter:
    """One thing that needs somebody.

    Parameters
    ----------
    text : str
    link : str
        The page on which to mend it.
    icon : str
    permission : Permission
        Who can do something about it.
    """

    text: str
    link: str
    icon: str
    permission: Permission


def matters(
    snapshot: Snapshot,
    *,
    drafts: int,
    objections: int,
    uploads: int,
    today: dt.date,
    assisting: Assisting = NOTHING_WAITS,
    language: str = "id",
) -> list[Matter]:
    """Everything that needs somebody, the most urgent first.

    Parameters
    ----------
    snapshot : Snapshot
    drafts, objections, uploads : int
        Waiting for a decision, an answer, a look.
    today : date
    assisting : Assisting
    language : {"id", "en"}
    """
    found: list[tuple[str, dict[str, Any], str, str]] = []
    if drafts:
        found.append(("DASHBOARD-001", {"count": drafts}, "/zona/", "stamp"))
    if objections:
        found.append(("DASHBOARD-002", {"count": objections}, "/zona/sanggahan/", "message-square-warning"))
    if uploads:
        found.append(("DASHBOARD-003", {"count": uploads}, "/sumber/", "file-clock"))
    found.extend(_about_assisting(assisting))
    zones = snapshot.table("zone")
    if not snapshot.table("zone_input"):
        found.append(("DASHBOARD-004", {}, "/sumber/unggah/", "upload"))
    elif zones and not zones[0]["version_number"]:
        found.append(("DASHBOARD-005", {}, "/zona/", "scale"))
    else:
        found.extend(_about_zones(snapshot))
    found.extend(_about_sources(snapshot, today))
    return [Matter(sentence(code, values, language), link, icon, CONCERNS[code]) for code, values, link, icon in found]


def _about_assisting(waits: Assisting) -> list[tuple[str, dict[str, Any], str, str]]:
    found: list[tuple[str, dict[str, Any], str, str]] = []
    if waits.open_wave:
        found.append(("DASHBOARD-011", {"number": waits.open_wave}, f"/gelombang/{waits.open_wave}/", "stamp"))
    if waits.flags:
        values = {"number": waits.flagged_wave, "count": waits.flags}
        found.append(("DASHBOARD-012", values, f"/gelombang/{waits.flagged_wave}/", "triangle-alert"))
    if waits.ending:
        found.append(("DASHBOARD-013", {"count": waits.ending}, "/keputusan/", "calendar-clock"))
    if waits.in_review:
        found.append(("DASHBOARD-014", {"count": waits.in_review}, "/keputusan/", "gavel"))
    if waits.unsettled:
        found.append(("DASHBOARD-016", {"count": waits.unsettled}, "/keputusan/", "user-cog"))
    if waits.undrafted:
        values = {"number": waits.undrafted_wave, "count": waits.undrafted}
        found.append(("DASHBOARD-015", values, f"/keputusan/rancang/{waits.undrafted_wave}/", "file-pen-line"))
    return found


def _about_zones(snapshot: Snapshot) -> list[tuple[str, dict[str, Any], str, str]]:
    zones = snapshot.table("zone")
    grey = sum(row["zone"] == "unassessed" for row in zones)
    found = []
    if grey:
        found.append(
            ("DASHBOARD-006", {"count": grey, "total": len(zones)}, "/desa/?zona=unassessed", "circle-question-mark")
        )
    reasons = snapshot.table("zone_reason")
    used = {row["source_id"] for row in reasons if row["source_id"]}
    # Only the figures that the rule looks at: another file may be new and change no zone.
    codes = {row["input_code"] for row in reasons}
    newest = {row["source_id"] for row in snapshot.table("zone_input") if row["input_code"] in codes}
    if used and newest - used and zones[0]["assessed_on"] < snapshot.as_of:
        found.append(("DASHBOARD-007", {"date": zones[0]["assessed_on"]}, "/zona/", "refresh-cw"))
    return found


def _about_sources(snapshot: Snapshot, today: dt.date) -> list[tuple[str, dict[str, Any], str, str]]:
    sources = snapshot.table("source")
    found: list[tuple[str, dict[str, Any], str, str]] = []
    if not any(row["profile"] == "boundary" for row in sources):
        found.append(("DASHBOARD-008", {}, "/sumber/unggah/", "map"))
    # Rows of other regencies in a provincial file need nobody's attention.
    aside = len(
        {
            (row["source_id"], row["row_number"])
            for row in snapshot.table("import_finding")
            if row["is_set_aside"] and row["rule_code"] != "INTAKE-111"
        }
    )
    if aside:
        found.append(("DASHBOARD-009", {"count": aside}, "/sumber/", "rows-3"))
    dates = [row["measured_on"] for row in snapshot.table("zone_input")]
    if dates:
        months = (today.year - max(dates).year) * 12 + today.month - max(dates).month
        if months >= OLD_MONTHS:
            found.append(("DASHBOARD-010", {"date": max(dates), "months": months}, "/sumber/", "calendar-clock"))
    return found
