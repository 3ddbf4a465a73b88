"""Invitations as an administrator sees them: the list, a new one, a withdrawn one, a new password."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ngopeni.accounts import actions
from ngopeni.accounts.actions.invitations import LIFETIME
from ngopeni.accounts.forms import InviteForm
from ngopeni.accounts.models import Invitation, User
from ngopeni.accounts.permissions import Request, not_oneself, requires
from ngopeni.accounts.place_names import place_name
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.accounts.views.groups import grouped
from ngopeni.accounts.views.link import show_link
from ngopeni.kernel.error import UserError

PAGE_SIZE = 50
OPEN, USED, WITHDRAWN, EXPIRED = "terbuka", "dipakai", "ditarik", "lewat"


@requires(Permission.MANAGE_USERS)
@never_cache
def invitations(request: Request) -> HttpResponse:
    """Every invitation with what has become of it."""
    told = Invitation.objects.select_related("user", "invited_by")
    now, regency_code = timezone.now(), request.workspace.regency_code
    state = request.GET.get("keadaan", "")
    rows = [
        {
            "invitation": each,
            "state": state_of(each, now),
            "word": state_words()[state_of(each, now)],
            "places": [place_name(code, regency_code) for code in each.scope_codes],
        }
        for each in told
    ]
    counts = [(code, word, sum(row["state"] == code for row in rows)) for code, word in state_words().items()]
    listed = [row for row in rows if state in {"", row["state"]}] if state in state_words() else rows
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {"page": page, "all_count": len(rows), "counts": counts, "state": state}
    return render(request, "accounts/invitations.html", context)


def state_words() -> dict[str, str]:
    """What can become of an invitation."""
    return {OPEN: _("terbuka"), USED: _("dipakai"), WITHDRAWN: _("ditarik"), EXPIRED: _("lewat masanya")}


def state_of(invitation: Invitation, now: dt.datetime) -> str:
    """What has become of an invitation by an instant."""
    if invitation.accepted_at is not None:
        return USED
    if invitation.withdrawn_at is not None:
        return WITHDRAWN
    return OPEN if now < invitation.expires_at else EXPIRED


@requires(Permission.MANAGE_USERS)
@never_cache
def invite(request: Request) -> HttpResponse:
    """First the role, which decides what else is asked; then whom, where, until when, by which paper."""
    role = ROLES.get(request.GET.get("peran", ""))
    if role is None:
        return render(request, "accounts/choose_role.html", {"groups": grouped(ROLES.values())})
    regency_code, refusal = request.workspace.regency_code, ""
    form = InviteForm(request.POST or None, role=role, regency_code=regency_code)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, token = _invite(role.code, form.cleaned_data, request.user)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            return show_link(request, invitation, token)
    place = place_name(regency_code, regency_code)
    context = {"role": role, "form": form, "refusal": refusal, "place": place, "days": LIFETIME.days}
    return render(request, "accounts/invite.html", context, status=422 if refusal or form.errors else 200)


def _invite(role_code: str, told: dict[str, Any], by: User) -> tuple[Invitation, str]:
    return actions.invite(
        full_name=told["full_name"],
        institution=told["institution"],
        role_code=role_code,
        scope_codes=told["scopes"],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        paper=told["paper"],
        by=by,
    )


@requires(Permission.MANAGE_USERS)
@require_POST
@never_cache
def withdraw_invitation(request: Request, invitation_id: int) -> HttpResponse:
    """Let a link open nothing any more; a new one can be made at any time."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    actions.withdraw(invitation=invitation, by=request.user)
    messages.success(request, _("Undangan ditarik. Tautannya tidak membuka apa pun lagi."))
    return redirect("invitations")


@requires(Permission.MANAGE_USERS)
@never_cache
def new_password(request: Request, user_id: int) -> HttpResponse:
    """A link by which somebody makes a new password; the old one holds until then."""
    person, refusal = get_object_or_404(User, pk=user_id), ""
    not_oneself(request, person)
    if request.method == "POST":
        try:
            invitation, token = actions.invite_to_new_password(user=person, by=request.user)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            return show_link(request, invitation, token)
    context = {"person": person, "refusal": refusal, "days": LIFETIME.days}
    return render(request, "accounts/new_password.html", context, status=422 if refusal else 200)
