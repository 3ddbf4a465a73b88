"""A decree that holds, and the rights behind it: letting them be as it says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import told_of
from ngopeni.assignment.views.decrees import find_decree, page_context
from ngopeni.assignment.views.effect_words import effect_sentences


@requires(Permission.SIGN_DECREES)
def settle_decree(request: Request, decree_id: int) -> HttpResponse:
    """Say which rights are not as a decree asks; once agreed, let them be so."""
    found = find_decree(request, decree_id)
    refusal = actions.why_not_settle(found, request.user)
    if request.method == "GET" and refusal is not None:
        messages.warning(request, refusal.sentence(request.language))
        return redirect("decree", found.pk)

    def go_on(_told: dict[str, Any]) -> HttpResponse:
        actions.settle(decree=found, by=request.user)
        messages.success(request, _("Hak akses kini sesuai dengan keputusan."))
        return redirect("decree", found.pk)

    def context() -> dict[str, Any]:
        told = told_of(found, request.workspace)
        sentences = effect_sentences(found, told, request.language)
        return page_context(request, found, told, sentences=sentences, code="settle", button=_("Sesuaikan hak akses"))

    form = forms.Form(request.POST if request.method == "POST" else None)
    return fill_in(request, "assignment/decree_step.html", form, go_on, context)
