"""Which grants follow from a decree, and which end with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ngopeni.accounts.actions.grants import LONGEST
from ngopeni.accounts.models import Grant, User
from ngopeni.accounts.roles import AGENCY_HEAD, PARTNER
from ngopeni.assignment.actions.decree_facts import amendments_of, newest_of, regents_decree
from ngopeni.assignment.actions.team_members import ROLES
from ngopeni.assignment.decree.facts import AgencyFacts, RegentFacts
from ngopeni.assignment.decree.told import Facts, Told, told_from_fields
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.models import Assignment, Decree

# A grant that ends so soon, and before its decree does, is given anew.
SOON = dt.timedelta(days=60)
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
    def is_empty(self) -> bool:
        """Whether no grant changes."""
        return not (self.given or self.ended)

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
    """What its coming into force would do to grants; of a decree that holds, what it asks for today and is not so yet.

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
    before = list(_grants_in(_giver(decree)))
    # Who lost a grant by hand does not get it back by the way.
    held = [each for each in before if each.ended_at is not None or each.ends_on >= today]
    kept = [each for each in held if _stays(each, due.get(_pair(each)), today)]
    stay, there = {each.pk for each in kept}, {_pair(each) for each in kept}
    return Effect(
        given=[each for pair, each in due.items() if pair not in there],
        kept=kept,
        ended=[each for each in held if each.ended_at is None and each.pk not in stay],
    )


def _giver(decree: Decree) -> Decree:
    """The decree whose grants are there: itself once it holds, before that the one that it amends."""
    return decree if decree.state in HOLDING or decree.base is None else newest_of(decree.base)


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
    if due is None or grant.ended_at is not None:
        # What was ended by hand is remembered, so that it does not come back.
        return grant.ended_at is not None
    is_same = max(grant.starts_on, today) == due.starts_on and grant.ends_on == _end(grant.starts_on, due.until)
    return is_same and (grant.ends_on == due.until or grant.ends_on > today + SOON)


def _end(starts_on: dt.date, until: dt.date) -> dt.date:
    return min(until, starts_on + LONGEST)


def _due(decree: Decree, told: Told, today: dt.date) -> Iterator[Due]:
    for user, village_code, first_day, last_day in _who_where(decree, told):
        if user.is_active and max(today, first_day) <= last_day:
            yield Due(user, village_code, max(today, first_day), last_day)


def _who_where(decree: Decree, told: Told) -> Iterator[tuple[User, str, dt.date, dt.date]]:
    """Who, where, from when, until when."""
    listed = list(decree.members.select_related("user")) if isinstance(told.facts, AgencyFacts) else []
    members = [(each.user, each) for each in listed if each.user is not None and each.user.role_code in ROLES]
    for row, first_day, last_day in _told_pairs(decree, told):
        head = row.institution.head
        if isinstance(told.facts, RegentFacts) and head is not None and head.role_code in OF_INSTITUTIONS:
            yield head, row.village_code, first_day, last_day
        for user, member in members:
            yield user, row.village_code, max(first_day, member.first_day), min(last_day, member.last_day)


def _told_pairs(decree: Decree, told: Told) -> Iterator[tuple[Assignment, dt.date, dt.date]]:
    """The pairs that a decree names, since when and until when.

    Who hands a village over on a day to come was named before, and stays until that day. An agency's decree that was
    not amended yet gives nothing beyond it once the regent's was.
    """
    rows = Assignment.objects.filter(wave=decree.wave).select_related("institution__head").order_by("village_code")
    if decree.institution_id is not None:
        rows = rows.filter(institution=decree.institution_id)
    named, before = _named(told.facts), _named_before(decree)
    for row in rows:
        pair = (row.village_code, "" if decree.institution_id else row.institution_name)
        first_day = max(decree.starts_on, row.starts_on)
        if pair in named and not _is_let_go(decree, row):
            yield row, first_day, decree.until
        elif pair in named | before and row.ended_on is not None:
            yield row, first_day, min(decree.until, row.ended_on)


def _is_let_go(decree: Decree, row: Assignment) -> bool:
    """Whether an agency's decree still names a village that was handed over and that the regent's names no more."""
    if decree.is_of_regent or row.ended_on is None:
        return False
    regents = regents_decree(decree.wave_id)
    named = _named(told_from_fields(newest_of(regents).facts).facts) if regents else set()
    return (row.village_code, row.institution_name) not in named


def _named_before(decree: Decree) -> set[tuple[str, str]]:
    """What was named by the decree that it amends, or by an earlier amendment."""
    earlier = [decree.base, *amendments_of(decree.base)] if decree.base else []
    return {pair for each in earlier if each.pk != decree.pk for pair in _named(told_from_fields(each.facts).facts)}


def _named(facts: Facts) -> set[tuple[str, str]]:
    """Village and institution of each pair that a regent's decree names; of an agency's decree its villages."""
    if isinstance(facts, RegentFacts):
        pairs = {(pair.village.code, pair.agency_name) for pair in facts.pairs}
        return pairs | {(pair.village.code, partner.name) for pair in facts.pairs for partner in pair.partners}
    return {(each.code, "") for each in facts.villages} if isinstance(facts, AgencyFacts) else set()
