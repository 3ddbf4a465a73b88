"""What the frame of every page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ngopeni.areas.register import find_regency
from ngopeni.kernel.snapshot import snapshot_dates
from ngopeni.site.grant_notice import grant_notice
from ngopeni.site.navigation import menu


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu; made only where a page draws it."""
    return {"menu": lambda: menu(request)}


def grants(request: HttpRequest) -> dict[str, Any]:
    """What the frame says of somebody's own grants; asked only where a page draws it."""
    return {"grant_notice": lambda: grant_notice(request)}


def place(request: HttpRequest) -> dict[str, Any]:
    """The regency, the chosen date and the dates there are."""
    workspace = getattr(request, "workspace", None)
    if workspace is None or not workspace.is_made:
        return {}
    dates = snapshot_dates(workspace)
    snapshot = getattr(request, "snapshot", None) if dates else None
    as_of = snapshot.as_of if snapshot is not None else None
    return {
        "regency": find_regency(workspace.regency_code),
        "is_demo": workspace.is_demo,
        "as_of": as_of,
        "is_newest": bool(dates) and as_of == dates[-1],
        "snapshot_dates": list(reversed(dates)),
    }
