"""The sources, what was wrong with them, and withdrawing one."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.actions import record
from ngopeni.accounts.forms import PurposeForm
from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.intake import actions, boundary
from ngopeni.intake.archive import Source, find_source
from ngopeni.intake.forms import WithdrawForm, profile_choices
from ngopeni.intake.layouts import layouts
from ngopeni.intake.models import Upload, WithdrawnSource
from ngopeni.intake.problem import sql_for_problem_summary
from ngopeni.intake.set_aside import set_aside_workbook
from ngopeni.intake.views.carrier import carrier
from ngopeni.intake.views.problems import by_rule, is_about_people, without_persons
from ngopeni.kernel.engine import Row
from ngopeni.kernel.workbook import XLSX

SECTION = {"section": "sources"}
FINDINGS_PER_PAGE = 25


@requires(Permission.READ_AREAS)
def sources(request: Request) -> HttpResponse:
    """Every source of the snapshot."""
    titles = dict(profile_choices())
    rows = [{**row, "title": titles[row["profile"]]} for row in request.snapshot.table("source")]
    rows.sort(key=lambda row: (row["as_of"], row["received_at"]), reverse=True)
    waiting: dict[uuid.UUID, list[Upload]] = {}
    for upload in Upload.objects.select_related("brought_by").order_by("file_name"):
        waiting.setdefault(upload.batch, []).append(upload)
    context = {
        **SECTION,
        "sources": rows,
        "layouts": layouts().values(),
        "boundary_title": boundary.TITLE,
        "uploads": [batch[0] for batch in waiting.values() if len(batch) == 1],
        "batches": [batch for batch in waiting.values() if len(batch) > 1],
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
    problems = _problems(request, source_id)
    is_open = may_read_cells(request, row["profile"])
    told = problems if is_open else without_persons(problems)
    total = sum(problem["found_count"] for problem in problems) if is_open else 0
    page = Paginator(range(total), FINDINGS_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        **SECTION,
        "source": row,
        "title": dict(profile_choices())[row["profile"]],
        # A problem of a map is about one village, so there is nothing to sum up.
        "problems": [] if row["profile"] == boundary.PROFILE else by_rule(told),
        "is_open": is_open,
        "has_problems": bool(problems),
        "page": page,
        "findings": _findings(request, source_id, page.start_index()) if is_open else [],
        "form": WithdrawForm(),
        "may_import": request.user.can(Permission.IMPORT_SOURCES),
        "may_read_rows": all(
            request.user.can(permission, request.workspace.regency_code)
            for permission in (Permission.IMPORT_SOURCES, *rights_for_rows(row["profile"]))
        ),
    }
    return render(request, "intake/source.html", context)


def may_read_cells(request: Request, profile: str) -> bool:
    """Whether single cells are open: those of a list of people only to who reads names in the whole regency."""
    return not is_about_people(profile) or request.user.can(Permission.READ_PEOPLE, request.workspace.regency_code)


def rights_for_rows(profile: str) -> tuple[Permission, ...]:
    """What it takes to carry away whole rows of a file, besides bringing files.

    They may name people of any village, and nobody has said what stands in which column. Those of a list of people
    hold whole numbers and what is told of health and school.
    """
    rights = (Permission.READ_PEOPLE, Permission.EXPORT_PEOPLE)
    return (*rights, Permission.REVEAL_IDENTIFIERS, Permission.READ_SPECIFIC) if is_about_people(profile) else rights


def _problems(request: Request, source_id: str) -> list[Row]:
    """What is wrong with a source, by rule and column."""
    summary = sql_for_problem_summary("source_id = $source_id")
    return request.snapshot.query(summary, "import_finding", source_id=source_id)


def _findings(request: Request, source_id: str, first: int) -> list[Row]:
    """A page of the problems row by row, from the first-th on; only these are read into memory."""
    return request.snapshot.query(
        "SELECT row_number, column_name, rule_code, severity, raw_value AS example, is_set_aside FROM import_finding "
        f"WHERE source_id = $source_id ORDER BY row_number, position LIMIT {FINDINGS_PER_PAGE} OFFSET $skipped",
        "import_finding",
        source_id=source_id,
        skipped=max(first - 1, 0),
    )


@requires(Permission.IMPORT_SOURCES)
@never_cache
def set_aside_rows(request: Request, source_id: str) -> HttpResponse:
    """The rows of a source that were not used, whole, with the reason of each, as Excel; asked for with a purpose."""
    row = request.snapshot.index("source", "source_id").get(source_id)
    note = find_source(request.workspace, source_id) if row else None
    if row is None or note is None or row["profile"] == boundary.PROFILE:
        raise Http404
    for permission in rights_for_rows(row["profile"]):
        check(request.user, permission, request.workspace.regency_code)
    form = PurposeForm(request.POST or None)
    title = dict(profile_choices())[row["profile"]]
    if request.method == "POST" and form.is_valid():
        return _hand_over_rows(request, note, title, form)
    context = {**SECTION, "source": row, "title": title, "form": form}
    return render(request, "intake/set_aside.html", context, status=422 if request.method == "POST" else 200)


def _hand_over_rows(request: Request, note: Source, title: str, form: PurposeForm) -> HttpResponse:
    """The file, once the log knows who takes it along and what for."""
    source_id = note["source_id"]
    findings = request.snapshot.query(
        "SELECT row_number, column_name, rule_code, raw_value AS example FROM import_finding "
        "WHERE source_id = $source_id AND is_set_aside ORDER BY row_number, position",
        "import_finding",
        source_id=source_id,
    )
    purpose = form.cleaned_data["purpose"]
    record(
        "intake.read_set_aside",
        by=request.user.username,
        subject=f"source:{source_id}",
        purpose=purpose,
        note=form.cleaned_data["note"],
        rows=len({each["row_number"] for each in findings}),
    )
    content = set_aside_workbook(
        request.workspace,
        note,
        findings,
        request.language,
        title=_("Baris yang disisihkan: %(title)s") % {"title": title},
        carrier=carrier(request, purpose),
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="disisihkan-{source_id}.xlsx"'
    return response


@requires(Permission.IMPORT_SOURCES)
def withdraw(request: Request, source_id: str) -> HttpResponse:
    """Withdraw a source from every edition to come."""
    if request.method != "POST":
        return redirect("source", source_id)
    reason = request.POST.get("reason", "")
    job = actions.withdraw(workspace=request.workspace, source_id=source_id, reason=reason, by=request.user)
    return redirect("job", job.pk)
