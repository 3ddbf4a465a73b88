"""Opening what is masked: with a purpose, written down, and not without end."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from ngopeni.accounts.actions.log import record
from ngopeni.accounts.models import AuditEvent, User
from ngopeni.accounts.purposes import PURPOSES
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError

ACTION = "people.reveal"
# Nobody at a counter opens more; a whole list is what exports are for.
LIMITS = ((dt.timedelta(hours=1), 40), (dt.timedelta(days=1), 200))


def reveals_left(user: User) -> int:
    """How many persons' numbers somebody may still open now, by the tighter of the limits."""
    return max(0, min(most - _opened(user, span) for span, most in LIMITS))


def _opened(user: User, span: dt.timedelta) -> int:
    """How many were opened in the time just past."""
    since = timezone.now() - span
    return AuditEvent.objects.filter(actor=user.username, action=ACTION, at__gte=since).count()


def reveal(*, user: User, subject: str, village_code: str, fields: list[str], purpose: str, note: str) -> None:
    """Write down that somebody opens masked fields of one person; what is written holds no value of them.

    Parameters
    ----------
    user : User
    subject : str
        The row, as source and number.
    village_code : str
        Where the row stands.
    fields : list of str
        Names of the columns.
    purpose : str
        A code of `PURPOSES`.
    note : str
        What it is needed for, in the person's own words.

    Raises
    ------
    UserError
        What `User.refusal` says, ACCOUNTS-040 without a purpose, 041 beyond the limit.
    """
    refused = user.refusal(Permission.REVEAL_IDENTIFIERS, village_code)
    if refused is not None:
        raise refused
    if purpose not in PURPOSES:
        raise UserError("ACCOUNTS-040")
    for span, most in LIMITS:
        if _opened(user, span) >= most:
            hours = int(span / dt.timedelta(hours=1))
            record("people.reveal_refused", by=user.username, subject=subject, village_code=village_code, limit=most)
            raise UserError("ACCOUNTS-041", most=most, hours=hours)
    record(
        ACTION,
        by=user.username,
        subject=subject,
        village_code=village_code,
        fields=fields,
        purpose=purpose,
        note=note.strip(),
    )
