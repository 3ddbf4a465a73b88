"""What every page knows: the workspace, the snapshot of the chosen date; and errors as sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from ngopeni.accounts.permissions import Refused
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Snapshot, snapshot_at, snapshot_dates
from ngopeni.kernel.workspace import Workspace
from ngopeni.site.form_pages import only_by_form
from ngopeni.site.templatetags.wording import language

GetResponse = Callable[[HttpRequest], HttpResponse]
COOKIE = "per"
METHOD_NOT_ALLOWED = 405


class SnapshotMiddleware:
    """Gives each request its workspace and snapshot; ``?per=2024-12-31`` chooses a date and is remembered."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        workspace = Workspace(settings.NGOPENI_HOME)
        request.workspace = workspace  # type: ignore[attr-defined]
        request.snapshot = SimpleLazyObject(lambda: _chosen(request, workspace))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if COOKIE in request.GET:
            chosen = _read(request.GET[COOKIE])
            if chosen in snapshot_dates(workspace):
                response.set_cookie(COOKIE, str(chosen), httponly=True, samesite="Lax", secure=settings.IS_HTTPS)
            else:
                response.delete_cookie(COOKIE)
        return response


def _chosen(request: HttpRequest, workspace: Workspace) -> Snapshot:
    """The snapshot of the date in the address, else of the date remembered, else the newest."""
    wanted = _read(request.GET.get(COOKIE) or request.COOKIES.get(COOKIE))
    known = snapshot_dates(workspace)
    return snapshot_at(workspace, wanted if wanted in known else None)


def _read(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


class LanguageMiddleware:
    """Indonesian, unless somebody chose English here. What the browser asks for is not a choice."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = {code for code, _name in settings.LANGUAGES}
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = request.language = language()  # type: ignore[attr-defined]
        return self.get_response(request)


class UserErrorMiddleware:
    """Shows a mendable error as a page that says what is wrong and what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return only_by_form(request, response) if response.status_code == METHOD_NOT_ALLOWED else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a `UserError` into a page, and say why something is refused; everything else goes on."""
        if isinstance(exception, Refused):
            return render(request, "403.html", {"why": exception.why.sentence(language())}, status=403)
        if not isinstance(exception, UserError):
            return None
        context = {"sentence": exception.sentence(language()), "code": exception.code}
        return render(request, "user_error.html", context, status=422)
