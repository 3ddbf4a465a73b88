"""Accounts: made, closed, opened again; passwords and second factors."""

from __future__ import annotations

import re

from django.contrib.sessions.models import Session
from django.db import transaction
from django_otp import devices_for_user

from ngopeni.accounts.actions.keys import FORGET, note_new_keys
from ngopeni.accounts.actions.log import record
from ngopeni.accounts.models import User
from ngopeni.accounts.roles import ROLES
from ngopeni.kernel.error import UserError

LONGEST_USERNAME = 60
USERNAME = re.compile(rf"[\w.@+-]{{1,{LONGEST_USERNAME}}}")


@transaction.atomic
def add_user(*, username: str, full_name: str, role_code: str, password: str, by: str, institution: str = "") -> User:
    """Add a person who may sign in. What the role may do begins with a grant.

    Raises
    ------
    UserError
        ACCOUNTS-001 for an unknown role, ACCOUNTS-002 for a name already taken, ACCOUNTS-005 for a
        name that cannot be typed into the log.
    """
    if role_code not in ROLES:
        raise UserError("ACCOUNTS-001", role=role_code, known=sorted(ROLES))
    if not USERNAME.fullmatch(username):
        raise UserError("ACCOUNTS-005", username=username, longest=LONGEST_USERNAME)
    if User.objects.filter(username__iexact=username).exists():
        raise UserError("ACCOUNTS-002", username=username)
    user = User(username=username, full_name=full_name, role_code=role_code, institution=institution)
    user.set_password(password)
    user.save()
    record("accounts.add_user", by=by, subject=username, role=role_code)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: str) -> None:
    """Give somebody a new password; every session but the one that did it ends by itself."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("accounts.set_password", by=by, subject=user.username)


@transaction.atomic
def close_account(*, user: User, reason: str, by: User) -> None:
    """Close an account at once, and end its sessions.

    Raises
    ------
    UserError
        ACCOUNTS-020 for one's own account.
    """
    if user.pk == by.pk:
        raise UserError("ACCOUNTS-020")
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user)
    record("accounts.close", by=by.username, subject=user.username, reason=reason)


@transaction.atomic
def reopen_account(*, user: User, reason: str, by: User) -> None:
    """Open an account again; its grants hold as far as their dates go."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("accounts.reopen", by=by.username, subject=user.username, reason=reason)


@transaction.atomic
def forget_device(*, user: User, reason: str, by: User) -> None:
    """Remove a lost second factor; at the next sign-in the person sets up a new one.

    Where the password was made anew through a link as well, names close until somebody vouches for the person again.

    Raises
    ------
    UserError
        ACCOUNTS-020 for one's own account.
    """
    if user.pk == by.pk:
        raise UserError("ACCOUNTS-020")
    devices = list(devices_for_user(user, confirmed=None))
    if not devices:
        return
    for device in devices:
        device.delete()
    _end_sessions(user)
    record(FORGET, by=by.username, subject=user.username, reason=reason)
    note_new_keys(user=user, by=by.username)


def _end_sessions(user: User) -> None:
    """Sign somebody out everywhere."""
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
