"""The residents of a village taken along, as Excel or on paper: with a purpose, and written down."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from ngopeni.accounts.actions import record
from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.dashboard.people_list import Asked, people_of, person_count
from ngopeni.dashboard.people_record import SPECIFIC_OF_PERSON
from ngopeni.dashboard.people_words import answer_words
from ngopeni.dashboard.views.people import asked_about
from ngopeni.dashboard.views.people_forms import OpeningForm, TakingForm
from ngopeni.dashboard.views.people_frame import SECTION, lists, origin_of
from ngopeni.dashboard.views.people_words import column_labels, home_words
from ngopeni.intake.views.carrier import carrier
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook

MOST_ROWS = 20_000
EXCEL, PAPER = "excel", "cetak"


@requires(Permission.EXPORT_PEOPLE)
@never_cache
@sensitive_variables()
def export_residents(request: Request, village_code: str) -> HttpResponse:
    """Ask what for; then give the list and write down who took how many rows along."""
    check(request.user, Permission.READ_PEOPLE, village_code)
    snapshot: Snapshot = request.snapshot
    place = snapshot.index("village", "village_code").get(village_code)
    known = lists(request)
    if place is None or not known:
        raise Http404
    asked = asked_about(request, village_code, known)
    count = person_count(snapshot, asked)
    form = (TakingForm if asked.opens_specific else OpeningForm)(request.POST or None)
    if request.method == "POST" and form.is_valid() and count:
        if count > MOST_ROWS:
            raise UserError("DASHBOARD-031", count=count, most=MOST_ROWS)
        return _hand_over(request, place, asked, form)
    origin = origin_of(request, asked.profile)
    context = {**SECTION, "place": place, "form": form, "count": count, "asked": asked, "origin": origin}
    status = 422 if request.method == "POST" else 200
    return render(request, "dashboard/people/export.html", context, status=status)


def _hand_over(request: Request, place: Row, asked: Asked, form: OpeningForm) -> HttpResponse:
    """The list in the form that was asked for, once the log knows of it."""
    origin = origin_of(request, asked.profile)
    taken = tuple(form.cleaned_data.get("specific", ()))
    language = request.language
    rows = [_worded(row, origin["instrument"], language) for row in people_of(request.snapshot, asked, taken)]
    kind = PAPER if request.POST.get("bentuk") == PAPER else EXCEL
    record(
        "people.export",
        by=request.user.username,
        subject=f"village:{asked.village_code}",
        village_code=asked.village_code,
        purpose=form.cleaned_data["purpose"],
        note=form.cleaned_data["note"],
        kind=kind,
        profile=asked.profile,
        as_of=request.snapshot.as_of,
        rows=len(rows),
        is_specific=bool(taken),
        fields=list(taken),
    )
    held = carrier(request, form.cleaned_data["purpose"])
    columns = _columns(asked, taken)
    if kind == PAPER:
        cells = [[row.get(key) for key, _header in columns] for row in rows]
        context = {**SECTION, "place": place, "carrier": held, "columns": columns, "rows": cells, "origin": origin}
        context |= {"taken_words": _taken_words(taken)}
        return render(request, "dashboard/people/paper.html", context)
    title = _("Warga %(village)s menurut %(list)s") % {"village": place["village_name"], "list": origin["title"]}
    notes = [_taken_words(taken), *_notes(request, origin)]
    response = HttpResponse(workbook(title, columns, rows, notes, carrier=held), content_type=XLSX)
    name = f"warga-{asked.village_code}-{request.snapshot.as_of}"
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _worded(row: Row, instrument: str, language: str) -> dict[str, Any]:
    """A row as people read it."""
    told = [name for name in ("sex", *SPECIFIC_OF_PERSON) if name in row]
    words = {name: answer_words(instrument, name, row[name], language) for name in told}
    kin = answer_words(instrument, "kin", row["relation"], language)
    member = _("ya") if row["is_member"] else _("tidak")
    return {**row, **words, "relation": kin, "home": home_words(row), "is_member": member}


def _taken_words(taken: tuple[str, ...]) -> str:
    """Which specific data go along, in a sentence."""
    if not taken:
        return _("Tanpa kolom data spesifik (anak, kesehatan, disabilitas).")
    labels = column_labels()
    names = ", ".join(labels[name].lower() for name in taken)
    return _("Kolom data spesifik yang ikut atas pilihan pemegang: %(names)s.") % {"names": names}


def _columns(asked: Asked, taken: tuple[str, ...]) -> list[tuple[str, str]]:
    labels = column_labels()
    specific = [(name, labels[name]) for name in taken]
    needs = _("Kebutuhan") if asked.opens_specific else _("Kebutuhan (tanpa tiga yang tertutup)")
    return [
        ("head_name", _("Kepala rumah tangga")),
        ("full_name", _("Nama")),
        ("relation", _("Hubungan")),
        ("sex", _("Jenis kelamin")),
        ("years", _("Umur")),
        ("nik", _("NIK")),
        ("no_kk", _("Nomor KK")),
        ("home", _("Alamat")),
        ("decile", _("Desil")),
        ("need_count", needs),
        *specific,
        ("is_member", _("Masih anggota")),
        ("row_number", _("Baris")),
    ]


def _notes(request: Request, origin: Row) -> list[str]:
    date = write_date(origin["measured_on"], request.language)
    notes = [
        _("Memuat data pribadi. Simpan sendiri, jangan diteruskan, dan hapus bila tujuannya selesai."),
        _("NIK dan nomor KK disamarkan; pengunduhan ini tercatat."),
        _("Sumber: %(publisher)s.") % {"publisher": f"{origin['title']}, {date}"},
        _("Keadaan per %(date)s.") % {"date": write_date(request.snapshot.as_of, request.language)},
        _("Edisi %(edition)s.") % {"edition": request.snapshot.edition},
        _("Tercatat di daftar kesejahteraan tidak sama dengan miskin."),
    ]
    return [*notes, _("Data simulasi.")] if request.workspace.is_demo else notes
