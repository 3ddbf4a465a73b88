"""What was searched for, kept on the server under a token for a short while.

A page of results is a page like any other then: going back to it and loading it again work, and its address holds the
token alone. A NIK is kept as its hash; a name stays for a quarter of an hour.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request

# Where the session keeps it, and what an address calls the token.
KEY, TOKEN = "searches", "cari"
SPAN_SECONDS = 15 * 60
MOST = 5


def keep(request: Request, page: str, village_code: str, asked: dict[str, Any]) -> str:
    """Keep what was asked, and give the token that stands for it in an address.

    Parameters
    ----------
    request : Request
    page : str
        Which page asked.
    village_code : str
    asked : dict
        Plain values; never a NIK.
    """
    token = secrets.token_urlsafe(9)
    entry = {"page": page, "village_code": village_code, "by": request.user.username, "at": _now(), "asked": asked}
    others = list(_fresh(request).items())[1 - MOST :]
    request.session[KEY] = dict([*others, (token, entry)])
    return token


def kept(request: Request, page: str, village_code: str) -> dict[str, Any] | None:
    """What stands for the token of the address; None where it is gone, or of another page, village or person."""
    entry = _fresh(request).get(request.GET.get(TOKEN, ""))
    wanted = (page, village_code, request.user.username)
    if entry is None or (entry["page"], entry["village_code"], entry["by"]) != wanted:
        return None
    asked: dict[str, Any] = entry["asked"]
    return asked


def was_read(request: Request) -> bool:
    """Whether the results of the address were shown before."""
    return "is_read" in _fresh(request)[request.GET[TOKEN]]


def note_reading(request: Request) -> None:
    """Remember that the results of the address were shown."""
    request.session[KEY][request.GET[TOKEN]]["is_read"] = True
    request.session.modified = True


def forget_old(request: Request) -> None:
    """Take out of the session what has been kept long enough."""
    fresh = _fresh(request)
    if len(fresh) < len(request.session.get(KEY, {})):
        request.session[KEY] = fresh


def gone_words() -> str:
    """What is said where a token stands for nothing any more."""
    return _("Hasil pencarian itu tidak tersimpan lagi: disimpan 15 menit, dan hanya bagi yang mencarinya. Cari lagi.")


def _fresh(request: Request) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = request.session.get(KEY, {})
    since = _now() - SPAN_SECONDS
    return {token: entry for token, entry in entries.items() if entry["at"] > since}


def _now() -> float:
    return timezone.now().timestamp()
