"""Integrity pacts: who needs one, who has one, recording and withdrawing, and the text to sign."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts import actions
from ngopeni.accounts.forms import PactForm, ReasonForm
from ngopeni.accounts.models import IntegrityPact, User
from ngopeni.accounts.permissions import Request, not_oneself, requires
from ngopeni.accounts.place_names import place_names
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.accounts.views.actors import actor_words
from ngopeni.accounts.views.summary import SOON, Summary, summaries
from ngopeni.accounts.views.summary import WAITS as WAITING
from ngopeni.kernel.error import UserError
from ngopeni.kernel.yaml_file import read_yaml

TEXT = Path(__file__).resolve().parents[2] / "reference" / "pact.yaml"
WAITS, MISSING, NO_CODE, SOON_OVER, IN_FORCE = "pastikan", "belum", "tanpa-kode", "segera", "berlaku"


@requires(Permission.RECORD_PACTS)
@never_cache
def pacts(request: Request) -> HttpResponse:
    """Everybody whose role sees names, and who records pacts: those whom something is to be done for first."""
    wanted = request.GET.get("keadaan", "")
    codes = [role.code for role in ROLES.values() if role.sees_names or Permission.RECORD_PACTS in role.permissions]
    told = User.objects.filter(role_code__in=codes, is_active=True).prefetch_related("grants", "pacts")
    found = [each for each in summaries(told.order_by("full_name", "pk")) if _belongs_here(each)]
    rows = [_row(each, request) for each in found]
    order = list(state_words())
    rows.sort(key=lambda row: order.index(str(row["state"])))
    counts = [(code, word, sum(row["state"] == code for row in rows)) for code, word in state_words().items()]
    listed = [row for row in rows if row["state"] == wanted] if wanted in order else rows
    waiting = sum(row["state"] == WAITS for row in rows)
    context = {
        "rows": listed,
        "all_count": len(rows),
        "counts": counts,
        "state": wanted,
        "waiting_count": waiting,
    }
    return render(request, "accounts/pacts.html", context)


def state_words() -> dict[str, str]:
    """Where somebody may stand with the pact, the most urgent first."""
    return {
        WAITS: _("menunggu dipastikan"),
        MISSING: _("belum ada atau lewat"),
        NO_CODE: _("menunggu telepon dipasang"),
        SOON_OVER: _("segera berakhir"),
        IN_FORCE: _("berlaku"),
    }


def _belongs_here(each: Summary) -> bool:
    """Whoever records pacts without seeing names is here only while the account waits for another to vouch."""
    return each.user.role.sees_names or WAITING in each.states


def _row(each: Summary, request: Request) -> dict[str, Any]:
    places, state = place_names(request.workspace.regency_code), _state_of(each)
    return {
        "summary": each,
        "state": state,
        "word": state_words()[state],
        "last": next(iter(each.user.pacts.all()), None),
        "places": [places.get(grant.scope_code, grant.scope_code) for grant in each.in_force],
        "is_oneself": each.user.pk == request.user.pk,
    }


def _state_of(each: Summary) -> str:
    if each.pact is None and each.user.role.sees_names:
        return MISSING
    if WAITING in each.states:
        return WAITS
    if not each.has_code:
        return NO_CODE
    assert each.pact is not None, "who needs no pact is listed only while waiting"
    return SOON_OVER if each.pact.ends_on - timezone.localdate() <= SOON else IN_FORCE


@requires(Permission.RECORD_PACTS)
@never_cache
def record_pact(request: Request, user_id: int) -> HttpResponse:
    """Record a signed pact of one person."""
    person, refusal = get_object_or_404(User, pk=user_id, is_active=True), ""
    form = PactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_pact(user=person, by=request.user.username, **form.cleaned_data)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            is_open = person.has_telephone
            told = _("Pakta integritas tercatat.")
            later = _("Nama terbuka sesudah teleponnya terpasang dan Anda pastikan di sini.")
            messages.success(request, told if is_open else f"{told} {later}")
            return redirect("pacts")
    context = {
        "person": person,
        "form": form,
        "refusal": refusal,
        "earlier": person.pacts.all(),
        "has_code": person.has_telephone,
    }
    return render(request, "accounts/record_pact.html", context, status=422 if refusal or form.errors else 200)


@requires(Permission.RECORD_PACTS)
@never_cache
def confirm_holder(request: Request, user_id: int) -> HttpResponse:
    """Make sure that account and telephone are in the hands of the person: first what to ask, then one press."""
    person, refusal = get_object_or_404(User, pk=user_id, is_active=True), ""
    not_oneself(request, person)
    if request.method == "POST":
        try:
            actions.vouch(user=person, by=request.user.username, seen=request.POST.get("kunci", ""))
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Pemegang akun dipastikan."))
            return redirect("pacts")
    (summary,) = summaries([person])
    context = {
        "person": person,
        "summary": summary,
        "refusal": refusal,
        "waits": WAITING in summary.states,
        "seen": person.keys_stamp,
        "invited_by": _name_of(person.keys_by),
    }
    return render(request, "accounts/confirm_holder.html", context, status=422 if refusal else 200)


def _name_of(username: str) -> str:
    """Who gave the password, as people know them."""
    return str(User.objects.filter(username=username).first() or actor_words(username))


@requires(Permission.RECORD_PACTS)
@never_cache
def withdraw_pact(request: Request, pact_id: int) -> HttpResponse:
    """Withdraw a pact: first what will happen, then it happens."""
    pact = get_object_or_404(IntegrityPact.objects.select_related("user"), pk=pact_id)
    if pact.withdrawn_at is not None:
        messages.warning(request, _("Pakta ini sudah dicabut."))
        return redirect("pacts")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_pact(pact=pact, reason=form.cleaned_data["reason"], by=request.user.username)
        messages.success(request, _("Pakta integritas dicabut. Nama warga tertutup bagi penanda tangannya."))
        return redirect("pacts")
    context = {"pact": pact, "person": pact.user, "form": form}
    return render(request, "accounts/withdraw_pact.html", context, status=422 if form.errors else 200)


@requires(Permission.READ_AREAS)
def pact_text(request: Request) -> HttpResponse:
    """The text to print and sign, the signer's particulars left blank."""
    text = read_yaml(TEXT)
    return render(request, "accounts/pact_text.html", {"text": text})
