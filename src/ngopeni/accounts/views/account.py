"""One's own account: what it opens and until when, and its password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.actions import set_password
from ngopeni.accounts.permissions import Request, needs_second_factor, signed_in


@signed_in
def account(request: Request) -> HttpResponse:
    """What this account opens, by which paper, until when."""
    if needs_second_factor(request):
        return redirect("second_factor")
    user, today = request.user, timezone.localdate()
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            set_password(user=user, password=form.cleaned_data["new_password1"], by=user.username)
        update_session_auth_hash(request, user)
        messages.success(request, _("Kata sandi Anda sudah diganti."))
        return redirect("account")
    context = {
        "form": form,
        "grants": [(grant, grant.is_in_force(today)) for grant in user.grants.all()],
        "pact": user.pacts.filter(withdrawn_at=None).first(),
        "is_verified": user.is_verified(),  # type: ignore[attr-defined]
    }
    return render(request, "accounts/account.html", context)
