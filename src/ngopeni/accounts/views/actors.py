"""Who acted without an account of their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ngopeni.accounts.models import COMMAND

UNKNOWN, PROGRAM, CALENDAR = "tidak-dikenal", "ngopeni", "jadwal"


def actor_words(actor: str) -> str:
    """Who acted without an account: a command on the server, the program itself, a name that nobody has."""
    if actor == UNKNOWN:
        return _("nama yang tidak dikenal")
    if actor.startswith(COMMAND):
        return _("perintah di server (%(name)s)") % {"name": actor.removeprefix(COMMAND)}
    if actor == CALENDAR:
        return _("program, menurut tanggalnya")
    return _("program") if actor == PROGRAM else actor
