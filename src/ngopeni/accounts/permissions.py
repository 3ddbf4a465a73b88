"""How a page asks for a right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from ngopeni.accounts.models import User
from ngopeni.accounts.roles import Permission
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.workspace import Workspace

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request as the middleware hands it on: with a person, a workspace, a snapshot, a language."""

    user: User
    workspace: Workspace
    snapshot: Snapshot
    language: str
    htmx: bool


def requires(permission: Permission) -> Callable[[View], View]:
    """Open a page only to those who hold the permission.

    The village in the page's address, where there is one, counts too. The page carries the
    permission as ``required_permission``, so that a test can find pages without a decision.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            village = kwargs.get("village_code") if permission is Permission.OBJECT_TO_ZONES else None
            if not request.user.is_authenticated or not request.user.can(permission, village):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_to_all(view: View) -> View:
    """Mark a page that needs no sign-in at all."""
    view.required_permission = None  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view
