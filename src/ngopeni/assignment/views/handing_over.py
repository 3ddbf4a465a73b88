"""A village changes hands while its wave goes on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.forms.waves import HandOverForm
from ngopeni.assignment.views.frame import context_of, find_wave


@requires(Permission.APPROVE_ASSIGNMENT)
def hand_over(request: Request, number: int, village_code: str) -> HttpResponse:
    """Who leaves, who comes, from which day; the decree is amended afterwards."""
    wave = find_wave(number)
    place = wave.assignments.filter(village_code=village_code).first()
    if place is None:
        raise Http404
    today = min(max(timezone.localdate(), wave.starts_on), wave.ends_on)
    form = HandOverForm(request.POST or None, wave=wave, village_code=village_code, initial={"on": today})

    def act(told: dict[str, Any]) -> HttpResponse:
        asked = {name: told[name] for name in ("leaving", "coming", "on", "reason")}
        actions.hand_over(wave=wave, village_code=village_code, by=request.user, **asked)
        messages.success(request, _("Pendamping diganti. Rancang perubahan keputusannya agar hak mengikuti."))
        return redirect("wave", wave.number)

    return fill_in(request, "assignment/hand_over.html", form, act, lambda: context_of(wave, place=place))
