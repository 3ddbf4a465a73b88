"""How a page asks for a right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ngopeni.accounts.actions.log import record
from ngopeni.accounts.models import User
from ngopeni.accounts.rights import PERSONAL, Permission
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.workspace import Workspace

View = Callable[..., HttpResponse]


class Refused(PermissionDenied):
    """A refusal that says why."""

    def __init__(self, why: UserError) -> None:
        super().__init__(why.code)
        self.why = why


class Request(HttpRequest):
    """A request as the middleware hands it on: with a person, a workspace, a snapshot, a language."""

    user: User
    workspace: Workspace
    snapshot: Snapshot
    language: str
    htmx: bool


def requires(permission: Permission) -> Callable[[View], View]:
    """Open a page only to those who hold the permission.

    The page carries the permission as ``required_permission``, so that a test can find pages without a decision. The
    ``village_code`` of its address, where it has one, must be one that the person's grants cover; what everybody may
    read is never asked for a village.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                raise PermissionDenied
            if needs_second_factor(request):
                return redirect(f"{reverse('second_factor')}?{urlencode({'next': request.get_full_path()})}")
            check(request.user, permission, kwargs.get("village_code"))
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def check(user: User, permission: Permission, village_code: str | None = None) -> None:
    """Refuse, and write down refusals that were about persons.

    Raises
    ------
    Refused
    """
    why = user.refusal(permission, village_code)
    if why is None:
        return
    if permission in PERSONAL:
        record(
            "accounts.refused",
            by=user.username,
            subject=f"permission:{permission}",
            village_code=village_code or "",
            why=why.code,
        )
    raise Refused(why)


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether role or person asks for a second factor that this session has not shown."""
    user = request.user
    if not isinstance(user, User) or user.is_verified():  # type: ignore[attr-defined]
        return False
    # Who set up a telephone without having to wants to be asked for it.
    return user.role.needs_code or user.has_telephone


def not_oneself(request: Request, person: User) -> None:
    """Refuse a form about oneself before anything is filled in.

    Raises
    ------
    UserError
        ACCOUNTS-020.
    """
    if person.pk == request.user.pk:
        raise UserError("ACCOUNTS-020")


def signed_in(view: View) -> View:
    """Mark a page about the person alone: the account, the second factor, signing out of other places."""
    view.required_permission = None  # type: ignore[attr-defined]
    return view


def open_to_all(view: View) -> View:
    """Mark a page that needs no sign-in at all."""
    view.required_permission = None  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view
