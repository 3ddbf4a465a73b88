"""What this stage gives out as Excel: numbers for everybody who reads them, rows with their holder and purpose."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ngopeni.accounts.permissions import Request
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook
from ngopeni.quality.views.viewer import Viewer, severity_words

Row = dict[str, Any]


def numbers_file(request: Request, title: str, name: str, rows: list[Row]) -> HttpResponse:
    """Counts as they stand on a page; no name and no row of anybody."""
    notes = origin(request)
    if not Viewer(request).is_open:
        notes.append(
            _(
                "Sel kosong pada banyaknya orang: 1–4, disembunyikan. Di dalam jumlah, angka seperti itu dihitung 0 "
                "atau 5, dan yang tidak dapat diperiksa dibulatkan ke kelipatan 5; karena itu jumlahnya kira-kira."
            )
        )
    content = workbook(title, _columns(rows), rows, notes)
    return _file(content, f"{name}-{request.snapshot.as_of}")


def _columns(rows: list[Row]) -> list[tuple[str, str]]:
    """The headers of what the rows have."""
    known = [
        ("rule_code", _("Kode aturan")),
        ("sentence", _("Aturan")),
        ("severity_word", _("Beratnya")),
        ("level_word", _("Tentang")),
        ("base", _("Yang diperiksa")),
        ("village_code", _("Kode Kemendagri")),
        ("village_name", _("Desa/kelurahan")),
        ("district_name", _("Kecamatan")),
        ("judged_count", pgettext("mutu", "Diperiksa")),
        ("finding_count", pgettext("mutu", "Ditemukan")),
        ("percent", _("Persen")),
        ("waived_count", pgettext("mutu", "Dikecualikan")),
        ("left_count", pgettext("mutu", "Tersisa")),
        *((f"{severity}_count", word) for severity, word in severity_words().items()),
    ]
    # Of a village all rules are added up, and who was judged by several would count several times.
    is_summed = bool(rows) and "error_count" in rows[0]
    absent = {"judged_count", "percent"} if is_summed else set()
    return [(key, header) for key, header in known if key not in absent and (not rows or key in rows[0])]


def origin(request: Request) -> list[str]:
    """Of which date, edition and sources the figures are."""
    snapshot, language = request.snapshot, request.language
    notes = [
        _("Keadaan per %(date)s.") % {"date": write_date(snapshot.as_of, language)},
        _("Edisi %(edition)s.") % {"edition": snapshot.edition},
    ]
    if request.workspace.is_demo:
        notes.append(_("Data simulasi."))
    for row in snapshot.table("source"):
        told = f"{row['publisher']}, {write_date(row['as_of'], language)} ({row['source_id']})"
        notes.append(_("Sumber: %(publisher)s.") % {"publisher": told})
    return notes


def people_file(request: Request, title: str, name: str, rows: list[Row], purpose: str) -> HttpResponse:
    """Rows about people, with who took them along, what for and when on the first sheet and every printed page."""
    now = timezone.localtime()
    values = {
        "holder": f"{request.user} ({request.user.role.name})",
        "purpose": purpose,
        "date": f"{write_date(now.date(), request.language)} {now:%H.%M} WIB",
    }
    carrier = _("Pemegang: %(holder)s. Tujuan: %(purpose)s. Diunduh %(date)s.") % values
    notes = [
        _("Memuat data pribadi. Simpan sendiri, jangan diteruskan, dan hapus bila tujuannya selesai."),
        _("NIK, nomor KK, dan tanggal lahir disamarkan; pengunduhan ini tercatat."),
        *origin(request),
    ]
    content = workbook(title, _row_columns(), rows, notes, carrier=carrier)
    return _file(content, f"{name}-{request.snapshot.as_of}")


def _row_columns() -> list[tuple[str, str]]:
    return [
        ("rule_code", _("Kode aturan")),
        ("sentence", _("Aturan")),
        ("severity_word", _("Beratnya")),
        ("district_name", _("Kecamatan")),
        ("village_name", _("Desa/kelurahan")),
        ("full_name", _("Nama")),
        ("home", _("Alamat")),
        ("nik", _("NIK")),
        ("no_kk", _("Nomor KK")),
        ("birth_date", _("Tahun lahir")),
        ("column_word", _("Kolom yang ditunjuk")),
        ("other_word", _("Pasangannya")),
        ("list_title", _("Daftar")),
        ("source_id", _("Sumber")),
        ("row_number", _("Baris")),
        ("status_word", _("Keadaan")),
        ("advice", _("Yang perlu dilakukan")),
    ]


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
