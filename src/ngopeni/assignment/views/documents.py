"""The documents of a decree: its words, clause by clause, and the papers that are made of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import template_for, told_of
from ngopeni.assignment.actions.decree_steps import scan_path
from ngopeni.assignment.actions.decree_texts import may_write
from ngopeni.assignment.decree.clauses import Template, editable_texts
from ngopeni.assignment.decree.placeholders import KNOWN
from ngopeni.assignment.forms.decrees import TextForm
from ngopeni.assignment.models import Decree
from ngopeni.assignment.views.decrees import find_decree, page_context
from ngopeni.kernel.error import UserError
from ngopeni.kernel.paper_docx import DOCX, paper_docx
from ngopeni.kernel.paper_pdf import PDF, paper_pdf
from ngopeni.kernel.scan import TYPES


@requires(Permission.DRAFT_DECREES)
def decree_texts(request: Request, decree_id: int) -> HttpResponse:
    """Every clause with its default, where it comes from, and a box to write it anew."""
    found, refusal, written = find_decree(decree_id), "", ("", "")
    if request.method == "POST":
        form = TextForm(request.POST)
        try:
            if not form.is_valid():
                raise UserError("DECREE-019", most=4000)
            written = (form.cleaned_data["code"], form.cleaned_data["text"])
            text = None if request.POST.get("aksi") == "semula" else written[1]
            actions.write_text(decree=found, code=written[0], text=text, by=request.user)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Naskah tersimpan."))
            return redirect(f"{request.path}#{written[0].replace('.', '-')}")
    template = template_for(found)
    told = told_of(found, request.workspace)
    context = page_context(
        request,
        found,
        told,
        template=template,
        clauses=_clauses(found, template, written if refusal else ("", "")),
        laws=told.head.laws,
        placeholders=[f"{{{name}}}" for name in sorted(KNOWN[template.code])],
        may_write=may_write(found, request.user),
        refusal=refusal,
    )
    return render(request, "assignment/decree_texts.html", context, status=422 if refusal else 200)


def _clauses(found: Decree, template: Template, written: tuple[str, str]) -> list[dict[str, Any]]:
    """In reading order; what was sent and refused stands in its box again."""
    statuses = {clause.code: clause.status for clause in template.clauses}
    told = status_words()
    return [
        {
            "code": code,
            "anchor": code.replace(".", "-"),
            "default": default,
            "own": found.texts.get(code),
            "is_own": code in found.texts,
            "box": written[1] if written[0] == code else found.texts.get(code, default),
            "is_open": written[0] == code,
            "status": told.get(statuses.get(code.partition(".")[0], ""), ""),
        }
        for code, default in editable_texts(template).items()
    ]


def status_words() -> dict[str, str]:
    """Where the words of a clause come from."""
    return {
        "read": _("dari naskah yang terbaca"),
        "general_knowledge": _("pengetahuan umum"),
        "proposal": _("usulan kami"),
    }


@requires(Permission.READ_AREAS)
@cache_control(private=True, max_age=0)
def decree_pdf(request: Request, decree_id: int) -> HttpResponse:
    """The decree as PDF/A; a draft says that it is one."""
    found = find_decree(decree_id)
    paper = told_of(found, request.workspace).paper()
    return _file(found, paper_pdf(paper, _dated(found)), PDF, "pdf")


@requires(Permission.READ_AREAS)
@cache_control(private=True, max_age=0)
def decree_docx(request: Request, decree_id: int) -> HttpResponse:
    """The decree as a Word file that the legal section edits."""
    found = find_decree(decree_id)
    paper = told_of(found, request.workspace).paper()
    return _file(found, paper_docx(paper, _dated(found)), DOCX, "docx")


@requires(Permission.READ_CONTACTS)
@never_cache
def decree_scan(request: Request, decree_id: int) -> HttpResponse:
    """The scan of the signed paper: it bears signatures, so it opens like the contacts."""
    found = find_decree(decree_id)
    path = scan_path(request.workspace, found)
    if path is None:
        raise Http404
    return _file(found, path.read_bytes(), TYPES[path.suffix], path.suffix[1:])


def _dated(found: Decree) -> Any:
    return found.signed_on or timezone.localtime(found.drafted_at).date()


def _file(found: Decree, content: bytes, content_type: str, suffix: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="keputusan-{found.pk}.{suffix}"'
    return response
