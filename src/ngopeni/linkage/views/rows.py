"""What linking says of one row, and the rows of a village that it says something of: from a count to its rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from ngopeni.accounts.actions import record
from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.snapshot import Row
from ngopeni.linkage import rows
from ngopeni.linkage.views.viewer import SECTION, Viewer, names_of
from ngopeni.linkage.views.words import decision_words, ministry_words, our_words, signed
from ngopeni.linkage.worklist import sides_of, token_of

PAGE_SIZE = 25


@requires(Permission.READ_PEOPLE)
@never_cache
@sensitive_variables()
def row_links(request: Request, source_id: str, row_number: int) -> HttpResponse:
    """One row of the list: the rows that it is linked to, those it is not, and the civil registry."""
    viewer = Viewer(request)
    found = viewer.snapshot.query(rows.sql_for_row(), "person", source_id=source_id, row_number=row_number)
    village_code = found[0]["village_code"] if found else ""
    check(request.user, Permission.READ_PEOPLE, village_code or request.workspace.regency_code)
    if not found:
        raise Http404
    row = found[0]
    record(
        "linkage.read_row",
        by=request.user.username,
        subject=f"row:{source_id}:{row_number}",
        village_code=village_code,
        as_of=viewer.snapshot.as_of,
    )
    context = {
        "name": row["full_name"] or _("(tanpa nama)"),
        "place": viewer.place(village_code),
        "person_at": (source_id, row_number),
        "pairs": _pairs(viewer, row["record_key"]),
        "civil": _civil(viewer, row),
    }
    return render(request, "linkage/row.html", {**SECTION, **context})


def _pairs(viewer: Viewer, key: str) -> list[dict[str, Any]]:
    """The pairs of a row; of rows in villages that this person may not read neither name nor reason."""
    found = rows.pairs_of(viewer.snapshot, key, viewer.snapshot.as_of)
    names = names_of(viewer, [end for _pair, end in found])
    secret, words = viewer.request.workspace.key("pairs"), decision_words()
    return [
        {
            "name": names.get((as_of, other), ""),
            "place": viewer.place(village_code),
            "as_of": as_of,
            "weight": signed(pair["match_weight"], viewer.request.language),
            "decision": words[pair["decision"]],
            "token": token_of(sides_of(pair), secret) if _may_compare(viewer, pair) else "",
        }
        for pair, (as_of, village_code, other) in found
    ]


def _may_compare(viewer: Viewer, pair: Row) -> bool:
    return viewer.may_judge and viewer.may_open([pair["village_code_l"], pair["village_code_r"]])


def _civil(viewer: Viewer, row: Row) -> dict[str, Any] | None:
    """What either measure says of the civil registry."""
    asked = {"key": row["record_key"], "village_code": row["village_code"]}
    found = viewer.snapshot.query(rows.sql_for_civil(), "civil_link", **asked)
    if not found:
        return None
    told, weight = found[0], found[0]["match_weight"]
    return {
        "ministry": ministry_words()[told["ministry_result"]],
        "ours": our_words()[told["our_result"]],
        "weight": "" if weight is None else signed(weight, viewer.request.language),
        "is_other_nik": told["our_result"] == "match" and told["is_same_nik"] is False,
    }


@requires(Permission.READ_PEOPLE)
@never_cache
@sensitive_variables()
def village_links(request: Request, village_code: str) -> HttpResponse:
    """The rows of a village that linking says something of, each leading to its own page."""
    viewer = Viewer(request)
    if viewer.snapshot.index("village", "village_code").get(village_code) is None:
        raise Http404
    found = viewer.snapshot.query(rows.sql_for_findings(), "link_finding", village_code=village_code)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman"))
    listed = list(page.object_list)
    record(
        "linkage.read_village",
        by=request.user.username,
        subject=f"village:{village_code}",
        village_code=village_code,
        as_of=viewer.snapshot.as_of,
        page=page.number,
        rows=len(listed),
    )
    context = {"place": viewer.place(village_code), "page": page, "rows": _listed(viewer, village_code, listed)}
    return render(request, "linkage/village.html", {**SECTION, **context})


def _listed(viewer: Viewer, village_code: str, findings: list[Row]) -> list[dict[str, Any]]:
    """The findings with the names of both rows."""
    own = rows.named(viewer.snapshot, [each["record_key"] for each in findings], [village_code])
    keys = [each["other_key"] for each in findings if each["other_key"]]
    places = rows.places_of(viewer.snapshot, keys)
    others = rows.named(viewer.snapshot, keys, list(filter(viewer.may_read, set(places.values()))))
    return [
        {
            "row": own.get(each["record_key"], {}),
            "sentence": sentence(each["rule_code"], {}, viewer.request.language),
            "other": others.get(each["other_key"]),
            "other_place": viewer.place(places[each["other_key"]]) if each["other_key"] in places else None,
        }
        for each in findings
    ]
