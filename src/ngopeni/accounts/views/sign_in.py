"""Signing in, and the door of the demonstration."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_otp import devices_for_user
from django_otp import login as show_second_factor

from ngopeni.accounts.actions import give_demonstration_keys, record
from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, open_to_all
from ngopeni.accounts.views.actors import UNKNOWN
from ngopeni.accounts.views.groups import group_words


class SignIn(LoginView):
    """The sign-in page; a demonstration also offers its invented people."""

    redirect_authenticated_user = True
    request: Request

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration's people, where this is one."""
        is_demo = self.request.workspace.is_made and self.request.workspace.is_demo
        return super().get_context_data(**kwargs) | {"demo_groups": _demo_people() if is_demo else []}

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the person in and write it down."""
        record("accounts.sign_in", by=form.get_user().username, subject=form.get_user().username)
        return super().form_valid(form)


def _demo_people() -> list[tuple[str, list[User]]]:
    """The demonstration's people by the group of their role."""
    people = list(User.objects.filter(is_active=True).order_by("id"))
    found = ((word, [each for each in people if each.role.group is group]) for group, word in group_words().items())
    return [(word, own) for word, own in found if own]


sign_in = open_to_all(SignIn.as_view())  # type: ignore[arg-type]


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What somebody sees after too many wrong passwords; the log keeps that it happened, not the password."""
    username = request.POST.get("username", "")
    known = User.objects.filter(username=username).exists()
    record(
        "accounts.locked_out",
        by=username if known else UNKNOWN,
        subject="sign-in",
        address=get_client_ip_address(request),
    )
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)


@open_to_all
@require_POST
def demo_login(request: Request) -> HttpResponse:
    """Enter the demonstration as one of its people; refused anywhere else."""
    if not request.workspace.is_demo:
        return redirect(settings.LOGIN_URL)
    person = get_object_or_404(User, username=request.POST.get("username", ""), is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    record("accounts.demo_login", by=person.username, subject=person.username)
    if person.role.needs_code and "with_code" in request.POST:
        # Somebody wants to see how a telephone is set up: earlier visitors' are put away.
        for device in devices_for_user(person, confirmed=None):
            device.delete()
        return redirect("second_factor")
    _hand_over_keys(request, person)
    return redirect(next_page(request))


def _hand_over_keys(request: Request, person: User) -> None:
    """The door of the demonstration stands open: its invented people need no telephone, and are who they say."""
    device = give_demonstration_keys(person)
    if device is not None:
        show_second_factor(request, device)


def next_page(request: HttpRequest) -> str:
    """The page that was asked for before signing in, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL
