"""The registry and the needs of its households, for the regency and village by village."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.dashboard.views.shown import shown_to
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.measures.need import needs
from ngopeni.measures.reading import decile_rows, need_rows, registries, registry_total
from ngopeni.measures.small_cells import decile_totals, need_totals
from ngopeni.zones.reading import with_names

SORTS = {"banyak": "need_count", "persen": "need_percent", "belum": "unknown_count"}
PAGE_SIZE = 25


@requires(Permission.READ_AREAS)
def needs_page(request: Request) -> HttpResponse:
    """How many are registered, and what their households lack."""
    snapshot: Snapshot = request.snapshot
    tables, is_open = shown_to(request)
    rows = tables["village_need"]
    codes = [need.code for need in needs()]
    wanted = request.GET.get("kebutuhan", "")
    wanted = wanted if wanted in codes else codes[0]
    sort = request.GET.get("urut", "banyak")
    column = SORTS.get(sort, "need_count")
    own = [row for row in with_names(snapshot, rows) if row["need_code"] == wanted]
    own.sort(key=lambda row: (-(row[column] or 0), row["village_code"]))
    total = registry_total(snapshot.table("village_registry"))
    listed = need_rows(snapshot.table("village_need"), request.language)
    deciles = decile_rows(snapshot.table("village_decile"))
    if not is_open:
        listed, deciles = need_totals(listed, total["household_count"]), decile_totals(deciles)
    context = {
        "section": "needs",
        "registries": registries(snapshot),
        "total": total,
        "needs": listed,
        "deciles": deciles,
        "is_open": is_open,
        "wanted": next((row for row in listed if row["code"] == wanted), None),
        # The whole list is in the workbook; a page of it is enough to read.
        "villages": Paginator(own, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "sort": sort,
        "sorts": list(SORTS),
    }
    return render(request, "dashboard/needs.html", context)
