"""Wrong passwords are counted for a name from an address, and for an address alone."""

from __future__ import annotations

import ipaddress

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Where a request comes from.

    Behind HTTPS a proxy of the office stands in between and writes the visitor's address into ``X-Real-IP``; it
    overwrites what the visitor may have sent. Elsewhere that header is nobody's word and is not read.
    """
    written = request.META.get("HTTP_X_REAL_IP", "") if settings.IS_HTTPS else ""
    return written if _is_address(written) else request.META.get("REMOTE_ADDR", "")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class LockoutHandler(AxesDatabaseHandler):
    """Locks one name from one address early, and one address for every name late.

    axes compares every set of parameters with one limit; the second limit is added here. A name is never locked
    without an address, or an outsider could keep a known person out everywhere.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, str] | None = None) -> int:
        """Wrong passwords of the name from the address; the limit itself where the whole address has gone too far."""
        failures: int = super().get_failures(request, credentials)
        if _failures_of_address(request) >= settings.ADDRESS_FAILURE_LIMIT:
            return max(failures, settings.AXES_FAILURE_LIMIT)
        return failures


def _failures_of_address(request: HttpRequest) -> int:
    address = request.axes_ip_address  # type: ignore[attr-defined]
    # A proxy that names no visitor: all visitors share its address, and none may lock the others out.
    if settings.IS_HTTPS and not _is_address(request.META.get("HTTP_X_REAL_IP", "")):
        return 0
    recent = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=get_cool_off_threshold(request))
    return recent.aggregate(total=Sum("failures_since_start"))["total"] or 0
