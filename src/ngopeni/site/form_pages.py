"""What a form answers when it stood open too long, or when its address is opened as if it were a page."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache


@never_cache
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: it stood open through a sign-out, or another page sent it."""
    back = _page_before(request) if request.user.is_authenticated else reverse("login")
    return render(request, "stale_form.html", {"back": back}, status=403)


def only_by_form(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """An address that only forms are sent to, opened by itself: nothing was done."""
    before = _page_before(request)
    back = reverse("home") if before.split("?")[0] == request.path else before
    response = render(request, "405.html", {"back": back}, status=405)
    response["Allow"] = refused["Allow"]
    return response


def _page_before(request: HttpRequest) -> str:
    """The page that the form stands on, if it is one of ours; else home."""
    before = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    if not is_ours:
        return reverse("home")
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
