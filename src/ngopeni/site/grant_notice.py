"""What the frame says when somebody's grants are over, or soon will be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from ngopeni.accounts.models import User
from ngopeni.accounts.refusal import Held

SOON = dt.timedelta(days=14)


@dataclass(frozen=True)
class GrantNotice:
    """When the last grant ended or ends.

    Parameters
    ----------
    on : date
        The last day on which one held or holds.
    paper : str
        Of that grant.
    is_over : bool
    """

    on: dt.date
    paper: str
    is_over: bool


def grant_notice(request: HttpRequest) -> GrantNotice | None:
    """What is to be said; None while a grant holds for longer, lies ahead, or never was.

    Parameters
    ----------
    request : HttpRequest
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    today, given = user.standing.today, user.standing.grants
    ahead = [each for each in given if each.ended_at is None and each.ends_on >= today]
    if not given or any(each.ends_on - today > SOON for each in ahead):
        return None
    if ahead:
        last = max(ahead, key=lambda each: each.ends_on)
        return GrantNotice(last.ends_on, last.paper, is_over=False)
    last = max(given, key=_last_day)
    return GrantNotice(_last_day(last), last.paper, is_over=True)


def _last_day(grant: Held) -> dt.date:
    """When a grant ended: its own day, or the day on which somebody ended it."""
    return grant.ends_on if grant.ended_at is None else min(timezone.localdate(grant.ended_at), grant.ends_on)
