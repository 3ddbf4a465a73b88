"""Villages: the list, the page of one, the page of a district, the search."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.naming import name_key
from ngopeni.assignment.actions import village_team_short
from ngopeni.dashboard.views.shown import shown_to
from ngopeni.difference.village import changes_of
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook
from ngopeni.measures.reading import decile_rows, need_rows
from ngopeni.zones.explanation import explain, zone_name
from ngopeni.zones.models import Objection, ZoneVersion
from ngopeni.zones.reading import draw_zones, summary, with_names
from ngopeni.zones.rule import Rule, Zone

SECTION = {"section": "villages"}
OF_REGISTRY = ("village_need", "village_decile")
SORTS = {"nama": "village_name", "kecamatan": "district_name", "peringkat": "score_rank"}


@requires(Permission.READ_AREAS)
def villages(request: Request) -> HttpResponse:
    """Every village with its zone; filtered by name, zone and type, sorted by a column."""
    snapshot: Snapshot = request.snapshot
    rows = with_names(snapshot, snapshot.table("zone"))
    wanted = {name: request.GET.get(name, "") for name in ("q", "zona", "jenis")}
    sort = request.GET.get("urut", "peringkat")
    rows = [row for row in rows if _fits(row, wanted)]
    rows.sort(key=lambda row: _sort_key(row, SORTS.get(sort, "score_rank")))
    if request.GET.get("bentuk") == "xlsx":
        return _as_workbook(request, rows)
    context = {
        **SECTION,
        "query_string": request.GET.urlencode(),
        "rows": rows,
        "wanted": wanted,
        "sort": sort,
        "zones": [str(zone) for zone in Zone],
        "all_count": len(snapshot.table("village")),
    }
    return render(request, "dashboard/villages.html", context)


def _as_workbook(request: Request, rows: list[dict[str, Any]]) -> HttpResponse:
    """The list as it is filtered and sorted on the page."""
    columns = [
        ("village_code", _("Kode Kemendagri")),
        ("village_name", _("Desa/kelurahan")),
        ("village_type", _("Jenis")),
        ("district_name", _("Kecamatan")),
        ("zone_word", _("Zona")),
        ("score", _("Nilai")),
        ("score_rank", _("Peringkat")),
        ("ranked_count", _("Dari")),
    ]
    worded = [{**row, "zone_word": zone_name(row["zone"], request.language)} for row in rows]
    notes = [_("Keadaan per %(date)s.") % {"date": write_date(request.snapshot.as_of, request.language)}]
    if request.workspace.is_demo:
        notes.append(_("Data simulasi."))
    content = workbook(_("Desa dan kelurahan"), columns, worded, notes)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="desa-{request.snapshot.as_of}.xlsx"'
    return response


def _fits(row: dict[str, Any], wanted: dict[str, str]) -> bool:
    name = name_key(wanted["q"])
    return (
        (not name or name in name_key(row["village_name"]) or name in name_key(row["district_name"]))
        and (not wanted["zona"] or row["zone"] == wanted["zona"])
        and (not wanted["jenis"] or row["village_type"] == wanted["jenis"])
    )


def _sort_key(row: dict[str, Any], column: str) -> tuple[Any, ...]:
    order = list(Zone).index(Zone(row["zone"])) if column == "score_rank" else 0
    return (order, row[column] is None, row[column] if row[column] is not None else 0, row["village_code"])


@requires(Permission.READ_AREAS)
def village(request: Request, village_code: str) -> HttpResponse:
    """One village: its zone and why, its figures, its history."""
    snapshot: Snapshot = request.snapshot
    place = snapshot.index("village", "village_code").get(village_code)
    if place is None:
        raise Http404
    zone = snapshot.index("zone", "village_code")[village_code]
    reasons = [row for row in snapshot.table("zone_reason") if row["village_code"] == village_code]
    reasons.sort(key=lambda row: row["position"])
    rule = rule_in_force(zone)
    language = request.language
    sources = snapshot.index("source", "source_id")
    context = {
        **SECTION,
        "place": place,
        "zone": zone,
        "rule": rule,
        "part": None if rule is None or zone["part_number"] is None else rule.parts[zone["part_number"]],
        "reasons": [{**row, "source": sources.get(row["source_id"])} for row in reasons],
        "why": explain(zone, reasons, rule, timezone.localdate(), language),
        "figures": _figures(request, village_code),
        **_registry(request, village_code),
        **changes_of(snapshot, village_code, language),
        "history": _history(village_code),
        "objections": Objection.objects.filter(village_code=village_code)
        .select_related("raised_by", "answered_by", "version")
        .defer("version__zones", "version__reasons", "version__inputs"),
        "map": draw_zones(
            snapshot,
            snapshot.table("zone"),
            name="letak",
            label=place["village_name"],
            language=language,
            district=place["district_code"],
            highlighted=village_code,
        ),
        "may_read_people": request.user.can(Permission.READ_PEOPLE, village_code),
        "team": village_team_short(village_code, timezone.localdate(), request.language),
        "may_object": bool(zone["version_number"]) and request.user.can(Permission.OBJECT_TO_ZONES, village_code),
    }
    return render(request, "dashboard/village.html", context)


def rule_in_force(zone: dict[str, Any]) -> Rule | None:
    """The rule of the version that gave a zone; None before the first approval."""
    version = ZoneVersion.objects.filter(number=zone["version_number"]).only("rule_fields").first()
    return version.rule if version else None


def _registry(request: Request, village_code: str) -> dict[str, Any]:
    """What the registry in force says about the village; nothing where the list leaves it out."""
    snapshot: Snapshot = request.snapshot
    tables, is_open = shown_to(request)
    registry = next((row for row in tables["village_registry"] if row["village_code"] == village_code), None)
    if registry is None:
        return {"registry": None}
    own = {name: [row for row in tables[name] if row["village_code"] == village_code] for name in OF_REGISTRY}
    sources = snapshot.index("source", "source_id")
    return {
        "registry": registry,
        "registry_source": sources.get(registry["source_id"]),
        "population_source": sources.get(registry["population_source_id"]),
        "needs": need_rows(own["village_need"], request.language),
        "deciles": decile_rows(own["village_decile"]),
        "is_open": is_open or request.user.can(Permission.READ_PEOPLE, village_code),
    }


def _figures(request: Request, village_code: str) -> list[dict[str, Any]]:
    """Every figure of the village, each with its date and source."""
    snapshot: Snapshot = request.snapshot
    sources = snapshot.index("source", "source_id")
    rows = [row for row in shown_to(request)[0]["zone_input"] if row["village_code"] == village_code]
    # The needs have a table of their own.
    rows = [row for row in rows if not row["input_code"].startswith("need_")]
    found = [{**row, "source": sources.get(row["source_id"])} for row in rows]
    people = snapshot.index("population", "village_code").get(village_code)
    if people:
        found.append(
            {
                "input_code": "population",
                "value": people["population_count"],
                "unit_name": "",
                "measured_on": people["measured_on"],
                "source": sources.get(people["source_id"]),
            }
        )
    return found


def _history(village_code: str) -> list[dict[str, Any]]:
    """The village's zone in every approved version, newest first."""
    approved = ZoneVersion.objects.filter(state=ZoneVersion.State.APPROVED).defer("reasons", "inputs")
    rows = [(version, version.zone_of(village_code)) for version in approved.select_related("decided_by")]
    return [{"version": version, "zone": row["zone"]} for version, row in rows if row]


@requires(Permission.READ_AREAS)
def district(request: Request, district_code: str) -> HttpResponse:
    """One district: its villages on a map and in a table."""
    snapshot: Snapshot = request.snapshot
    rows = [row for row in with_names(snapshot, snapshot.table("zone")) if row["district_code"] == district_code]
    if not rows:
        raise Http404
    rows.sort(key=lambda row: _sort_key(row, "score_rank"))
    name = rows[0]["district_name"]
    picture = draw_zones(
        snapshot, rows, name="kecamatan", label=name, language=request.language, district=district_code
    )
    context = {**SECTION, "rows": rows, "name": name, "summary": summary(snapshot, rows), "map": picture}
    return render(request, "dashboard/district.html", context)
