"""The map with its layers, on the page and as a picture; the chart as a picture."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.choropleth import Choropleth, map_svg, picture_svg
from ngopeni.areas.register import find_regency
from ngopeni.dashboard.layers import ZONES, Layer, draw_layer, layers, source_line
from ngopeni.dashboard.picture import png
from ngopeni.dashboard.views.home import poverty
from ngopeni.dashboard.views.shown import shown_to
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.wording import write_date
from ngopeni.targets.chart import framed_chart
from ngopeni.zones.models import ZoneVersion
from ngopeni.zones.reading import district_names, summary
from ngopeni.zones.rule_fields import slug

KINDS = {"svg": "image/svg+xml", "png": "image/png"}


@requires(Permission.READ_AREAS)
def village_map(request: Request) -> HttpResponse:
    """The map; ``?lapis=`` chooses a layer."""
    snapshot: Snapshot = request.snapshot
    known, layer = _layer(request)
    shown, svg = _draw(snapshot, layer, request)
    context = {
        "section": "map",
        "layers": known,
        "layer": layer,
        "is_zones": layer.code == ZONES,
        "map": svg,
        "fills": shown.fills,
        "summary": summary(snapshot, snapshot.table("zone")),
        "source": source_line(snapshot, layer),
        "is_indicative": _is_indicative(snapshot),
    }
    return render(request, "dashboard/map.html", context)


@requires(Permission.READ_AREAS)
def map_picture(request: Request, kind: str) -> HttpResponse:
    """The map with title, legend and source, as SVG or PNG."""
    if kind not in KINDS:
        raise Http404
    snapshot: Snapshot = request.snapshot
    layer = _layer(request)[1]
    shown, svg = _draw(snapshot, layer, request)
    source = source_line(snapshot, layer)
    language = request.language
    date = write_date(snapshot.as_of, language)
    notes = [_("Keadaan per %(date)s.") % {"date": date}, *_version_notes(snapshot, layer)]
    if source:
        named = f"{source['publisher']}, {write_date(source['as_of'], request.language)}"
        notes.append(_("Sumber: %(publisher)s.") % {"publisher": named})
    if _is_indicative(snapshot):
        notes.append(_("Batas desa di peta ini perkiraan dari titik tengah, bukan batas resmi."))
    if request.workspace.is_demo:
        notes.append(_("Data simulasi."))
    regency = find_regency(request.workspace.regency_code).title
    picture = picture_svg(
        svg, snapshot.table("map_frame")[0], title=f"{layer.title}, {regency}", subtitle=date, notes=notes, shown=shown
    )
    return _picture(picture, kind, f"peta-{slug(layer.title)}-{snapshot.as_of}")


def _version_notes(snapshot: Snapshot, layer: Layer) -> list[str]:
    """By which decision and rule the zones of a picture hold, and how many there are."""
    zones = snapshot.table("zone")
    version = ZoneVersion.objects.filter(number=zones[0]["version_number"]).first() if zones else None
    if layer.code != ZONES or version is None:
        return []
    values = {"number": version.number, "rule": version.rule.title, "red": sum(row["zone"] == "red" for row in zones)}
    text = _("Penetapan nomor %(number)s, aturan “%(rule)s”: %(red)s dari %(total)s desa/kelurahan merah.")
    return [text % (values | {"total": len(zones)})]


@requires(Permission.READ_AREAS)
def chart_picture(request: Request, kind: str) -> HttpResponse:
    """The chart of official poverty, as SVG or PNG."""
    found = poverty(request.snapshot, request.language)
    if kind not in KINDS or not found["chart"]:
        raise Http404
    regency = find_regency(request.workspace.regency_code).title
    notes = [
        _("Persentase penduduk miskin (P0) %(regency)s, survei BPS tiap Maret.") % {"regency": regency},
        _("Angka survei untuk kabupaten/kota; tidak dapat dipecah ke desa."),
    ]
    if found["poverty_source"]:
        named = (
            f"{found['poverty_source']['publisher']}, {write_date(found['poverty_source']['as_of'], request.language)}"
        )
        notes.append(_("Sumber: %(publisher)s.") % {"publisher": named})
    return _picture(framed_chart(str(found["chart"]), found["finding"], notes), kind, "kemiskinan-resmi")


def _layer(request: Request) -> tuple[list[Layer], Layer]:
    known = layers(request.snapshot, request.language, shown_to(request)[0]["zone_input"])
    return known, next((each for each in known if each.code == request.GET.get("lapis")), known[0])


def _draw(snapshot: Snapshot, layer: Layer, request: Request) -> tuple[Choropleth, str]:
    shown = draw_layer(snapshot, layer, name="peta", language=request.language)
    svg = map_svg(snapshot.table("shape"), snapshot.table("map_frame")[0], shown, district_names(snapshot))
    return shown, svg


def _is_indicative(snapshot: Snapshot) -> bool:
    return any(row["is_indicative"] for row in snapshot.table("shape") if row["level"] == "village")


def _picture(svg: str, kind: str, name: str) -> HttpResponse:
    content = png(svg) if kind == "png" else svg.encode()
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
