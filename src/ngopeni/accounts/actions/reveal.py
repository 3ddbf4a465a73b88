"""Opening what is masked: with a purpose, written down, and not without end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from ngopeni.accounts.actions.log import record
from ngopeni.accounts.models import AuditEvent, User
from ngopeni.accounts.purposes import PURPOSES
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError

ACTION = "people.reveal"
HOUR = dt.timedelta(hours=1)
# Persons, not openings. Nobody at a counter opens more.
LIMITS = ((HOUR, 40), (dt.timedelta(days=1), 200))


@dataclass(frozen=True)
class Left:
    """How many persons' numbers somebody may still open.

    Parameters
    ----------
    count, most : int
        Of how many in all.
    hours : int
        Within how long.
    free_at : datetime, optional
        When one more may be opened; None as long as some are left.
    """

    count: int
    most: int
    hours: int
    free_at: dt.datetime | None = None

    def refusal(self) -> UserError:
        """Why nothing is opened when none is left: how many it were, from when on it goes again, and whom to ask.

        Returns
        -------
        UserError
            ACCOUNTS-041.
        """
        assert self.free_at is not None, "some are left"
        # A clock without seconds must not promise too early.
        at = timezone.localtime(self.free_at + dt.timedelta(seconds=59))
        return UserError("ACCOUNTS-041", most=self.most, hours=self.hours, date=at.date(), time=f"{at:%H.%M} WIB")


def reveals_left(user: User, subject: str = "") -> Left:
    """How many persons' numbers somebody may still open now, by the tighter of the limits.

    Parameters
    ----------
    user : User
    subject : str
        The person in question, who is not counted: to open the same person again costs nothing.
    """
    all_limits = [_left(user, subject, span, most) for span, most in LIMITS]
    reached = [left for left in all_limits if left.free_at is not None]
    if reached:
        return max(reached, key=lambda left: left.free_at or timezone.now())
    return min(all_limits, key=lambda left: left.count)


def _left(user: User, subject: str, span: dt.timedelta, most: int) -> Left:
    last = _opened(user, span)
    last.pop(subject, None)
    hours, ends = int(span / HOUR), sorted(last.values())
    if len(ends) < most:
        return Left(most - len(ends), most, hours)
    return Left(0, most, hours, ends[len(ends) - most] + span)


def _opened(user: User, span: dt.timedelta) -> dict[str, dt.datetime]:
    """Whose numbers were opened in the time just past, and when each was opened last."""
    events = AuditEvent.objects.filter(actor=user.username, action=ACTION, at__gte=timezone.now() - span)
    return dict(events.order_by("at").values_list("subject", "at"))


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
    left = reveals_left(user, subject)
    if not left.count:
        record("people.reveal_refused", by=user.username, subject=subject, village_code=village_code, limit=left.most)
        raise left.refusal()
    record(
        ACTION,
        by=user.username,
        subject=subject,
        village_code=village_code,
        fields=fields,
        purpose=purpose,
        note=note.strip(),
    )
