"""The two keys to names, password and telephone: an administrator may help with one, not hand both to another."""

from __future__ import annotations

from django.utils import timezone

from ngopeni.accounts.actions.grants import withdraw_pact
from ngopeni.accounts.models import AuditEvent, Invitation, User

FORGET = "accounts.forget_device"
# By these somebody shows that the telephone of the account is in the right hands.
PROOFS = ("accounts.second_factor", "accounts.set_up_second_factor")
REASON = "Kata sandi dan perangkat sama-sama diganti lewat pengelola."


def close_names_when_both_keys_are_new(*, user: User, by: str) -> None:
    """Withdraw the pacts of somebody whose password and telephone were both replaced through others.

    Otherwise one administrator could make himself both keys of an account that sees names. Whoever records pacts
    meets the person again before names open.
    """
    if not (_telephone_was_taken(user) and _password_came_by_link(user)):
        return
    for pact in user.pacts.filter(withdrawn_at=None, ends_on__gte=timezone.localdate()):
        withdraw_pact(pact=pact, reason=REASON, by=by)


def _telephone_was_taken(user: User) -> bool:
    """Whether a telephone was taken from the account and none was shown since."""
    last = AuditEvent.objects.filter(subject=user.username, action__in=(FORGET, *PROOFS)).first()
    return last is not None and last.action == FORGET


def _password_came_by_link(user: User) -> bool:
    """Whether the password was made by a link and no telephone was shown since."""
    link = Invitation.objects.filter(user=user).exclude(accepted_at=None).order_by("-accepted_at").first()
    if link is None:
        return False
    return not AuditEvent.objects.filter(subject=user.username, action__in=PROOFS, at__gt=link.accepted_at).exists()
