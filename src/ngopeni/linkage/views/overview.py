"""How many persons stand behind the rows: by date, by village, against the civil registry; and the work left."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.naming import name_key
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.linkage.actions import is_contradicted
from ngopeni.linkage.agreement import Word, duos
from ngopeni.linkage.board import civil_counts, totals, village_rows
from ngopeni.linkage.models import Judgement
from ngopeni.linkage.views.viewer import SECTION, Viewer, has_list, lists_of
from ngopeni.linkage.views.words import measure_words, ministry_words, our_words, work_words
from ngopeni.linkage.work import work_left
from ngopeni.linkage.worklist import looks_left, open_villages_hold, shipped_plan, waiting

PAGE_SIZE = 25
SORTS = ("kedua", "lain", "nama")


@requires(Permission.READ_QUALITY)
def overview(request: Request) -> HttpResponse:
    """The numbers, and for those who judge pairs the work."""
    viewer = Viewer(request)
    context: dict[str, Any] = {**SECTION, "has_list": has_list(viewer.snapshot)}
    if context["has_list"]:
        context |= _numbers(viewer) | _villages(viewer) | _civil(viewer)
        if viewer.may_judge:
            context |= _work(viewer)
    return render(request, "linkage/overview.html", context)


def _numbers(viewer: Viewer) -> dict[str, Any]:
    """The whole scope at the chosen date and at those before."""
    dates = [date for date in snapshot_dates(viewer.request.workspace) if date <= viewer.snapshot.as_of]
    snapshots = [snapshot_at(viewer.request.workspace, date) for date in reversed(dates)]
    return {
        "totals": totals(viewer.snapshot, viewer.scope),
        "dates": [{"as_of": each.as_of, **totals(each, viewer.scope)} for each in snapshots if has_list(each)],
        "lists": lists_of(viewer.snapshot),
        "is_open": not viewer.scope.rounding,
        "covered": None if viewer.scope.villages is None else len(viewer.scope.villages),
    }


def _villages(viewer: Viewer) -> dict[str, Any]:
    """A page of the villages."""
    request = viewer.request
    sort, key = request.GET.get("urut", SORTS[0]), name_key(request.GET.get("q", "").strip()[:60])
    rows = [{**row, **viewer.place(row["village_code"])} for row in village_rows(viewer.snapshot, viewer.scope)]
    listed = [
        row for row in rows if not key or key in name_key(row["village_name"]) or key in name_key(row["district_name"])
    ]
    by = {"kedua": "double_count", "lain": "elsewhere_count"}.get(sort, "")
    # What is hidden stands among the small ones.
    listed.sort(key=lambda row: (-(row[by] if row[by] is not None else 1) if by else 0, row["village_name"]))
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("halaman"))
    for row in page.object_list:
        row["may_read"] = request.user.can(Permission.READ_PEOPLE, row["village_code"])
    return {
        "villages": page,
        "found_count": len(listed),
        "all_count": len(rows),
        "query": request.GET.get("q", "").strip()[:60],
        "sort": sort if sort in SORTS else SORTS[0],
        "sorts": list(zip(SORTS, (_("baris kedua"), _("juga di desa lain"), _("nama")), strict=True)),
    }


def _civil(viewer: Viewer) -> dict[str, Any]:
    """What either measure says of the civil registry, beside each other."""
    counts = civil_counts(viewer.snapshot, viewer.scope)
    ours = our_words()
    rows = [
        {
            "word": word,
            "is_match": code == "match",
            "counts": [(ours[our], counts.get((code, our), 0)) for our in ours],
            "sum": sum(counts.get((code, our), 0) for our in ours),
        }
        for code, word in ministry_words().items()
    ]
    sums = [sum(counts.get((code, our), 0) for code in ministry_words()) for our in ours]
    whole = sum(counts.values())
    return {
        "civil": rows if whole else [],
        "civil_heads": list(ours.values()),
        "civil_foot": list(zip(ours.values(), sums, strict=True)),
        "civil_count": whole,
        "ministry_match": sum(number for (ministry, _ours), number in counts.items() if ministry == "match"),
        "our_match": sum(number for (_ministry, our), number in counts.items() if our == "match"),
    }


def _work(viewer: Viewer) -> dict[str, Any]:
    """What is left to look at, how long it takes, and how far people agree."""
    plan, language = shipped_plan(), viewer.request.language
    own = [pair for pair in viewer.worklist.pairs if open_villages_hold(pair, viewer.open_villages)]
    timed = Judgement.objects.exclude(seconds=None).order_by().values_list("seconds", flat=True)
    measured = [seconds for seconds in timed if seconds is not None]
    left = looks_left(own, viewer.said, viewer.open_villages)
    work = work_left(left, measured, assumed=plan.assumed_seconds, least=plan.least_measured)
    words = list(Judgement.objects.filter(is_sample=True).order_by("at").select_related("by"))
    people = {each.by.username: str(each.by) for each in words}
    told = (Word(each.sides, each.by.username, each.verdict, each.at, each.withdrawn_at) for each in words)
    return {
        "may_judge": True,
        "work": work,
        "own_count": len(waiting(own, viewer.said, viewer.request.user.username, viewer.open_villages)),
        "work_words": work_words(work, language),
        "measure_words": measure_words(work, language),
        "pair_count": len(own),
        "judged_count": sum(pair.sides in viewer.said for pair in own),
        "cut_count": sum(pair.is_cut for pair in own),
        "sample_count": sum(pair.is_sample for pair in own),
        "at_odds_count": sum(
            is_contradicted(viewer.said.get(pair.sides, {}).values()) and not viewer.is_closed(pair) for pair in own
        ),
        "duos": [
            {"names": names, "people": [people[name] for name in names], "told": each}
            for names, each in duos(told).items()
        ],
    }
