"""Signing in, and the door of the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, open_to_all


class SignIn(LoginView):
    """The sign-in page; a demonstration also offers its invented people."""

    redirect_authenticated_user = True
    request: Request

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration's people, where this is one."""
        is_demo = self.request.workspace.is_made and self.request.workspace.is_demo
        people = User.objects.filter(is_active=True).order_by("id") if is_demo else []
        return super().get_context_data(**kwargs) | {"demo_users": people}

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the person in and write it down."""
        record("accounts.sign_in", by=form.get_user().username, subject=form.get_user().username)
        return super().form_valid(form)


sign_in = open_to_all(SignIn.as_view())  # type: ignore[arg-type]


@open_to_all
@require_POST
def demo_login(request: Request) -> HttpResponse:
    """Enter the demonstration as one of its people; refused anywhere else."""
    if not request.workspace.is_demo:
        return redirect(settings.LOGIN_URL)
    person = get_object_or_404(User, username=request.POST.get("username", ""), is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    record("accounts.demo_login", by=person.username, subject=person.username)
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_ours else settings.LOGIN_REDIRECT_URL)
