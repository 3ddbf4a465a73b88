"""The papers of a decree: PDF, Word file, and the scan of what was signed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.assignment.actions.decree_facts import told_of
from ngopeni.assignment.actions.decree_steps import scan_path
from ngopeni.assignment.models import Decree
from ngopeni.assignment.views.decrees import find_decree
from ngopeni.assignment.views.frame import attached
from ngopeni.kernel.paper_docx import DOCX, paper_docx
from ngopeni.kernel.paper_pdf import PDF, paper_pdf
from ngopeni.kernel.scan import TYPES


@requires(Permission.READ_AREAS)
@cache_control(private=True, max_age=0)
def decree_pdf(request: Request, decree_id: int) -> HttpResponse:
    """The decree as PDF/A; a draft says that it is one."""
    found = find_decree(request, decree_id)
    paper = told_of(found, request.workspace).paper()
    return _file(found, paper_pdf(paper, _dated(found)), PDF, "pdf")


@requires(Permission.READ_AREAS)
@cache_control(private=True, max_age=0)
def decree_docx(request: Request, decree_id: int) -> HttpResponse:
    """The decree as a Word file that the legal section edits."""
    found = find_decree(request, decree_id)
    paper = told_of(found, request.workspace).paper()
    return _file(found, paper_docx(paper, _dated(found)), DOCX, "docx")


@requires(Permission.READ_CONTACTS)
@never_cache
def decree_scan(request: Request, decree_id: int) -> HttpResponse:
    """The scan of the signed paper: it bears signatures, so it opens like the contacts."""
    found = get_object_or_404(Decree, pk=decree_id)
    path = scan_path(request.workspace, found)
    if path is None:
        raise Http404
    return _file(found, path.read_bytes(), TYPES[path.suffix], path.suffix[1:])


def _dated(found: Decree) -> Any:
    return found.signed_on or timezone.localtime(found.drafted_at).date()


def _file(found: Decree, content: bytes, content_type: str, suffix: str) -> HttpResponse:
    return attached(content, content_type, f"keputusan-{found.pk}.{suffix}")
