"""Teams: naming who is on one, and whose account a member's is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.permissions import Refused, Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import gives_rights, told_of
from ngopeni.assignment.actions.team_members import is_team_draft, may_name
from ngopeni.assignment.forms.decrees import PLACES_IN_TEAM, AccountForm, MemberForm
from ngopeni.assignment.models import Decree, TeamMember
from ngopeni.assignment.views.decrees import find_decree, page_context
from ngopeni.kernel.error import UserError


@requires(Permission.NAME_TEAM)
@never_cache
def name_member(request: Request, decree_id: int) -> HttpResponse:
    """Name somebody to the team."""
    found = find_decree(request, decree_id)
    return _member_page(request, found, None)


@requires(Permission.NAME_TEAM)
@never_cache
def change_member(request: Request, decree_id: int, member_id: int) -> HttpResponse:
    """Change what stands about somebody on the team."""
    found = find_decree(request, decree_id)
    return _member_page(
        request, found, get_object_or_404(TeamMember.objects.select_related("user"), pk=member_id, decree=found)
    )


def _member_page(request: Request, found: Decree, member: TeamMember | None) -> HttpResponse:
    turned_away = _turned_away(request, found)
    if turned_away is not None:
        return turned_away
    initial = {name: getattr(member, name) for name in MemberForm.base_fields} if member else {}

    def act(told: dict[str, Any]) -> HttpResponse:
        if member is None:
            actions.name_member(decree=found, by=request.user, **told)
        else:
            actions.change_member(member=member, by=request.user, **told)
        messages.success(request, _("Susunan tim tersimpan."))
        return redirect("decree", found.pk)

    def context() -> dict[str, Any]:
        told = told_of(found, request.workspace)
        return page_context(request, found, told, member=member, suggestions=PLACES_IN_TEAM)

    form = MemberForm(request.POST or None, initial=initial)
    return fill_in(request, "assignment/member_form.html", form, act, context)


@requires(Permission.NAME_TEAM)
@never_cache
def drop_member(request: Request, decree_id: int, member_id: int) -> HttpResponse:
    """Take somebody off the draft of a team: first who, then it is done."""
    found = find_decree(request, decree_id)
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


@requires(Permission.NAME_TEAM)
@never_cache
def link_account(request: Request, decree_id: int, member_id: int) -> HttpResponse:
    """Say which account is a member's while the decree holds."""
    found = find_decree(request, decree_id)
    member = get_object_or_404(TeamMember.objects.select_related("user", "decree"), pk=member_id, decree=found)
    turned_away = _turned_away(request, found, gives_rights, "DECREE-045")
    if turned_away is not None:
        return turned_away

    def act(told: dict[str, Any]) -> HttpResponse:
        actions.link_account(member=member, by=request.user, **told)
        messages.success(request, _("Tersimpan. Hak akses baru berubah setelah disesuaikan petugas Bagian Hukum."))
        return redirect("decree", found.pk)

    def context() -> dict[str, Any]:
        return page_context(request, found, told_of(found, request.workspace), member=member)

    form = AccountForm(request.POST or None, initial={"user": member.user})
    return fill_in(request, "assignment/account_form.html", form, act, context)


def _turned_away(
    request: Request, found: Decree, is_open: Callable[[Decree], bool] = is_team_draft, code: str = "DECREE-020"
) -> HttpResponse | None:
    """Whoever names another agency's team is refused; a team that is not open to this is only looked at."""
    if not found.is_of_regent and not may_name(found, request.user):
        assert found.institution is not None, "an agency's decree has an agency"
        raise Refused(UserError("DECREE-021", institution=found.institution.name))
    if not is_open(found):
        messages.warning(request, UserError(code).sentence(request.language))
        return redirect("decree", found.pk)
    return None
