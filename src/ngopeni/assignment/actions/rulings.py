"""Pins and bans before the plan is made, and what is said about it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.waves import lock_open
from ngopeni.assignment.actions.words import checked_text
from ngopeni.assignment.models import Remark, Ruling, Wave
from ngopeni.kernel.error import UserError
from ngopeni.partners.models import Institution


@transaction.atomic
def rule_pair(
    *, wave: Wave, village_code: str, institution: Institution, is_ban: bool, reason: str, by: User
) -> Ruling:
    """Settle beforehand that a pair must be, or must not.

    Raises
    ------
    UserError
        ASSIGNMENT-036 when the wave is no longer open, 041 for a village outside it, 042 when the pair has a word on
        it already, 021 without a reason.
    """
    reason = checked_text(reason)
    locked = lock_open(wave)
    if not locked.villages.filter(village_code=village_code).exists():
        raise UserError("ASSIGNMENT-041", code=village_code, number=locked.number)
    if rulings_in_force(locked).filter(village_code=village_code, institution=institution).exists():
        raise UserError("ASSIGNMENT-042", institution=institution.name)
    ruling = Ruling.objects.create(
        wave=locked, village_code=village_code, institution=institution, is_ban=is_ban, reason=reason, ruled_by=by
    )
    record(
        "assignment.ban_pair" if is_ban else "assignment.pin_pair",
        by=by.username,
        subject=f"wave:{locked.number}",
        village_code=village_code,
        institution=institution.code,
        reason=reason,
    )
    return ruling


@transaction.atomic
def withdraw_ruling(*, ruling: Ruling, by: User) -> None:
    """Take a word on a pair back.

    Raises
    ------
    UserError
        ASSIGNMENT-036 when the wave is no longer open.
    """
    lock_open(ruling.wave)
    if ruling.withdrawn_at is not None:
        return
    ruling.withdrawn_by, ruling.withdrawn_at = by, timezone.now()
    ruling.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(
        "assignment.withdraw_ruling",
        by=by.username,
        subject=f"wave:{ruling.wave.number}",
        village_code=ruling.village_code,
        institution=ruling.institution.code,
    )


def rulings_in_force(wave: Wave) -> QuerySet[Ruling]:
    """Words on pairs that were not taken back."""
    return wave.rulings.filter(withdrawn_at=None).select_related("institution", "ruled_by")


@transaction.atomic
def say(*, wave: Wave, text: str, by: User, proposal_number: int | None = None) -> Remark:
    """Say something about a wave while it is open.

    Raises
    ------
    UserError
        ASSIGNMENT-036 when it is no longer open, 021 for a text that says nothing, 022 for one with a NIK in it.
    """
    text = checked_text(text)
    locked = lock_open(wave)
    remark = Remark.objects.create(wave=locked, proposal_number=proposal_number, text=text, said_by=by)
    record("assignment.say", by=by.username, subject=f"wave:{locked.number}", remark=remark.pk)
    return remark
