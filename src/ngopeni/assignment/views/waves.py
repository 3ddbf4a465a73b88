"""The waves: all of them, opening one, the page of one, giving one up."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.actions.attention import flags
from ngopeni.assignment.actions.rulings import rulings_in_force
from ngopeni.assignment.actions.teams import teams_by_village
from ngopeni.assignment.forms.waves import ReasonForm, RemarkForm, RulingForm, WaveForm, default_period
from ngopeni.assignment.models import Wave
from ngopeni.assignment.views.frame import SECTION, context_of, find_wave, kinds_in
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.partners.actions.roster import roster


@requires(Permission.READ_AREAS)
def waves(request: Request) -> HttpResponse:
    """Every wave, the newest first."""
    listed = Wave.objects.select_related("zone_version").all()
    context = {
        **SECTION,
        "waves": [{"wave": each, "village_count": each.villages.count()} for each in listed],
        "may_propose": request.user.can(Permission.PROPOSE_ASSIGNMENT),
        "open_wave": next((each for each in listed if each.state == Wave.State.OPEN), None),
    }
    return render(request, "assignment/waves.html", context)


@requires(Permission.PROPOSE_ASSIGNMENT)
def open_wave(request: Request) -> HttpResponse:
    """Open a wave, going on from the one before where there is one."""
    previous = Wave.objects.filter(state=Wave.State.APPROVED).first()
    starts_on, ends_on = default_period(previous.until if previous else timezone.localdate())
    initial = {"starts_on": starts_on, "ends_on": ends_on}
    form = WaveForm(request.POST or None, previous=previous, initial=initial)

    def act(told: dict[str, Any]) -> HttpResponse:
        version, known = told["zone_version"], snapshot_dates(request.workspace)
        opened = actions.open_wave(
            version=version,
            snapshot=snapshot_at(request.workspace, version.as_of if version.as_of in known else None),
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            by=request.user,
            previous=previous,
            left=form.left_with_reason(),
            released=form.released_pairs(),
            size=told["size"],
        )
        return redirect("wave", opened.number)

    return fill_in(request, "assignment/open_wave.html", form, act, lambda: {**SECTION, "previous": previous})


@requires(Permission.READ_AREAS)
def wave(request: Request, number: int) -> HttpResponse:
    """One wave: while it is open what to settle, afterwards who assists which village."""
    found = find_wave(number)
    user = request.user
    villages, lists = _villages(found), roster(found.starts_on.year)
    context = context_of(
        found,
        left=[{**each, "name": _name_of(found, each["village_code"])} for each in found.left],
        not_red=sum(each["zone"] != "red" for each in villages),
        villages=villages,
        balance=balance(found, lists),
        proposals=found.proposals.select_related("made_by", "keeps").defer("problem", "pairs"),
        remarks=found.remarks.select_related("said_by"),
        rulings=rulings_in_force(found),
        is_open=found.state == Wave.State.OPEN,
        may_propose=user.can(Permission.PROPOSE_ASSIGNMENT),
        may_discuss=user.can(Permission.DISCUSS_ASSIGNMENT),
        ruling_form=RulingForm(wave=found),
        remark_form=RemarkForm(),
        names=dict(found.villages.values_list("village_code", "village_name")),
        is_simulated=any(each["is_simulated"] for each in lists),
    )
    if found.state == Wave.State.APPROVED:
        teams = teams_by_village(found, kinds_in(request.language))
        context |= {
            "teams": teams,
            "may_hand_over": user.can(Permission.APPROVE_ASSIGNMENT),
            "twice": [each for each in Counter(team["lead"].institution_name for team in teams).items() if each[1] > 1],
            "flags": flags(found, request.workspace, request.language),
        }
    return render(request, "assignment/wave.html", context)


def _name_of(found: Wave, village_code: str) -> str:
    """A village of the wave before, as it was named then."""
    there = found.previous.villages.filter(village_code=village_code).first() if found.previous else None
    return there.village_name if there else village_code


def _villages(found: Wave) -> list[dict[str, Any]]:
    """Its villages with the zone that they have by its version."""
    zones = {row["village_code"]: row["zone"] for row in found.zone_version.zones}
    listed = found.villages.order_by("district_name", "village_name")
    return [{"village": each, "zone": zones.get(each.village_code, "unassessed")} for each in listed]


def balance(found: Wave, lists: list[dict[str, Any]]) -> dict[str, Any]:
    """Whether "one agency, one village" can hold: agencies that can lead, their places, villages."""
    leaders = [each for each in lists if each["is_active"] and each["kind"] == "agency" and each["leads_max"]]
    count = found.villages.count()
    return {
        "leaders": len(leaders),
        "places": sum(each["leads_max"] for each in leaders),
        "villages": count,
        "twice": max(0, count - len(leaders)),
    }


@requires(Permission.PROPOSE_ASSIGNMENT)
def cancel_wave(request: Request, number: int) -> HttpResponse:
    """Give a wave up."""
    found = find_wave(number)

    def act(told: dict[str, Any]) -> HttpResponse:
        actions.cancel_wave(wave=found, reason=told["reason"], by=request.user)
        messages.success(request, _("Gelombang %(number)s dibatalkan.") % {"number": found.number})
        return redirect("waves")

    return fill_in(
        request, "assignment/cancel_wave.html", ReasonForm(request.POST or None), act, lambda: context_of(found)
    )
