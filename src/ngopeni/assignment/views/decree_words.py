"""Decrees in words: what they are called, where they stand, what may be done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ngopeni.accounts.models import User
from ngopeni.assignment.actions.decree_facts import regency_of
from ngopeni.assignment.actions.decree_settling import why_not_settle
from ngopeni.assignment.actions.histories import closed_by
from ngopeni.assignment.decree.offices import head_title
from ngopeni.assignment.decree_states import GIVEN_UP, MOVES, State, moves_from, path
from ngopeni.assignment.models import Decree, Wave
from ngopeni.kernel.wording import write_date

ENDED_OTHERWISE = (State.REVOKED, *GIVEN_UP)
SECTION = {"section": "decrees"}
# The page of each move.
PAGES = {
    "submit": "submit_decree",
    "return": "return_decree",
    "discard": "discard_decree",
    "sign": "sign_decree",
    "put_in_force": "put_decree_in_force",
    "withdraw": "withdraw_decree",
}


def state_words() -> dict[str, str]:
    """Where a decree can stand."""
    return {
        State.DRAFTED: pgettext("keputusan", "rancangan"),
        State.IN_REVIEW: pgettext("keputusan", "diperiksa Bagian Hukum"),
        State.SIGNED: pgettext("keputusan", "ditandatangani"),
        State.IN_FORCE: pgettext("keputusan", "berlaku"),
        State.AMENDED: pgettext("keputusan", "berlaku, sudah diubah"),
        State.REVOKED: pgettext("keputusan", "dicabut"),
        State.EXPIRED: pgettext("keputusan", "habis masa berlakunya"),
        State.DISCARDED: pgettext("keputusan", "dibuang"),
        State.WITHDRAWN: pgettext("keputusan", "dibatalkan sebelum berlaku"),
    }


def move_words() -> dict[str, str]:
    """What the button of each move says."""
    return {
        "submit": _("Ajukan ke Bagian Hukum"),
        "return": _("Kembalikan menjadi rancangan"),
        "discard": _("Buang rancangan"),
        "sign": _("Catat tanda tangan"),
        "put_in_force": _("Berlakukan keputusan"),
        "withdraw": _("Batalkan keputusan"),
    }


def title_of(decree: Decree, regency_code: str) -> str:
    """What a decree is called on pages."""
    regent = regency_of(regency_code).regent_office
    office = head_title(decree.institution.name) if decree.institution else regent
    words = {
        Decree.Purpose.NEW: _("Keputusan %(office)s"),
        Decree.Purpose.AMEND: _("Perubahan Keputusan %(office)s"),
        Decree.Purpose.REVOKE: _("Pencabutan Keputusan %(office)s"),
    }
    return words[Decree.Purpose(decree.purpose)] % {"office": office}


def ends_words(until: dt.date, closed: Wave | None, language: str) -> str:
    """That something ends sooner than was planned, and because of which wave where one closed its own."""
    date, number = write_date(until, language), closed_by(closed) if closed else None
    if number is None:
        return _("berakhir %(date)s") % {"date": date}
    return _("berakhir %(date)s karena gelombang %(number)s") % {"date": date, "number": number}


def cut_short_words(decree: Decree) -> str:
    """That a decree ends sooner than it says; nothing where it does not."""
    if not decree.is_cut_short or decree.purpose == Decree.Purpose.REVOKE or decree.state in ENDED_OTHERWISE:
        return ""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return ends_words(decree.until, decree.wave, language)


def row_of(decree: Decree, regency_code: str) -> dict[str, Any]:
    """A decree as lists show it."""
    return {
        "decree": decree,
        "title": title_of(decree, regency_code),
        "state": state_words()[decree.state],
        "cut_short": cut_short_words(decree),
    }


def path_of(decree: Decree) -> list[dict[str, Any]]:
    """The way into force with where it stands, out of the table of moves; an end outside the way comes last."""
    states = path()
    here = State(decree.state)
    if here not in states:
        # What somebody gave up was on its way no further than where they did so.
        left = next((each.source for each in MOVES if each.target is here and each.permission is not None), states[-1])
        states = [*states[: states.index(left) + 1], here]
    reached = states.index(here)
    return [
        {"word": state_words()[each], "is_done": place < reached, "is_here": place == reached}
        for place, each in enumerate(states)
    ]


def ways_on(decree: Decree, user: User) -> list[dict[str, str]]:
    """What this person may do with it now, each with its page: moves, and letting rights be as it says."""
    moves = [
        {"page": PAGES[each.code], "word": move_words()[each.code], "code": each.code}
        for each in moves_from(decree.state)
        if each.permission is not None and user.can(each.permission) and not _is_barred(each.code, decree, user)
    ]
    if why_not_settle(decree, user) is None:
        return [{"page": "settle_decree", "word": _("Sesuaikan hak akses"), "code": "settle"}, *moves]
    return moves


def _is_barred(code: str, decree: Decree, user: User) -> bool:
    """Whether it takes somebody else."""
    return code == "put_in_force" and user.username in decree.proposers
