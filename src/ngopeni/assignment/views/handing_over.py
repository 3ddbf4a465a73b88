"""A village changes hands while its wave goes on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.assignment import actions
from ngopeni.assignment.forms.waves import HandOverForm
from ngopeni.assignment.views.frame import context_of, find_wave
from ngopeni.kernel.error import UserError


@requires(Permission.APPROVE_ASSIGNMENT)
def hand_over(request: Request, number: int, village_code: str) -> HttpResponse:
    """Who leaves, who comes, from which day; the decree is amended afterwards."""
    wave = find_wave(number)
    place = wave.assignments.filter(village_code=village_code).first()
    if place is None:
        raise Http404
    today = min(max(timezone.localdate(), wave.starts_on), wave.ends_on)
    form = HandOverForm(request.POST or None, wave=wave, village_code=village_code, initial={"on": today})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("leaving", "coming", "on", "reason")}
        try:
            actions.hand_over(wave=wave, village_code=village_code, by=request.user, **told)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Pendamping diganti. Rancang perubahan keputusannya agar hak mengikuti."))
            return redirect("wave", wave.number)
    return render(request, "assignment/hand_over.html", context_of(wave, place=place, form=form, refusal=refusal))
