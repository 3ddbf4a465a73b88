"""The decrees: all of them, the page of one, and how a new one is begun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Refused, Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.actors import actor_words
from ngopeni.accounts.views.filling import fill_in
from ngopeni.accounts.views.summary import NO_GRANT, READY, SOON_OVER, state_words, summaries
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import gives_rights, told_of
from ngopeni.assignment.actions.decree_settling import unsettled_decrees
from ngopeni.assignment.actions.decree_texts import may_write
from ngopeni.assignment.actions.decrees import NOT_OVER, OPEN, leading
from ngopeni.assignment.actions.team_members import is_team_draft, may_name
from ngopeni.assignment.decree.told import Told
from ngopeni.assignment.decree_states import HOLDING, State
from ngopeni.assignment.forms.decrees import AgencyDecreeForm, FollowForm, without_decree
from ngopeni.assignment.models import Decree, TeamMember, Wave
from ngopeni.assignment.views import decree_words as words
from ngopeni.assignment.views.effect_words import revoking_sentences
from ngopeni.assignment.views.frame import find_wave
from ngopeni.assignment.views.next_words import next_sentences, term_sentences
from ngopeni.kernel.error import UserError

SECTION = words.SECTION
UNSIGNED = (State.DRAFTED, State.IN_REVIEW, State.DISCARDED)
READS_DRAFTS = (
    Permission.DRAFT_DECREES,
    Permission.NAME_TEAM,
    Permission.SIGN_DECREES,
    Permission.DISCUSS_ASSIGNMENT,
)
RELATED = ("wave", "institution", "base__institution", "drafted_by")


def find_decree(request: Request, decree_id: int) -> Decree:
    """A decree by its number in the files, or 404; what is not signed opens to those alone who work on it."""
    found: Decree = get_object_or_404(Decree.objects.select_related(*RELATED), pk=decree_id)
    if found.state in UNSIGNED and not reads_drafts(request.user):
        raise Refused(UserError("DECREE-042"))
    return found


def reads_drafts(user: User) -> bool:
    """Whether somebody drafts, names, signs or discusses, and so reads what is not signed yet."""
    return any(user.can(each) for each in READS_DRAFTS)


def readable(user: User) -> QuerySet[Decree]:
    """The decrees that somebody may read."""
    listed = Decree.objects.select_related(*RELATED)
    return listed if reads_drafts(user) else listed.exclude(state__in=UNSIGNED)


@requires(Permission.READ_AREAS)
def decrees(request: Request) -> HttpResponse:
    """Every decree, the newest first, under what ends soon."""
    regency_code = request.workspace.regency_code
    asked = {"keadaan": request.GET.get("keadaan", ""), "jenis": request.GET.get("jenis", "")}
    listed = readable(request.user)
    if asked["keadaan"] in set(State):
        listed = listed.filter(state=asked["keadaan"])
    if asked["jenis"] in ("daerah", "perangkat"):
        listed = listed.filter(institution__isnull=asked["jenis"] == "daerah")
    waves = Wave.objects.filter(state=Wave.State.APPROVED)
    context = {
        **SECTION,
        "rows": [words.row_of(each, regency_code) for each in listed],
        "count": readable(request.user).count(),
        "asked": asked,
        "states": _states(request.user),
        "reminders": _reminders(regency_code),
        "unsettled": _unsettled(request),
        "waves": waves if request.user.can(Permission.DRAFT_DECREES) else [],
    }
    return render(request, "assignment/decrees.html", context)


def _states(user: User) -> list[tuple[str, str]]:
    """Where a decree that somebody may read can stand."""
    hidden = () if reads_drafts(user) else UNSIGNED
    return [(state, word) for state, word in words.state_words().items() if state not in hidden]


def _reminders(regency_code: str) -> list[dict[str, Any]]:
    rows = actions.reminders(timezone.localdate())
    return [
        {**row, "title": words.title_of(row["decree"], regency_code) if row["kind"] == "decree" else ""} for row in rows
    ]


def _unsettled(request: Request) -> list[dict[str, Any]]:
    """Decrees whose rights are to be settled, to those who draft or sign."""
    if not request.user.can(Permission.DRAFT_DECREES):
        return []
    return [words.row_of(each, request.workspace.regency_code) for each in unsettled_decrees()]


@requires(Permission.READ_AREAS)
def decree(request: Request, decree_id: int) -> HttpResponse:
    """One decree: where it stands, what comes next, who is on the team, its documents and steps."""
    found, user = find_decree(request, decree_id), request.user
    told = told_of(found, request.workspace)
    followers = readable(user).filter(base=found).order_by("pk")
    is_open = found.followers.filter(state__in=OPEN).exists()
    may_follow = found.purpose == Decree.Purpose.NEW and found.state in HOLDING and not is_open
    context = {
        **page_context(request, found, told),
        "path": words.path_of(found),
        "next": next_sentences(found, told, request),
        "ways": words.ways_on(found, user),
        "members": member_rows(found, user),
        "shows_standing": user.can(Permission.NAME_TEAM),
        "may_name": is_team_draft(found) and may_name(found, user),
        "may_link": gives_rights(found) and may_name(found, user),
        "may_write": may_write(found, user),
        "may_follow": may_follow and user.can(Permission.DRAFT_DECREES),
        "opens_scan": user.can(Permission.READ_CONTACTS),
        "followers": [words.row_of(each, request.workspace.regency_code) for each in followers],
        "steps": _steps(found),
        "grant_count": len(found.grants),
    }
    return render(request, "assignment/decree.html", context)


def page_context(request: Request, found: Decree, told: Told, **more: Any) -> dict[str, Any]:
    """What every page of a decree says."""
    regency_code = request.workspace.regency_code
    return {
        **SECTION,
        "decree": found,
        "title": words.title_of(found, regency_code),
        "state": words.state_words()[found.state],
        "base_title": words.title_of(found.base, regency_code) if found.base else "",
        "villages": _villages(told),
        "cut_short": words.cut_short_words(found),
        **more,
    }


def _villages(told: Told) -> list[dict[str, str]]:
    """The villages that it speaks of, with their names of then."""
    pairs = getattr(told.facts, "pairs", ())
    listed = [(pair.village, pair.agency_name) for pair in pairs]
    listed += [(village, "") for village in getattr(told.facts, "villages", ())]
    return [
        {"code": each.code, "name": each.name, "type": each.type, "district": each.district_name, "agency": agency}
        for each, agency in listed
    ]


def member_rows(found: Decree, user: User) -> list[dict[str, Any]]:
    """The team; to those who name teams also how far each account is ready."""
    members = list(found.members.select_related("user"))
    if not user.can(Permission.NAME_TEAM):
        return [{"member": each, "standing": []} for each in members]
    accounts = User.objects.filter(pk__in=[each.user_id for each in members if each.user_id])
    told = {each.user.pk: each.states for each in summaries(accounts.prefetch_related("grants", "pacts"))}
    # Whether a grant holds follows from this very decree.
    known = {key: [state for state in states if state not in (NO_GRANT, SOON_OVER)] for key, states in told.items()}
    return [{"member": each, "standing": _standing(each, known)} for each in members]


def _standing(member: TeamMember, known: dict[int, list[str]]) -> list[str]:
    if member.user_id is None:
        return [_("tanpa akun")]
    return [state_words()[each] for each in known[member.user_id] or [READY]]


def _steps(found: Decree) -> list[dict[str, Any]]:
    steps = list(found.steps.all())
    who = {each.username: str(each) for each in User.objects.filter(username__in={each.taken_by for each in steps})}
    return [
        {
            "step": each,
            "word": words.state_words()[each.to_state],
            "by": who.get(each.taken_by) or actor_words(each.taken_by),
        }
        for each in steps
    ]


@requires(Permission.DRAFT_DECREES)
def draft_decree(request: Request, wave_number: int) -> HttpResponse:
    """Choose whose decree of a wave to draft."""
    wave, refusal = find_wave(wave_number), ""
    form = AgencyDecreeForm(
        request.POST if request.POST.get("jenis") == "perangkat" else None,
        wave=wave,
        initial={"starts_on": wave.starts_on, "ends_on": wave.until},
    )
    if request.method == "POST":
        try:
            made = _drafted(request, wave, form)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            if made is not None:
                messages.success(request, _("Rancangan dibuat."))
                return redirect("decree", made.pk)
    regents = Decree.objects.filter(wave=wave, institution=None, purpose=Decree.Purpose.NEW, state__in=NOT_OVER)
    context = {
        **SECTION,
        "wave": wave,
        "form": form,
        "refusal": refusal,
        "regents": [words.row_of(each, request.workspace.regency_code) for each in regents.select_related(*RELATED)],
        "leading_count": leading(wave).count(),
        "missing": without_decree(wave),
        "term": term_sentences(wave.starts_on, timezone.localdate(), request.language),
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "assignment/draft_decree.html", context, status=status)


def _drafted(request: Request, wave: Wave, form: AgencyDecreeForm) -> Decree | None:
    """The draft that was asked for; none where the form is not filled in."""
    if not form.is_bound:
        return actions.draft_regent_decree(wave=wave, by=request.user)
    if not form.is_valid():
        return None
    return actions.draft_agency_decree(wave=wave, by=request.user, **form.cleaned_data)


@requires(Permission.DRAFT_DECREES)
def amend_decree(request: Request, decree_id: int) -> HttpResponse:
    """Draft what amends a decree."""
    return _follow(request, decree_id, actions.amend_decree, "amend")


@requires(Permission.DRAFT_DECREES)
def revoke_decree(request: Request, decree_id: int) -> HttpResponse:
    """Draft what revokes a decree."""
    return _follow(request, decree_id, actions.revoke_decree, "revoke")


def _follow(request: Request, decree_id: int, act: Callable[..., Decree], way: str) -> HttpResponse:
    base = find_decree(request, decree_id)
    if request.method == "GET" and (base.purpose != Decree.Purpose.NEW or base.state not in HOLDING):
        messages.warning(request, UserError("DECREE-016").sentence(request.language))
        return redirect("decree", base.pk)

    def go_on(told: dict[str, Any]) -> HttpResponse:
        made = act(base=base, reason=told["reason"], by=request.user)
        messages.success(request, _("Rancangan dibuat. Keputusan yang lama tetap berlaku sampai yang ini berlaku."))
        return redirect("decree", made.pk)

    def context() -> dict[str, Any]:
        sentences = revoking_sentences(base, request.language)
        return page_context(request, base, told_of(base, request.workspace), way=way, sentences=sentences)

    return fill_in(request, "assignment/follow_decree.html", FollowForm(request.POST or None), go_on, context)
