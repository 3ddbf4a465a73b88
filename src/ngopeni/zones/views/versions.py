"""Versions: zones drafted, compared, approved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.zones import actions
from ngopeni.zones.comparison import compare
from ngopeni.zones.explanation import explain
from ngopeni.zones.models import Objection, ZoneVersion
from ngopeni.zones.reading import draw_zones, summary, with_names
from ngopeni.zones.rule import Zone
from ngopeni.zones.rule_file import shipped_rules
from ngopeni.zones.views.rules import find_rule, newest_rules

SECTION = {"section": "zones"}


@requires(Permission.READ_AREAS)
def zones(request: Request) -> HttpResponse:
    """The zones in force, what waits for a decision, the rules, the versions."""
    snapshot = request.snapshot
    rows = snapshot.table("zone")
    number = rows[0]["version_number"] if rows else 0
    context = {
        **SECTION,
        "in_force": ZoneVersion.objects.filter(number=number).select_related("decided_by").first(),
        "summary": summary(snapshot, rows),
        "versions": ZoneVersion.objects.select_related("made_by", "decided_by").defer("zones", "reasons", "inputs"),
        "drafts": ZoneVersion.objects.filter(state=ZoneVersion.State.DRAFT).defer("zones", "reasons", "inputs"),
        "own_rules": newest_rules(),
        "shipped_rules": shipped_rules(),
        "open_objections": Objection.objects.filter(outcome=Objection.Outcome.OPEN).count(),
        "may_write": request.user.can(Permission.WRITE_ZONE_RULES),
    }
    return render(request, "zones/zones.html", context)


@requires(Permission.WRITE_ZONE_RULES)
@require_POST
def draft(request: Request, code: str) -> HttpResponse:
    """Draft the zones of all villages by a rule, on the chosen date."""
    # The date that stood on the button, whatever another window has chosen since.
    wanted = request.POST.get("as_of", "")
    dates = {str(each): each for each in snapshot_dates(request.workspace)}
    snapshot = snapshot_at(request.workspace, dates.get(wanted, request.snapshot.as_of))
    made = actions.draft_version(
        rule=find_rule(code),
        folder=snapshot.folder,
        as_of=snapshot.as_of,
        edition=snapshot.edition,
        by=request.user,
    )
    return redirect("version", made.number)


@requires(Permission.READ_AREAS)
def version(request: Request, number: int) -> HttpResponse:
    """One version: its map, its villages with their reasons, and the decision on it."""
    found = get_object_or_404(ZoneVersion, number=number)
    snapshot = _snapshot_of(request, found)
    language = request.language
    earlier = _earlier(found)
    context = {
        **SECTION,
        "version": found,
        "rule": found.rule,
        "map": draw_zones(snapshot, found.zones, name="penetapan", label=str(found), language=language),
        "summary": summary(snapshot, found.zones),
        "villages": explained_villages(found, snapshot, language),
        "earlier": earlier,
        "corrected": with_names(snapshot, [row for row in found.zones if row["correction_reason"]]),
        "changed": _changes(snapshot, earlier, found) if earlier else None,
        "may_approve": request.user.can(Permission.APPROVE_ZONES),
        "may_write": request.user.can(Permission.WRITE_ZONE_RULES),
    }
    return render(request, "zones/version.html", context)


def _snapshot_of(request: Request, version: ZoneVersion) -> Any:
    """The snapshot to draw a version on: that of its date where there still is one."""
    workspace = request.workspace
    is_there = version.as_of in snapshot_dates(workspace)
    return snapshot_at(workspace, version.as_of if is_there else None)


def _earlier(version: ZoneVersion) -> ZoneVersion | None:
    """The version that was, or still is, in force on its date."""
    return actions.approved_version(version.as_of, before=version)


def explained_villages(version: ZoneVersion, snapshot: Any, language: str) -> list[dict[str, Any]]:
    """Every village of a version with its names and the sentence that says why, worst first."""
    reasons: dict[str, list[dict[str, Any]]] = {}
    for row in version.reasons:
        reasons.setdefault(row["village_code"], []).append(row)
    today, rule = timezone.localdate(), version.rule
    rows = [
        {**row, "why": explain(row, reasons.get(row["village_code"], []), rule, today, language).verdict}
        for row in version.zones
    ]
    order = [str(zone) for zone in Zone]
    rows.sort(key=lambda row: (order.index(row["zone"]), row["score_rank"] or 0, row["village_code"]))
    return with_names(snapshot, rows)


def _changes(snapshot: Any, old: ZoneVersion, new: ZoneVersion) -> list[dict[str, Any]]:
    """Who changed colour between two versions, and why."""
    sides = [{"zones": each.zones, "reasons": each.reasons, "inputs": each.inputs} for each in (old, new)]
    return with_names(snapshot, compare(snapshot.table("village"), sides[0], sides[1], old.rule, new.rule))


@requires(Permission.READ_AREAS)
def comparison(request: Request) -> HttpResponse:
    """Any two versions side by side."""
    listed = list(ZoneVersion.objects.exclude(state=ZoneVersion.State.DISCARDED))
    by_number = {str(each.number): each for each in listed}
    old, new = by_number.get(request.GET.get("lama", "")), by_number.get(request.GET.get("baru", ""))
    context: dict[str, Any] = {**SECTION, "versions": listed, "old": old, "new": new}
    if old and new:
        changed = _changes(_snapshot_of(request, new), old, new)
        causes = [row["cause"] for row in changed]
        context |= {"changed": changed, "causes": {cause: causes.count(cause) for cause in dict.fromkeys(causes)}}
    return render(request, "zones/comparison.html", context)


@requires(Permission.APPROVE_ZONES)
@require_POST
def approve(request: Request, number: int) -> HttpResponse:
    """Approve a draft and build the edition that carries it."""
    found = get_object_or_404(ZoneVersion, number=number)
    reason = request.POST.get("reason", "")
    job = actions.approve(workspace=request.workspace, version=found, reason=reason, by=request.user)
    return redirect("job", job.pk)


@requires(Permission.WRITE_ZONE_RULES)
@require_POST
def discard(request: Request, number: int) -> HttpResponse:
    """Set a draft aside."""
    found = get_object_or_404(ZoneVersion, number=number)
    actions.discard(version=found, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("Rancangan dibatalkan. Zona yang berlaku tidak berubah."))
    return redirect("zones")
