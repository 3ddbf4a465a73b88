"""A decree holds, and what stands behind it has moved: an account given later, a new head, a grant that runs out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.assignment.actions.decree_facts import gives_rights, is_mandated
from ngopeni.assignment.actions.decree_force import carry_out, note_effect, paper_of
from ngopeni.assignment.actions.decree_grants import Effect, effect_of
from ngopeni.assignment.actions.decrees import lock
from ngopeni.assignment.decree.told import told_from_fields
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.models import Decree
from ngopeni.kernel.error import UserError


def unsettled(decree: Decree) -> Effect:
    """What a decree that holds asks for today and is not so yet.

    An agency's decree whose ground no longer holds gives nothing new; what it no longer asks for still ends.
    """
    told = told_from_fields(decree.facts)
    effect = effect_of(decree, told, timezone.localdate())
    if is_mandated(decree, told):
        return effect
    return Effect(kept=[*effect.kept, *effect.replaced], ended=effect.lost)


def unsettled_decrees() -> list[Decree]:
    """Decrees that hold whose grants are not as they ask."""
    listed = Decree.objects.filter(state__in=HOLDING).exclude(purpose=Decree.Purpose.REVOKE)
    held = listed.select_related("wave", "institution", "base").order_by("pk")
    return [each for each in held if gives_rights(each) and not unsettled(each).is_empty]


def why_not_settle(decree: Decree, by: User) -> UserError | None:
    """Why somebody may not let grants be as a decree asks; None where they may."""
    refusal = by.refusal(Permission.SIGN_DECREES)
    if refusal is not None:
        return refusal
    if not gives_rights(decree):
        return UserError("DECREE-045")
    if by.username in decree.proposers:
        return UserError("DECREE-046")
    return UserError("DECREE-047") if unsettled(decree).is_empty else None


@transaction.atomic
def settle(*, decree: Decree, by: User) -> Effect:
    """Let grants be as a decree that holds asks today.

    Raises
    ------
    UserError
        DECREE-045 for a decree from which no rights follow now, 046 by who drafted it or had a hand in its team, 047
        when everything is as it says, 030 when a grant cannot be given, and what `User.refusal` says.
    """
    locked = lock(decree)
    refusal = why_not_settle(locked, by)
    if refusal is not None:
        raise refusal
    effect, paper = unsettled(locked), paper_of(told_from_fields(locked.facts))
    carry_out(effect, locked, paper, f"tidak lagi ditugaskan di bawah {paper}", by)
    locked.save(update_fields=["grants"])
    note_effect("assignment.settle_rights", locked, effect, by)
    return effect
