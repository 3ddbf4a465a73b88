"""Pages of this stage: bring a file, look at it, confirm; the sources and what was wrong with them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.roles import Permission
from ngopeni.intake import actions, boundary
from ngopeni.intake.forms import BringForm, ConfirmForm, WithdrawForm, profile_choices
from ngopeni.intake.inspection import inspect
from ngopeni.intake.layouts import layouts
from ngopeni.intake.models import Upload, WithdrawnSource
from ngopeni.kernel.error import UserError

SECTION = {"section": "sources"}


@requires(Permission.READ_AREAS)
def sources(request: Request) -> HttpResponse:
    """Every source of the snapshot."""
    titles = dict(profile_choices())
    rows = [{**row, "title": titles[row["profile"]]} for row in request.snapshot.table("source")]
    rows.sort(key=lambda row: (row["as_of"], row["received_at"]), reverse=True)
    context = {
        **SECTION,
        "sources": rows,
        "layouts": layouts().values(),
        "boundary_title": boundary.TITLE,
        "uploads": Upload.objects.select_related("brought_by"),
        "withdrawn": WithdrawnSource.objects.select_related("withdrawn_by"),
        "may_import": request.user.can(Permission.IMPORT_SOURCES),
    }
    return render(request, "intake/sources.html", context)


@requires(Permission.READ_AREAS)
def source(request: Request, source_id: str) -> HttpResponse:
    """One source, with every row that was set aside or doubted."""
    row = request.snapshot.index("source", "source_id").get(source_id)
    if row is None:
        raise Http404
    found = request.snapshot.query(
        "SELECT row_number, column_name, rule_code, severity, raw_value AS example, is_set_aside FROM import_finding "
        "WHERE source_id = $source_id ORDER BY row_number, position",
        "import_finding",
        source_id=source_id,
    )
    context = {
        **SECTION,
        "source": row,
        "title": dict(profile_choices())[row["profile"]],
        "findings": Paginator(found, 100).get_page(request.GET.get("hal")),
        "form": WithdrawForm(),
        "may_import": request.user.can(Permission.IMPORT_SOURCES),
    }
    return render(request, "intake/source.html", context)


@requires(Permission.IMPORT_SOURCES)
def bring(request: Request) -> HttpResponse:
    """Choose files; each then waits on a page of its own."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_valid():
        brought = [
            actions.bring(workspace=request.workspace, file=file, by=request.user)
            for file in form.cleaned_data["documents"]
        ]
        return redirect("upload", brought[0].pk) if len(brought) == 1 else redirect("sources")
    context = {**SECTION, "form": form, "layouts": layouts().values(), "boundary_title": boundary.TITLE}
    return render(request, "intake/bring.html", context, status=422 if form.errors else 200)


@requires(Permission.IMPORT_SOURCES)
def upload(request: Request, upload_id: str) -> HttpResponse:
    """What was recognised in an upload; confirm it, choose another kind, or discard it."""
    waiting = Upload.objects.filter(pk=upload_id).first()
    if waiting is None:
        raise UserError("INTAKE-019")
    profile = request.POST.get("profile") or request.GET.get("jenis") or None
    context: dict[str, Any] = {**SECTION, "upload": waiting, "profiles": profile_choices(), "chosen": profile}
    try:
        context |= _look(request, waiting, profile)
    except UserError as error:
        context |= {"refusal": error.sentence(request.language), "refusal_code": error.code}
        return render(request, "intake/upload.html", context, status=422)
    form = ConfirmForm(request.POST or None, initial=_initial(context))
    if request.method == "POST" and form.is_valid():
        job = actions.confirm(upload=waiting, by=request.user, **form.cleaned_data)
        return redirect("job", job.pk)
    context |= {"form": form, "known": actions.known_notes(request.workspace, waiting, context["profile"])}
    return render(request, "intake/upload.html", context, status=422 if form.errors else 200)


def _initial(context: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with; the end of the year that the file itself names, where it names one."""
    initial = {"publisher": context["publisher"], "profile": context["profile"]}
    years = {row.get("reference_year") for row in context.get("sample", [])} - {None}
    if len(years) == 1:
        date = dt.date(years.pop(), 12, 31)
        initial["as_of"] = date if date <= dt.date.today() else None
    return initial


def _look(request: Request, waiting: Upload, profile: str | None) -> dict[str, Any]:
    """Inspect an upload, as rows or as a map."""
    path = actions.incoming_path(request.workspace, waiting)
    areas = actions.known_areas(request.workspace)
    if not path.exists():
        raise UserError("INTAKE-019")
    if profile == boundary.PROFILE or (profile is None and boundary.is_boundary_file(waiting.file_name)):
        found = boundary.inspect_boundary(path, waiting.file_name, areas)
        return {
            "map": found,
            "profile": boundary.PROFILE,
            "title": boundary.TITLE,
            "publisher": boundary.PUBLISHER,
            "problems": [{**row, "example": row["raw_value"], "found_count": 1} for row in found.problems[:50]],
            "counts": (found.feature_count, found.used_count, found.set_aside_count),
            "matched_count": len(found.mended.geometries),
            "village_count": len(areas.villages),
        }
    inspection = inspect(path, waiting.file_name, areas, profile)
    layout = inspection.recognition.layout
    names = {village.village_code: village.village_name for village in areas.villages}
    return {
        "inspection": inspection,
        "profile": layout.code,
        "title": layout.title,
        "publisher": layout.publisher,
        "problems": inspection.problems,
        "counts": (inspection.row_count, inspection.typed_count, inspection.set_aside_count),
        "columns": [
            (field.column.description, inspection.recognition.headers[inspection.recognition.mapping[field.name] - 1])
            for field in layout.fields
            if field.name in inspection.recognition.mapping
        ],
        "sample_names": [key for key in (inspection.sample[0] if inspection.sample else {}) if key != "row_number"],
        "sample": [
            {**row, "village_code": f"{names[row['village_code']]}"} if "village_code" in row else row
            for row in inspection.sample
        ],
    }


@requires(Permission.IMPORT_SOURCES)
def discard(request: Request, upload_id: str) -> HttpResponse:
    """Throw an upload away."""
    if request.method == "POST":
        waiting = get_object_or_404(Upload, pk=upload_id)
        actions.discard(workspace=request.workspace, upload=waiting, by=request.user)
        messages.success(request, _("Berkas titipan dihapus. Tidak ada data yang berubah."))
    return redirect("sources")


@requires(Permission.IMPORT_SOURCES)
def withdraw(request: Request, source_id: str) -> HttpResponse:
    """Withdraw a source from every edition to come."""
    if request.method != "POST":
        return redirect("source", source_id)
    reason = request.POST.get("reason", "")
    job = actions.withdraw(workspace=request.workspace, source_id=source_id, reason=reason, by=request.user)
    return redirect("job", job.pk)
