"""A decree that holds, and the rights behind it: whose account a member's is, and letting rights be as it says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.permissions import Refused, Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import gives_rights, told_of
from ngopeni.assignment.actions.decree_settling import unsettled
from ngopeni.assignment.actions.team_members import may_name
from ngopeni.assignment.forms.decrees import AccountForm
from ngopeni.assignment.models import TeamMember
from ngopeni.assignment.views.decrees import find_decree, page_context
from ngopeni.assignment.views.effect_words import effect_sentences
from ngopeni.kernel.error import UserError


@requires(Permission.SIGN_DECREES)
def settle_decree(request: Request, decree_id: int) -> HttpResponse:
    """Say which rights are not as a decree asks; once agreed, let them be so."""
    found = find_decree(request, decree_id)
    refusal = _why_not(request, decree_id)
    if request.method == "GET" and refusal is not None:
        messages.warning(request, refusal.sentence(request.language))
        return redirect("decree", found.pk)

    def go_on(_told: dict[str, Any]) -> HttpResponse:
        actions.settle(decree=found, by=request.user)
        messages.success(request, _("Hak akses kini sesuai dengan keputusan."))
        return redirect("decree", found.pk)

    def context() -> dict[str, Any]:
        told = told_of(found, request.workspace)
        sentences = effect_sentences(found, told, request.language)
        return page_context(request, found, told, sentences=sentences, code="settle", button=_("Sesuaikan hak akses"))

    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()
    return fill_in(request, "assignment/decree_step.html", form, go_on, context)


def _why_not(request: Request, decree_id: int) -> UserError | None:
    found = find_decree(request, decree_id)
    if not gives_rights(found):
        return UserError("DECREE-045")
    if request.user.username in found.proposers:
        return UserError("DECREE-046")
    return None if unsettled(found) else UserError("DECREE-047")


@requires(Permission.NAME_TEAM)
@never_cache
def link_account(request: Request, decree_id: int, member_id: int) -> HttpResponse:
    """Say which account is a member's while the decree holds."""
    found = find_decree(request, decree_id)
    member = get_object_or_404(TeamMember.objects.select_related("user", "decree"), pk=member_id, decree=found)
    if not found.is_of_regent and not may_name(found, request.user):
        assert found.institution is not None, "an agency's decree has an agency"
        raise Refused(UserError("DECREE-021", institution=found.institution.name))
    if not gives_rights(found):
        messages.warning(request, UserError("DECREE-045").sentence(request.language))
        return redirect("decree", found.pk)

    def go_on(told: dict[str, Any]) -> HttpResponse:
        actions.link_account(member=member, by=request.user, **told)
        messages.success(request, _("Tersimpan. Hak akses baru berubah setelah disesuaikan petugas Bagian Hukum."))
        return redirect("decree", found.pk)

    def context() -> dict[str, Any]:
        return page_context(request, found, told_of(found, request.workspace), member=member)

    form = AccountForm(request.POST or None, initial={"user": member.user})
    return fill_in(request, "assignment/account_form.html", form, go_on, context)
