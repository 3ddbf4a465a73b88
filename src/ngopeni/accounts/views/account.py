"""One's own account: what it opens and until when, what is missing, and its password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ngopeni.accounts.actions import set_password
from ngopeni.accounts.forms import ChangePasswordForm
from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, needs_second_factor, signed_in
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.role_words import right_word
from ngopeni.accounts.views.people import person_context
from ngopeni.kernel.error import UserError


@signed_in
@never_cache
def account(request: Request) -> HttpResponse:
    """What this account opens, by which paper, until when; and what it still needs."""
    if needs_second_factor(request):
        return redirect("second_factor")
    user = request.user
    form = ChangePasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            set_password(user=user, password=form.cleaned_data["new_password1"], by=user.username)
        update_session_auth_hash(request, user)
        messages.success(request, _("Kata sandi Anda sudah diganti."))
        return redirect("account")
    context = {
        **person_context(request, User.objects.prefetch_related("grants", "pacts").get(pk=user.pk)),
        "form": form,
        # One's own grants are ended by another.
        "may_end": False,
        "rights": [(right_word(right, request.language), user.can(right)) for right in user.role.permissions],
        "missing": [why.sentence(request.language) for why in _what_is_missing(user)],
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


def _what_is_missing(user: User) -> list[UserError]:
    """Why the role's rights are not open, each reason told once by the right that matters most."""
    wanted = [Permission.READ_PEOPLE] if user.role.sees_names else list(user.role.permissions[1:2])
    wanted += [Permission.RECORD_PACTS] if Permission.RECORD_PACTS in user.role.permissions else []
    found = {why.code: why for why in (user.refusal(right) for right in wanted) if why is not None}
    return list(found.values())
