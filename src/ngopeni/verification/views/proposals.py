"""Proposals of residents: received at the counter, moved on by the village, to be followed by their number."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request
from ngopeni.kernel.error import UserError
from ngopeni.verification.actions import proposals as actions
from ngopeni.verification.actions.looking import answer, pepper_of, read_proposal
from ngopeni.verification.answer import answer_of_key
from ngopeni.verification.models import NEXT, OPEN, Proposal
from ngopeni.verification.papers import paper_words, papers_of_proposal
from ngopeni.verification.views.frame import at_the_counter, frame
from ngopeni.verification.views.words import kinds, states

ON_PAGE = 50
ALL = "semua"


@at_the_counter
def proposals(request: Request, village_code: str) -> HttpResponse:
    """The proposals of a village, those that wait first; by number and kind, without names."""
    context = frame(request, village_code)
    words = states(context["is_kelurahan"])
    state = request.GET.get("keadaan", "")
    listed = Proposal.objects.filter(village_code=village_code)
    counts = {code: listed.filter(state=code).count() for code in words}
    if state in words:
        listed = listed.filter(state=state)
    elif state != ALL:
        listed = listed.filter(state__in=OPEN)
    page = Paginator(listed, ON_PAGE).get_page(request.GET.get("hal"))
    context |= {
        "page": page,
        "rows": [{"proposal": each, "kind": kinds()[each.kind], "state": words[each.state]} for each in page],
        "states": [(code, word, counts[code]) for code, word in words.items()],
        "chosen": state,
        "total": sum(counts.values()),
        "open_total": sum(counts[code] for code in OPEN),
    }
    return render(request, "verification/proposals.html", context)


@at_the_counter
def propose(request: Request, village_code: str, source_id: str, row_number: int) -> HttpResponse:
    """Receive a proposal about somebody who is listed."""
    context = frame(request, village_code)
    told = answer(
        snapshot=request.snapshot,
        village_code=village_code,
        source_id=source_id,
        row_number=row_number,
        by=request.user,
    )
    if told is None:
        raise Http404
    offered = {code: words for code, words in kinds().items() if code != Proposal.Kind.NEW}
    context |= {"row": told.row, "source_id": source_id, "row_number": row_number, "values": request.POST}
    context |= {"kinds": [(code, words, _bring(request, code)) for code, words in offered.items()]}
    if request.method != "POST":
        return render(request, "verification/propose.html", context | {"chosen": request.GET.get("jenis", "")})
    try:
        received = actions.receive(
            village_code=village_code,
            snapshot=request.snapshot,
            record_key=told.row["record_key"],
            kind=request.POST.get("kind", ""),
            note=request.POST.get("note", ""),
            by=request.user,
        )
    except UserError as error:
        context |= {"refusal": error.sentence(request.language), "chosen": request.POST.get("kind", "")}
        return render(request, "verification/propose.html", context, status=422)
    return _shown(request, received)


@at_the_counter
def propose_new(request: Request, village_code: str) -> HttpResponse:
    """Receive a proposal to list somebody new."""
    context = frame(request, village_code) | {"values": request.POST, "papers": _bring(request, Proposal.Kind.NEW)}
    if request.method != "POST":
        return render(request, "verification/propose_new.html", context)
    fields = {name: request.POST.get(name, "") for name in ("full_name", "hamlet", "rt", "rw", "nik")}
    newcomer, note = actions.Newcomer(**fields), request.POST.get("note", "")
    faults = newcomer.faults(note)
    if faults:
        return _refused_new(request, context, faults)
    try:
        received = actions.receive_new(
            village_code=village_code,
            snapshot=request.snapshot,
            newcomer=newcomer,
            note=note,
            pepper=pepper_of(request.workspace),
            by=request.user,
        )
    except UserError as error:
        return _refused_new(request, context, {"nik" if error.code == "VERIFICATION-023" else "": error})
    return _shown(request, received)


def _refused_new(request: Request, context: dict[str, Any], faults: dict[str, UserError]) -> HttpResponse:
    """The form as it was filled in, with everything that is missing or wrong: at the top, and at each field."""
    said = {name: error.sentence(request.language) for name, error in faults.items()}
    return render(request, "verification/propose_new.html", context | {"faults": said}, status=422)


def _bring(request: Request, kind: str) -> list[str]:
    return paper_words(papers_of_proposal(kind), request.language)


def _shown(request: Request, received: actions.Received) -> HttpResponse:
    """On to the page of the proposal, whether it is new or was there before."""
    if received.is_known:
        messages.warning(request, _("Usulan yang sama masih berjalan. Ini usulannya; yang kedua tidak dibuat."))
    else:
        messages.success(request, _("Usulan diterima. Cetak halaman ini sebagai tanda terima bagi warga."))
    found = received.proposal
    return redirect("proposal", found.village_code, found.year, found.number)


@at_the_counter
def proposal(request: Request, village_code: str, year: int, number: int) -> HttpResponse:
    """One proposal with its steps; and the next step, for those who serve the village."""
    found = get_object_or_404(
        Proposal.objects.select_related("received_by"), village_code=village_code, year=year, number=number
    )
    context = frame(request, village_code)
    if request.method == "POST":
        try:
            actions.move_on(
                proposal=found,
                state=request.POST.get("state", ""),
                reason=request.POST.get("reason", ""),
                by=request.user,
            )
        except UserError as error:
            context |= {"refusal": error.sentence(request.language), "values": request.POST}
        else:
            messages.success(request, _("Langkah usulan tercatat."))
            return redirect("proposal", village_code, year, number)
    read_proposal(proposal=found, by=request.user)
    words = states(context["is_kelurahan"])
    told = None
    if found.record_key:
        told = answer_of_key(request.snapshot, village_code, found.record_key, timezone.localdate())
    context |= {
        "proposal": found,
        "kind": kinds()[found.kind],
        "state": words[found.state],
        "row": told.row if told else {},
        "steps": [(step, words[step.state]) for step in found.steps.select_related("by")],
        "next_states": [(code, words[code]) for code in NEXT.get(found.state, ())],
        "papers": _bring(request, found.kind),
    }
    return render(request, "verification/proposal.html", context, status=422 if "refusal" in context else 200)
