"""Files that wait: bring them, look at them, say what they are, confirm or discard them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.intake import actions, boundary
from ngopeni.intake.difference import differences
from ngopeni.intake.forms import BringForm, ConfirmForm, needed_columns, profile_choices
from ngopeni.intake.layout import Field, Layout
from ngopeni.intake.layouts import layouts
from ngopeni.intake.matching import check_match, choices, guess, likely_header_row, with_places
from ngopeni.intake.models import Upload
from ngopeni.intake.reading import stage
from ngopeni.intake.views.problems import by_rule
from ngopeni.jobs.models import Job, revived
from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import sentence

SECTION = {"section": "sources"}
MATCHABLE = "custom"
# What places a row in a village: its code, or both names.
PLACING = ("village_code", "village_name", "district_name")


@requires(Permission.IMPORT_SOURCES)
def bring(request: Request) -> HttpResponse:
    """Choose files; one has a page of its own, several a page together."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_valid():
        batch = actions.bring_all(workspace=request.workspace, files=form.cleaned_data["documents"], by=request.user)
        return _to_batch(batch)
    readable = [(layout, needed_columns(layout)) for layout in layouts().values()]
    context = {**SECTION, "form": form, "readable": readable, "boundary_title": boundary.TITLE}
    return render(request, "intake/bring.html", context, status=422 if form.errors else 200)


def _to_batch(batch: Any) -> HttpResponse:
    """Where a batch is looked at: while that takes long, the page of its job."""
    looking = Job.objects.filter(name="intake.look", payload__batch=str(batch)).exclude(state=Job.State.DONE).first()
    if looking:
        return redirect("job", looking.pk)
    brought = list(Upload.objects.filter(batch=batch))
    return redirect("upload", brought[0].pk) if len(brought) == 1 else redirect("batch", batch)


@requires(Permission.IMPORT_SOURCES)
def batch(request: Request, batch_id: str) -> HttpResponse:
    """Files brought together: what each is, and one confirmation for all."""
    uploads = list(Upload.objects.filter(batch=batch_id).order_by("file_name"))
    if not uploads:
        raise UserError("INTAKE-019")
    usable = [each for each in uploads if each.is_usable]
    form = ConfirmForm(request.POST or None, initial=_initial(usable[0].look if usable else {}))
    form.fields["profile"].required = False
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("as_of", "publisher")}
        return redirect(
            "job",
            actions.confirm_batch(workspace=request.workspace, batch=uploads[0].batch, by=request.user, **chosen).pk,
        )
    totals = [sum(each.look["counts"][place] for each in usable) for place in range(3)]
    rows = [{"upload": each, "refusal": _refusal(each, request.language)} for each in uploads]
    context = {**SECTION, "rows": rows, "form": form, "totals": totals, "usable": usable, "batch": batch_id}
    return render(request, "intake/batch.html", context, status=422 if form.errors else 200)


@requires(Permission.IMPORT_SOURCES)
def upload(request: Request, upload_id: str) -> HttpResponse:
    """What was recognised in an upload; confirm it, choose another kind, or discard it."""
    waiting = Upload.objects.filter(pk=upload_id).first()
    if waiting is None:
        raise UserError("INTAKE-019")
    profile = request.POST.get("profile") or request.GET.get("jenis") or None
    if not waiting.look or (profile and profile not in (waiting.look.get("profile"), waiting.look["asked_profile"])):
        actions.examine(workspace=request.workspace, upload=waiting, profile=profile)
    context: dict[str, Any] = {**SECTION, "upload": waiting, "profiles": profile_choices(), "chosen": profile}
    refusal = _refusal(waiting, request.language)
    if refusal:
        context |= {"refusal": refusal, "refusal_code": waiting.look["refusal"]}
        return render(request, "intake/upload.html", context, status=422)
    context |= {**waiting.look, "look": waiting.look}
    if not waiting.look["is_map"]:
        context["problems"] = by_rule(waiting.look["problems"])
    form = ConfirmForm(request.POST or None, initial=_initial(waiting.look))
    if request.method == "POST" and form.is_valid():
        job = actions.confirm(upload=waiting, by=request.user, **form.cleaned_data)
        return redirect("job", job.pk)
    context |= {
        "form": form,
        "known": actions.known_notes(request.workspace, waiting, waiting.look["profile"]),
        "differences": _differences(request, waiting),
    }
    return render(request, "intake/upload.html", context, status=422 if form.errors else 200)


def _refusal(waiting: Upload, language: str) -> str:
    """Why a file cannot be used, as a sentence; empty where it can."""
    if "refusal" not in waiting.look:
        return ""
    return sentence(waiting.look["refusal"], revived(waiting.look["refusal_values"]), language)


def _initial(seen: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with; the end of the year that the file itself names, where it names one."""
    initial = {"publisher": seen.get("publisher", ""), "profile": seen.get("profile", "")}
    years = {row.get("reference_year") for row in seen.get("sample", [])} - {None}
    if len(years) == 1:
        date = dt.date(years.pop(), 12, 31)
        initial["as_of"] = date if date <= dt.date.today() else None
    return initial


def _differences(request: Request, waiting: Upload) -> list[str]:
    """What differs from the last file of the kind, in sentences."""
    last = None if waiting.look["is_map"] else actions.last_of_kind(request.workspace, waiting.look["profile"])
    if last is None:
        return []
    names = {row["village_code"]: row["village_name"] for row in request.snapshot.table("village")}
    # A file of one district is held against what was known of that district.
    districts = {code[:8] for code in waiting.look["by_village"]}
    last["by_village"] = {code: n for code, n in last["by_village"].items() if code[:8] in districts}
    found = differences(waiting.look, last, names)
    return [sentence(each.code, each.values, request.language) for each in found]


@requires(Permission.IMPORT_SOURCES)
def match(request: Request, upload_id: str) -> HttpResponse:
    """Say which column is which; kept for the next file with the same headers."""
    waiting = get_object_or_404(Upload, pk=upload_id)
    path = actions.incoming_path(request.workspace, waiting)
    if not path.exists():
        raise UserError("INTAKE-019")
    with TemporaryDirectory() as folder:
        sheets = stage(path, waiting.file_name, Path(folder) / "rows.parquet")
    asked = request.POST or request.GET
    sheet = next((each for each in sheets if each.name == asked.get("lembar")), sheets[0])
    row = int(asked["baris"]) if asked.get("baris", "").isdecimal() else likely_header_row(sheet)
    layout = layouts().get(asked.get("jenis", MATCHABLE)) or layouts()[MATCHABLE]
    offered = choices(sheet, row, waiting.file_name)
    chosen = guess(layout, offered)
    error = ""
    if request.method == "POST":
        plain = {each.plain for each in offered}
        chosen = {
            field.name: request.POST[f"kolom_{field.name}"]
            for field in layout.fields
            if request.POST.get(f"kolom_{field.name}") in plain
        }
        try:
            check_match(layout, chosen)
        except UserError as refused:
            error = refused.sentence(request.language)
        else:
            actions.match_columns(upload=waiting, profile=layout.code, headers=chosen, by=request.user)
            actions.examine(workspace=request.workspace, upload=waiting, profile=layout.code)
            return redirect("upload", waiting.pk)
    context = {
        **SECTION,
        "upload": waiting,
        "sheets": sheets,
        "sheet": sheet,
        "row": row,
        "layout": layout,
        "layouts": layouts().values(),
        "offered": with_places(offered, layout, chosen, actions.known_areas(request.workspace)),
        "groups": _field_groups(layout, chosen),
        "error": error,
    }
    return render(request, "intake/match.html", context, status=422 if error else 200)


def _field_groups(layout: Layout, chosen: Mapping[str, str]) -> list[tuple[str, list[tuple[Field, str]]]]:
    """The fields with what was chosen for them: first those that a file must have."""
    placing = PLACING if layout.level == "village" and not layout.is_place_optional else ()
    needed: list[tuple[Field, str]] = []
    others: list[tuple[Field, str]] = []
    for field in layout.fields:
        group = needed if field.is_required or field.name in placing else others
        group.append((field, chosen.get(field.name, "")))
    return [(_("Isian wajib"), needed), (_("Isian lain, bila ada di berkas"), others)]


@requires(Permission.IMPORT_SOURCES)
def discard(request: Request, upload_id: str) -> HttpResponse:
    """Throw an upload away."""
    if request.method == "POST":
        waiting = get_object_or_404(Upload, pk=upload_id)
        actions.discard(workspace=request.workspace, upload=waiting, by=request.user)
        messages.success(request, _("Berkas titipan dihapus. Tidak ada data yang berubah."))
    return redirect("sources")
