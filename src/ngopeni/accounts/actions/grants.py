"""Grants and integrity pacts: who may do what where, until when, by which paper."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions.keys import vouch
from ngopeni.accounts.actions.log import record
from ngopeni.accounts.models import Grant, IntegrityPact, User
from ngopeni.accounts.role_error import RoleError
from ngopeni.accounts.roles import Role
from ngopeni.accounts.scope import level_of
from ngopeni.kernel.error import UserError

# A right nobody has looked at for so long is looked at again.
LONGEST = dt.timedelta(days=2 * 366)


@transaction.atomic
def give_grant(*, user: User, scope_code: str, starts_on: dt.date, ends_on: dt.date, paper: str, by: str) -> Grant:
    """Let somebody's role hold in a place for a time.

    Raises
    ------
    UserError
        ACCOUNTS-021 for a place wider or narrower than the role, 022 for dates out of order or too long,
        023 without a paper, 020 for oneself.
    """
    if by == user.username:
        raise UserError("ACCOUNTS-020")
    check_grant(user.role, [scope_code], starts_on, ends_on, paper)
    grant = Grant.objects.create(
        user=user, scope_code=scope_code, starts_on=starts_on, ends_on=ends_on, paper=paper.strip(), given_by=by
    )
    record(
        "accounts.give_grant",
        by=by,
        subject=user.username,
        grant=grant.pk,
        scope=scope_code,
        starts_on=starts_on,
        ends_on=ends_on,
        paper=grant.paper,
    )
    return grant


def check_grant(role: Role, scope_codes: list[str], starts_on: dt.date, ends_on: dt.date, paper: str) -> None:
    """Refuse what could not be granted to a role.

    Raises
    ------
    UserError
        See `give_grant`.
    """
    for code in scope_codes:
        try:
            level = level_of(code)
        except ValueError:
            level = None
        if level != role.level:
            raise RoleError("ACCOUNTS-021", scope=code, role=role.code, level=role.level.value)
    if not starts_on <= ends_on <= starts_on + LONGEST:
        raise UserError("ACCOUNTS-022", starts_on=starts_on, ends_on=ends_on)
    if not paper.strip():
        raise UserError("ACCOUNTS-023")


@transaction.atomic
def end_grant(*, grant: Grant, reason: str, by: str) -> None:
    """End a grant now; the next page its holder asks for is refused."""
    if grant.ended_at is not None:
        return
    grant.ended_at, grant.ended_by, grant.end_reason = timezone.now(), by, reason
    grant.save(update_fields=["ended_at", "ended_by", "end_reason"])
    record("accounts.end_grant", by=by, subject=grant.user.username, grant=grant.pk, reason=reason)


@transaction.atomic
def shorten_grant(*, grant: Grant, ends_on: dt.date, reason: str, by: str) -> None:
    """Let a grant end sooner than it was given; where that day is past, or before it begins, it ends now."""
    assert ends_on < grant.ends_on, "a grant is never lengthened"
    if ends_on < max(timezone.localdate(), grant.starts_on):
        end_grant(grant=grant, reason=reason, by=by)
        return
    grant.ends_on = ends_on
    grant.save(update_fields=["ends_on"])
    record(
        "accounts.shorten_grant",
        by=by,
        subject=grant.user.username,
        grant=grant.pk,
        ends_on=grant.ends_on,
        reason=reason,
    )


@transaction.atomic
def record_pact(*, user: User, number: str, signed_on: dt.date, ends_on: dt.date, by: str) -> IntegrityPact:
    """Record a signed pakta integritas; where a telephone is set up, that also vouches for who holds it.

    Raises
    ------
    UserError
        ACCOUNTS-020 for one's own, 022 for dates out of order, 024 for a paper signed in the future,
        025 for somebody whose role opens no names, 026 without the paper's number.
    """
    if user.username == by:
        raise UserError("ACCOUNTS-020")
    if not user.role.sees_names:
        raise RoleError("ACCOUNTS-025", role=user.role_code)
    if not signed_on <= ends_on <= signed_on + LONGEST:
        raise UserError("ACCOUNTS-022", starts_on=signed_on, ends_on=ends_on)
    if signed_on > timezone.localdate():
        raise UserError("ACCOUNTS-024", date=signed_on)
    if not number.strip():
        raise UserError("ACCOUNTS-026")
    pact = IntegrityPact.objects.create(
        user=user, number=number.strip(), signed_on=signed_on, ends_on=ends_on, recorded_by=by
    )
    record(
        "accounts.record_pact",
        by=by,
        subject=user.username,
        pact=pact.pk,
        number=pact.number,
        signed_on=signed_on,
        ends_on=ends_on,
    )
    # A telephone that is set up later may be anybody's: the pact then waits until it is confirmed.
    if user.has_telephone:
        vouch(user=user, by=by)
    return pact


@transaction.atomic
def withdraw_pact(*, pact: IntegrityPact, reason: str, by: str) -> None:
    """Withdraw a pact; names are closed to its signer from now on."""
    if pact.withdrawn_at is not None:
        return
    pact.withdrawn_at, pact.withdrawn_by = timezone.now(), by
    pact.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("accounts.withdraw_pact", by=by, subject=pact.user.username, pact=pact.pk, reason=reason)
