"""From a number to its rows: who broke a rule in one village, and where it stands in the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ngopeni.accounts.actions import record
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.snapshot import Row
from ngopeni.quality.actions import waived_keys
from ngopeni.quality.finding_rows import ALL, LEFT, STATUSES, WAIVED, Asked, finding_count
from ngopeni.quality.rule import Rule
from ngopeni.quality.views.rows import shown_findings
from ngopeni.quality.views.viewer import SECTION, Viewer, check_specific, find_rule, list_title, rule_words

PAGE_SIZE = 50


@requires(Permission.READ_PEOPLE)
@never_cache
def findings(request: Request, rule_code: str, village_code: str) -> HttpResponse:
    """The rows of one rule in one village, fifty to a page; reading them is written down."""
    viewer, rule = Viewer(request), find_rule(rule_code)
    place = viewer.place(village_code)
    check_specific(request, rule, village_code)
    asked = asked_about(viewer, rule, village_code)
    counts = status_counts(viewer, asked)
    page = Paginator(range(counts[asked.status]), PAGE_SIZE).get_page(request.GET.get("halaman"))
    rows = shown_findings(viewer, viewer.snapshot, asked, PAGE_SIZE, max(page.start_index() - 1, 0))
    record(
        "quality.read_findings",
        by=request.user.username,
        subject=f"rule:{rule_code}",
        village_code=village_code,
        as_of=viewer.snapshot.as_of,
        page=page.number,
        rows=len(rows),
    )
    context = {
        **SECTION,
        "rule": rule_words(rule, request.language),
        "place": place,
        "is_village": village_code != viewer.regency_code,
        "counts": {"found": counts[ALL], "waived": counts[WAIVED], "left": counts[LEFT]},
        "rows": rows,
        "origin": shared_origin(rows),
        "page": page,
        "status": asked.status,
        "statuses": STATUSES,
        "profile": asked.profile,
        "lists": _lists(viewer),
        "has_people": any(row["is_of_person"] for row in rows),
        "has_others": any(row["other"] for row in rows),
        "may_waive": request.user.can(Permission.WAIVE_FINDINGS, village_code),
        "may_export": request.user.can(Permission.EXPORT_PEOPLE, village_code),
    }
    return render(request, "quality/findings.html", context)


def shared_origin(rows: list[Row]) -> Row | None:
    """The source of all rows, where it is one; then it need not be said in each."""
    sources = {row["source_id"]: row["list_title"] for row in rows}
    return dict(zip(("source_id", "list_title"), sources.popitem(), strict=True)) if len(sources) == 1 else None


def asked_about(viewer: Viewer, rule: Rule, village_code: str, **more: Any) -> Asked:
    """What the address asks for."""
    query = viewer.request.GET
    code = "" if village_code == viewer.regency_code else village_code
    status = query.get("keadaan", ALL)
    return Asked(
        rule_codes=(rule.code,),
        villages=(code,),
        profile=query.get("daftar", ""),
        status=status if status in STATUSES else ALL,
        waived=waived_keys(rule_code=rule.code, village_code=code),
        **more,
    )


def status_counts(viewer: Viewer, asked: Asked) -> dict[str, int]:
    """How many there are by status; where nothing is waived, one look is enough."""
    whole = finding_count(viewer.snapshot, replace(asked, status=ALL))
    waived = finding_count(viewer.snapshot, replace(asked, status=WAIVED)) if asked.waived else 0
    return {ALL: whole, WAIVED: waived, LEFT: whole - waived}


def _lists(viewer: Viewer) -> list[tuple[str, str]]:
    """The lists of the date, where there is a choice."""
    profiles = [row["profile"] for row in viewer.snapshot.table("registry")]
    return [(profile, list_title(profile)) for profile in sorted(profiles)] if len(profiles) > 1 else []
