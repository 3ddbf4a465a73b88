"""The search of the counter, and what is told about a resident."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.rights import Permission
from ngopeni.intake.masking import masked
from ngopeni.kernel.error import UserError
from ngopeni.verification.actions import looking
from ngopeni.verification.actions.visits import Searched
from ngopeni.verification.answer import is_simulated
from ngopeni.verification.counter import Found, cover
from ngopeni.verification.models import OPEN, Proposal
from ngopeni.verification.nik_hash import nik_hash
from ngopeni.verification.papers import list_words, paper_words, papers_of_proposal
from ngopeni.verification.query import How, Query, read_query
from ngopeni.verification.views.frame import at_the_counter, frame
from ngopeni.verification.views.words import answer_context, purposes


@at_the_counter
def counter(request: Request) -> HttpResponse:
    """The village to serve: straight to the only one, else a choice."""
    villages = [
        row
        for row in request.snapshot.table("village")
        if request.user.can(Permission.SERVE_COUNTER, row["village_code"])
    ]
    if len(villages) == 1:
        return redirect("village_counter", villages[0]["village_code"])
    return render(request, "verification/choose.html", {"section": "counter", "villages": villages})


@at_the_counter
def village_counter(request: Request, village_code: str) -> HttpResponse:
    """Ask for a NIK or a name, and say who is meant; what is asked comes by POST and stands in no address."""
    context = frame(request, village_code) | {"cover": _cover(request, village_code)}
    if request.method != "POST":
        return render(request, "verification/counter.html", context)
    asked = {name: request.POST.get(name, "") for name in ("query", "birth_year", "rt")}
    context |= {"asked": asked}
    try:
        query = read_query(asked["query"], asked["birth_year"], asked["rt"])
        found = looking.look_up(
            workspace=request.workspace,
            snapshot=request.snapshot,
            village_code=village_code,
            query=query,
            by=request.user,
        )
    except UserError as error:
        refusal = {"refusal": error.sentence(request.language), "refused_field": _field_of(error)}
        return render(request, "verification/counter.html", context | refusal, status=422)
    if query.how is How.NIK and found.count == 1:
        row = found.rows[0]
        return redirect("counter_answer", village_code, row["source_id"], row["row_number"])
    return render(request, "verification/counter.html", context | _found_context(request, village_code, query, found))


def _cover(request: Request, village_code: str) -> dict[str, object]:
    told = cover(request.snapshot, village_code)
    return {
        **told,
        "title": list_words(told["profile"], request.language),
        "is_simulated": is_simulated(request.snapshot),
    }


def _field_of(error: UserError) -> str:
    return "narrow" if error.code == "VERIFICATION-006" else "query"


def _found_context(request: Request, village_code: str, query: Query, found: Found) -> dict[str, object]:
    """Who was found, or what to do where nobody was."""
    rows = [
        {**row, "nik": masked(row["nik"]), "title": list_words(row["profile"], request.language)} for row in found.rows
    ]
    searched = Searched(village_code, request.snapshot.edition, request.user.username)
    waiting = None
    if query.how is How.NIK:
        hashed = nik_hash(looking.pepper_of(request.workspace), query.text)
        waiting = Proposal.objects.filter(village_code=village_code, nik_hash=hashed, state__in=OPEN).first()
    return {
        "found": found,
        "rows": rows,
        "by_nik": query.how is How.NIK,
        "searched": searched.sign(),
        "waiting": waiting,
        "papers": paper_words(papers_of_proposal("new"), request.language),
        "purposes": purposes(),
    }


@at_the_counter
def counter_answer(request: Request, village_code: str, source_id: str, row_number: int) -> HttpResponse:
    """What is told about one resident, and what can be done next."""
    context = frame(request, village_code)
    told = looking.answer(
        snapshot=request.snapshot,
        village_code=village_code,
        source_id=source_id,
        row_number=row_number,
        by=request.user,
    )
    if told is None:
        raise Http404
    proposals = Proposal.objects.filter(
        village_code=village_code, record_key=told.row["record_key"], state__in=OPEN
    ).prefetch_related("steps")
    context |= answer_context(request, told, list(proposals)) | {
        "purposes": purposes(),
        "source_id": source_id,
        "row_number": row_number,
    }
    return render(request, "verification/answer.html", context)
