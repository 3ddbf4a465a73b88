"""Words on pairs before the plan is made, and remarks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
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
    form, refusal = RulingForm(request.POST or None, wave=found, initial=asked), ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.rule_pair(
                wave=found,
                village_code=form.cleaned_data["village_code"],
                institution=form.cleaned_data["institution"],
                is_ban=form.cleaned_data["ruling"] == BAN,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Ketentuan dicatat. Hitung ulang usulannya."))
            return redirect("wave", found.number)
    return render(request, "assignment/rule_pair.html", context_of(found, form=form, refusal=refusal))


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
    found, form = find_wave(number), RemarkForm(request.POST)
    about = request.POST.get("proposal", "")
    if form.is_valid():
        try:
            actions.say(
                wave=found,
                text=form.cleaned_data["text"],
                by=request.user,
                proposal_number=int(about) if about.isdecimal() else None,
            )
        except UserError as error:
            # What was written stays in the form.
            refusal = error.sentence(request.language)
            context = context_of(found, form=form, refusal=refusal, about=about)
            return render(request, "assignment/say.html", context, status=422)
    return redirect("wave", found.number)
