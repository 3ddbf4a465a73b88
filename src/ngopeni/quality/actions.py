"""Waiving findings, and taking a waiver back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.quality.finding_rows import Asked, finding_keys
from ngopeni.quality.models import Waiver
from ngopeni.quality.waived import waiver_key

SHORTEST_REASON = 10
# Two years, whichever of them has a 29 February.
LONGEST_DAYS = 730
# Long enough to be a NIK or the number of a card.
REPLACED = "Diganti pengecualian baru."


@transaction.atomic
def waive(
    *, snapshot: Snapshot, asked: Asked, reason: str, expires_on: dt.date | None, regency_code: str, by: User
) -> int:
    """Say of findings that the records are right as they are.

    Parameters
    ----------
    snapshot : Snapshot
        Where they were read.
    asked : Asked
        Which ones; by their places in the files.
    reason : str
        What was seen, by whom.
    expires_on : date
        The last day.
    regency_code : str
        Findings without a village need a grant of the whole regency.
    by : User

    Returns
    -------
    int
        How many are new; what is waived already stays as it is.

    Raises
    ------
    UserError
        QUALITY-001 when none was chosen, 002 without a reason, 003 for a reason with a long number in it, 004 for a
        date that is past or too far, and whatever `User.refusal` says.
    """
    findings = finding_keys(snapshot, asked)
    if not asked.places or not findings:
        raise UserError("QUALITY-001")
    _check_reason(reason)
    today = timezone.localdate()
    latest = today + dt.timedelta(days=LONGEST_DAYS)
    if expires_on is None or not today <= expires_on <= latest:
        raise UserError("QUALITY-004", latest=latest)
    for village_code in {row["village_code"] or regency_code for row in findings}:
        check_rights(by, village_code)
    made = [_waive_one(row, reason.strip(), expires_on, today, by) for row in findings]
    new = [waiver for waiver in made if waiver is not None]
    for rule_code, village_code in sorted({(waiver.rule_code, waiver.village_code) for waiver in new}):
        own = [waiver.pk for waiver in new if (waiver.rule_code, waiver.village_code) == (rule_code, village_code)]
        record(
            "quality.waive",
            by=by.username,
            subject=f"rule:{rule_code}",
            village_code=village_code,
            waivers=own,
            expires_on=expires_on,
        )
    return len(new)


def check_rights(by: User, village_code: str) -> None:
    """Refuse who may not waive there, or not read whom it is about.

    Raises
    ------
    UserError
    """
    for permission in (Permission.WAIVE_FINDINGS, Permission.READ_PEOPLE):
        refused = by.refusal(permission, village_code)
        if refused is not None:
            raise refused


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise UserError("QUALITY-002", least=SHORTEST_REASON)
    if holds_person_number(reason):
        raise UserError("QUALITY-003")


def _waive_one(row: Row, reason: str, expires_on: dt.date, today: dt.date, by: User) -> Waiver | None:
    """A new waiver in place of one that no longer holds; None where one does."""
    own = Waiver.objects.select_for_update().filter(rule_code=row["rule_code"], subject_key=row["subject_key"])
    before = own.filter(withdrawn_at=None).first()
    if before is not None:
        if before.fingerprint == row["fingerprint"] and not before.has_expired(today):
            return None
        before.withdrawn_by, before.withdrawn_at, before.withdrawal_reason = by, timezone.now(), REPLACED
        before.save()
    return Waiver.objects.create(
        rule_code=row["rule_code"],
        subject_key=row["subject_key"],
        fingerprint=row["fingerprint"],
        village_code=row["village_code"] or "",
        profile=row["profile"],
        source_id=row["source_id"],
        row_number=row["row_number"],
        reason=reason,
        expires_on=expires_on,
        decided_by=by,
        decided_on=today,
    )


@transaction.atomic
def withdraw_waiver(*, waiver: Waiver, reason: str, regency_code: str, by: User) -> None:
    """Take a waiver back: the finding counts again at once.

    Raises
    ------
    UserError
        QUALITY-002 and 003 as `waive`, 005 when it was withdrawn before, and whatever `User.refusal` says.
    """
    _check_reason(reason)
    check_rights(by, waiver.village_code or regency_code)
    locked = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if locked.withdrawn_at is not None:
        raise UserError("QUALITY-005")
    locked.withdrawn_by, locked.withdrawn_at, locked.withdrawal_reason = by, timezone.now(), reason.strip()
    locked.save()
    record(
        "quality.withdraw_waiver",
        by=by.username,
        subject=f"rule:{locked.rule_code}",
        village_code=locked.village_code,
        waiver=locked.pk,
    )


def waived_keys(**where: Any) -> tuple[str, ...]:
    """Keys of the waivers that have neither been withdrawn nor expired.

    Parameters
    ----------
    **where
        Narrows them down, such as ``village_code``.
    """
    standing = Waiver.objects.filter(withdrawn_at=None, expires_on__gte=timezone.localdate(), **where)
    return tuple(waiver_key(*row) for row in standing.values_list("rule_code", "subject_key", "fingerprint"))


def waiver_rows() -> list[dict[str, str]]:
    """Waivers as a decision table for the build; those past their day too, which carry it."""
    standing = (
        Waiver.objects.filter(withdrawn_at=None).select_related("decided_by").order_by("rule_code", "subject_key")
    )
    return [
        {
            "rule_code": waiver.rule_code,
            "subject_key": waiver.subject_key,
            "fingerprint": waiver.fingerprint,
            "reason": waiver.reason,
            "expires_on": waiver.expires_on.isoformat(),
            "decided_by": waiver.decided_by.username,
            "decided_on": waiver.decided_on.isoformat(),
        }
        for waiver in standing
    ]
