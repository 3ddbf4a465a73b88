"""The board: what is wrong, by rule; and one rule with its villages, sources and dates."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.naming import name_key
from ngopeni.kernel.finding import Severity
from ngopeni.kernel.snapshot import Row
from ngopeni.kernel.wording import write_date, write_number
from ngopeni.quality.board import (
    add_up,
    base_counts,
    counts_of_date,
    records_judged,
    share,
    shown,
    trend,
    whole_of,
)
from ngopeni.quality.rule import Level, Rule
from ngopeni.quality.rules import all_rules
from ngopeni.quality.sparkline import sparkline
from ngopeni.quality.views.sheets import numbers_file
from ngopeni.quality.views.viewer import (
    SECTION,
    Viewer,
    find_rule,
    ground_words,
    level_words,
    list_title,
    rule_words,
    severity_words,
    short_title,
    source_label,
    why_it_matters,
)

PAGE_SIZE = 50
FILTERS = ("daftar", "berat", "sumber", "jenis")


@requires(Permission.READ_QUALITY)
def board(request: Request) -> HttpResponse:
    """Every rule with its counts and where they are going; filtered by list, severity, source and level."""
    viewer = Viewer(request)
    base = counts_of_date(viewer.snapshot, viewer.scope, viewer.waived)
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    asked = [row for row in base if wanted["daftar"] in {"", row["profile"]}]
    asked = [row for row in asked if wanted["sumber"] in {"", row["source_id"]}]
    rules = [rule for rule in all_rules().values() if _fits(rule, wanted)]
    rows, sums = board_rows(viewer, asked, rules, wanted)
    if request.GET.get("bentuk") == "xlsx":
        return numbers_file(request, _("Mutu data menurut aturan"), "mutu-aturan", rows)
    context = {
        **SECTION,
        "rows": [row for row in rows if row["finding_count"] != 0],
        "sound": [row for row in rows if row["finding_count"] == 0],
        "has_lists": bool(base),
        "totals": sums,
        **base_of_totals(viewer, asked),
        "wanted": wanted,
        "query_string": request.GET.urlencode(),
        "is_open": viewer.is_open,
        "covered": None if viewer.scope.villages is None else len(viewer.scope.villages),
        "may_export": request.user.can(Permission.EXPORT_PEOPLE),
        "may_read": viewer.is_open,
        **_choices(viewer, base),
    }
    return render(request, "quality/board.html", context)


def _fits(rule: Rule, wanted: dict[str, str]) -> bool:
    return wanted["berat"] in {"", rule.severity} and wanted["jenis"] in {"", rule.level}


def board_rows(
    viewer: Viewer, asked: list[Row], rules: list[Rule], wanted: dict[str, str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of the board, the gravest and most frequent first, and the sums by severity."""
    counts = add_up(asked, _rule_of)
    source = viewer.snapshot.index("source", "source_id").get(wanted["sumber"])
    profiles = {wanted["daftar"] or (source["profile"] if source else "")} - {""}
    points = trend(viewer.snapshots, viewer.scope, profiles)
    rows, sums = [], []
    for severity, word in severity_words().items():
        own: list[Row] = [
            {"rule_code": rule.code, **counts[rule.code]} for rule in rules if _is_judged(rule, severity, counts)
        ]
        sums.append(total(severity, word, own))
        listed = [_board_row(viewer, shown(row), points.get(row["rule_code"], [])) for row in own]
        rows += sorted(listed, key=lambda row: (-(row["finding_count"] or 0), row["rule_code"]))
    return rows, sums


def total(severity: Severity, word: str, rows: list[Row]) -> dict[str, Any]:
    """The sums over the rules of one severity, and how many rules these are."""
    return {"severity": severity, "word": word, "rule_count": len(rows), **shown(whole_of(rows))}


def base_of_totals(viewer: Viewer, asked: list[Row]) -> dict[str, Any]:
    """How much was looked at, and in which lists of which date."""
    sources = viewer.snapshot.index("source", "source_id")
    used = [sources[row["source_id"]] for row in asked if row["source_id"] in sources]
    judged = records_judged(asked)
    return {
        "judged_persons": judged.get(Level.PERSON),
        "judged_households": judged.get(Level.HOUSEHOLD),
        "judged_lists": sorted({(short_title(row["profile"]), row["as_of"]) for row in used}),
    }


def _rule_of(row: Row) -> Any:
    return row["rule_code"]


def _is_judged(rule: Rule, severity: Severity, counts: dict[str, Any]) -> bool:
    return rule.severity is severity and rule.code in counts


def _board_row(viewer: Viewer, row: Row, points: list[dict[str, Any]]) -> dict[str, Any]:
    rule = all_rules()[row["rule_code"]]
    language = viewer.request.language
    return {**rule_words(rule, language), **row, "percent": share(row), **_trend_words(points, language)}


def _trend_words(points: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """The line, and what it begins and ends with, in numbers."""
    known = [each for each in points if each["percent"] is not None]
    listed = "; ".join(f"{write_date(each['as_of'], language)}: {_percent(each, language)}" for each in known)
    label = _("Persen yang melanggar menurut tanggal: %(listed)s") % {"listed": listed}
    ends = (known[0], known[-1]) if len(known) > 1 else ()
    return {"line": sparkline([each["percent"] for each in points], label), "ends": ends, "points": points}


def _percent(point: dict[str, Any], language: str) -> str:
    return f"{write_number(point['percent'], 2, language)}%"


def _choices(viewer: Viewer, base: list[Row]) -> dict[str, Any]:
    """What the filters offer."""
    sources = viewer.snapshot.index("source", "source_id")
    used = sorted({row["source_id"] for row in base})
    return {
        "lists": [(profile, list_title(profile)) for profile in sorted({row["profile"] for row in base})],
        "sources": [(source_id, source_label(sources.get(source_id), viewer.request.language)) for source_id in used],
        "severities": severity_words().items(),
        "levels": level_words().items(),
    }


@requires(Permission.READ_QUALITY)
def rule(request: Request, rule_code: str) -> HttpResponse:
    """One rule: what it says and why, its numbers by village, source and date."""
    viewer, found = Viewer(request), find_rule(rule_code)
    base = counts_of_date(viewer.snapshot, viewer.scope, viewer.waived)
    base = [row for row in base if row["rule_code"] == rule_code]
    whole = shown(whole_of(base))
    village_rows = rule_villages(viewer, found)
    if request.GET.get("bentuk") == "xlsx":
        return numbers_file(request, rule_words(found, request.language)["sentence"], rule_code.lower(), village_rows)
    points = trend(viewer.snapshots, viewer.scope, set()).get(rule_code, [])
    query, sort = request.GET.get("q", "").strip()[:60], request.GET.get("urut", "temuan")
    listed = sort_villages([row for row in village_rows if is_named(row, query)], sort)
    context = {
        **SECTION,
        "rule": rule_words(found, request.language),
        "why": why_it_matters(found),
        "ground": ground_words()[found.source.ground],
        "source": found.source,
        "whole": {**whole, "percent": share(whole)},
        "sources": _by_source(viewer, base),
        **_trend_words(points, request.language),
        "villages": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "village_count": len(village_rows),
        "query": query,
        "sort": sort,
        "sorts": [("temuan", _("banyaknya")), ("persen", _("persennya")), ("nama", _("nama"))],
        "is_open": viewer.is_open,
        "is_of_villages": found.level is not Level.LIST,
    }
    return render(request, "quality/rule.html", context)


def _by_source(viewer: Viewer, base: list[Row]) -> list[dict[str, Any]]:
    known, language = viewer.snapshot.index("source", "source_id"), viewer.request.language
    rows = [shown(row) for row in base]
    labels = [source_label(known.get(row["source_id"]), language) for row in rows]
    return [{**row, "percent": share(row), "label": label} for row, label in zip(rows, labels, strict=True)]


def rule_villages(viewer: Viewer, rule: Rule) -> list[dict[str, Any]]:
    """A rule's counts in every village of the scope where it could be judged."""
    by = ("rule_code", "village_code")
    rows = base_counts(viewer.snapshot, by, viewer.scope, viewer.waived, rule.code)
    return [_village_row(viewer, rule, shown(row)) for row in rows]


def _village_row(viewer: Viewer, rule: Rule, row: Row) -> dict[str, Any]:
    code = row["village_code"] or viewer.regency_code
    place = viewer.place(code)
    link = code if viewer.may_read(rule, code) else ""
    return {**place, **row, "village_code": code, "percent": share(row), "rows_at": link}


def is_named(row: dict[str, Any], query: str) -> bool:
    """Whether a village is the one that is sought, by its name or its district's."""
    key = name_key(query)
    return not key or key in name_key(row["village_name"]) or key in name_key(row["district_name"])


def sort_villages(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """By how many were found, by their share, or by name."""
    if sort == "nama":
        return sorted(rows, key=lambda row: (row["village_name"], row["village_code"]))
    column = "percent" if sort == "persen" else "finding_count"
    return sorted(rows, key=lambda row: (-(row.get(column) or 0), row["village_code"]))
