"""Searches and answers at the counter: each is written down, and there is an end to them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import AuditEvent, User
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.workspace import Workspace
from ngopeni.verification.answer import Answer, answer_of_row
from ngopeni.verification.counter import Found, search
from ngopeni.verification.models import CounterVisit, Proposal
from ngopeni.verification.nik_hash import PEPPER
from ngopeni.verification.query import Query

SEARCH, ANSWER, SERVE = "counter.search", "counter.answer", "counter.serve"
# Two residents a minute; nobody serves more, and whoever tries a whole village's names is stopped.
MOST, SPAN = 120, dt.timedelta(hours=1)


def pepper_of(workspace: Workspace) -> str:
    """The workspace's key for NIK, as text."""
    return workspace.key(PEPPER).decode("ascii")


def look_up(
    *, workspace: Workspace, snapshot: Snapshot, village_code: str, query: Query, by: User, is_again: bool = False
) -> Found:
    """Look for a resident; how and how many is written down, never what was asked.

    Parameters
    ----------
    workspace : Workspace
    snapshot : Snapshot
    village_code : str
    query : Query
    by : User
    is_again : bool
        Whether the same results were shown to the same person before: written down, and not counted once more.

    Raises
    ------
    UserError
        What `User.refusal` says, VERIFICATION-010 beyond the limit.
    """
    check_may_serve(by, village_code)
    if not is_again:
        check_limit(by, village_code, SEARCH)
    found = search(snapshot, village_code, query, pepper_of(workspace))
    with transaction.atomic():
        record(
            SEARCH,
            by=by.username,
            subject=f"village:{village_code}",
            village_code=village_code,
            how=str(query.how),
            found=found.count,
            **({"is_again": True} if is_again else {}),
        )
    return found


def answer(*, snapshot: Snapshot, village_code: str, source_id: str, row_number: int, by: User) -> Answer | None:
    """What is told about one resident; None where the village has no such row.

    Raises
    ------
    UserError
        As `look_up`.
    """
    check_may_serve(by, village_code)
    check_limit(by, village_code, ANSWER)
    told = answer_of_row(snapshot, village_code, source_id, row_number, timezone.localdate())
    if told is None:
        return None
    with transaction.atomic():
        record(ANSWER, by=by.username, subject=f"row:{source_id}:{row_number}", village_code=village_code)
    return told


def read_slip(*, visit: CounterVisit, by: User) -> None:
    """Write down that somebody reads a slip again.

    Raises
    ------
    UserError
        What `User.refusal` says.
    """
    check_may_serve(by, visit.village_code)
    _record_reading("counter.slip", "visit", visit, by)


def read_proposal(*, proposal: Proposal, by: User) -> None:
    """Write down that somebody reads a proposal.

    Raises
    ------
    UserError
        What `User.refusal` says.
    """
    check_may_serve(by, proposal.village_code)
    _record_reading("counter.proposal", "proposal", proposal, by)


def _record_reading(action: str, paper: str, found: CounterVisit | Proposal, by: User) -> None:
    subject = f"{paper}:{found.village_code}:{found.year}:{found.number}"
    with transaction.atomic():
        record(action, by=by.username, subject=subject, village_code=found.village_code)


def check_may_serve(user: User, village_code: str) -> None:
    """Refuse whoever does not serve that village today.

    Raises
    ------
    UserError
        What `User.refusal` says.
    """
    refused = user.refusal(Permission.SERVE_COUNTER, village_code)
    if refused is not None:
        raise refused


def check_limit(user: User, village_code: str, action: str) -> None:
    """Refuse more than so many within an hour, and write down that it was refused.

    Raises
    ------
    UserError
        VERIFICATION-010.
    """
    since = timezone.now() - SPAN
    first = Q(details__is_again__isnull=True)
    if AuditEvent.objects.filter(first, actor=user.username, action=action, at__gte=since).count() < MOST:
        return
    with transaction.atomic():
        record(f"{action}_refused", by=user.username, subject=f"village:{village_code}", village_code=village_code)
    raise UserError("VERIFICATION-010", most=MOST)
