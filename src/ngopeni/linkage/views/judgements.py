"""What was judged, by whom and when; at what people are at odds; and taking a judgement back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.linkage import actions
from ngopeni.linkage.models import Judgement
from ngopeni.linkage.views.viewer import SECTION, Viewer
from ngopeni.linkage.views.words import verdict_words
from ngopeni.linkage.worklist import token_of

PAGE_SIZE = 25
AT_ODDS, STANDING, WITHDRAWN = "berselisih", "berlaku", "dibatalkan"


@requires(Permission.JUDGE_PAIRS)
@never_cache
def judgements(request: Request) -> HttpResponse:
    """Judgements of pairs in villages that this person may read; those at odds first, for talking over."""
    check(request.user, Permission.READ_PEOPLE)
    viewer = Viewer(request)
    rows = _listed(viewer)
    counts = {state: sum(row["state"] == state for row in rows) for state in _state_words()}
    wanted = request.GET.get("keadaan", "")
    state = wanted if wanted in counts else (AT_ODDS if counts[AT_ODDS] else STANDING)
    page = Paginator([row for row in rows if row["state"] == state], PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        **SECTION,
        "page": page,
        "state": state,
        "states": [(each, word, counts[each]) for each, word in _state_words().items()],
        "all_count": len(rows),
    }
    return render(request, "linkage/judgements.html", context)


def _state_words() -> dict[str, str]:
    """What can become of a judgement."""
    return {AT_ODDS: _("berselisih"), STANDING: _("berlaku"), WITHDRAWN: _("dibatalkan")}


def _listed(viewer: Viewer) -> list[dict[str, Any]]:
    """The judgements, the newest first; what is still kept from this person says no verdict."""
    key, words, found = viewer.request.workspace.key("pairs"), verdict_words(), []
    for each in Judgement.objects.select_related("by", "withdrawn_by"):
        if not viewer.may_open((each.village_code_l, each.village_code_r)):
            continue
        told = viewer.said.get(each.sides, {})
        token = token_of(each.sides, key)
        is_closed = _is_closed(viewer, each)
        state = WITHDRAWN if each.withdrawn_at else STANDING
        if state == STANDING and not is_closed and actions.is_contradicted(told.values()):
            state = AT_ODDS
        found.append(
            {
                "judgement": each,
                "state": state,
                "verdict": "" if is_closed else words[each.verdict],
                "places": [viewer.place(code) for code in dict.fromkeys((each.village_code_l, each.village_code_r))],
                "token": token if token in viewer.worklist.by_token else "",
            }
        )
    return found


def _is_closed(viewer: Viewer, judgement: Judgement) -> bool:
    """Whether the verdict is kept from this person: of the sample first the own word, then that of others."""
    user, told = viewer.request.user, viewer.said.get(judgement.sides, {})
    return judgement.is_sample and user.username not in told and judgement.by != user


@requires(Permission.JUDGE_PAIRS)
@never_cache
def withdraw(request: Request, judgement_id: int) -> HttpResponse:
    """Take a judgement back: first what will happen, then it happens."""
    judgement = get_object_or_404(Judgement.objects.select_related("by"), pk=judgement_id)
    for village_code in sorted({judgement.village_code_l, judgement.village_code_r}):
        check(request.user, Permission.JUDGE_PAIRS, village_code)
        check(request.user, Permission.READ_PEOPLE, village_code)
    viewer = Viewer(request)
    is_closed = _is_closed(viewer, judgement)
    refusal = UserError("LINKAGE-014").sentence(request.language) if is_closed else ""
    if request.method == "POST" and not is_closed:
        try:
            actions.withdraw_judgement(judgement=judgement, by=request.user)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Penilaian dibatalkan. Pasangannya ditanyakan lagi."))
            return redirect("judgements")
    context = {
        **SECTION,
        "is_closed": is_closed,
        "judgement": judgement,
        "verdict": "" if is_closed else verdict_words()[judgement.verdict],
        "places": [viewer.place(code) for code in dict.fromkeys((judgement.village_code_l, judgement.village_code_r))],
        "refusal": refusal,
    }
    return render(
        request, "linkage/withdraw.html", context, status=422 if refusal and request.method == "POST" else 200
    )
