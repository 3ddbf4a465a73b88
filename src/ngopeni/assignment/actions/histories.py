"""Who assists a village, who did when, and under which decree."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ngopeni.assignment.decree_states import HOLDING, State
from ngopeni.assignment.models import Assignment, Decree, TeamMember, Wave
from ngopeni.partners.kind import kind_words

# States of a decree that was signed at some time.
NUMBERED = (State.SIGNED, *HOLDING, State.REVOKED, State.EXPIRED)


def village_history(village_code: str) -> list[dict[str, Any]]:
    """Every institution that ever assisted a village, the newest wave first.

    Parameters
    ----------
    village_code : str

    Returns
    -------
    list of dict
        ``assignment``, ``until`` (its last day), and ``decrees``: the regent's of that wave and the institution's own.
    """
    rows = Assignment.objects.filter(village_code=village_code).select_related("wave", "institution")
    listed = sorted(rows, key=lambda row: (-row.wave.number, not row.is_lead, row.institution_name))
    numbered = list(
        Decree.objects.filter(wave__in={row.wave_id for row in listed}, state__in=NUMBERED)
        .select_related("institution", "base")
        .order_by("signed_on", "pk")
    )
    return [
        {
            "assignment": row,
            "until": row.until,
            "decrees": [each for each in numbered if _is_about(each, row)],
        }
        for row in listed
    ]


def assisting(village_code: str, today: dt.date) -> list[Assignment]:
    """Who assists a village on a day: who leads, then the others."""
    rows = Assignment.objects.filter(village_code=village_code, starts_on__lte=today).select_related(
        "institution", "wave"
    )
    held = [row for row in rows if row.is_in_force(today)]
    return sorted(held, key=lambda row: (not row.is_lead, row.kind, row.institution_name))


def coming(village_code: str, today: dt.date) -> list[Assignment]:
    """Who will assist a village later: those who begin first, who leads before the others."""
    rows = Assignment.objects.filter(village_code=village_code, starts_on__gt=today).select_related(
        "institution", "wave"
    )
    due = [row for row in rows if row.starts_on <= row.until]
    return sorted(due, key=lambda row: (row.starts_on, not row.is_lead, row.institution_name))


def last_over(wave_id: int, institution_id: int | None) -> Decree | None:
    """The decree of an issuer and a wave that held last and was revoked or ran out."""
    return (
        Decree.objects.filter(
            wave=wave_id,
            institution=institution_id,
            purpose=Decree.Purpose.NEW,
            state__in=(State.REVOKED, State.EXPIRED),
        )
        .order_by("-pk")
        .first()
    )


def closed_by(wave: Wave) -> int | None:
    """The number of the wave that closed another before it would have ended."""
    if wave.closed_on is None:
        return None
    later = wave.next_waves.filter(state=Wave.State.APPROVED).order_by("starts_on", "number").first()
    return later.number if later else None


def team_in_force(assignment: Assignment) -> tuple[Decree | None, list[TeamMember]]:
    """The decree in force that names the team of an institution, and the people on it; none where there is none."""
    found = (
        Decree.objects.filter(wave=assignment.wave, institution=assignment.institution, state=State.IN_FORCE)
        .exclude(purpose=Decree.Purpose.REVOKE)
        .select_related("institution", "base", "wave")
        .order_by("-pk")
        .first()
    )
    return found, list(found.members.select_related("user")) if found else []


def village_team_short(village_code: str, today: dt.date, language: str) -> dict[str, Any]:
    """What `assignment/village_team_short.html` shows on another page, as its ``team``.

    Parameters
    ----------
    village_code : str
    today : date
    language : {"id", "en"}
    """
    rows, kinds = assisting(village_code, today), kind_words()
    lead = next((row for row in rows if row.is_lead), None)
    decree, members = team_in_force(lead) if lead else (None, [])
    return {
        "village_code": village_code,
        "lead": lead,
        "partners": [{"assignment": row, "kind_word": kinds[row.kind][language]} for row in rows if not row.is_lead],
        "decree": decree,
        "over": last_over(lead.wave_id, lead.institution_id) if lead and decree is None else None,
        "member_count": len(members),
        "has_history": Assignment.objects.filter(village_code=village_code).exists(),
    }


def _is_about(decree: Decree, row: Assignment) -> bool:
    return decree.wave_id == row.wave_id and decree.institution_id in (None, row.institution_id)
