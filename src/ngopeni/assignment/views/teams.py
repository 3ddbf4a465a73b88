"""Teams: naming who is on one, and the page of a village's team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.permissions import Refused, Request, requires
from ngopeni.accounts.place_names import areas_of_grants
from ngopeni.accounts.rights import Permission
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import newest_of, regents_decree, told_of
from ngopeni.assignment.actions.histories import assisting, team_in_force
from ngopeni.assignment.actions.team_members import is_team_draft, may_name
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.forms.decrees import PLACES_IN_TEAM, MemberForm
from ngopeni.assignment.models import Assignment, Decree, TeamMember
from ngopeni.assignment.views import decree_words as words
from ngopeni.assignment.views.decrees import find_decree, member_rows, page_context
from ngopeni.assignment.views.frame import kinds_in
from ngopeni.kernel.error import UserError
from ngopeni.partners.kind import Kind

# Every village should have one of each beside its agency.
WANTED = (Kind.UNIVERSITY, Kind.SMK, Kind.COMPANY)


@requires(Permission.NAME_TEAM)
@never_cache
def name_member(request: Request, decree_id: int) -> HttpResponse:
    """Name somebody to the team."""
    found = find_decree(decree_id)
    return _member_page(request, found, None)


@requires(Permission.NAME_TEAM)
@never_cache
def change_member(request: Request, decree_id: int, member_id: int) -> HttpResponse:
    """Change what stands about somebody on the team."""
    found = find_decree(decree_id)
    return _member_page(
        request, found, get_object_or_404(TeamMember.objects.select_related("user"), pk=member_id, decree=found)
    )


def _member_page(request: Request, found: Decree, member: TeamMember | None) -> HttpResponse:
    turned_away = _turned_away(request, found)
    if turned_away is not None:
        return turned_away
    initial = {name: getattr(member, name) for name in MemberForm.base_fields} if member else {}
    form, refusal = MemberForm(request.POST or None, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        try:
            if member is None:
                actions.name_member(decree=found, by=request.user, **form.cleaned_data)
            else:
                actions.change_member(member=member, by=request.user, **form.cleaned_data)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Susunan tim tersimpan."))
            return redirect("decree", found.pk)
    context = page_context(
        request,
        found,
        told_of(found, request.workspace),
        form=form,
        refusal=refusal,
        member=member,
        suggestions=PLACES_IN_TEAM,
    )
    return render(request, "assignment/member_form.html", context, status=422 if refusal or form.errors else 200)


@requires(Permission.NAME_TEAM)
@never_cache
def drop_member(request: Request, decree_id: int, member_id: int) -> HttpResponse:
    """Take somebody off the draft of a team: first who, then it is done."""
    found = find_decree(decree_id)
    member = get_object_or_404(TeamMember.objects.select_related("user", "decree"), pk=member_id, decree=found)
    turned_away = _turned_away(request, found)
    if turned_away is not None:
        return turned_away
    if request.method == "POST":
        actions.drop_member(member=member, by=request.user)
        messages.success(request, _("Susunan tim tersimpan."))
        return redirect("decree", found.pk)
    context = page_context(request, found, told_of(found, request.workspace), member=member)
    return render(request, "assignment/drop_member.html", context)


def _turned_away(request: Request, found: Decree) -> HttpResponse | None:
    """Whoever names another agency's team is refused; a team that is no draft is only looked at."""
    if not found.is_of_regent and not may_name(found, request.user):
        assert found.institution is not None, "an agency's decree has an agency"
        raise Refused(UserError("DECREE-021", institution=found.institution.name))
    if not is_team_draft(found):
        messages.warning(request, UserError("DECREE-020").sentence(request.language))
        return redirect("decree", found.pk)
    return None


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
        found.append(_("Keputusan kepala daerah belum berlaku."))
    for each in teams:
        if each["assignment"].is_lead and each["decree"] is None:
            told = _("%(name)s belum menetapkan timnya.")
            found.append(told % {"name": each["assignment"].institution_name})
        if each["unready"]:
            found.append(_("%(n)s anggota tim tidak dikaitkan dengan akun.") % {"n": each["unready"]})
    absent = [kinds_in(language)[kind] for kind in WANTED if kind not in kinds]
    found += [_("Belum ada: %(kind)s.") % {"kind": kind} for kind in absent]
    return found


def _history(village_code: str, request: Request) -> list[dict[str, Any]]:
    kinds = kinds_in(request.language)
    return [{**row, "kind_word": kinds[row["assignment"].kind]} for row in actions.village_history(village_code)]
