"""Two records side by side, and what somebody says of them; the next pair comes at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from ngopeni.accounts.actions import record
from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.linkage import actions
from ngopeni.linkage.models import VERDICTS, Judgement
from ngopeni.linkage.views.pair import pair_context
from ngopeni.linkage.views.viewer import SECTION, Viewer
from ngopeni.linkage.views.words import verdict_words
from ngopeni.linkage.worklist import Pair, looks_left, token_of, waiting

# What the session remembers: the pair on the page and since when, those put off, the own last judgement.
SERVED, SKIPPED, LAST = "pair_served", "pairs_skipped", "pair_last"
SKIP, UNDO = "skip", "undo"
MOST_SKIPPED = 200


@requires(Permission.JUDGE_PAIRS)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def review_pairs(request: Request) -> HttpResponse:
    """The next pair that waits for this person; a word on it, and the one after comes."""
    check(request.user, Permission.READ_PEOPLE)
    if request.method == "POST":
        return _answered(request)
    viewer = Viewer(request)
    left = waiting(viewer.worklist.pairs, viewer.said, request.user.username, viewer.open_villages)
    if not left:
        context = {**SECTION, "may_undo": LAST in request.session, "all_count": len(viewer.worklist.pairs)}
        return render(request, "linkage/review_done.html", context)
    pair = _first_not_skipped(request, left)
    return _page(viewer, pair, {"left_count": len(left)})


@requires(Permission.JUDGE_PAIRS)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def review_pair(request: Request, token: str) -> HttpResponse:
    """One pair, named by a token that tells nothing: judged already, cut out of a chain, or called back."""
    viewer = Viewer(request)
    pair = viewer.pair(token)
    if pair is None:
        check(request.user, Permission.READ_PEOPLE)
        raise Http404
    for village_code in sorted(set(pair.villages)):
        check(request.user, Permission.JUDGE_PAIRS, village_code)
        check(request.user, Permission.READ_PEOPLE, village_code)
    return _answered(request) if request.method == "POST" else _page(viewer, pair, {"is_single": True})


def _first_not_skipped(request: Request, left: list[Pair]) -> Pair:
    """The first that was not put off; when only those are left, they come again."""
    skipped = set(request.session.get(SKIPPED, ()))
    found = next((pair for pair in left if pair.token not in skipped), None)
    if found is None:
        request.session[SKIPPED] = []
        return left[0]
    return found


def _page(viewer: Viewer, pair: Pair, context: dict[str, Any]) -> HttpResponse:
    """The page of a pair; reading it is written down, and the time begins to run."""
    request = viewer.request
    told = pair_context(viewer, pair)
    record(
        "linkage.read_pair",
        by=request.user.username,
        subject=f"pair:{pair.token}",
        village_code=pair.row["village_code_l"],
        other_village_code=pair.row["village_code_r"],
        as_of=viewer.snapshot.as_of,
    )
    request.session[SERVED] = {"token": pair.token, "at": timezone.now().timestamp()}
    context |= {
        **SECTION,
        **told,
        "may_undo": LAST in request.session,
        "last_verdict": verdict_words()[request.session[LAST]["verdict"]] if LAST in request.session else "",
        "work_count": looks_left(viewer.worklist.pairs, viewer.said, viewer.open_villages),
    }
    return render(request, "linkage/review.html", context)


def _answered(request: Request) -> HttpResponse:
    """Write down what was said, put the pair off, or take the last word back."""
    said = request.POST.get("said", "")
    if said == UNDO:
        return _undone(request)
    token = request.POST.get("token", "")
    if said == SKIP:
        request.session[SKIPPED] = [*request.session.get(SKIPPED, ()), token][-MOST_SKIPPED:]
        return redirect("review_pairs")
    viewer = _viewer_then(request)
    pair = viewer.pair(token)
    if pair is None:
        messages.warning(request, UserError("LINKAGE-013").sentence(request.language))
        return redirect("review_pairs")
    try:
        made = actions.judge(
            pair=pair,
            verdict=said if said in VERDICTS else "",
            as_of=viewer.snapshot.as_of,
            seconds=_seconds(request, token),
            by=request.user,
        )
    except UserError as error:
        messages.error(request, error.sentence(request.language))
        return redirect("review_pairs")
    request.session[LAST] = {"pk": made.pk, "verdict": made.verdict}
    return redirect("review_pairs")


def _viewer_then(request: Request) -> Viewer:
    """Whoever answers, at the date that the page was of, whatever another window has chosen since."""
    dates = {str(each): each for each in snapshot_dates(request.workspace)}
    chosen = dates.get(request.POST.get("as_of", ""))
    if chosen is not None:
        request.snapshot = snapshot_at(request.workspace, chosen)
    return Viewer(request)


def _seconds(request: Request, token: str) -> float | None:
    """From the page to the answer, where this pair was the last on the page."""
    served = request.session.get(SERVED, {})
    return timezone.now().timestamp() - served["at"] if served.get("token") == token else None


def _undone(request: Request) -> HttpResponse:
    """Take the own last judgement back and show its pair again."""
    last = Judgement.objects.filter(
        pk=request.session.pop(LAST, {}).get("pk"), by=request.user, withdrawn_at=None
    ).first()
    if last is None:
        messages.warning(request, _("Tidak ada penilaian yang dapat dibatalkan di sini; lihat daftar penilaian."))
        return redirect("review_pairs")
    actions.withdraw_judgement(judgement=last, by=request.user)
    messages.success(request, _("Penilaian “%(verdict)s” dibatalkan.") % {"verdict": verdict_words()[last.verdict]})
    viewer = Viewer(request)
    pair = viewer.pair(token_of(last.sides, request.workspace.key("pairs")))
    return redirect("review_pair", pair.token) if pair else redirect("review_pairs")
