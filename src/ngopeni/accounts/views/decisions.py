"""Closing and opening accounts, and forgetting a telephone: each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts import actions
from ngopeni.accounts.forms import ReasonForm
from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, not_oneself, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError


@dataclass(frozen=True)
class Decision:
    """What can be decided about an account.

    Parameters
    ----------
    act : callable
        The action.
    title, sentence, button, done : str
        What the page says before and after.
    """

    act: Callable[..., Any]
    title: str
    sentence: str
    button: str
    done: str


def decisions() -> dict[str, Decision]:
    """Every decision by its place in the address."""
    return {
        "tutup": Decision(
            actions.close_account,
            _("Tutup akun"),
            _(
                "Orang ini langsung dikeluarkan dari semua perangkat dan tidak dapat masuk lagi. Hak dan catatannya "
                "tetap tersimpan."
            ),
            _("Tutup akun ini"),
            _("Akun ditutup."),
        ),
        "buka": Decision(
            actions.reopen_account,
            _("Buka lagi akun"),
            _("Orang ini dapat masuk lagi dengan kata sandinya. Haknya berlaku sepanjang tanggalnya belum lewat."),
            _("Buka lagi akun ini"),
            _("Akun dibuka lagi."),
        ),
        "perangkat": Decision(
            actions.forget_device,
            _("Lepas telepon"),
            _(
                "Telepon dan kode cadangan orang ini tidak lagi menjadi kunci kedua. Saat masuk berikutnya, dengan "
                "kata sandinya, telepon baru dipasang. Bila kata sandinya juga diganti lewat tautan, nama warga "
                "tertutup sampai Bagian Hukum atau Dinas Sosial memastikan pemegang akunnya."
            ),
            _("Lepas telepon ini"),
            _("Telepon dilepas."),
        ),
    }


@requires(Permission.MANAGE_USERS)
@never_cache
def decide_account(request: Request, user_id: int, decision: str) -> HttpResponse:
    """Say what will happen, ask why, then do it."""
    person, found = get_object_or_404(User, pk=user_id), decisions().get(decision)
    if found is None:
        raise Http404
    not_oneself(request, person)
    form, refusal = ReasonForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            found.act(user=person, reason=form.cleaned_data["reason"], by=request.user)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, found.done)
            return redirect("user", person.pk)
    context = {"person": person, "decision": found, "form": form, "refusal": refusal}
    return render(request, "accounts/decide.html", context, status=422 if refusal or form.errors else 200)
