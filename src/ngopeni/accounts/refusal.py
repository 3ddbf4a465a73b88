"""Whether somebody may do something, and if not, why: one sentence that says what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ngopeni.accounts.rights import PERSONAL, WITHOUT_GRANT, WORDS, Permission
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
    """

    role: Role
    is_active: bool
    grants: Sequence[Held]
    has_pact: bool
    today: dt.date

    @property
    def in_force(self) -> list[Held]:
        """The grants that hold today."""
        return [grant for grant in self.grants if grant.is_in_force(self.today)]

    @property
    def scope_codes(self) -> tuple[str, ...]:
        """Where they hold."""
        return tuple(grant.scope_code for grant in self.in_force)


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
        integritas; None where it is allowed.
    """
    role, right = standing.role, WORDS[permission]
    if not standing.is_active:
        return UserError("ACCOUNTS-010")
    if permission not in role.permissions:
        return UserError("ACCOUNTS-011", role=role.name, right=right)
    if permission in WITHOUT_GRANT:
        return None
    if village_code is not None and not village_code:
        return UserError("ACCOUNTS-015", right=right)
    holds = [grant for grant in standing.in_force if village_code is None or covers(grant.scope_code, village_code)]
    if not holds:
        return _why_no_grant(standing, right, village_code)
    if permission in PERSONAL and not standing.has_pact:
        return UserError("ACCOUNTS-016", right=right)
    return None


def _why_no_grant(standing: Standing, right: str, village_code: str | None) -> UserError:
    """What is known about the grant that would have held."""
    near = [grant for grant in standing.grants if village_code is None or covers(grant.scope_code, village_code)]
    for grant in near:
        if grant.ended_at is not None:
            reason = grant.end_reason or "–"
            return UserError("ACCOUNTS-017", right=right, date=grant.ended_at.date(), paper=grant.paper, reason=reason)
    for grant in near:
        if grant.ends_on < standing.today:
            return UserError("ACCOUNTS-012", right=right, date=grant.ends_on, paper=grant.paper)
    for grant in near:
        if grant.starts_on > standing.today:
            return UserError("ACCOUNTS-013", right=right, date=grant.starts_on, paper=grant.paper)
    if standing.grants and village_code is not None:
        return UserError("ACCOUNTS-014", right=right, village=village_code)
    return UserError("ACCOUNTS-015", right=right)
