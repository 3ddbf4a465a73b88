"""Which grants follow from a decree, and which end with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ngopeni.accounts.actions.grants import LONGEST
from ngopeni.accounts.models import Grant, User
from ngopeni.accounts.roles import AGENCY_HEAD, PARTNER
from ngopeni.assignment.actions.decree_facts import amendments_of, newest_of
from ngopeni.assignment.actions.team_members import ROLES
from ngopeni.assignment.decree.facts import RegentFacts
from ngopeni.assignment.decree.told import Told
from ngopeni.assignment.models import Assignment, Decree

# Whose role works in single villages and stands for an institution.
OF_INSTITUTIONS = (AGENCY_HEAD.code, PARTNER.code)


@dataclass(frozen=True)
class Due:
    """A grant that a decree gives.

    Parameters
    ----------
    user : User
    village_code : str
    starts_on : date
    until : date
        The last day that the decree names for them.
    """

    user: User
    village_code: str
    starts_on: dt.date
    until: dt.date

    @property
    def ends_on(self) -> dt.date:
        """The last day of the grant, which may not last as long as the decree."""
        return _end(self.starts_on, self.until)

    @property
    def pair(self) -> tuple[str, str]:
        """Who, where."""
        return self.user.username, self.village_code


@dataclass(frozen=True)
class Effect:
    """What happens to grants when a decree comes into force.

    Parameters
    ----------
    given : list of Due
    kept : list of Grant
        Untouched.
    ended : list of Grant
    """

    given: list[Due] = field(default_factory=list)
    kept: list[Grant] = field(default_factory=list)
    ended: list[Grant] = field(default_factory=list)

    @property
    def renewed(self) -> list[Due]:
        """Of what is given, what takes the place of a grant for another period."""
        before = {_pair(each) for each in self.ended}
        return [each for each in self.given if each.pair in before]

    @property
    def gained(self) -> list[Due]:
        """Of what is given, what was not there before."""
        before = {_pair(each) for each in self.ended}
        return [each for each in self.given if each.pair not in before]

    @property
    def replaced(self) -> list[Grant]:
        """Of what ends, what `renewed` takes the place of."""
        after = {each.pair for each in self.given}
        return [each for each in self.ended if _pair(each) in after]

    @property
    def lost(self) -> list[Grant]:
        """Of what ends, what nothing takes the place of."""
        after = {each.pair for each in self.given}
        return [each for each in self.ended if _pair(each) not in after]


def effect_of(decree: Decree, told: Told, today: dt.date) -> Effect:
    """What its coming into force would do to grants.

    Parameters
    ----------
    decree : Decree
    told : Told
        What it says.
    today : date
        Grants begin today, or later when the decree or the member's own period does.
    """
    if decree.purpose == Decree.Purpose.REVOKE:
        assert decree.base is not None, "what is revoked is known"
        return effect_of_revoking(decree.base)
    due = {each.pair: each for each in _due(decree, told, today)}
    before = list(_grants_in(newest_of(decree.base))) if decree.base else []
    # Who lost a grant by hand does not get it back by the way.
    held = [each for each in before if each.ended_at is not None or each.ends_on >= today]
    kept = [each for each in held if _stays(each, due.get(_pair(each)), today)]
    stay, there = {each.pk for each in kept}, {_pair(each) for each in kept}
    return Effect(
        given=[each for pair, each in due.items() if pair not in there],
        kept=kept,
        ended=[each for each in held if each.ended_at is None and each.pk not in stay],
    )


def effect_of_revoking(base: Decree) -> Effect:
    """What would end with a decree and its amendments."""
    return Effect(ended=[each for each in _grants_of(base) if each.ended_at is None])


def _grants_in(decree: Decree) -> Iterable[Grant]:
    """The grants that a decree gave, or took over from the one that it amends."""
    return Grant.objects.filter(pk__in=[each["grant"] for each in decree.grants]).select_related("user").order_by("pk")


def _grants_of(base: Decree) -> Iterable[Grant]:
    """Every grant that a decree and its amendments gave."""
    named = {each["grant"] for decree in (base, *amendments_of(base)) for each in decree.grants}
    return Grant.objects.filter(pk__in=named).select_related("user").order_by("pk")


def as_noted(grant: Grant) -> dict[str, Any]:
    """How a decree remembers a grant."""
    return {"grant": grant.pk, "username": grant.user.username, "village_code": grant.scope_code}


def _pair(grant: Grant) -> tuple[str, str]:
    return grant.user.username, grant.scope_code


def _stays(grant: Grant, due: Due | None, today: dt.date) -> bool:
    """Whether a grant goes on as it is: who is due one is due it for the same days, from today on."""
    if due is None:
        return False
    is_same = max(grant.starts_on, today) == due.starts_on and grant.ends_on == _end(grant.starts_on, due.until)
    return is_same or grant.ended_at is not None


def _end(starts_on: dt.date, until: dt.date) -> dt.date:
    return min(until, starts_on + LONGEST)


def _due(decree: Decree, told: Told, today: dt.date) -> Iterator[Due]:
    for user, village_code, first_day, last_day in _who_where(decree, told):
        if user.is_active and max(today, first_day) <= last_day:
            yield Due(user, village_code, max(today, first_day), last_day)


def _who_where(decree: Decree, told: Told) -> Iterator[tuple[User, str, dt.date, dt.date]]:
    """Who, where, from when, until when."""
    if isinstance(told.facts, RegentFacts):
        for head, code, first_day in _of_heads(decree, told.facts):
            yield head, code, max(decree.starts_on, first_day), decree.until
        return
    for member in decree.members.select_related("user"):
        if member.user is not None and member.user.role_code in ROLES:
            for code in told.village_codes:
                yield member.user, code, member.first_day, member.last_day


def _of_heads(decree: Decree, facts: RegentFacts) -> Iterator[tuple[User, str, dt.date]]:
    """Who stands for an institution, in each village that the decree names it for, and since when it is there."""
    named = {(pair.village.code, pair.agency_name) for pair in facts.pairs}
    named |= {(pair.village.code, partner.name) for pair in facts.pairs for partner in pair.partners}
    rows = Assignment.objects.filter(wave=decree.wave).select_related("institution__head").order_by("village_code")
    for row in rows:
        head = row.institution.head
        is_named = (row.village_code, row.institution_name) in named
        if is_named and head is not None and head.role_code in OF_INSTITUTIONS:
            yield head, row.village_code, row.starts_on
