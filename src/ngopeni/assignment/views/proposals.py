"""Proposals: made with one click, read with their reasons, tried otherwise, approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.actions.approval import grants_beyond, is_fresh
from ngopeni.assignment.candidates import candidates
from ngopeni.assignment.forms.waves import BAN, CriteriaForm, ReasonForm, RemarkForm, WhatIfForm
from ngopeni.assignment.matching.account import reasons
from ngopeni.assignment.matching.criteria import Criteria, changed, shipped_criteria
from ngopeni.assignment.matching.plan import PlannedPair
from ngopeni.assignment.matching.problem import Pin, Problem, Village
from ngopeni.assignment.matching.words import reason_words, term_words
from ngopeni.assignment.models import Wave, WaveProposal
from ngopeni.assignment.shown_plan import TERMS, changed_rows, leads_of, village_rows
from ngopeni.assignment.views.frame import context_of, find_proposal, find_wave, kept, kinds_in
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import say
from ngopeni.measures.need import needs


@requires(Permission.PROPOSE_ASSIGNMENT)
@require_POST
def propose(request: Request, number: int) -> HttpResponse:
    """Make the best plan by the weights used last, with one click."""
    found = find_wave(number)
    keeps = found.proposals.filter(is_what_if=False).first() if request.POST.get("keep") else None
    try:
        made = actions.propose(wave=found, criteria=_last_criteria(found), by=request.user, keeps=keeps)
    except UserError as error:
        return render(
            request, "assignment/no_plan.html", context_of(found, refusal=error.sentence(request.language)), status=422
        )
    return redirect("proposal_plan", found.number, made.number)


def _last_criteria(wave: Wave) -> Criteria:
    last = wave.proposals.filter(is_what_if=False).first()
    return Problem.from_fields(last.problem).criteria if last else shipped_criteria()


@requires(Permission.READ_AREAS)
def proposal(request: Request, number: int, proposal_number: int) -> HttpResponse:
    """One proposal: what it reaches, who leads where, and what tells it from the one before."""
    wave = find_wave(number)
    found = find_proposal(wave, proposal_number)
    problem, pairs = kept(found)
    words, names = term_words(request.language), kinds_in(request.language)
    other, moved = found.keeps or _before(found), _moved(wave, problem, pairs)
    context = context_of(
        wave,
        proposal=found,
        rows=[
            {
                **row,
                "missing": [names[kind] for kind in row["missing"]],
                "terms": [{**term, "word": words[term["code"]]} for term in row["terms"]],
            }
            for row in village_rows(problem, pairs)
        ],
        sums=_sums(found, words),
        own_criteria=own_criteria(problem.criteria, request.language),
        moved=moved,
        **_loads(problem, pairs, request.language),
        leader_count=len(problem.leaders),
        other=other,
        changes=_named(changed_rows(kept(other), (problem, pairs)), names) if other else None,
        bars=_bars(found),
        is_open=wave.state == Wave.State.OPEN,
        is_fresh=wave.state != Wave.State.OPEN or found.is_what_if or is_fresh(found),
        remarks=wave.remarks.filter(proposal_number=found.number).select_related("said_by"),
        remark_form=RemarkForm(),
        may_propose=request.user.can(Permission.PROPOSE_ASSIGNMENT),
        may_discuss=request.user.can(Permission.DISCUSS_ASSIGNMENT),
        may_approve=request.user.can(Permission.APPROVE_ASSIGNMENT),
    )
    return render(request, "assignment/proposal.html", context)


def own_criteria(criteria: Criteria, language: str) -> list[dict[str, Any]]:
    """Numbers and rules that differ from those that come with the program, in words."""
    labels = CriteriaForm(criteria=criteria, kinds=kinds_in(language)).fields
    told = {
        name: (say(value, language), say(shipped, language)) for name, (value, shipped) in changed(criteria).items()
    }
    return [{"label": labels[name].label, "value": value, "shipped": other} for name, (value, other) in told.items()]


def _moved(wave: Wave, problem: Problem, pairs: Sequence[PlannedPair]) -> list[dict[str, Any]]:
    """Pairs of the wave before, of villages that stay, that are no longer together, whether let go or not."""
    if wave.previous is None:
        return []
    planned, here = {each.pair for each in pairs}, {each.village_code for each in problem.villages}
    held = wave.previous.assignments.filter(ended_on=None, village_code__in=here).select_related("institution")
    let_go = {tuple(pair) for pair in wave.released}
    return [
        {"assignment": each, "is_released": (each.village_code, each.institution.code) in let_go}
        for each in held.order_by("village_name", "-role")
        if (each.village_code, each.institution.code) not in planned
    ]


def _before(found: WaveProposal) -> WaveProposal | None:
    earlier: WaveProposal | None = found.wave.proposals.filter(number__lt=found.number, is_what_if=False).first()
    return earlier


def _named(rows: list[dict[str, Any]], names: dict[str, str]) -> list[dict[str, Any]]:
    return [{**row, "kind_word": names[row["kind"]]} for row in rows]


def _sums(found: WaveProposal, words: dict[str, str]) -> list[dict[str, Any]]:
    """Points by term over the whole plan; they add up to the objective."""
    told = {**found.totals["terms"], "team": found.totals["team_points"]}
    return [{"word": words[code], "points": told.get(code, 0)} for code in (*TERMS, "team")]


def _bars(found: WaveProposal) -> list[dict[str, Any]]:
    """The plan beside the two simple ways, as parts of the longest bar."""
    told = found.totals
    ways = [
        (_("Usulan ini"), told["objective"]),
        (_("Satu per satu, pilihan terbaik yang masih kosong"), told["greedy_objective"]),
        (_("Diundi (nilai tengah)"), told["lot_objective"]),
    ]
    longest = max((points or 0 for _word, points in ways), default=0) or 1
    return [
        {
            "word": word,
            "points": points,
            "less": 0 if points is None else told["objective"] - points,
            "width": round(100 * (points or 0) / longest, 1),
        }
        for word, points in ways
    ]


def _loads(problem: Problem, pairs: Sequence[PlannedPair], language: str) -> dict[str, str]:
    """Who leads more than one village, and who none, as lists in words."""
    loads = leads_of(problem, pairs)
    twice = [f"{each['institution'].label} ({each['count']})" for each in loads if each["count"] > 1]
    idle = [each["institution"].label for each in loads if not each["count"]]
    return {"twice": say(twice, language), "idle": say(idle, language)}


@requires(Permission.READ_AREAS)
def proposal_village(request: Request, number: int, proposal_number: int, village_code: str) -> HttpResponse:
    """Why these institutions assist this village, and who else could have."""
    wave = find_wave(number)
    found = find_proposal(wave, proposal_number)
    problem, pairs = kept(found)
    if all(each.village_code != village_code for each in problem.villages):
        raise Http404
    own = [each for each in pairs if each.village_code == village_code]
    words, names = term_words(request.language), kinds_in(request.language)
    told = reasons(problem, own, reason_words(request.language), request.language)
    context = context_of(
        wave,
        proposal=found,
        village=problem.village(village_code),
        pairs=[
            {**row, "kind_word": names[row["kind"]], "terms": [{**t, "word": words[t["code"]]} for t in row["terms"]]}
            for row in told
        ],
        unknown_needs=_unknown_needs(problem.village(village_code), request.language),
        needs_on=wave.villages.get(village_code=village_code).needs_on,
        candidates=candidates(problem, village_code),
        terms=[words[code] for code in TERMS],
        lead_code=next(row["institution_code"] for row in told if row["role"] == "lead"),
        is_open=wave.state == Wave.State.OPEN,
        may_propose=request.user.can(Permission.PROPOSE_ASSIGNMENT),
    )
    return render(request, "assignment/proposal_village.html", context)


def _unknown_needs(village: Village, language: str) -> str:
    """Needs that gave no points because nobody may see their counts, or nobody knows them."""
    known = {each.need_code for each in village.needs}
    left = [each.label[language] for each in needs() if each.code not in known]
    return say(left, language) if left else ""


@requires(Permission.PROPOSE_ASSIGNMENT)
def weigh(request: Request, number: int) -> HttpResponse:
    """Propose by other weights and rules."""
    wave = find_wave(number)
    begins = shipped_criteria() if "bawaan" in request.GET else _last_criteria(wave)
    form = CriteriaForm(request.POST or None, criteria=begins, kinds=kinds_in(request.language))

    def act(_told: dict[str, Any]) -> HttpResponse:
        made = actions.propose(wave=wave, criteria=form.criteria(), by=request.user)
        return redirect("proposal_plan", wave.number, made.number)

    return fill_in(request, "assignment/weigh.html", form, act, lambda: context_of(wave))


@requires(Permission.PROPOSE_ASSIGNMENT)
def what_if(request: Request, number: int, proposal_number: int) -> HttpResponse:
    """See what would follow, from one proposal; nothing is settled by it."""
    wave = find_wave(number)
    base = find_proposal(wave, proposal_number)
    problem, _pairs = kept(base)
    form = WhatIfForm(request.POST or None, wave=wave, criteria=problem.criteria, kinds=kinds_in(request.language))

    def act(_told: dict[str, Any]) -> HttpResponse:
        return redirect("proposal_plan", wave.number, _try(request, wave, base, form).number)

    return fill_in(request, "assignment/what_if.html", form, act, lambda: context_of(wave, proposal=base))


def _try(request: Request, wave: Wave, base: WaveProposal, form: WhatIfForm) -> WaveProposal:
    told = form.cleaned_data
    extra: tuple[Pin, ...] = ()
    if told["village_code"]:
        extra = (Pin(told["village_code"], told["institution"].code, told["ruling"] == BAN, _("dicoba")),)
    return actions.propose(
        wave=wave,
        criteria=form.criteria(),
        by=request.user,
        note=_("dari usulan %(number)s") % {"number": base.number},
        keeps=base if told["keep"] else None,
        is_what_if=True,
        extra=extra,
        without=[each.code for each in told["without"]],
    )


@requires(Permission.APPROVE_ASSIGNMENT)
def approve(request: Request, number: int, proposal_number: int) -> HttpResponse:
    """Approve: first what will follow, then it follows."""
    wave = find_wave(number)
    found = find_proposal(wave, proposal_number)
    if (why := _why_not(found)) is not None:
        messages.warning(request, why.sentence(request.language))
        return redirect("proposal_plan", wave.number, found.number)

    def act(told: dict[str, Any]) -> HttpResponse:
        actions.approve_proposal(proposal=found, reason=told["reason"], by=request.user)
        messages.success(request, _("Gelombang %(number)s ditetapkan.") % {"number": wave.number})
        return redirect("wave", wave.number)

    form = ReasonForm(request.POST or None)
    return fill_in(request, "assignment/approve.html", form, act, lambda: _what_follows(wave, found, request.language))


def _what_follows(wave: Wave, found: WaveProposal, language: str) -> dict[str, Any]:
    """What an approval would do, in names and counts."""
    problem, pairs = kept(found)
    return context_of(
        wave,
        proposal=found,
        pair_count=len(pairs),
        village_count=len(problem.villages),
        institution_count=len({each.institution_code for each in pairs}),
        own_criteria=own_criteria(problem.criteria, language),
        moved=_moved(wave, problem, pairs),
        shortened=_shortened(wave),
        last_day=wave.starts_on - dt.timedelta(days=1),
    )


def _why_not(found: WaveProposal) -> UserError | None:
    """Why a proposal cannot be approved, before anybody writes a reason."""
    if found.wave.state != Wave.State.OPEN:
        return UserError("ASSIGNMENT-036", number=found.wave.number)
    if found.is_what_if:
        return UserError("ASSIGNMENT-051")
    return None if is_fresh(found) else UserError("ASSIGNMENT-052")


def _shortened(wave: Wave) -> int:
    """Grants by decrees of the wave before that will end sooner."""
    if wave.previous is None:
        return 0
    return len(grants_beyond(wave.previous, wave.starts_on - dt.timedelta(days=1)))
