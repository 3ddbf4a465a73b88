"""Drafting decrees: the regent's, an agency's, and those that amend or revoke another."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.actions.grants import LONGEST
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.decree_facts import form_of, newest_of
from ngopeni.assignment.actions.words import checked_text
from ngopeni.assignment.decree.clause_files import newest_version
from ngopeni.assignment.decree_states import HOLDING, State
from ngopeni.assignment.models import Assignment, Decree, DecreeStep, TeamMember, Wave
from ngopeni.kernel.error import UserError
from ngopeni.partners.models import Institution

OPEN = (State.DRAFTED, State.IN_REVIEW, State.SIGNED)
NOT_OVER = (*OPEN, *HOLDING)
# What an amendment takes over about everybody.
OF_MEMBER = ("key", "name", "position", "role", "note", "starts_on", "ends_on", "user", "place")


@transaction.atomic
def draft_regent_decree(*, wave: Wave, by: User) -> Decree:
    """Draft the regent's decree of a wave: who assists which village.

    Raises
    ------
    UserError
        DECREE-011 for a wave that is not approved, 012 while there is one already.
    """
    locked = _approved(wave)
    return _draft(locked, None, locked.starts_on, locked.until, by)


@transaction.atomic
def draft_agency_decree(
    *, wave: Wave, institution: Institution, starts_on: dt.date, ends_on: dt.date, by: User
) -> Decree:
    """Draft the decree of an agency's head that names its team.

    Raises
    ------
    UserError
        DECREE-011 for a wave that is not approved, 012 while there is one already, 013 for an institution that leads
        in no village of the wave, 014 for a period outside that of the wave, 015 for one longer than a grant may last.
    """
    locked = _approved(wave)
    if not leading(locked).filter(pk=institution.pk).exists():
        raise UserError("DECREE-013", institution=institution.name, wave=wave.number)
    if not locked.starts_on <= starts_on <= ends_on <= locked.until:
        raise UserError("DECREE-014", starts_on=locked.starts_on, ends_on=locked.until)
    if ends_on > starts_on + LONGEST:
        raise UserError("DECREE-015", latest=min(locked.until, starts_on + LONGEST))
    return _draft(locked, institution, starts_on, ends_on, by)


@transaction.atomic
def amend_decree(*, base: Decree, reason: str, by: User) -> Decree:
    """Draft what amends a decree: the whole new team, or the pairs as they stand now.

    Raises
    ------
    UserError
        DECREE-016 for a decree that does not hold, 017 while another is about to amend or revoke it, ASSIGNMENT-021
        and 022 for the reason.
    """
    made = _follow(base, Decree.Purpose.AMEND, reason, by)
    TeamMember.objects.bulk_create(
        TeamMember(decree=made, **{name: getattr(each, name) for name in OF_MEMBER})
        for each in newest_of(base).members.select_related("user")
    )
    return made


@transaction.atomic
def revoke_decree(*, base: Decree, reason: str, by: User) -> Decree:
    """Draft what revokes a decree; nothing ends before it comes into force.

    Raises
    ------
    UserError
        As `amend_decree`.
    """
    return _follow(base, Decree.Purpose.REVOKE, reason, by)


def lock(decree: Decree) -> Decree:
    """The decree, for this transaction alone."""
    return Decree.objects.select_for_update().get(pk=decree.pk)


def leading(wave: Wave) -> QuerySet[Institution]:
    """The institutions that lead in a wave."""
    held = Assignment.objects.filter(wave=wave, role="lead", ended_on=None)
    return Institution.objects.filter(pk__in=held.values("institution")).order_by("name")


def _approved(wave: Wave) -> Wave:
    """The wave, locked, so that two do not draft the same at once."""
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if locked.state != Wave.State.APPROVED:
        raise UserError("DECREE-011", wave=locked.number)
    return locked


def _draft(wave: Wave, institution: Institution | None, starts_on: dt.date, ends_on: dt.date, by: User) -> Decree:
    there = Decree.objects.filter(
        wave=wave, institution=institution, purpose=Decree.Purpose.NEW, state__in=NOT_OVER
    ).first()
    if there is not None:
        raise UserError("DECREE-012", decree=str(there))
    return _made(
        Decree(wave=wave, institution=institution, starts_on=starts_on, ends_on=ends_on), "assignment.draft_decree", by
    )


def _follow(base: Decree, purpose: Decree.Purpose, reason: str, by: User) -> Decree:
    reason = checked_text(reason)
    held = lock(base)
    if held.purpose != Decree.Purpose.NEW or held.state not in HOLDING:
        raise UserError("DECREE-016")
    if held.followers.filter(state__in=OPEN).exists():
        raise UserError("DECREE-017")
    made = Decree(
        wave=held.wave,
        institution=held.institution,
        purpose=purpose,
        base=held,
        laws=newest_of(held).laws,
        # Who had a hand in the team that it takes over does not put it in force either.
        named_by=newest_of(held).named_by if purpose == Decree.Purpose.AMEND else [],
        reason=reason,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
    )
    is_change = purpose == Decree.Purpose.AMEND
    return _made(made, "assignment.amend_decree" if is_change else "assignment.revoke_decree", by)


def _made(decree: Decree, action: str, by: User) -> Decree:
    decree.drafted_by = by
    decree.template_version = newest_version(form_of(decree), timezone.localdate())
    decree.save()
    DecreeStep.objects.create(decree=decree, to_state=State.DRAFTED, note=decree.reason[:300], taken_by=by.username)
    record(
        action,
        by=by.username,
        subject=f"decree:{decree.pk}",
        wave=decree.wave.number,
        institution=decree.institution.name if decree.institution else "",
        base=decree.base.number if decree.base else "",
        reason=decree.reason,
    )
    return decree
