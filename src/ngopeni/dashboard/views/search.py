"""The search in the head of every page: villages and districts, and never what else somebody may have typed there."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.naming import name_key
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.zones.reading import district_names, with_names

LONGEST = 60


@requires(Permission.READ_AREAS)
def search(request: Request) -> HttpResponse:
    """Villages and districts by name or code; a single hit is opened at once.

    What is typed comes by POST, and only what names a place goes into an address: people type residents' names and
    NIK into any box that they see.
    """
    query = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[:LONGEST]
    villages, districts = places(request.snapshot, query)
    if len(villages) == 1 and not districts:
        return redirect("village", villages[0]["village_code"])
    if request.method == "POST" and (villages or districts):
        return redirect(f"{reverse('search')}?{urlencode({'q': query})}")
    context = {
        "section": "villages",
        "query": query if villages or districts else "",
        "is_nothing": bool(query) and not villages and not districts,
        "rows": villages,
        "districts": districts,
        "may_serve": request.user.can(Permission.SERVE_COUNTER),
    }
    return render(request, "dashboard/search.html", context)


def places(snapshot: Snapshot, query: str) -> tuple[list[Row], list[dict[str, str]]]:
    """Villages and districts that a text names by a part of the name or the whole code; what begins with it first."""
    key = name_key(query)
    if not key:
        return [], []
    villages = [
        row
        for row in with_names(snapshot, snapshot.table("zone"))
        if key in name_key(row["village_name"]) or key in {row["village_code"].replace(".", ""), row["bps_code"]}
    ]
    villages.sort(key=lambda row: (not name_key(row["village_name"]).startswith(key), row["village_name"]))
    names = district_names(snapshot)
    return villages, [{"code": code, "name": name} for code, name in names.items() if key in name_key(name)]
