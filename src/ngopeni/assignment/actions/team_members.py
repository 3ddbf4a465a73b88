"""The people of a team, named while its decree is a draft; their accounts also later."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Max

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import AGENCY_HEAD, AGENCY_MEMBER
from ngopeni.assignment.actions.decree_facts import gives_rights
from ngopeni.assignment.actions.decrees import OPEN, lock
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Decree, TeamMember
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number

# Whose role a place on a team can open anything for.
ROLES = (AGENCY_MEMBER.code, AGENCY_HEAD.code)


@transaction.atomic
def name_member(
    *,
    decree: Decree,
    name: str,
    position: str,
    role: str,
    by: User,
    note: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    user: User | None = None,
) -> TeamMember:
    """Name somebody to the team; without days of their own, for as long as the decree holds.

    Raises
    ------
    UserError
        DECREE-020 when it is no draft of an agency's team, 021 for the team of another agency, 022 without name,
        position or place in the team, 023 for a number like that of an identity card or a civil servant, 024 for a
        user whose role cannot be in a team, 025 for one who is in it already, 037 for days outside the decree's period
        or out of order.
    """
    locked = _draft(decree, by)
    told = _checked(locked, {"name": name, "position": position, "role": role, "note": note}, user, None)
    told |= _own_period(locked, starts_on, ends_on)
    place = locked.members.aggregate(n=Max("place"))["n"]
    made = TeamMember.objects.create(
        decree=locked, key=secrets.token_hex(8), place=0 if place is None else place + 1, **told
    )
    _note_hand(locked, by)
    record("assignment.name_member", by=by.username, subject=f"decree:{locked.pk}", member=made.key)
    return made


@transaction.atomic
def change_member(
    *,
    member: TeamMember,
    name: str,
    position: str,
    role: str,
    by: User,
    note: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    user: User | None = None,
) -> TeamMember:
    """Change what stands about somebody on the team; the person stays the same.

    Raises
    ------
    UserError
        As `name_member`.
    """
    locked = _draft(member.decree, by)
    told = _checked(locked, {"name": name, "position": position, "role": role, "note": note}, user, member)
    told |= _own_period(locked, starts_on, ends_on)
    for field, value in told.items():
        setattr(member, field, value)
    member.save()
    _note_hand(locked, by)
    record("assignment.change_member", by=by.username, subject=f"decree:{locked.pk}", member=member.key)
    return member


@transaction.atomic
def drop_member(*, member: TeamMember, by: User) -> None:
    """Take somebody off the draft of a team; who was on a team before stays in the decree that named them.

    Raises
    ------
    UserError
        DECREE-020, DECREE-021.
    """
    locked = _draft(member.decree, by)
    key = member.key
    member.delete()
    _note_hand(locked, by)
    record("assignment.drop_member", by=by.username, subject=f"decree:{locked.pk}", member=key)


@transaction.atomic
def link_account(*, member: TeamMember, user: User | None, by: User) -> TeamMember:
    """Say which account is a member's while the decree holds; what it says on paper stays as it is.

    No right follows by itself: somebody else settles the decree's rights. A draft that amends it takes the
    account over.

    Raises
    ------
    UserError
        DECREE-045 for a decree from which no rights follow now, 021 for the team of another agency, 024 for a user
        whose role cannot be in a team, 025 for one who is in it already.
    """
    locked = lock(member.decree)
    if not gives_rights(locked):
        raise UserError("DECREE-045")
    _check_may_name(locked, by)
    before = member.user
    if user == before:
        return member
    _check_account(locked, user, member)
    member.user = user
    member.save(update_fields=["user"])
    for each in TeamMember.objects.filter(key=member.key, decree__base=locked.base or locked, decree__state__in=OPEN):
        _take_over(each, before, user, by)
    _note_hand(locked, by)
    record(
        "assignment.link_account",
        by=by.username,
        subject=f"decree:{locked.pk}",
        member=member.key,
        account=user.username if user else "",
        before=before.username if before else "",
    )
    return member


def _take_over(member: TeamMember, before: User | None, user: User | None, by: User) -> None:
    """The same person in a draft: what was given there on purpose stays, and nobody is on a team twice."""
    if member.user != before:
        return
    draft = lock(member.decree)
    is_there = user is not None and draft.members.filter(user=user).exists()
    member.user = None if is_there else user
    member.save(update_fields=["user"])
    _note_hand(draft, by)


def may_name(decree: Decree, by: User) -> bool:
    """Whether somebody may name this team: the head of an agency only the own one."""
    if decree.is_of_regent or not by.can(Permission.NAME_TEAM):
        return False
    assert decree.institution is not None, "an agency's decree has an agency"
    return by.role_code != AGENCY_HEAD.code or decree.institution.head_id == by.pk


def is_team_draft(decree: Decree) -> bool:
    """Whether it is the draft of a team."""
    is_team = not decree.is_of_regent and decree.purpose != Decree.Purpose.REVOKE
    return is_team and decree.state == State.DRAFTED


def _draft(decree: Decree, by: User) -> Decree:
    locked = lock(decree)
    if not is_team_draft(locked):
        raise UserError("DECREE-020")
    _check_may_name(locked, by)
    return locked


def _check_may_name(decree: Decree, by: User) -> None:
    if not may_name(decree, by):
        assert decree.institution is not None, "an agency's decree has an agency"
        raise UserError("DECREE-021", institution=decree.institution.name)


def _note_hand(decree: Decree, by: User) -> None:
    """Whoever had a hand in a team does not put it in force."""
    decree.named_by = sorted({*decree.named_by, by.username})
    decree.save(update_fields=["named_by"])


def _checked(decree: Decree, texts: dict[str, str], user: User | None, itself: TeamMember | None) -> dict[str, Any]:
    told = {name: " ".join(text.split()) for name, text in texts.items()}
    if not all(told[name] for name in ("name", "position", "role")):
        raise UserError("DECREE-022")
    if any(holds_person_number(text) or _holds_long_number(text) for text in told.values()):
        raise UserError("DECREE-023")
    _check_account(decree, user, itself)
    return {**told, "user": user}


def _check_account(decree: Decree, user: User | None, itself: TeamMember | None) -> None:
    if user is None:
        return
    if user.role_code not in ROLES or not user.is_active:
        raise UserError("DECREE-024", person=str(user))
    others = decree.members.exclude(pk=itself.pk) if itself else decree.members.all()
    if others.filter(user=user).exists():
        raise UserError("DECREE-025", person=str(user))


def _own_period(decree: Decree, starts_on: dt.date | None, ends_on: dt.date | None) -> dict[str, dt.date | None]:
    """The days on which it differs from that of the decree."""
    if not decree.starts_on <= (starts_on or decree.starts_on) <= (ends_on or decree.ends_on) <= decree.ends_on:
        raise UserError("DECREE-037", starts_on=decree.starts_on, ends_on=decree.ends_on)
    return {
        "starts_on": None if starts_on == decree.starts_on else starts_on,
        "ends_on": None if ends_on == decree.ends_on else ends_on,
    }


def _holds_long_number(text: str) -> bool:
    """Whether it holds as many digits as a NIP or a NIK; no name, position or note does."""
    return sum(each.isdigit() for each in text) >= 16
