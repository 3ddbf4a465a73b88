"""The search of the counter, and what is told about a resident."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.rights import Permission
from ngopeni.intake.masking import masked
from ngopeni.kernel.error import UserError
from ngopeni.verification.actions import looking
from ngopeni.verification.actions.visits import Searched
from ngopeni.verification.answer import is_simulated
from ngopeni.verification.counter import Found, cover
from ngopeni.verification.models import OPEN, Proposal
from ngopeni.verification.papers import list_words, paper_words, papers_of_proposal
from ngopeni.verification.query import How, Query, read_query
from ngopeni.verification.views.frame import at_the_counter, frame
from ngopeni.verification.views.kept import TOKEN, gone_words, keep, kept, note_reading, was_read
from ngopeni.verification.views.words import answer_context, purposes

PAGE = "counter"
# The fields of the search, and how much the page gives back of each.
LONGEST = {"query": 120, "birth_year": 4, "rt": 3}


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
    """Ask for a NIK or a name, and say who is meant.

    What is asked comes by POST and is answered under a token, so that it stands in no address and going back works.
    """
    context = frame(request, village_code) | {"cover": _cover(request, village_code)}
    if request.method == "POST":
        return _asked(request, village_code)
    if TOKEN not in request.GET:
        return render(request, "verification/counter.html", context)
    asked = kept(request, PAGE, village_code)
    if asked is None:
        messages.warning(request, gone_words())
        return redirect("village_counter", village_code)
    if "refused" in asked:
        error = UserError(asked["refused"], **asked["values"])
        return render(request, "verification/counter.html", context | asked | _refusal(request, error))
    return _results(request, village_code, context, asked)


def _asked(request: Request, village_code: str) -> HttpResponse:
    """Keep what is asked, or why it is not answered, and lead to the page that says so."""
    typed = {name: request.POST.get(name, "") for name in LONGEST}
    asked: dict[str, Any]
    try:
        query = read_query(typed["query"], typed["birth_year"], typed["rt"])
        looking.check_limit(request.user, village_code, looking.SEARCH)
        asked = {"query": asdict(query.hashed(looking.pepper_of(request.workspace)))}
    except UserError as error:
        # Digits may be those of a NIK, also where some are missing: they are typed again.
        has_digits = any(map(str.isdigit, typed["query"]))
        said = {name: text[: LONGEST[name]] for name, text in typed.items()}
        said |= {"query": ""} if has_digits else {}
        asked = {"refused": error.code, "values": error.values, "asked": said, "is_dropped": has_digits}
    token = keep(request, PAGE, village_code, asked)
    return redirect(results_address(village_code, token))


def results_address(village_code: str, token: str) -> str:
    """Where the results of a search stand, for as long as they are kept."""
    return f"{reverse('village_counter', args=[village_code])}?{urlencode({TOKEN: token})}"


def _results(request: Request, village_code: str, context: dict[str, Any], asked: dict[str, Any]) -> HttpResponse:
    """Who is meant; straight to the answer of the only one with a NIK."""
    query = Query(**asked["query"] | {"how": How(asked["query"]["how"])})
    words = {"query": query.text, "birth_year": query.birth_year or "", "rt": query.rt or ""}
    context |= {"asked": words, "by_nik": query.how is How.NIK}
    try:
        found = looking.look_up(
            workspace=request.workspace,
            snapshot=request.snapshot,
            village_code=village_code,
            query=query,
            by=request.user,
            is_again=was_read(request),
        )
    except UserError as error:
        return render(request, "verification/counter.html", context | _refusal(request, error))
    note_reading(request)
    if query.how is How.NIK and found.count == 1:
        row = found.rows[0]
        return redirect("counter_answer", village_code, row["source_id"], row["row_number"])
    return render(request, "verification/counter.html", context | _found_context(request, village_code, query, found))


def _refusal(request: Request, error: UserError) -> dict[str, str]:
    field = "narrow" if error.code == "VERIFICATION-006" else "query"
    return {"refusal": error.sentence(request.language), "refused_field": field}


def _cover(request: Request, village_code: str) -> dict[str, object]:
    told = cover(request.snapshot, village_code)
    return {
        **told,
        "title": list_words(told["profile"], request.language),
        "is_simulated": is_simulated(request.snapshot),
    }


def _found_context(request: Request, village_code: str, query: Query, found: Found) -> dict[str, object]:
    """Who was found, or what to do where nobody was."""
    rows = [
        {**row, "nik": masked(row["nik"]), "title": list_words(row["profile"], request.language)} for row in found.rows
    ]
    waiting = None
    if query.how is How.NIK:
        same = Proposal.objects.filter(village_code=village_code, nik_hash=query.hashed_nik, state__in=OPEN)
        waiting = same.first()
    return {
        "found": found,
        "rows": rows,
        "token": request.GET[TOKEN],
        "is_vague": not query.names_one,
        "searched": _searched(request, village_code, query, found),
        "waiting": waiting,
        "papers": paper_words(papers_of_proposal("new"), request.language),
        "purposes": purposes(),
    }


def _searched(request: Request, village_code: str, query: Query, found: Found) -> str:
    """What a slip "not listed" needs; empty where this search does not show that somebody is not listed."""
    if not query.names_one or found.has_exact or found.is_cut:
        return ""
    return Searched(village_code, request.snapshot.edition, request.user.username, has_alike=bool(found.rows)).sign()


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
        "results": _results_before(request, village_code),
    }
    return render(request, "verification/answer.html", context)


def _results_before(request: Request, village_code: str) -> str:
    """Where the results stand that led here; empty where there are none, or none any more."""
    is_kept = kept(request, PAGE, village_code) is not None
    return results_address(village_code, request.GET[TOKEN]) if is_kept else ""
