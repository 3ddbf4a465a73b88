"""The steps of a decree: each page says first what will follow, then does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ngopeni.accounts.forms import ReasonForm
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.filling import fill_in
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import told_of
from ngopeni.assignment.decree.told import Told
from ngopeni.assignment.decree_states import move
from ngopeni.assignment.forms.decrees import SigningForm
from ngopeni.assignment.models import Decree
from ngopeni.assignment.views.decree_words import move_words
from ngopeni.assignment.views.decrees import find_decree, page_context
from ngopeni.assignment.views.effect_words import effect_sentences
from ngopeni.assignment.views.next_words import (
    barring_sentences,
    early_sentences,
    law_sentences,
    next_sentences,
    outdated_sentences,
)
from ngopeni.kernel.error import UserError


@requires(Permission.DRAFT_DECREES)
def submit_decree(request: Request, decree_id: int) -> HttpResponse:
    """Hand a draft to the legal section."""

    def act(found: Decree, _form: forms.Form) -> None:
        actions.submit(decree=found, workspace=request.workspace, by=request.user)

    def says(found: Decree, told: Told) -> list[str]:
        return next_sentences(found, told, request)

    return _step(request, decree_id, "submit", forms.Form, act, _("Keputusan diajukan ke Bagian Hukum."), says)


@requires(Permission.SIGN_DECREES)
def return_decree(request: Request, decree_id: int) -> HttpResponse:
    """Give a decree back to be drafted anew."""
    says = _("Keputusan menjadi rancangan lagi; susunan dan naskahnya dapat diubah. Tidak ada hak yang berubah.")
    return _with_reason(request, decree_id, "return", actions.return_to_draft, _("Keputusan dikembalikan."), says)


@requires(Permission.DRAFT_DECREES)
def discard_decree(request: Request, decree_id: int) -> HttpResponse:
    """Give a draft up."""
    says = _("Rancangan dibuang dan tidak dapat dilanjutkan; riwayatnya tetap ada. Tidak ada hak yang berubah.")
    return _with_reason(request, decree_id, "discard", actions.discard_decree, _("Rancangan dibuang."), says)


@requires(Permission.SIGN_DECREES)
def withdraw_decree(request: Request, decree_id: int) -> HttpResponse:
    """Give a signed decree up before it came into force."""
    says = _("Keputusan tidak akan berlaku; nomor dan berkasnya tetap tersimpan. Tidak ada hak yang berubah.")
    return _with_reason(request, decree_id, "withdraw", actions.withdraw_decree, _("Keputusan dibatalkan."), says)


@requires(Permission.SIGN_DECREES)
def sign_decree(request: Request, decree_id: int) -> HttpResponse:
    """Record number, date, signer and scan."""

    def act(found: Decree, form: forms.Form) -> None:
        signing = actions.Signing(**form.cleaned_data)
        actions.sign(decree=found, workspace=request.workspace, signing=signing, by=request.user)

    def says(found: Decree, told: Told) -> list[str]:
        language = request.language
        first = _("Sesudah ini isinya tidak dapat diubah lagi. Hak belum berubah; bila kemudian diberlakukan:")
        effect = [first, *effect_sentences(found, told, language), *barring_sentences(found, request.user, language)]
        warned = [*law_sentences(told, language), *early_sentences(found, language)]
        return [*outdated_sentences(found, told, language), *warned, *effect]

    head = told_of(find_decree(request, decree_id), request.workspace).head
    form_class = partial(SigningForm, has_unverified=bool(head.unverified_laws))
    return _step(request, decree_id, "sign", form_class, act, _("Tanda tangan tercatat."), says)


@requires(Permission.SIGN_DECREES)
def put_decree_in_force(request: Request, decree_id: int) -> HttpResponse:
    """Let a decree hold, and rights follow."""

    def act(found: Decree, _form: forms.Form) -> None:
        actions.put_in_force(decree=found, by=request.user)

    def says(found: Decree, told: Told) -> list[str]:
        effect = [_("Dengan berlakunya keputusan ini:"), *effect_sentences(found, told, request.language)]
        return [*outdated_sentences(found, told, request.language), *effect]

    return _step(request, decree_id, "put_in_force", forms.Form, act, _("Keputusan berlaku."), says)


def _with_reason(
    request: Request, decree_id: int, code: str, act: Callable[..., Decree], done: str, says: str
) -> HttpResponse:
    """A step that changes no right and wants a reason."""

    def go_on(found: Decree, form: forms.Form) -> None:
        act(decree=found, note=form.cleaned_data["reason"], by=request.user)

    return _step(request, decree_id, code, ReasonForm, go_on, done, lambda _found, _told: [says])


def _step(
    request: Request,
    decree_id: int,
    code: str,
    form_class: Callable[..., forms.Form],
    act: Callable[[Decree, Any], None],
    done: str,
    says: Callable[[Decree, Told], list[str]],
) -> HttpResponse:
    """Say what will follow; once agreed, do it and go to the decree's page."""
    found = find_decree(request, decree_id)
    if move(code, found.state) is None:
        messages.warning(request, UserError("DECREE-026").sentence(request.language))
        return redirect("decree", found.pk)
    barred = barring_sentences(found, request.user, request.language) if code == "put_in_force" else []
    if barred:
        messages.warning(request, barred[0])
        return redirect("decree", found.pk)
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()

    def go_on(_told: dict[str, Any]) -> HttpResponse:
        act(found, form)
        messages.success(request, done)
        return redirect("decree", found.pk)

    def context() -> dict[str, Any]:
        told = told_of(found, request.workspace)
        laws = told.head.unverified_laws if code == "sign" else ()
        words = {"sentences": says(found, told), "laws": laws, "button": move_words()[code]}
        return page_context(request, found, told, code=code, **words)

    return fill_in(request, "assignment/decree_step.html", form, go_on, context)
