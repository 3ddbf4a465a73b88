"""What the calendar does to decrees, and what it warns of before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from ngopeni.accounts.actions import record
from ngopeni.assignment.actions.decree_moves import make_move
from ngopeni.assignment.actions.decrees import lock
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.models import Decree
from ngopeni.partners.models import Agreement

# Warned of so many days before, the last first.
DAYS = (7, 30, 60)
CALENDAR = "jadwal"


@transaction.atomic
def expire_due(*, today: dt.date, by: str = CALENDAR) -> int:
    """Note that decrees have run out; their grants end by their own date.

    Parameters
    ----------
    today : date
    by : str

    Returns
    -------
    int
        How many there were.
    """
    is_over = Q(ends_on__lt=today) | Q(wave__closed_on__lt=today)
    due = list(Decree.objects.filter(is_over, state__in=HOLDING).exclude(purpose=Decree.Purpose.REVOKE))
    for each in due:
        locked = lock(each)
        make_move(locked, "expire", by)
        record(
            "assignment.expire_decree",
            by=by,
            subject=f"decree:{locked.pk}",
            number=locked.number,
            ends_on=locked.until,
        )
    return len(due)


def reminders(today: dt.date) -> list[dict[str, Any]]:
    """Decrees and agreements that end soon, the next first.

    Parameters
    ----------
    today : date

    Returns
    -------
    list of dict
        ``kind`` (decree or agreement), ``within`` (7, 30 or 60 days), ``days``, ``ends_on``, ``name``, and
        ``decree`` or ``institution``.
    """
    last = today + dt.timedelta(days=max(DAYS))
    held = Decree.objects.filter(state__in=HOLDING, purpose=Decree.Purpose.NEW).select_related("institution", "wave")
    decrees = [each for each in held if today <= each.until <= last]
    agreements = Agreement.objects.filter(ends_on__gte=today, ends_on__lte=last, institution__is_active=True)
    rows = [_row("decree", each.until, today, decree=each, name=each.number) for each in decrees]
    rows += [
        _row("agreement", each.ends_on, today, institution=each.institution, name=each.number)
        for each in agreements.select_related("institution")
        if each.ends_on
    ]
    return sorted(rows, key=lambda row: (row["ends_on"], row["kind"], row["name"]))


def _row(kind: str, ends_on: dt.date, today: dt.date, **more: Any) -> dict[str, Any]:
    days = (ends_on - today).days
    return {
        "kind": kind,
        "days": days,
        "within": next(each for each in DAYS if days <= each),
        "ends_on": ends_on,
        **more,
    }
