"""Words on pairs before the plan is made, and remarks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.forms.waves import BAN, RemarkForm, RulingForm
from ngopeni.assignment.models import Ruling
from ngopeni.assignment.views.frame import context_of, find_wave
from ngopeni.kernel.error import UserError


@requires(Permission.PROPOSE_ASSIGNMENT)
def rule_pair(request: Request, number: int) -> HttpResponse:
    """Settle a pair beforehand."""
    found = find_wave(number)
    asked = {name: request.GET[name] for name in ("village_code", "institution", "ruling") if name in request.GET}

    def act(told: dict[str, Any]) -> HttpResponse:
        actions.rule_pair(
            wave=found,
            village_code=told["village_code"],
            institution=told["institution"],
            is_ban=told["ruling"] == BAN,
            reason=told["reason"],
            by=request.user,
        )
        messages.success(request, _("Ketentuan dicatat. Hitung ulang usulannya."))
        return redirect("wave", found.number)

    form = RulingForm(request.POST or None, wave=found, initial=asked)
    return fill_in(request, "assignment/rule_pair.html", form, act, lambda: context_of(found))


@requires(Permission.PROPOSE_ASSIGNMENT)
@require_POST
def withdraw_ruling(request: Request, number: int, ruling_id: int) -> HttpResponse:
    """Take a word back."""
    found = find_wave(number)
    ruling = get_object_or_404(Ruling, wave=found, pk=ruling_id)
    try:
        actions.withdraw_ruling(ruling=ruling, by=request.user)
    except UserError as error:
        messages.warning(request, error.sentence(request.language))
    else:
        messages.success(request, _("Ketentuan dicabut. Hitung ulang usulannya."))
    return redirect("wave", found.number)


@requires(Permission.DISCUSS_ASSIGNMENT)
@require_POST
def say(request: Request, number: int) -> HttpResponse:
    """Say something about a wave."""
    found, about = find_wave(number), request.POST.get("proposal", "")

    def act(told: dict[str, Any]) -> HttpResponse:
        proposal_number = int(about) if about.isdecimal() else None
        actions.say(wave=found, text=told["text"], by=request.user, proposal_number=proposal_number)
        return redirect("wave", found.number)

    # What was written stays in the form where it is refused.
    return fill_in(
        request, "assignment/say.html", RemarkForm(request.POST), act, lambda: context_of(found, about=about)
    )
