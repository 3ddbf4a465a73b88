"""Pages that explain: data dictionary, glossary, help, style; and tables as Excel."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.dashboard.views.shown import shown_to
from ngopeni.intake.tables import IMPORT_FINDING
from ngopeni.intake.views.sources import may_read_cells
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook
from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.tables import TABLES
from ngopeni.zones.explanation import zone_name
from ngopeni.zones.models import ZoneVersion
from ngopeni.zones.rule import Zone
from ngopeni.zones.views.versions import explained_villages

GLOSSARY = Path(__file__).resolve().parents[2] / "reference" / "glossary.yaml"


@requires(Permission.READ_AREAS)
def dictionary(request: Request) -> HttpResponse:
    """Every table and column, drawn from the contracts themselves."""
    counts = {name: _row_count(request.snapshot, name) for name in TABLES}
    may_read = request.user.can(Permission.READ_PEOPLE, request.workspace.regency_code)
    closed = {name for name, table in TABLES.items() if table.is_personal}
    closed |= set() if may_read else COUNTS_OF_PERSONS
    tables = [
        {"table": table, "count": counts[name], "is_given_out": name not in closed} for name, table in TABLES.items()
    ]
    return render(request, "dashboard/dictionary.html", {"section": "help", "tables": tables})


def _row_count(snapshot: Snapshot, name: str) -> int:
    """How many rows a table has; those about persons are not read for it."""
    return int(snapshot.query(f"SELECT COUNT(*) AS n FROM {name}", name)[0]["n"])


@requires(Permission.READ_AREAS)
def glossary(request: Request) -> HttpResponse:
    """The words, each settled once."""
    words = read_yaml(GLOSSARY)
    return render(request, "dashboard/glossary.html", {"section": "help", "words": words})


@requires(Permission.READ_AREAS)
def help_page(request: Request) -> HttpResponse:
    """How the loop goes, in five steps; who may do what."""
    context = {
        "section": "help",
        "roles": ROLES.values(),
        "may_bring": request.user.can(Permission.IMPORT_SOURCES),
        "may_write_rules": request.user.can(Permission.WRITE_ZONE_RULES),
    }
    return render(request, "dashboard/help.html", context)


@requires(Permission.READ_AREAS)
def style(request: Request) -> HttpResponse:
    """Every component in its states."""
    counts = dict(zip(map(str, Zone), (12, 30, 50, 8), strict=True))
    summary = {"counts": counts, "total": 100, "assessed": 92, "districts": []}
    return render(request, "dashboard/style.html", {"section": "help", "summary": summary, "zones": list(counts)})


# Counts of persons by village and rule that only the pages of quality hide as they must.
COUNTS_OF_PERSONS = frozenset({"finding_base"})


@requires(Permission.READ_AREAS)
def download_table(request: Request, name: str) -> HttpResponse:
    """A table of the snapshot as Excel; tables about persons are never given out here."""
    table = TABLES.get(name)
    if table is None or table.is_personal:
        raise Http404
    snapshot: Snapshot = request.snapshot
    tables, is_open = shown_to(request)
    if name in COUNTS_OF_PERSONS and not is_open:
        check(request.user, Permission.READ_PEOPLE, request.workspace.regency_code)
    rows: list[dict[str, Any]] = tables.get(name, snapshot.table(name))
    if name == IMPORT_FINDING.name:
        profiles = {row["source_id"]: row["profile"] for row in snapshot.table("source")}
        rows = [row for row in rows if may_read_cells(request, profiles[row["source_id"]])]
    source = request.GET.get("sumber", "")
    if re.fullmatch(r"[0-9a-f]{12}", source) and any(column.name == "source_id" for column in table.columns):
        rows = [row for row in rows if row["source_id"] == source]
    villages = snapshot.index("village", "village_code")
    columns = [(column.name, column.description.rstrip(".")) for column in table.columns]
    if name != "village" and any(key == "village_code" for key, _header in columns):
        rows = [{**villages.get(row["village_code"], {}), **row} for row in rows]
        columns[1:1] = [("village_name", _("Nama desa/kelurahan")), ("district_name", _("Nama kecamatan"))]
    names = [f"{column.description} [{column.name}]" for column in table.columns]
    notes = _notes(request, snapshot)
    if name in tables and not is_open:
        notes.append(_("Sel kosong: angka 1–4 tentang orang, dan angka yang dapat membukanya, disembunyikan."))
    content = workbook(table.description, columns, worded(rows, request.language), [*notes, *names])
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{snapshot.as_of}.xlsx"'
    return response


VERSION_COLUMNS = (
    "village_code",
    "village_name",
    "district_name",
    "village_type",
    "zone",
    "computed_zone",
    "score",
    "score_rank",
    "ranked_count",
    "why",
    "correction_reason",
)


def _version_headers() -> list[str]:
    """The headers of `VERSION_COLUMNS`, in its order."""
    return [
        _("Kode Kemendagri"),
        _("Desa/kelurahan"),
        _("Kecamatan"),
        _("Jenis"),
        _("Zona"),
        _("Zona menurut hitungan"),
        _("Nilai"),
        _("Peringkat"),
        _("Dari"),
        _("Alasan"),
        _("Alasan koreksi"),
    ]


def worded(rows: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Rows with zones in words, as an official reads them."""
    keys = ("zone", "computed_zone")
    return [{**row, **{key: zone_name(row[key], language) for key in keys if row.get(key)}} for row in rows]


@requires(Permission.READ_AREAS)
def download_version(request: Request, number: int) -> HttpResponse:
    """A version or draft of the zones as Excel, with the reason of every village."""
    version = get_object_or_404(ZoneVersion, number=number)
    rows = explained_villages(version, request.snapshot, request.language)
    state = {"draft": _("rancangan"), "approved": _("ditetapkan"), "discarded": _("dibatalkan")}[version.state]
    notes = [
        _("Penetapan zona nomor %(number)s, %(state)s.") % {"number": number, "state": state},
        _("Aturan: %(rule)s.") % {"rule": version.rule.title},
        _("Keadaan per %(date)s.") % {"date": write_date(version.as_of, request.language)},
    ]
    if request.workspace.is_demo:
        notes.append(_("Data simulasi."))
    for row in request.snapshot.table("source"):
        notes.append(_("Sumber: %(publisher)s.") % {"publisher": f"{row['publisher']}, {row['as_of']}"})
    columns = list(zip(VERSION_COLUMNS, _version_headers(), strict=True))
    content = workbook(notes[0], columns, worded(rows, request.language), notes)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="zona-{number}.xlsx"'
    return response


def _notes(request: Request, snapshot: Snapshot) -> list[str]:
    language = request.language
    notes = [
        _("Keadaan per %(date)s.") % {"date": write_date(snapshot.as_of, language)},
        _("Edisi %(edition)s.") % {"edition": snapshot.edition},
    ]
    if request.workspace.is_demo:
        notes.append(_("Data simulasi."))
    for row in snapshot.table("source"):
        date = write_date(row["as_of"], language)
        notes.append(_("Sumber: %(publisher)s.") % {"publisher": f"{row['publisher']}, {date} ({row['source_id']})"})
    return notes
