"""Slips: what a resident was told, to take home."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request
from ngopeni.kernel.snapshot import Snapshot, open_snapshot
from ngopeni.kernel.workspace import Workspace
from ngopeni.verification.actions import visits
from ngopeni.verification.actions.looking import read_slip
from ngopeni.verification.answer import Answer, answer_not_listed, answer_of_key, answer_of_row
from ngopeni.verification.models import CounterVisit, Proposal
from ngopeni.verification.views.frame import at_the_counter, frame
from ngopeni.verification.views.words import answer_context, purposes


@at_the_counter
@require_POST
def serve_resident(request: Request, village_code: str) -> HttpResponse:
    """Give a number to what was told, and show its slip."""
    purpose = request.POST.get("purpose", "")
    if "searched" in request.POST:
        visit = visits.serve_unlisted(
            village_code=village_code,
            snapshot=request.snapshot,
            searched=visits.read_search(request.POST["searched"]),
            answer=answer_not_listed(request.snapshot, village_code),
            purpose=purpose,
            is_checked=request.POST.get("checked") == "1",
            by=request.user,
        )
    else:
        answer = _posted_answer(request, village_code)
        visit = visits.serve(
            village_code=village_code, snapshot=request.snapshot, answer=answer, purpose=purpose, by=request.user
        )
    return redirect("slip", village_code, visit.year, visit.number)


def _posted_answer(request: Request, village_code: str) -> Answer:
    source_id, number = request.POST.get("source_id", ""), request.POST.get("row_number", "")
    told = None
    if number.isdecimal() and len(number) < 10:
        told = answer_of_row(request.snapshot, village_code, source_id, int(number), timezone.localdate())
    if told is None:
        raise Http404
    return told


@at_the_counter
def slip(request: Request, village_code: str, year: int, number: int) -> HttpResponse:
    """The slip of a visit, in the words and by the edition of that moment."""
    visit = get_object_or_404(
        CounterVisit.objects.select_related("by"), village_code=village_code, year=year, number=number
    )
    read_slip(visit=visit, by=request.user)
    context = frame(request, village_code) | {"visit": visit, "purpose": purposes()[visit.purpose]}
    snapshot = _snapshot_of(visit)
    told = _told(snapshot, visit) if snapshot else None
    if told:
        proposals = Proposal.objects.none()
        if visit.record_key:
            proposals = Proposal.objects.filter(village_code=village_code, record_key=visit.record_key)
        context |= answer_context(request, told, list(proposals.prefetch_related("steps")), visit.at)
    return render(request, "verification/slip.html", context)


def _snapshot_of(visit: CounterVisit) -> Snapshot | None:
    """The facts as they were told; None where that edition is no longer kept."""
    folder = Workspace(settings.NGOPENI_HOME).editions / visit.edition / visit.as_of.isoformat()
    return open_snapshot(folder) if folder.is_dir() else None


def _told(snapshot: Snapshot, visit: CounterVisit) -> Answer | None:
    if not visit.record_key:
        return answer_not_listed(snapshot, visit.village_code)
    return answer_of_key(snapshot, visit.village_code, visit.record_key, timezone.localdate(visit.at))
