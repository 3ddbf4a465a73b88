"""What changed between two dates, for the regency and village by village."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.naming import name_key
from ngopeni.difference.measure import MEASURES, class_words
from ngopeni.difference.pairs import Comparison, compared, is_comparable
from ngopeni.difference.reading import CLASSES, cause_rows, regency_rows, total, village_rows
from ngopeni.difference.sources import sources_of
from ngopeni.intake.layouts import layouts
from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook

PAGE_SIZE = 25
Row = dict[str, Any]


@requires(Permission.READ_AREAS)
def changes(request: Request) -> HttpResponse:
    """Two dates side by side: the regency by class and cause, and each village by class."""
    since, as_of = _chosen_dates(request)
    context = {
        "section": "needs",
        "dates": list(reversed(snapshot_dates(request.workspace))),
        "since": since,
        "as_of_chosen": as_of,
        "classes": class_words(request.language),
    }
    if since is None:
        return render(request, "difference/changes.html", context)
    before, after = snapshot_at(request.workspace, since), snapshot_at(request.workspace, as_of)
    try:
        comparison = compared(request.workspace, before, after)
    except UserError as error:
        return render(
            request, "difference/changes.html", {**context, "refusal": error.sentence(request.language)}, status=422
        )
    if request.GET.get("bentuk") == "xlsx":
        return _as_workbook(request, comparison)
    context |= _regency(request, comparison) | _villages(request, comparison)
    return render(request, "difference/changes.html", context)


def _chosen_dates(request: Request) -> tuple[dt.date | None, dt.date]:
    """The two dates of the address, in order; by default the chosen one and the newest that it can be compared with."""
    known = snapshot_dates(request.workspace)
    as_of = _read(request.GET.get("sampai", ""), known) or request.snapshot.as_of
    since = _read(request.GET.get("dari", ""), known)
    if since is not None and since > as_of:
        since, as_of = as_of, since
    if since is None:
        after = snapshot_at(request.workspace, as_of)
        earlier = [date for date in reversed(known) if date < as_of]
        since = next((each for each in earlier if is_comparable(snapshot_at(request.workspace, each), after)), None)
    return since, as_of


def _read(text: str, known: tuple[dt.date, ...]) -> dt.date | None:
    return next((date for date in known if date.isoformat() == text), None)


def _regency(request: Request, comparison: Comparison) -> dict[str, Any]:
    """What the page says of the whole regency."""
    causes = cause_rows(comparison, request.language)
    return {
        "comparison": comparison,
        "title": layouts()[comparison.profile].title,
        "sources": sources_of(request.snapshot, comparison),
        "before_count": total(comparison, "before_count"),
        "after_count": total(comparison, "after_count"),
        "rows": regency_rows(comparison, request.language),
        "class_causes": [{**each, "rows": causes[each["code"]]} for each in class_words(request.language)],
    }


def _villages(request: Request, comparison: Comparison) -> dict[str, Any]:
    """A page of the villages by one thing that is counted."""
    measure = next((each for each in MEASURES if each.code == request.GET.get("lihat")), MEASURES[0])
    sort = request.GET.get("urut", "")
    sort = sort if sort in (*CLASSES, "nama") else "nama"
    query = request.GET.get("q", "").strip()[:60]
    rows = [row for row in _with_names(request, village_rows(comparison, measure)) if _is_named(row, query)]
    rows.sort(key=lambda row: (-(row[sort] or 0) if sort != "nama" else 0, row["village_name"], row["village_code"]))
    values = {"since": comparison.since, "as_of": comparison.as_of}
    return {
        "measures": [
            {"code": each.code, "label": sentence(each.message, values, request.language)} for each in MEASURES
        ],
        "measure": measure.code,
        "measure_words": sentence(measure.message, values, request.language),
        "base_words": sentence(measure.base_message, values, request.language),
        "villages": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "sort": sort,
        "query": query,
        "found_count": len(rows),
        "all_count": len(comparison.balance),
        "query_string": request.GET.urlencode(),
    }


def _with_names(request: Request, rows: list[Row]) -> list[Row]:
    places = request.snapshot.index("village", "village_code")
    return [{**places.get(row["village_code"], {"village_name": row["village_code"]}), **row} for row in rows]


def _is_named(row: Row, query: str) -> bool:
    key = name_key(query)
    return not key or key in name_key(row["village_name"]) or key in name_key(row.get("district_name", ""))


def _as_workbook(request: Request, comparison: Comparison) -> HttpResponse:
    """Every village and everything that is counted, a line for each."""
    values = {"since": comparison.since, "as_of": comparison.as_of}
    words = class_words(request.language)
    columns = [
        ("village_code", _("Kode Kemendagri")),
        ("village_name", _("Desa/kelurahan")),
        ("district_name", _("Kecamatan")),
        ("counted", _("Yang dihitung")),
        *[(each["code"], each["label"]) for each in words],
        ("base", _("Dari")),
        ("base_words", _("Dasar hitungan")),
    ]
    rows = [
        {
            **row,
            **{each: pgettext("angka", "kecil") if row[each] is None else row[each] for each in CLASSES},
            "counted": sentence(measure.message, values, request.language),
            "base_words": sentence(measure.base_message, values, request.language),
        }
        for measure in MEASURES
        for row in _with_names(request, village_rows(comparison, measure))
    ]
    span = {name: write_date(value, request.language) for name, value in values.items()}
    notes = [
        _("Perubahan dari %(since)s sampai %(as_of)s.") % span,
        layouts()[comparison.profile].title,
        *[f"{each['label']}: {each['meaning']}" for each in words],
        _("Keempat golongan tidak untuk dijumlahkan menjadi satu angka."),
        _("Angka 1–4, dan angka yang dapat membukanya, ditulis “kecil” agar tidak menunjuk orang."),
    ]
    if request.workspace.is_demo:
        notes.append(_("Data simulasi."))
    response = HttpResponse(workbook(_("Perubahan menurut desa"), columns, rows, notes), content_type=XLSX)
    name = f"perubahan-{comparison.since}-{comparison.as_of}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
