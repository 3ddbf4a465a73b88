"""Whether somebody may do something, and if not, why: one sentence that says what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ngopeni.accounts.rights import PERSONAL, WITHOUT_GRANT, Permission
from ngopeni.accounts.role_error import RoleError
from ngopeni.accounts.roles import Role
from ngopeni.accounts.scope import covers
from ngopeni.kernel.error import UserError


class Held(Protocol):
    """A grant, as far as it decides."""

    @property
    def scope_code(self) -> str: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date: ...
    @property
    def ended_at(self) -> dt.datetime | None: ...
    @property
    def end_reason(self) -> str: ...
    @property
    def paper(self) -> str: ...
    def is_in_force(self, today: dt.date) -> bool: ...


class Keys(StrEnum):
    """Whose hands password and telephone of an account are in, as far as anybody knows."""

    VOUCHED = "vouched"  # since both were last new, somebody who records pacts has met the person
    OWN = "own"  # nobody has yet; but no link of an account manager made them
    BY_LINK = "by_link"  # nobody has yet, and an account manager held the link that made the password


@dataclass(frozen=True)
class Standing:
    """What decides about somebody today.

    Parameters
    ----------
    role : Role
    is_active : bool
    grants : sequence of Held
        All that were ever given, the newest first.
    has_pact : bool
        Whether a pakta integritas is recorded and holds.
    today : date
    keys : Keys
        How far password and telephone are known to be in the right hands.
    """

    role: Role
    is_active: bool
    grants: Sequence[Held]
    has_pact: bool
    today: dt.date
    keys: Keys

    @property
    def in_force(self) -> list[Held]:
        """The grants that hold today."""
        return [grant for grant in self.grants if grant.is_in_force(self.today)]

    @property
    def scope_codes(self) -> tuple[str, ...]:
        """Where they hold."""
        return tuple(grant.scope_code for grant in self.in_force)

    def paper_for(self, village_code: str) -> str:
        """The paper of the newest grant that opens a place today; empty where none does."""
        return next((grant.paper for grant in self.in_force if covers(grant.scope_code, village_code)), "")


def refusal(standing: Standing, permission: Permission, village_code: str | None = None) -> UserError | None:
    """Why somebody may not do something.

    Parameters
    ----------
    standing : Standing
    permission : Permission
    village_code : str, optional
        The village it is done in; None where it is about no village, or where any will do.

    Returns
    -------
    UserError or None
        ACCOUNTS-010 for an account that is closed, 011 for another role's right, 012 for a grant that has
        ended, 013 for one not begun, 014 for another village, 015 for no grant at all, 016 for want of a pakta
        integritas, 018 and 019 for keys that nobody has vouched for; None where it is allowed.
    """
    role, right = standing.role, str(permission)
    if not standing.is_active:
        return UserError("ACCOUNTS-010")
    if permission not in role.permissions:
        return RoleError("ACCOUNTS-011", role=role.code, right=right)
    if permission in WITHOUT_GRANT:
        return None
    if village_code is not None and not village_code:
        return RoleError("ACCOUNTS-015", right=right)
    holds = [grant for grant in standing.in_force if village_code is None or covers(grant.scope_code, village_code)]
    if not holds:
        return _why_no_grant(standing, right, village_code)
    return _why_no_trust(standing, permission)


def _why_no_trust(standing: Standing, permission: Permission) -> UserError | None:
    """Whether somebody other than the account manager has made sure who the person is."""
    right = str(permission)
    if permission in PERSONAL:
        if not standing.has_pact:
            return RoleError("ACCOUNTS-016", right=right)
        return None if standing.keys is Keys.VOUCHED else RoleError("ACCOUNTS-018", right=right)
    # Whoever vouches for others must not be an account that its manager made for himself.
    if permission is Permission.RECORD_PACTS and standing.keys is Keys.BY_LINK:
        return RoleError("ACCOUNTS-019", right=right)
    return None


def _why_no_grant(standing: Standing, right: str, village_code: str | None) -> UserError:
    """What is known about the grant that would have held."""
    near = [grant for grant in standing.grants if village_code is None or covers(grant.scope_code, village_code)]
    for grant in near:
        if grant.ended_at is not None:
            reason = grant.end_reason or "–"
            return RoleError("ACCOUNTS-017", right=right, date=grant.ended_at.date(), paper=grant.paper, reason=reason)
    for grant in near:
        if grant.ends_on < standing.today:
            return RoleError("ACCOUNTS-012", right=right, date=grant.ends_on, paper=grant.paper)
    for grant in near:
        if grant.starts_on > standing.today:
            return RoleError("ACCOUNTS-013", right=right, date=grant.starts_on, paper=grant.paper)
    if standing.grants and village_code is not None:
        return RoleError("ACCOUNTS-014", right=right, village=village_code)
    return RoleError("ACCOUNTS-015", right=right)
