"""A decree comes into force: rights follow in the same transaction, or nothing happens at all."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import end_grant, give_grant, record
from ngopeni.accounts.models import Grant, User
from ngopeni.assignment.actions.decree_facts import amendments_of, check_mandate, regents_decree
from ngopeni.assignment.actions.decree_grants import Due, Effect, as_noted, effect_of
from ngopeni.assignment.actions.decree_moves import check_move, make_move
from ngopeni.assignment.actions.decrees import lock
from ngopeni.assignment.decree.offices import shortened
from ngopeni.assignment.decree.told import Told, told_from_fields
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.grant_error import GrantRefused
from ngopeni.assignment.models import Decree
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import write_date

LONGEST_OFFICE = 80


@transaction.atomic
def put_in_force(*, decree: Decree, by: User) -> Effect:
    """Let a signed decree hold: grants are given and ended, and what it amends or revokes moves on.

    Raises
    ------
    UserError
        DECREE-026 where it is not signed, 038 by who drafted it or had a hand in its team, 034 for a period that is
        over, 035 for an agency's while no decree of the regent holds, 043 while another holds than the one that it
        names, 036 when what it amends or revokes holds no more, 030 when a grant cannot be given.
    """
    locked = lock(decree)
    check_move(locked, "put_in_force", by)
    if by.username in locked.proposers:
        raise UserError("DECREE-038")
    # Nobody settles the rights of what it follows meanwhile.
    for each in [locked.base, *amendments_of(locked.base)] if locked.base else []:
        lock(each)
    told, today = told_from_fields(locked.facts), timezone.localdate()
    _check_may_hold(locked, told, today)
    effect = effect_of(locked, told, today)
    paper = paper_of(told)
    carry_out(effect, locked, paper, _why_ended(locked, paper), by)
    make_move(locked, "put_in_force", by.username)
    if locked.base is not None:
        _follow(locked, by, paper)
    note_effect("assignment.decree_in_force", locked, effect, by)
    return effect


def carry_out(effect: Effect, decree: Decree, paper: str, why_lost: str, by: User) -> None:
    """Give and end grants, and let the decree remember those that are there; who calls saves it.

    Raises
    ------
    UserError
        DECREE-030 when a grant cannot be given.
    """
    given = [_give(each, paper, by) for each in effect.given]
    for grant in effect.lost:
        end_grant(grant=grant, reason=why_lost, by=by.username)
    for grant in effect.replaced:
        end_grant(grant=grant, reason=f"masa tugas diubah dengan {paper}", by=by.username)
    decree.grants = [as_noted(each) for each in [*effect.kept, *given]]


def note_effect(action: str, decree: Decree, effect: Effect, by: User) -> None:
    """Write into the log what happened to grants under a decree."""
    record(
        action,
        by=by.username,
        subject=f"decree:{decree.pk}",
        number=decree.number,
        given=len(effect.given),
        ended=len(effect.ended),
        kept=len(effect.kept),
    )


def paper_of(told: Told) -> str:
    """How grants name a decree that is signed.

    Returns
    -------
    str
        ``Keputusan Bupati Blora Nomor 400/123/2026 tanggal 7 Desember 2026``
    """
    number, signed_on = told.head.number, told.head.signed_on
    assert number, "only a signed decree gives grants"
    assert signed_on, "only a signed decree gives grants"
    return f"Keputusan {shortened(told.office, LONGEST_OFFICE)} Nomor {number} tanggal {write_date(signed_on)}"


def _check_may_hold(decree: Decree, told: Told, today: dt.date) -> None:
    if decree.base is not None and decree.base.state not in HOLDING:
        raise UserError("DECREE-036", number=decree.base.number)
    if decree.purpose == Decree.Purpose.REVOKE:
        return
    if decree.until < today:
        raise UserError("DECREE-034", ends_on=decree.until)
    if not decree.is_of_regent:
        regents = regents_decree(decree.wave_id)
        if regents is None or regents.state not in HOLDING:
            raise UserError("DECREE-035")
        check_mandate(told, regents)


def _give(due: Due, paper: str, by: User) -> Grant:
    try:
        return give_grant(
            user=due.user,
            scope_code=due.village_code,
            starts_on=due.starts_on,
            ends_on=due.ends_on,
            paper=paper,
            by=by.username,
        )
    except UserError as error:
        raise GrantRefused(str(due.user), error) from error


def _why_ended(decree: Decree, paper: str) -> str:
    """The reason that whoever loses a grant reads; a decree that follows no other ends none."""
    if decree.base is None:
        return ""
    office = paper.removeprefix("Keputusan ").partition(" Nomor ")[0]
    old = f"Keputusan {office} Nomor {decree.base.number}"
    if decree.purpose == Decree.Purpose.REVOKE:
        return f"{old} dicabut dengan {paper}"
    return f"tidak lagi ditugaskan menurut {paper}"


def _follow(decree: Decree, by: User, paper: str) -> None:
    """Move on what was amended or revoked, amendments included."""
    assert decree.base is not None, "only what amends or revokes moves another"
    code = "revoke" if decree.purpose == Decree.Purpose.REVOKE else "amend"
    others = [each for each in amendments_of(decree.base) if each.pk != decree.pk and each.state in HOLDING]
    for each in (decree.base, *others):
        other = lock(each)
        make_move(other, code, by.username, paper)
        subject = f"decree:{other.pk}"
        record("assignment.move_decree", by=by.username, subject=subject, state=str(other.state), reason=paper)
