"""What is written about people and what they did."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction

from ngopeni.accounts.models import AuditEvent, User
from ngopeni.accounts.roles import ROLES
from ngopeni.kernel.error import UserError

LONGEST_USERNAME = 60
USERNAME = re.compile(rf"[\w.@+-]{{1,{LONGEST_USERNAME}}}")


def record(action: str, *, by: str, subject: str, **details: Any) -> AuditEvent:
    """Write one line of the audit log, in the transaction of the act itself.

    Parameters
    ----------
    action : str
        Such as ``zones.approve``.
    by : str
        Username, or the name of the command.
    subject : str
        What it was done to, as a key.
    **details
        Plain values; never personal data.
    """
    return AuditEvent.objects.create(actor=by, action=action, subject=subject, details=details)


@transaction.atomic
def add_user(*, username: str, full_name: str, role_code: str, password: str, by: str, village_code: str = "") -> User:
    """Add a person who may sign in.

    Raises
    ------
    UserError
        ACCOUNTS-001 for an unknown role, ACCOUNTS-002 for a name already taken, ACCOUNTS-003
        for an operator without a village or a village without an operator, ACCOUNTS-005 for a
        name that cannot be typed into the log.
    """
    if role_code not in ROLES:
        raise UserError("ACCOUNTS-001", role=role_code, known=sorted(ROLES))
    if not USERNAME.fullmatch(username):
        raise UserError("ACCOUNTS-005", username=username, longest=LONGEST_USERNAME)
    if ROLES[role_code].is_of_one_village != bool(village_code):
        raise UserError("ACCOUNTS-003")
    if User.objects.filter(username=username).exists():
        raise UserError("ACCOUNTS-002", username=username)
    user = User(username=username, full_name=full_name, role_code=role_code, village_code=village_code)
    user.set_password(password)
    user.save()
    record("accounts.add_user", by=by, subject=username, role=role_code, village_code=village_code)
    return user
