"""Forms about an institution itself: what it is, serves and can do, and when it assists no longer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.forms import ReasonForm
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.partners import actions
from ngopeni.partners.fields import Part, fields_of
from ngopeni.partners.forms import CapacityForm, InstitutionForm, MandateForm
from ngopeni.partners.models import Institution
from ngopeni.partners.views.filling import fill_in


@requires(Permission.MANAGE_PARTNERS)
@never_cache
def add_institution(request: Request) -> HttpResponse:
    """Record an institution."""
    regency_code = request.workspace.regency_code
    form = InstitutionForm(request.POST or None, regency_code=regency_code, language=request.language)

    @transaction.atomic
    def act(_form: forms.Form) -> Institution:
        made = actions.add_institution(values=form.values, regency_code=regency_code, by=request.user)
        actions.set_head(institution=made, head=form.cleaned_data["head"], by=request.user)
        return made

    return fill_in(request, "partners/institution_form.html", form, act, _("Lembaga tersimpan."))


@requires(Permission.MANAGE_PARTNERS)
@never_cache
def change_institution(request: Request, code: str) -> HttpResponse:
    """Change what is known of an institution."""
    found = get_object_or_404(Institution.objects.select_related("parent", "head"), code=code)
    regency_code = request.workspace.regency_code
    form = InstitutionForm(
        request.POST or None,
        regency_code=regency_code,
        language=request.language,
        institution=found,
        initial=_told(found),
    )

    @transaction.atomic
    def act(_form: forms.Form) -> Institution:
        actions.change_institution(institution=found, values=form.values, regency_code=regency_code, by=request.user)
        actions.set_head(institution=found, head=form.cleaned_data["head"], by=request.user)
        return found

    done = _("Perubahan tersimpan dan tercatat di riwayatnya.")
    return fill_in(request, "partners/institution_form.html", form, act, done, institution=found)


def _told(found: Institution) -> dict[str, Any]:
    """An institution as its form begins."""
    told = {each.key: getattr(found, each.key) for each in fields_of(Part.INSTITUTION)}
    return {**told, "parent": found.parent.code if found.parent else "", "head": found.head}


@requires(Permission.MANAGE_PARTNERS)
def institution_mandates(request: Request, code: str) -> HttpResponse:
    """Say which needs an institution serves."""
    found = get_object_or_404(Institution, code=code)
    kept = {each.need_code: each for each in found.mandates.all()}
    initial = {f"level_{need}": each.level for need, each in kept.items()}
    initial |= {f"programme_{need}": each.programme_code for need, each in kept.items()}
    form = MandateForm(request.POST or None, language=request.language, initial=initial)

    def act(_form: forms.Form) -> Institution:
        source = form.cleaned_data["source"]
        wanted = [_with_source(each, kept.get(each["need_code"]), source) for each in form.mandates]
        actions.set_mandates(institution=found, mandates=wanted, by=request.user, reason=source)
        return found

    return fill_in(request, "partners/mandate_form.html", form, act, _("Mandat tersimpan."), institution=found)


def _with_source(wanted: dict[str, str], kept: Any, source: str) -> dict[str, Any]:
    """A mandate that changes says where it is from and since when; a new programme has no name yet."""
    is_same = kept and kept.level == wanted["level"] and kept.programme_code == wanted["programme_code"]
    if is_same or not source:
        return dict(wanted)
    return {**wanted, "source": source, "valid_from": timezone.localdate()}


@requires(Permission.MANAGE_PARTNERS)
def institution_capacity(request: Request, code: str) -> HttpResponse:
    """Say what an institution can do in a year."""
    found = get_object_or_404(Institution, code=code)
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year
    kept = found.capacities.filter(year=year).first()
    initial = {each.key: getattr(kept, each.key, None) for each in fields_of(Part.CAPACITY)} | {"year": year}
    form = CapacityForm(request.POST or None, language=request.language, initial=initial)

    def act(_form: forms.Form) -> Institution:
        told = dict(form.cleaned_data)
        actions.set_capacity(
            institution=found,
            year=told.pop("year"),
            values=told,
            regency_code=request.workspace.regency_code,
            by=request.user,
        )
        return found

    return fill_in(request, "partners/capacity_form.html", form, act, _("Kapasitas tersimpan."), institution=found)


@requires(Permission.MANAGE_PARTNERS)
def retire_institution(request: Request, code: str) -> HttpResponse:
    """Say that an institution assists no longer, or take it back."""
    found = get_object_or_404(Institution, code=code)
    form = ReasonForm(request.POST or None)
    done = _("Lembaga tidak lagi mendampingi.") if found.is_active else _("Lembaga mendampingi lagi.")

    def act(_form: forms.Form) -> Institution:
        # What stood on the button, whatever somebody else has done since.
        change = actions.reinstate if request.POST.get("aksi") == "kembali" else actions.retire
        change(institution=found, reason=form.cleaned_data["reason"], by=request.user)
        return found

    return fill_in(request, "partners/retire_form.html", form, act, done, institution=found)
