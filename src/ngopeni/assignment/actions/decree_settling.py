"""A decree holds, and what stands behind it has moved: an account given later, a new head, a grant that runs out."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.assignment.actions.decree_facts import gives_rights, is_mandated
from ngopeni.assignment.actions.decree_force import carry_out, paper_of
from ngopeni.assignment.actions.decree_grants import Effect, effect_of
from ngopeni.assignment.actions.decrees import lock
from ngopeni.assignment.decree.told import told_from_fields
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.models import Decree
from ngopeni.kernel.error import UserError


def unsettled(decree: Decree) -> Effect | None:
    """What a decree that holds asks for today and is not so yet; None where everything is as it says.

    An agency's decree whose ground no longer holds gives nothing new; what it no longer asks for still ends.
    """
    told = told_from_fields(decree.facts)
    effect = effect_of(decree, told, timezone.localdate())
    if not is_mandated(decree, told):
        effect = Effect(kept=[*effect.kept, *effect.replaced], ended=effect.lost)
    return effect if effect.given or effect.ended else None


def unsettled_decrees() -> Iterator[Decree]:
    """Decrees that hold whose grants are not as they ask."""
    listed = Decree.objects.filter(state__in=HOLDING).exclude(purpose=Decree.Purpose.REVOKE)
    for each in listed.select_related("wave", "institution", "base").order_by("pk"):
        if gives_rights(each) and unsettled(each) is not None:
            yield each


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
    refusal = by.refusal(Permission.SIGN_DECREES)
    if refusal is not None:
        raise refusal
    if not gives_rights(locked):
        raise UserError("DECREE-045")
    if by.username in locked.proposers:
        raise UserError("DECREE-046")
    effect = unsettled(locked)
    if effect is None:
        raise UserError("DECREE-047")
    paper = paper_of(told_from_fields(locked.facts))
    carry_out(effect, locked, paper, f"tidak lagi ditugaskan di bawah {paper}", by)
    locked.save(update_fields=["grants"])
    record(
        "assignment.settle_rights",
        by=by.username,
        subject=f"decree:{locked.pk}",
        number=locked.number,
        given=len(effect.given),
        ended=len(effect.ended),
        kept=len(effect.kept),
    )
    return effect
