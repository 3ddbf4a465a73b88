"""Quality village by village: all of them, and one with its rules."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.snapshot import Row
from ngopeni.quality.board import (
    Scope,
    add_up,
    base_counts,
    counts_of_date,
    hide_among,
    hide_small,
    no_counts,
    share,
    totals,
)
from ngopeni.quality.rules import all_rules
from ngopeni.quality.views.board import is_named, sort_villages
from ngopeni.quality.views.sheets import numbers_file
from ngopeni.quality.views.viewer import SECTION, Viewer, rule_words, severity_words

PAGE_SIZE = 50


@requires(Permission.READ_QUALITY)
def villages(request: Request) -> HttpResponse:
    """Every village of the scope with its findings by severity."""
    viewer = Viewer(request)
    rows = _all_villages(viewer)
    query, sort = request.GET.get("q", "").strip()[:60], request.GET.get("urut", "temuan")
    listed = sort_villages([row for row in rows if is_named(row, query)], sort)
    if request.GET.get("bentuk") == "xlsx":
        return numbers_file(request, _("Mutu data menurut desa"), "mutu-desa", listed)
    context = {
        **SECTION,
        "villages": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "found_count": len(listed),
        "all_count": len(rows),
        "query": query,
        "sort": sort,
        "query_string": request.GET.urlencode(),
        "severities": severity_words().items(),
        "is_open": viewer.is_open,
    }
    return render(request, "quality/villages.html", context)


def _all_villages(viewer: Viewer) -> list[dict[str, Any]]:
    """Findings of each village by severity; villages where nothing was judged too."""
    base = base_counts(viewer.snapshot, ("village_code", "rule_code"), viewer.scope)
    parts = {severity: _by_village(viewer, base, severity) for severity in severity_words()}
    whole = _by_village(viewer, base, None)
    rows: list[dict[str, Any]] = []
    for row in whole:
        place = viewer.place(row["village_code"] or viewer.regency_code)
        counts = {f"{severity}_count": part[len(rows)]["finding_count"] for severity, part in parts.items()}
        if row["finding_count"] is None or None in counts.values():
            counts = dict.fromkeys(counts)
        rows.append({**row, **place, **counts})
    return rows


def _by_village(viewer: Viewer, base: list[Row], severity: str | None) -> list[Row]:
    """One row for each village, in the order of the codes."""
    rules = all_rules()

    def is_asked(row: Row) -> bool:
        return severity is None or rules[row["rule_code"]].severity == severity

    counts = add_up(filter(is_asked, base), filter(is_asked, viewer.waived), lambda row: row["village_code"])
    codes = {
        row["village_code"] for row in viewer.snapshot.table("village") if viewer.scope.covers(row["village_code"])
    }
    rows: list[Row] = [
        {"village_code": code, **counts.get(code, no_counts())}
        for code in sorted(codes | {row["village_code"] for row in base})
    ]
    return rows if viewer.is_open else hide_small(rows)


@requires(Permission.READ_QUALITY)
def village(request: Request, village_code: str) -> HttpResponse:
    """One village: every rule that somebody in it breaks."""
    viewer = Viewer(request)
    place = viewer.place(village_code)
    code = "" if village_code == viewer.regency_code else village_code
    rows, sums, judged = village_rules(viewer, code)
    if request.GET.get("bentuk") == "xlsx":
        title = _("Mutu data %(village)s") % {"village": place["village_name"]}
        return numbers_file(request, title, f"mutu-{village_code}", rows)
    context = {
        **SECTION,
        "place": place,
        "is_village": bool(code),
        "rows": [{**row, "rows_at": _rows_at(viewer, row, village_code)} for row in rows],
        "totals": sums,
        "judged": judged,
        "may_export": request.user.can(Permission.EXPORT_PEOPLE, village_code),
        "is_open": viewer.is_open,
    }
    return render(request, "quality/village.html", context)


def village_rules(viewer: Viewer, code: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """The rules broken in a village, the gravest first; the sums by severity; how many rules were judged."""
    base = counts_of_date(viewer.snapshot, Scope((code,)))
    waived = [row for row in viewer.waived if row["village_code"] == code]
    counts = add_up(base, waived, lambda row: row["rule_code"])
    rows, sums = [], []
    for severity, word in severity_words().items():
        own: list[Row] = [
            {"rule_code": name, **counts[name]}
            for name, rule in all_rules().items()
            if rule.severity is severity and name in counts
        ]
        shown = own if viewer.is_open else hide_among(own)
        sums.append({"severity": severity, "word": word, **totals(own, shown)})
        broken = [row for row in shown if row["finding_count"] != 0]
        rows += sorted(broken, key=lambda row: (-(row["finding_count"] or 0), row["rule_code"]))
    words = [rule_words(all_rules()[row["rule_code"]], viewer.request.language) for row in rows]
    return [{**told, **row, "percent": share(row)} for told, row in zip(words, rows, strict=True)], sums, len(counts)


def _rows_at(viewer: Viewer, row: dict[str, Any], village_code: str) -> str:
    return village_code if viewer.may_read(all_rules()[row["rule_code"]], village_code) else ""
