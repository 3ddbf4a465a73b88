"""The page of a village's team: who assists it now, from when to when, by which decrees; who comes, who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.place_names import areas_of_grants
from ngopeni.accounts.rights import Permission
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import newest_of, regents_decree
from ngopeni.assignment.actions.histories import assisting, coming, last_over, team_in_force
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.models import Assignment
from ngopeni.assignment.views import decree_words as words
from ngopeni.assignment.views.decrees import member_rows
from ngopeni.assignment.views.frame import kinds_in
from ngopeni.partners.kind import Kind

# Every village should have one of each beside its agency.
WANTED = (Kind.UNIVERSITY, Kind.SMK, Kind.COMPANY)


@requires(Permission.READ_AREAS)
def village_team(request: Request, village_code: str) -> HttpResponse:
    """Who assists a village now, who did before, and what is missing."""
    regency_code, today = request.workspace.regency_code, timezone.localdate()
    place = _place(regency_code, village_code)
    teams = [_team(row, request) for row in assisting(village_code, today)]
    regents = _regents(teams, regency_code)
    context = {
        **words.SECTION,
        "place": place,
        "teams": teams,
        "lead": next((each for each in teams if each["assignment"].is_lead), None),
        "partners": [each for each in teams if not each["assignment"].is_lead],
        "regents": regents,
        "missing": _missing(teams, request.language, has_regents=bool(regents)),
        "shows_standing": request.user.can(Permission.NAME_TEAM),
        "coming": _coming(village_code, today, request),
        "history": [row for row in _history(village_code, request) if row["until"] < today],
    }
    return render(request, "assignment/village_team.html", context)


def _place(regency_code: str, village_code: str) -> dict[str, str]:
    """A village of the register; of one that it has no more, as it was named when it was assisted."""
    areas = areas_of_grants(regency_code)
    districts = {each.district_code: each.district_name for each in areas.districts}
    for each in areas.villages:
        if each.village_code == village_code:
            return _named(village_code, each.village_name, each.village_type, districts[each.district_code])
    row = Assignment.objects.filter(village_code=village_code).order_by("-wave__number").first()
    if row is None:
        raise Http404
    return _named(village_code, row.village_name, row.village_type, row.district_name)


def _named(village_code: str, name: str, kind: str, district: str) -> dict[str, str]:
    return {"village_code": village_code, "village_name": name, "village_type": kind, "district_name": district}


def _team(row: Assignment, request: Request) -> dict[str, Any]:
    """An institution in the village with its decree and its people."""
    decree, members = team_in_force(row)
    base = (decree.base or decree) if decree else None
    return {
        "assignment": row,
        "kind_word": kinds_in(request.language)[row.kind],
        "decree": decree,
        "base": base,
        "over": last_over(row.wave_id, row.institution_id) if decree is None else None,
        "ending": _ending(row, request.language),
        "title": words.title_of(decree, request.workspace.regency_code) if decree else "",
        "members": member_rows(decree, request.user) if decree else [],
        "unready": sum(1 for each in members if each.user_id is None),
    }


def _regents(teams: list[dict[str, Any]], regency_code: str) -> list[dict[str, Any]]:
    """The regent's decrees that hold for these waves, as they were last amended."""
    found = [regents_decree(number) for number in dict.fromkeys(each["assignment"].wave_id for each in teams)]
    held = [newest_of(each) for each in found if each is not None and each.state in HOLDING]
    return [words.row_of(each, regency_code) for each in held]


def _missing(teams: list[dict[str, Any]], language: str, *, has_regents: bool) -> list[str]:
    """What a village that is assisted should have and has not."""
    if not teams:
        return []
    kinds = {each["assignment"].kind for each in teams}
    found = []
    if not has_regents:
        found.append(_no_regents(teams))
    for each in teams:
        if each["assignment"].is_lead and each["decree"] is None:
            found.append(_no_team(each))
        if each["unready"]:
            found.append(_("%(n)s anggota tim tidak dikaitkan dengan akun.") % {"n": each["unready"]})
    absent = [kinds_in(language)[kind] for kind in WANTED if kind not in kinds]
    found += [_("Belum ada: %(kind)s.") % {"kind": kind} for kind in absent]
    return found


def _history(village_code: str, request: Request) -> list[dict[str, Any]]:
    kinds = kinds_in(request.language)
    return [{**row, "kind_word": kinds[row["assignment"].kind]} for row in actions.village_history(village_code)]


def _no_regents(teams: list[dict[str, Any]]) -> str:
    over = last_over(teams[0]["assignment"].wave_id, None)
    if over is None:
        return _("Keputusan kepala daerah belum berlaku.")
    told = _("Keputusan kepala daerah Nomor %(number)s sudah %(state)s.")
    return told % {"number": over.number, "state": words.state_words()[over.state]}


def _no_team(team: dict[str, Any]) -> str:
    name, over = team["assignment"].institution_name, team["over"]
    if over is None:
        return _("%(name)s belum menetapkan timnya.") % {"name": name}
    told = _("Keputusan tim %(name)s Nomor %(number)s sudah %(state)s.")
    return told % {"name": name, "number": over.number, "state": words.state_words()[over.state]}


def _ending(row: Assignment, language: str) -> str:
    """When and why it ends sooner than it was planned to."""
    if row.until == row.ends_on:
        return ""
    if row.ended_on == row.until:
        return words.ends_words(row.until, None, language)
    return words.ends_words(row.until, row.wave, language)


def _coming(village_code: str, today: dt.date, request: Request) -> list[dict[str, Any]]:
    kinds = kinds_in(request.language)
    return [{"assignment": row, "kind_word": kinds[row.kind]} for row in coming(village_code, today)]
