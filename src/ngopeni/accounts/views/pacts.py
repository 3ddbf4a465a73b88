"""Integrity pacts: who needs one, who has one, recording and withdrawing, and the text to sign."""

from __future__ import annotations

from pathlib import Path

import yaml
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts import actions
from ngopeni.accounts.forms import PactForm, ReasonForm
from ngopeni.accounts.models import IntegrityPact, User
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.place_names import place_names
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.accounts.views.summary import SOON, summaries
from ngopeni.kernel.error import UserError

TEXT = Path(__file__).resolve().parents[2] / "reference" / "pact.yaml"
MISSING, SOON_OVER, IN_FORCE = "belum", "segera", "berlaku"


@requires(Permission.RECORD_PACTS)
@never_cache
def pacts(request: Request) -> HttpResponse:
    """Everybody whose role sees names, those without a pact first."""
    wanted = request.GET.get("keadaan", "")
    codes = [role.code for role in ROLES.values() if role.sees_names]
    told = User.objects.filter(role_code__in=codes, is_active=True).prefetch_related("grants", "pacts")
    places = place_names(request.workspace.regency_code)
    rows = [
        {
            "summary": each,
            "state": _state_of(each.pact),
            "word": state_words()[_state_of(each.pact)],
            "last": next(iter(each.user.pacts.all()), None),
            "places": [places.get(grant.scope_code, grant.scope_code) for grant in each.in_force],
            "is_oneself": each.user.pk == request.user.pk,
        }
        for each in summaries(told.order_by("full_name", "pk"))
    ]
    order = list(state_words())
    rows.sort(key=lambda row: order.index(str(row["state"])))
    counts = [(code, word, sum(row["state"] == code for row in rows)) for code, word in state_words().items()]
    listed = [row for row in rows if row["state"] == wanted] if wanted in order else rows
    context = {"rows": listed, "all_count": len(rows), "counts": counts, "state": wanted}
    return render(request, "accounts/pacts.html", context)


def state_words() -> dict[str, str]:
    """Where somebody may stand with the pact, the most urgent first."""
    return {MISSING: _("belum ada atau lewat"), SOON_OVER: _("segera berakhir"), IN_FORCE: _("berlaku")}


def _state_of(pact: IntegrityPact | None) -> str:
    if pact is None:
        return MISSING
    return SOON_OVER if pact.ends_on - timezone.localdate() <= SOON else IN_FORCE


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
            messages.success(request, _("Pakta integritas tercatat."))
            return redirect("pacts")
    context = {"person": person, "form": form, "refusal": refusal, "earlier": person.pacts.all()}
    return render(request, "accounts/record_pact.html", context, status=422 if refusal or form.errors else 200)


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
    text = yaml.safe_load(TEXT.read_text(encoding="utf-8"))
    return render(request, "accounts/pact_text.html", {"text": text})
