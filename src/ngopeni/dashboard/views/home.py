"""The first page: where are we, what is wrong, what next; then the map."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import Level
from ngopeni.accounts.scope import level_of
from ngopeni.assignment.actions.attention import flags
from ngopeni.assignment.actions.decree_calendar import reminders
from ngopeni.assignment.actions.decree_settling import unsettled_decrees
from ngopeni.assignment.actions.decrees import NOT_OVER, leading
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Decree, Wave, WaveProposal
from ngopeni.dashboard.attention import Assisting, matters
from ngopeni.intake.models import Upload
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.wording import write_date
from ngopeni.targets.chart import series_chart
from ngopeni.targets.verdict import Verdict, judge
from ngopeni.zones.models import Objection, ZoneVersion
from ngopeni.zones.reading import draw_zones, summary, with_names


@requires(Permission.READ_AREAS)
def home(request: Request) -> HttpResponse:
    """The first page."""
    snapshot: Snapshot = request.snapshot
    language = request.language
    zones = snapshot.table("zone")
    number = zones[0]["version_number"] if zones else 0
    context = {
        "section": "home",
        "summary": summary(snapshot, zones),
        "in_force": ZoneVersion.objects.defer("zones", "reasons", "inputs").filter(number=number).first(),
        "matters": [each for each in _matters(request, snapshot) if request.user.can(each.permission)],
        "own": with_names(snapshot, [row for row in zones if row["village_code"] in _own_villages(request)]),
        "may_read_people": request.user.can(Permission.READ_PEOPLE),
        "map": draw_zones(
            snapshot, zones, name="beranda", label=f"Zona {write_date(snapshot.as_of, language)}", language=language
        ),
        "is_indicative": any(row["is_indicative"] for row in snapshot.table("shape")),
        **poverty(snapshot, language),
    }
    return render(request, "dashboard/home.html", context)


def _own_villages(request: Request) -> set[str]:
    """The villages in which somebody works; none for those who work wider."""
    return {code for code in request.user.scope_codes if level_of(code) is Level.VILLAGE}


def _matters(request: Request, snapshot: Snapshot) -> list[Any]:
    return matters(
        snapshot,
        drafts=ZoneVersion.objects.filter(state=ZoneVersion.State.DRAFT).count(),
        objections=Objection.objects.filter(outcome=Objection.Outcome.OPEN).count(),
        uploads=Upload.objects.count(),
        today=timezone.localdate(),
        assisting=_assisting(request),
        language=request.language,
    )


def undrafted(wave: Wave) -> int:
    """Decrees that a wave asks for and nobody has drafted: the regent's, and one of each agency that leads."""
    there = Decree.objects.filter(wave=wave, purpose=Decree.Purpose.NEW, state__in=NOT_OVER)
    agencies = leading(wave).exclude(pk__in=there.exclude(institution=None).values("institution")).count()
    return agencies + (not there.filter(institution=None).exists())


def _assisting(request: Request) -> Assisting:
    """What waits where villages are assisted."""
    waiting = WaveProposal.objects.filter(wave__state=Wave.State.OPEN, is_what_if=False).values("wave__number").first()
    approved = Wave.objects.filter(state=Wave.State.APPROVED).first()
    moved = flags(approved, request.workspace, request.language) if approved else []
    return Assisting(
        open_wave=waiting["wave__number"] if waiting else 0,
        flagged_wave=approved.number if approved else 0,
        flags=len(moved),
        ending=len(reminders(timezone.localdate())),
        in_review=Decree.objects.filter(state=State.IN_REVIEW).count(),
        undrafted_wave=approved.number if approved else 0,
        undrafted=undrafted(approved) if approved else 0,
        unsettled=len(unsettled_decrees()) if request.user.can(Permission.SIGN_DECREES) else 0,
    )


def poverty(snapshot: Snapshot, language: str) -> dict[str, Any]:
    """The official series against the path, for the page and the picture."""
    series, targets = snapshot.table("poverty_series"), snapshot.table("target")
    verdict = judge(series, targets)
    if verdict.latest is None:
        return {"verdict": verdict, "chart": "", "finding": ""}
    words = {
        "label": sentence("DASHBOARD-023", {}, language),
        "official": sentence("DASHBOARD-024", {}, language),
        "target": sentence("DASHBOARD-025", {}, language),
    }
    chart = series_chart(series, targets, words, language)
    source = snapshot.index("source", "source_id").get(verdict.latest["source_id"])
    return {
        "verdict": verdict,
        "chart": chart,
        "finding": finding(verdict, language),
        "poverty_source": source,
    }


def finding(verdict: Verdict, language: str) -> str:
    """What the chart shows, as its title."""
    assert verdict.latest is not None, "a chart has at least one point"
    values: dict[str, Any] = {"year": str(verdict.latest["year"]), "value": verdict.latest["headcount_percent"]}
    if verdict.next_target is None:
        return sentence("DASHBOARD-022", values, language)
    target = verdict.next_target
    gap = round(values["value"] - target["target_percent"], 2)
    values |= {"target_year": str(target["year"]), "target": target["target_percent"], "gap": gap}
    return sentence("DASHBOARD-020" if verdict.is_below_next else "DASHBOARD-021", values, language)
