"""Giving and ending grants."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from ngopeni.accounts import actions
from ngopeni.accounts.forms import GrantForm, ReasonForm
from ngopeni.accounts.models import Grant, User
from ngopeni.accounts.permissions import Request, not_oneself, requires
from ngopeni.accounts.place_names import place_name
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError


@requires(Permission.MANAGE_USERS)
@never_cache
def give_grant(request: Request, user_id: int) -> HttpResponse:
    """Let somebody's role hold in one place or several."""
    person = get_object_or_404(User, pk=user_id)
    not_oneself(request, person)
    regency_code, refusal = request.workspace.regency_code, ""
    form = GrantForm(request.POST or None, role=person.role, regency_code=regency_code)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            _give_all(person, told["scopes"], request.user, told)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            text = ngettext("%(count)s hak diberikan.", "%(count)s hak diberikan.", len(told["scopes"]))
            messages.success(request, text % {"count": len(told["scopes"])})
            return redirect("user", person.pk)
    context = {"person": person, "form": form, "refusal": refusal, "place": place_name(regency_code, regency_code)}
    return render(request, "accounts/give_grant.html", context, status=422 if refusal or form.errors else 200)


@transaction.atomic
def _give_all(person: User, scope_codes: list[str], by: User, told: dict[str, object]) -> None:
    for code in scope_codes:
        actions.give_grant(
            user=person,
            scope_code=code,
            starts_on=told["starts_on"],  # type: ignore[arg-type]
            ends_on=told["ends_on"],  # type: ignore[arg-type]
            paper=str(told["paper"]),
            by=by.username,
        )


@requires(Permission.MANAGE_USERS)
@never_cache
def end_grant(request: Request, grant_id: int) -> HttpResponse:
    """End a grant at once: first what will happen, then it happens."""
    grant = get_object_or_404(Grant.objects.select_related("user"), pk=grant_id)
    not_oneself(request, grant.user)
    if grant.ended_at is not None:
        messages.warning(request, _("Hak ini sudah diakhiri."))
        return redirect("user", grant.user.pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end_grant(grant=grant, reason=form.cleaned_data["reason"], by=request.user.username)
        messages.success(request, _("Hak diakhiri. Halaman berikutnya yang diminta pemegangnya sudah ditolak."))
        return redirect("user", grant.user.pk)
    place = place_name(grant.scope_code, request.workspace.regency_code)
    context = {"grant": grant, "person": grant.user, "place": place, "form": form}
    return render(request, "accounts/end_grant.html", context, status=422 if form.errors else 200)
