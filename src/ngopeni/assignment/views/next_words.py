"""What happens next to a decree, and what to mind before, in sentences."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request
from ngopeni.accounts.rights import Permission
from ngopeni.assignment.actions.decree_facts import (
    check_mandate,
    gives_rights,
    is_mandated,
    is_outdated,
    regents_decree,
)
from ngopeni.assignment.actions.decree_settling import unsettled, why_not_settle
from ngopeni.assignment.decree.facts import AgencyFacts
from ngopeni.assignment.decree.told import Told
from ngopeni.assignment.decree_states import HOLDING, State
from ngopeni.assignment.models import Decree
from ngopeni.assignment.views.effect_words import effect_sentences
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import write_date, write_number


def next_sentences(found: Decree, told: Told, request: Request) -> list[str]:
    """What happens next, with names and counts where rights would follow."""
    user, language = request.user, request.language
    if found.state == State.DRAFTED:
        return [*_lacking(found, told, language), *early_sentences(found, language), *_submitting(user)]
    if found.state == State.IN_REVIEW:
        review = _(
            "Bagian Hukum memeriksa naskah dan dasar hukumnya, lalu mencatat nomor dan tanda tangannya atau "
            "mengembalikannya. Sampai ditandatangani, naskah dan dasar hukum hanya dapat diubah Bagian Hukum; "
            "susunannya tidak berubah."
        )
        warned = [*outdated_sentences(found, told, language), *early_sentences(found, language)]
        return [review, *warned, *effect_sentences(found, told, language)]
    if found.state == State.SIGNED:
        barred = barring_sentences(found, user, language)
        warned = [*outdated_sentences(found, told, language), *barred]
        return [*warned, _("Bila diberlakukan sekarang:"), *effect_sentences(found, told, language)]
    if gives_rights(found):
        return [*outdated_sentences(found, told, language), *_unsettled(found, told, user, language)]
    return []


def _unsettled(found: Decree, told: Told, user: User, language: str) -> list[str]:
    """Of a decree that holds, what is not as it asks, and who lets it be so."""
    if unsettled(found).is_empty:
        return []
    first = _("Yang memegang hak belum sesuai dengan keputusan ini. Bila disesuaikan sekarang:")
    said = [first, *effect_sentences(found, told, language)]
    if not user.can(Permission.SIGN_DECREES):
        return [*said, _("Hak akses disesuaikan Bagian Hukum.")]
    refusal = why_not_settle(found, user)
    return said if refusal is None else [*said, refusal.sentence(language)]


def outdated_sentences(found: Decree, told: Told, language: str) -> list[str]:
    """That villages have changed hands since it was written down, or that its ground is another by now."""
    said = []
    if is_outdated(found, told):
        words = {
            State.IN_REVIEW: UserError("DECREE-044").sentence(language),
            State.SIGNED: _(
                "Pendamping desa berganti sejak keputusan ini disusun. Sesudah berlaku, rancang perubahannya."
            ),
        }
        holds = _("Pendamping desa berganti sejak keputusan ini disusun. Rancang perubahannya.")
        said.append(words.get(State(found.state), holds))
    if found.state in HOLDING:
        gone = _(
            "Keputusan kepala daerah yang menjadi dasarnya tidak berlaku lagi, jadi tidak ada hak baru yang diberikan. "
            "Cabut keputusan ini, lalu rancang yang baru."
        )
        return said if is_mandated(found, told) else [*said, gone]
    regents = regents_decree(found.wave_id)
    if isinstance(told.facts, AgencyFacts) and told.facts.mandate.number and regents is not None:
        try:
            check_mandate(told, regents)
        except UserError as error:
            said.append(error.sentence(language))
    return said


def barring_sentences(found: Decree, user: User, language: str) -> list[str]:
    """That somebody else must put it in force, to those who proposed it and otherwise could."""
    is_barred = user.username in found.proposers and user.can(Permission.SIGN_DECREES)
    return [UserError("DECREE-038").sentence(language)] if is_barred else []


def early_sentences(found: Decree, language: str) -> list[str]:
    """That the term of a new decree begins before it can be signed."""
    if found.purpose != Decree.Purpose.NEW:
        return []
    return term_sentences(found.starts_on, timezone.localdate(), language)


def term_sentences(starts_on: dt.date, signed_on: dt.date, language: str) -> list[str]:
    """That a term begins before the day of the signature."""
    if starts_on >= signed_on:
        return []
    told = _("Masa tugas mulai %(date)s, sebelum tanggal keputusan; hak baru mulai ketika keputusannya diberlakukan.")
    return [told % {"date": write_date(starts_on, language)}]


def law_sentences(told: Told, language: str) -> list[str]:
    """How many laws nobody verified; the page lists them."""
    laws = told.head.unverified_laws
    if not laws:
        return []
    sentence = ngettext(
        "%(n)s peraturan dalam dasar hukumnya belum diverifikasi; daftarnya di bawah.",
        "%(n)s peraturan dalam dasar hukumnya belum diverifikasi; daftarnya di bawah.",
        len(laws),
    )
    return [sentence % {"n": write_number(len(laws), language=language)}]


def submitted_sentence() -> str:
    """Who can still change what once a draft is submitted."""
    return _(
        "Sesudah diajukan, susunannya tidak berubah lagi kecuali Bagian Hukum mengembalikannya; naskah dan dasar "
        "hukumnya masih dapat diubah Bagian Hukum sampai ditandatangani."
    )


def _submitting(user: User) -> list[str]:
    if user.can(Permission.DRAFT_DECREES):
        return [submitted_sentence()]
    return [_("Rancangan ini diajukan oleh sekretariat TKPK atau Bagian Hukum."), submitted_sentence()]


def _lacking(found: Decree, told: Told, language: str) -> list[str]:
    """What still stands in the way of a draft."""
    said = []
    if not found.is_of_regent and found.purpose != Decree.Purpose.REVOKE and not found.members.exists():
        said.append(UserError("DECREE-027").sentence(language))
    try:
        told.paper()
    except UserError as error:
        said.append(error.sentence(language))
    if not found.is_of_regent and regents_decree(found.wave_id) is None:
        said.append(_("Keputusan kepala daerah untuk gelombang ini belum bernomor; nomornya dikosongkan di rancangan."))
    return said
