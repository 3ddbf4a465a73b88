"""Ends the work of somebody who has gone away from a computer that others use too."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

KEY, BEGAN = "seen_at", "began_at"
# The session is not written for every page, only when the note is this old.
NOTED_EVERY_SECONDS = 60


class IdleMiddleware:
    """Signs out whoever has asked for nothing, or has been signed in, for as long as the settings say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            away = now - int(request.session.get(KEY, now))
            began = int(request.session.setdefault(BEGAN, now))
            if away > settings.IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(request, _("Anda dikeluarkan karena lama tidak ada kegiatan. Silakan masuk lagi."))
            elif away >= NOTED_EVERY_SECONDS or KEY not in request.session:
                request.session[KEY] = now
        return self.get_response(request)
