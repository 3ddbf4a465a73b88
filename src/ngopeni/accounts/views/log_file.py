"""The log as a file that says who took it along, when, and what was looked for."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.role_words import role_name
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook

# Excel takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def log_file(request: Request, rows: list[dict[str, Any]], filters: str, *, is_csv: bool) -> HttpResponse:
    """An Excel file, or a CSV with the same lines."""
    now = timezone.localtime()
    values = {
        "holder": f"{request.user} ({role_name(request.user.role_code, request.language)})",
        "date": f"{write_date(now.date(), request.language)} {now:%H.%M} WIB",
        "filter": filters,
    }
    carrier = _("Pemegang: %(holder)s. Diunduh %(date)s. Isi: %(filter)s.") % values
    title = _("Catatan kegiatan Ngopeni")
    notes = [
        _("Waktu dalam WIB. Catatan tidak memuat nama, NIK, atau nomor KK warga."),
        _("Segel tiap baris hanya dapat diperiksa di server, dengan ./ngopeni audit verify."),
    ]
    if request.workspace.is_demo:
        notes.append(_("Data simulasi."))
    columns, lines = _columns(), [_line(row) for row in rows]
    if is_csv:
        response = HttpResponse(_csv(columns, lines, [title, carrier, *notes]), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(workbook(title, columns, lines, notes, carrier=carrier), content_type=XLSX)
    name = f"catatan-{now:%Y-%m-%d}.{'csv' if is_csv else 'xlsx'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _columns() -> list[tuple[str, str]]:
    return [
        ("number", _("Nomor")),
        ("at", _("Waktu (WIB)")),
        ("who", _("Siapa")),
        ("actor", _("Nama pengguna")),
        ("role", _("Peran")),
        ("sentence", _("Apa")),
        ("place", _("Desa/kelurahan")),
        ("action", _("Kode tindakan")),
        ("subject", _("Tentang")),
        ("seal", _("Segel")),
    ]


def _line(row: dict[str, Any]) -> dict[str, Any]:
    event = row["event"]
    return {
        "number": event.number,
        "at": f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
        "actor": event.actor,
        "action": event.action,
        "subject": event.subject,
        "seal": event.seal,
        **{name: row[name] for name in ("who", "role", "sentence", "place")},
    }


def _csv(columns: list[tuple[str, str]], lines: list[dict[str, Any]], notes: list[str]) -> str:
    """Semicolons and a byte order mark, as Excel in Indonesia expects them."""
    stream = io.StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream, delimiter=";")
    for note in notes:
        writer.writerow([note])
    writer.writerow([header for _key, header in columns])
    for line in lines:
        writer.writerow([_harmless(line[key]) for key, _header in columns])
    return stream.getvalue()


def _harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
