"""Agreements with their files, and stated conflicts of interest."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.forms import ReasonForm
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.scan import TYPES
from ngopeni.partners import actions
from ngopeni.partners.forms import AgreementForm, ConflictForm
from ngopeni.partners.kind import Against, AgreementKind
from ngopeni.partners.models import Agreement, Conflict, Institution
from ngopeni.partners.views.filling import fill_in
from ngopeni.partners.views.institutions import names_of


@requires(Permission.MANAGE_PARTNERS)
def add_agreement(request: Request, code: str) -> HttpResponse:
    """Keep a signed agreement."""
    found = get_object_or_404(Institution, code=code)
    form = AgreementForm(request.POST or None, request.FILES or None, language=request.language)

    def act(_form: forms.Form) -> Institution:
        told = form.cleaned_data
        actions.record_agreement(
            workspace=request.workspace,
            institution=found,
            **{**told, "kind": AgreementKind(told["kind"])},
            by=request.user,
        )
        return found

    return fill_in(request, "partners/agreement_form.html", form, act, _("Perjanjian tersimpan."), institution=found)


@requires(Permission.READ_CONTACTS)
@never_cache
def agreement_file(request: Request, agreement_id: int) -> HttpResponse:
    """The scan of an agreement: it bears names and signatures, so it opens like the contacts."""
    found = get_object_or_404(Agreement.objects.select_related("institution"), pk=agreement_id)
    path = actions.agreement_path(request.workspace, found)
    if path is None:
        raise Http404
    name = f"{found.institution.code}-{found.signed_on}{path.suffix}"
    response = HttpResponse(path.read_bytes(), content_type=TYPES[path.suffix])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Permission.MANAGE_PARTNERS)
def state_conflict(request: Request, code: str) -> HttpResponse:
    """State a conflict of interest."""
    found = get_object_or_404(Institution, code=code)
    regency_code = request.workspace.regency_code
    form = ConflictForm(request.POST or None, institution=found, regency_code=regency_code, language=request.language)

    def act(_form: forms.Form) -> Institution:
        told = form.cleaned_data
        actions.state_conflict(
            institution=found,
            against_kind=kind_of(told["against"]),
            against_code=told["against"],
            reason=told["reason"],
            since=told["since"],
            regency_code=regency_code,
            by=request.user,
        )
        return found

    return fill_in(request, "partners/conflict_form.html", form, act, _("Benturan tercatat."), institution=found)


def kind_of(code: str) -> Against:
    """What a code is of: those of institutions have no point.

    Examples
    --------
    >>> kind_of("33.16.01"), kind_of("33.16.01.2001"), kind_of("setda")
    (<Against.DISTRICT: 'district'>, <Against.VILLAGE: 'village'>, <Against.INSTITUTION: 'institution'>)
    """
    return {0: Against.INSTITUTION, 2: Against.DISTRICT}.get(code.count("."), Against.VILLAGE)


@requires(Permission.MANAGE_PARTNERS)
def end_conflict(request: Request, conflict_id: int) -> HttpResponse:
    """End a conflict of interest: first which one, then it ends."""
    found = get_object_or_404(Conflict.objects.select_related("institution"), pk=conflict_id)
    if found.ended_at is not None:
        messages.warning(request, _("Benturan ini sudah diakhiri."))
        return redirect("institution", found.institution.code)
    form = ReasonForm(request.POST or None)

    def act(_form: forms.Form) -> Institution:
        actions.end_conflict(conflict=found, reason=form.cleaned_data["reason"], by=request.user)
        return found.institution

    context = {
        "institution": found.institution,
        "conflict": found,
        "against": names_of(request).get(found.against_code, found.against_code),
    }
    return fill_in(request, "partners/end_conflict.html", form, act, _("Benturan diakhiri."), **context)
