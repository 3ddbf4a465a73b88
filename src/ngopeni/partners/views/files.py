"""Institutions as an Excel file: out, and in again after a look at what would change."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.actions import record
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.place_names import areas_of_grants
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.durable import write_durably
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook
from ngopeni.partners import actions
from ngopeni.partners.actions.import_plan import recorded
from ngopeni.partners.actions.roster import newest_capacities
from ngopeni.partners.fields import CONTACTS, fields
from ngopeni.partners.forms import FileForm
from ngopeni.partners.institution_file import InstitutionFile, read_institutions, written
from ngopeni.partners.views.filling import SECTION
from ngopeni.partners.views.import_words import shown_changes

# Where the session keeps which file somebody looks at.
KEY = "institution_file"
LARGEST_MB = 5


@requires(Permission.READ_AREAS)
@never_cache
def download_institutions(request: Request) -> HttpResponse:
    """Every institution that assists, as the file that can be brought back; whom to call only for those who may."""
    opens_contacts = request.user.can(Permission.READ_CONTACTS)
    keys = [key for key in fields() if opens_contacts or key not in CONTACTS]
    known, year = recorded(), timezone.localdate().year
    newest = newest_capacities(year)
    rows = []
    for each in known.by_code.values():
        if each.is_active:
            of_year = newest[each.pk].year if each.pk in newest else year
            state = {**known.state(each, of_year), "year": of_year}
            rows.append({key: written(fields()[key], state[key]) for key in keys})
    columns = [(key, fields()[key].label["id"]) for key in keys]
    content = workbook(_("Lembaga pendamping"), columns, rows, _notes(request, opens_contacts=opens_contacts))
    if opens_contacts:
        record("partners.export", by=request.user.username, subject="institutions", rows=len(rows))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="lembaga-pendamping-{timezone.localdate()}.xlsx"'
    return response


def _notes(request: Request, *, opens_contacts: bool) -> list[str]:
    notes = [_("Diunduh %(date)s.") % {"date": write_date(timezone.localdate(), request.language)}]
    if request.workspace.is_demo:
        notes.append(_("Kapasitas, tempat, dan sebagian lembaga adalah rekaan untuk peragaan."))
    notes.append(
        _("Berkas ini dapat diisi dan diunggah lagi; baris dikenali dari kodenya. Kosong berarti tidak diketahui.")
    )
    if not opens_contacts:
        notes.append(_("Kolom narahubung tidak disertakan."))
    return notes


@requires(Permission.MANAGE_PARTNERS)
@never_cache
def import_institutions(request: Request) -> HttpResponse:
    """Bring a file, look at what it would change, then let it."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        form = FileForm()
    elif request.POST.get("aksi") == "simpan":
        return _take(request)
    elif form.is_valid():
        try:
            return _preview(request, *_keep(request, form.cleaned_data["document"]))
        except UserError as error:
            return _page(request, FileForm(), refusal=error.sentence(request.language))
    return _page(request, form)


def _page(request: Request, form: FileForm, **context: Any) -> HttpResponse:
    status = 422 if form.errors or context.get("refusal") else 200
    return render(request, "partners/import.html", {**SECTION, "form": form, **context}, status=status)


def _keep(request: Request, file: UploadedFile) -> tuple[Path, str]:
    """Let a file wait until somebody agrees to it; whoever brings files sweeps what waits for longer than a day."""
    name = Path(file.name or "berkas").name[:200]
    content = file.read(LARGEST_MB * 2**20 + 1)
    if len(content) > LARGEST_MB * 2**20:
        raise UserError("PARTNERS-027", file=name, most=LARGEST_MB)
    _forget(request)
    key = str(uuid.uuid4())
    path = request.workspace.incoming / key
    write_durably(path, content)
    request.session[KEY] = {"id": key, "name": name}
    return path, name


def _forget(request: Request) -> None:
    """Drop the file that somebody looked at before."""
    waiting = request.session.pop(KEY, None)
    if waiting:
        (request.workspace.incoming / waiting["id"]).unlink(missing_ok=True)


def _read(request: Request, path: Path, name: str) -> InstitutionFile:
    districts = {each.district_code for each in areas_of_grants(request.workspace.regency_code).districts}
    return read_institutions(path, name, districts)


def _preview(request: Request, path: Path, name: str, refusal: str = "") -> HttpResponse:
    """What the file would change; where a cell cannot be kept, which ones and why."""
    read = _read(request, path, name)
    plan = actions.plan_import(read)
    context = {
        **SECTION,
        "form": FileForm(),
        "plan": plan,
        "file_name": name,
        "file_key": path.name,
        "unread": read.unread,
        "problems": [each.sentence(request.language) for each in plan.problems],
        "changes": shown_changes(plan, request.language),
        "refusal": refusal,
    }
    return render(request, "partners/import.html", context, status=422 if plan.problems or refusal else 200)


def _take(request: Request) -> HttpResponse:
    """Let the file that was looked at change what it said."""
    waiting = request.session.get(KEY, {})
    path = request.workspace.incoming / waiting.get("id", "-")
    if request.POST.get("file_key") != waiting.get("id") or not path.is_file():
        refusal = UserError("PARTNERS-026").sentence(request.language)
        return _page(request, FileForm(), refusal=refusal)
    try:
        plan = actions.import_institutions(
            read=_read(request, path, waiting["name"]),
            file_name=waiting["name"],
            seal=request.POST.get("seal", ""),
            regency_code=request.workspace.regency_code,
            by=request.user,
        )
    except UserError as error:
        return _preview(request, path, waiting["name"], refusal=error.sentence(request.language))
    _forget(request)
    told = {"new": len(plan.new), "changed": len(plan.changed)}
    messages.success(request, _("%(new)s lembaga baru dan %(changed)s lembaga yang berubah tersimpan.") % told)
    return redirect("institutions")
