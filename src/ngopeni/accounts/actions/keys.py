"""The two keys to names, password and telephone, and who has vouched that they are in the right hands.

An account manager may help with one key. Whenever both are new at once, nothing links the account to the person any
more: the manager may have opened the link and set up the telephone himself. From then on the pact holds for names only
after somebody who records pacts has made sure of the person.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.actions.log import record
from ngopeni.accounts.models import AuditEvent, Invitation, User
from ngopeni.accounts.refusal import Keys
from ngopeni.kernel.error import UserError

FORGET = "accounts.forget_device"
# By these somebody shows that the telephone of the account is at hand.
PROOFS = ("accounts.second_factor", "accounts.set_up_second_factor")
# By these somebody gives another a password.
GIVING = ("accounts.add_user", "accounts.set_password")
NEW, VOUCH = "accounts.keys_new", "accounts.vouch"


@transaction.atomic
def note_new_keys(*, user: User, by: str) -> None:
    """Remember it where password and telephone are both new at once; what was vouched for before no longer counts.

    To be called whenever a key changes hands: a link was used, a telephone was forgotten or is about to be set up.

    Parameters
    ----------
    user : User
    by : str
        Who did it, for the log.
    """
    if user.has_telephone or not _password_is_new(user):
        return
    user.keys_new_at, user.keys_by = timezone.now(), _giver(user)[1]
    user.save(update_fields=["keys_new_at", "keys_by"])
    record(NEW, by=by, subject=user.username, giver=user.keys_by)


@transaction.atomic
def vouch(*, user: User, by: str, seen: str | None = None) -> None:
    """Say that password and telephone are in the hands of the person that the account names.

    Parameters
    ----------
    user : User
    by : str
        Somebody who records pacts, or a command on the server.
    seen : str, optional
        The keys that were looked at, as `User.keys_stamp` told them to the page.

    Raises
    ------
    UserError
        ACCOUNTS-020 for oneself, 027 without a telephone, 028 where the keys have changed since the page was opened.
    """
    if user.username == by:
        raise UserError("ACCOUNTS-020")
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.has_telephone:
        raise UserError("ACCOUNTS-027")
    if seen is not None and seen != locked.keys_stamp:
        raise UserError("ACCOUNTS-028")
    if locked.keys is Keys.VOUCHED:
        return
    user.vouched_at, user.vouched_by = timezone.now(), by
    user.save(update_fields=["vouched_at", "vouched_by"])
    record(VOUCH, by=by, subject=user.username)


def give_demonstration_keys(user: User) -> TOTPDevice | None:
    """A telephone that nobody holds, and the word that it is in the right hands: for invented people alone."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    if device is None and user.role.needs_code:
        device = TOTPDevice.objects.create(user=user, name="peragaan")
    if device is not None:
        vouch(user=user, by="perintah:demo")
    return device


def _last_proof(user: User) -> dt.datetime | None:
    """When the account was last known to be in the hands that held it before."""
    shown = AuditEvent.objects.filter(subject=user.username, action__in=PROOFS).first()
    known = (shown.at if shown is not None else None, user.vouched_at)
    return max((at for at in known if at is not None), default=None)


def _password_is_new(user: User) -> bool:
    """Whether another made it, or let it be made, since the account was last known to be in the same hands."""
    known, (given_at, _who) = _last_proof(user), _giver(user)
    return known is None or (given_at is not None and given_at > known)


def _giver(user: User) -> tuple[dt.datetime | None, str]:
    """When a password last came from another, and from whom."""
    link = Invitation.objects.filter(user=user).exclude(accepted_at=None).order_by("-accepted_at").first()
    told = AuditEvent.objects.filter(subject=user.username, action__in=GIVING).exclude(actor=user.username).first()
    if link is not None and (told is None or link.accepted_at >= told.at):  # type: ignore[operator]
        return link.accepted_at, link.invited_by.username
    return (told.at, told.actor) if told is not None else (None, "")
