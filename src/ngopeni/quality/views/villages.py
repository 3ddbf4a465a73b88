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
from ngopeni.quality.board import Scope, add_up, base_counts, counts_of_date, no_counts, share, shown
from ngopeni.quality.rules import all_rules
from ngopeni.quality.views.board import base_of_totals, is_named, sort_villages, total
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
        "found_count": sum(row["is_village"] for row in listed),
        "all_count": sum(row["is_village"] for row in rows),
        "query": query,
        "sort": sort,
        "sorts": [("temuan", _("banyaknya")), ("nama", _("nama"))],
        "query_string": request.GET.urlencode(),
        "severities": severity_words().items(),
        "is_open": viewer.is_open,
    }
    return render(request, "quality/villages.html", context)


def _all_villages(viewer: Viewer) -> list[dict[str, Any]]:
    """Findings of each village by severity; villages where nothing was judged too."""
    base = base_counts(viewer.snapshot, ("village_code", "severity"), viewer.scope, viewer.waived)
    parts = add_up(base, lambda row: (row["village_code"], row["severity"]))
    whole = add_up(base, lambda row: row["village_code"])
    known = {row["village_code"] for row in viewer.snapshot.table("village")}
    codes = {code for code in known if viewer.scope.covers(code)} | whole.keys()
    rows: list[dict[str, Any]] = []
    for code in sorted(codes):
        counts = {
            severity: shown(parts.get((code, severity), no_counts()))["finding_count"] for severity in severity_words()
        }
        row = {**shown(whole.get(code, no_counts())), **viewer.place(code or viewer.regency_code)}
        row |= {f"{severity}_count": count for severity, count in counts.items()}
        by_severity = [(word, counts[severity]) for severity, word in severity_words().items()]
        rows.append({**row, "is_village": bool(code), "by_severity": by_severity})
    return rows


@requires(Permission.READ_QUALITY)
def village(request: Request, village_code: str) -> HttpResponse:
    """One village: every rule that somebody in it breaks."""
    viewer = Viewer(request)
    place = viewer.place(village_code)
    code = "" if village_code == viewer.regency_code else village_code
    base = counts_of_date(viewer.snapshot, Scope((code,), viewer.scope.rounding), viewer.waived)
    rows, sums = village_rules(viewer, base)
    if request.GET.get("bentuk") == "xlsx":
        title = _("Mutu data %(village)s") % {"village": place["village_name"]}
        return numbers_file(request, title, f"mutu-{village_code}", rows)
    context = {
        **SECTION,
        "place": place,
        "is_village": bool(code),
        "rows": [{**row, "rows_at": _rows_at(viewer, row, village_code)} for row in rows],
        "totals": sums,
        **base_of_totals(viewer, base),
        "judged": len({row["rule_code"] for row in base}),
        "may_export": request.user.can(Permission.EXPORT_PEOPLE, village_code),
        "is_open": viewer.is_open,
    }
    return render(request, "quality/village.html", context)


def village_rules(viewer: Viewer, base: list[Row]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rules broken in a village, the gravest first, and the sums by severity."""
    counts = add_up(base, lambda row: row["rule_code"])
    rows, sums = [], []
    for severity, word in severity_words().items():
        own: list[Row] = [
            {"rule_code": name, **counts[name]}
            for name, rule in all_rules().items()
            if rule.severity is severity and name in counts
        ]
        sums.append(total(severity, word, own))
        broken = [row for row in map(shown, own) if row["finding_count"] != 0]
        rows += sorted(broken, key=lambda row: (-(row["finding_count"] or 0), row["rule_code"]))
    words = [rule_words(all_rules()[row["rule_code"]], viewer.request.language) for row in rows]
    return [{**told, **row, "percent": share(row)} for told, row in zip(words, rows, strict=True)], sums


def _rows_at(viewer: Viewer, row: dict[str, Any], village_code: str) -> str:
    return village_code if viewer.may_read(all_rules()[row["rule_code"]], village_code) else ""
