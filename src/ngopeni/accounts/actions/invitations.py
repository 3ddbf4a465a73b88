"""Invitations: a link that makes an account or a new password, once, within three days."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions.grants import check_grant, give_grant
from ngopeni.accounts.actions.keys import note_new_keys
from ngopeni.accounts.actions.log import record
from ngopeni.accounts.actions.people import add_user, set_password
from ngopeni.accounts.models import Invitation, User
from ngopeni.accounts.role_error import RoleError
from ngopeni.accounts.roles import ROLES
from ngopeni.kernel.error import UserError

LIFETIME = dt.timedelta(days=3)


@transaction.atomic
def invite(
    *,
    full_name: str,
    institution: str,
    role_code: str,
    scope_codes: list[str],
    starts_on: dt.date,
    ends_on: dt.date,
    paper: str,
    by: User,
) -> tuple[Invitation, str]:
    """Invite somebody new.

    Returns
    -------
    (Invitation, str)
        With the token of its link, which is kept nowhere else.

    Raises
    ------
    UserError
        ACCOUNTS-001 for an unknown role, and what `give_grant` refuses.
    """
    if role_code not in ROLES:
        raise UserError("ACCOUNTS-001", role=role_code, known=sorted(ROLES))
    if not scope_codes:
        raise RoleError("ACCOUNTS-021", scope="–", role=role_code, level=ROLES[role_code].level.value)
    check_grant(ROLES[role_code], scope_codes, starts_on, ends_on, paper)
    return _issue(
        by,
        full_name=full_name.strip(),
        institution=institution.strip(),
        role_code=role_code,
        scope_codes=sorted(set(scope_codes)),
        starts_on=starts_on,
        ends_on=ends_on,
        paper=paper.strip(),
    )


@transaction.atomic
def invite_to_new_password(*, user: User, by: User) -> tuple[Invitation, str]:
    """Let somebody who has forgotten the password make a new one; the old one holds until then.

    Raises
    ------
    UserError
        ACCOUNTS-020 for oneself: that is what the account page is for.
    """
    if user.pk == by.pk:
        raise UserError("ACCOUNTS-020")
    today = timezone.localdate()
    return _issue(
        by,
        full_name=user.full_name,
        institution=user.institution,
        role_code=user.role_code,
        starts_on=today,
        ends_on=today,
        paper="",
        user=user,
    )


def _issue(by: User, **fields: object) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(24)
    invitation = Invitation(**fields, token_sha256=_hashed(token), invited_by=by, expires_at=timezone.now() + LIFETIME)
    invitation.save()
    record(
        "accounts.invite",
        by=by.username,
        subject=f"invitation:{invitation.pk}",
        role=invitation.role_code,
        scopes=invitation.scope_codes,
        is_new_password=invitation.user_id is not None,
    )
    return invitation, token


@transaction.atomic
def renew(*, invitation: Invitation, by: User) -> tuple[Invitation, str]:
    """Another link for the same invitation; the one that was not sent, or got lost, opens nothing any more.

    Raises
    ------
    UserError
        ACCOUNTS-030 for an invitation that is no longer open, 020 for one's own password.
    """
    if not invitation.is_open:
        raise UserError("ACCOUNTS-030")
    withdraw(invitation=invitation, by=by)
    if invitation.user is not None:
        return invite_to_new_password(user=invitation.user, by=by)
    kept = ("full_name", "institution", "role_code", "scope_codes", "starts_on", "ends_on", "paper")
    return _issue(by, **{name: getattr(invitation, name) for name in kept})


def find_invitation(token: str) -> Invitation:
    """The open invitation of a link.

    Raises
    ------
    UserError
        ACCOUNTS-030 when there is none, or it has been used, withdrawn, or is too old.
    """
    found = Invitation.objects.filter(token_sha256=_hashed(token)).first()
    if found is None or not found.is_open:
        raise UserError("ACCOUNTS-030")
    return found


@transaction.atomic
def accept(*, invitation: Invitation, username: str, password: str) -> User:
    """Make the account, or the new password, that a link stands for.

    Parameters
    ----------
    invitation : Invitation
        As `find_invitation` gave it to whoever holds the link.
    username : str
        Ignored where it is about a new password.
    password : str

    Raises
    ------
    UserError
        ACCOUNTS-030 for a link that no longer holds, and what `add_user` refuses.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not locked.is_open:
        raise UserError("ACCOUNTS-030")
    if locked.user is not None:
        user = locked.user
        if not user.is_active:
            raise UserError("ACCOUNTS-030")
        set_password(user=user, password=password, by=user.username)
    else:
        user = _new_user(locked, username, password)
    locked.accepted_at, locked.user = timezone.now(), user
    locked.save(update_fields=["accepted_at", "user"])
    record("accounts.accept_invitation", by=user.username, subject=f"invitation:{locked.pk}")
    note_new_keys(user=user, by=user.username)
    return user


def _new_user(invitation: Invitation, username: str, password: str) -> User:
    inviter = invitation.invited_by.username
    user = add_user(
        username=username,
        full_name=invitation.full_name,
        role_code=invitation.role_code,
        password=password,
        by=inviter,
        institution=invitation.institution,
    )
    for code in invitation.scope_codes:
        give_grant(
            user=user,
            scope_code=code,
            starts_on=invitation.starts_on,
            ends_on=invitation.ends_on,
            paper=invitation.paper,
            by=inviter,
        )
    return user


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """Let a link open nothing any more."""
    if not invitation.is_open:
        return
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("accounts.withdraw_invitation", by=by.username, subject=f"invitation:{invitation.pk}")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
