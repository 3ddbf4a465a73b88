"""What follows from a decree, in sentences with names and counts, before it happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.summary import NO_CODE, NO_PACT, WAITS, Summary, summaries
from ngopeni.assignment.actions.decree_facts import gives_rights
from ngopeni.assignment.actions.decree_grants import Due, Effect, effect_of, effect_of_revoking
from ngopeni.assignment.actions.decree_settling import unsettled
from ngopeni.assignment.decree.told import Told
from ngopeni.assignment.decree_states import HOLDING
from ngopeni.assignment.models import Decree
from ngopeni.kernel.wording import say, write_date, write_number

MOST_NAMES = 8


def effect_sentences(decree: Decree, told: Told, language: str) -> list[str]:
    """What coming into force would do to rights, as it stands today; of a decree that holds, what settling them would.

    Parameters
    ----------
    decree : Decree
    told : Told
    language : {"id", "en"}
    """
    if decree.purpose == Decree.Purpose.REVOKE:
        assert decree.base is not None, "what is revoked is known"
        return revoking_sentences(decree.base, language)
    effect = unsettled(decree) if gives_rights(decree) else effect_of(decree, told, timezone.localdate())
    found = [*_gained(effect, language), *_renewed(effect, language), *_not_ready(effect, language)]
    found += _ended(effect, language)
    if not found:
        found = [_("Tidak ada hak yang diberikan atau diakhiri.")]
    unlinked = [] if decree.is_of_regent else [each.name for each in decree.members.filter(user=None)]
    if unlinked:
        sentence = ngettext(
            "%(n)s anggota tidak dikaitkan dengan akun, jadi tidak memperoleh hak: %(names)s.",
            "%(n)s anggota tidak dikaitkan dengan akun, jadi tidak memperoleh hak: %(names)s.",
            len(unlinked),
        )
        found.append(sentence % _counted(unlinked, language))
    return found


def revoking_sentences(base: Decree, language: str) -> list[str]:
    """What revoking a decree would do to rights, and what it would leave in force."""
    found = _ended(effect_of_revoking(base), language) or [_("Tidak ada hak yang diberikan atau diakhiri.")]
    others = Decree.objects.filter(wave=base.wave_id, purpose=Decree.Purpose.NEW, state__in=HOLDING)
    left = others.exclude(institution=None).count() if base.is_of_regent else 0
    if left:
        sentence = ngettext(
            "%(n)s keputusan kepala perangkat daerah di gelombang ini tidak ikut dicabut.",
            "%(n)s keputusan kepala perangkat daerah di gelombang ini tidak ikut dicabut.",
            left,
        )
        found.append(sentence % {"n": write_number(left, language=language)})
    return found


def some_names(names: Sequence[str], language: str) -> str:
    """Names as a sentence holds them; of many the first."""
    if len(names) <= MOST_NAMES:
        return say(list(names), language)
    more = _("%(n)s lainnya") % {"n": write_number(len(names) - MOST_NAMES, language=language)}
    return say([*names[:MOST_NAMES], more], language)


def _counted(names: Sequence[str], language: str) -> dict[str, str]:
    return {"n": write_number(len(names), language=language), "names": some_names(names, language)}


def _people(users: Iterable[User]) -> list[User]:
    """Each once, by name."""
    return sorted({each.pk: each for each in users}.values(), key=str)


def _by_period(given: Iterable[Due]) -> list[list[Due]]:
    """Grants for the same days together, those that last longest first."""
    found: dict[tuple[dt.date, dt.date], list[Due]] = {}
    for each in given:
        found.setdefault((each.ends_on, each.starts_on), []).append(each)
    return [found[period] for period in sorted(found, reverse=True)]


def _gained(effect: Effect, language: str) -> list[str]:
    found = []
    for given in _by_period(effect.gained):
        people = [str(each) for each in _people(each.user for each in given)]
        sentence = ngettext(
            "%(n)s orang memperoleh hak di %(villages)s desa/kelurahan sampai %(date)s: %(names)s.",
            "%(n)s orang memperoleh hak di %(villages)s desa/kelurahan sampai %(date)s: %(names)s.",
            len(people),
        )
        values = {
            **_counted(people, language),
            "villages": write_number(len({each.village_code for each in given}), language=language),
            "date": write_date(given[0].ends_on, language),
        }
        found.append(f"{sentence % values} {_beginning(given[0].starts_on, language)}".rstrip())
    return found


def _renewed(effect: Effect, language: str) -> list[str]:
    found = []
    for given in _by_period(effect.renewed):
        people = [str(each) for each in _people(each.user for each in given)]
        sentence = ngettext(
            "%(n)s orang berganti masa haknya, kini sampai %(date)s: %(names)s.",
            "%(n)s orang berganti masa haknya, kini sampai %(date)s: %(names)s.",
            len(people),
        )
        values = {**_counted(people, language), "date": write_date(given[0].ends_on, language)}
        found.append(f"{sentence % values} {_beginning(given[0].starts_on, language)}".rstrip())
    return found


def _beginning(starts_on: dt.date, language: str) -> str:
    """When rights begin that do not begin today."""
    if starts_on <= timezone.localdate():
        return ""
    return _("Haknya mulai %(date)s.") % {"date": write_date(starts_on, language)}


def _not_ready(effect: Effect, language: str) -> list[str]:
    """Of those who will be able to read residents, how many still lack something."""
    readers = [each for each in _people(due.user for due in effect.given) if _reads(each)]
    if not readers:
        return []
    told = list(
        summaries(User.objects.filter(pk__in=[each.pk for each in readers]).prefetch_related("grants", "pacts"))
    )
    found = [
        ngettext(
            "%(n)s di antaranya dapat membaca data warga: %(names)s.",
            "%(n)s di antaranya dapat membaca data warga: %(names)s.",
            len(readers),
        )
        % _counted([str(each) for each in readers], language)
    ]
    lacks_pact = _lacking(told, NO_PACT)
    if lacks_pact:
        sentence = ngettext(
            "%(n)s belum menandatangani pakta integritas, jadi data warga masih tertutup baginya: %(names)s.",
            "%(n)s belum menandatangani pakta integritas, jadi data warga masih tertutup baginya: %(names)s.",
            len(lacks_pact),
        )
        found.append(sentence % _counted(lacks_pact, language))
    lacks_key = sorted({*_lacking(told, NO_CODE), *_lacking(told, WAITS)})
    if lacks_key:
        sentence = ngettext(
            "%(n)s belum memasang kode kedua, atau pemegang akunnya belum dipastikan: %(names)s.",
            "%(n)s belum memasang kode kedua, atau pemegang akunnya belum dipastikan: %(names)s.",
            len(lacks_key),
        )
        found.append(sentence % _counted(lacks_key, language))
    return found


def _reads(user: User) -> bool:
    return Permission.READ_PEOPLE in user.role.permissions


def _lacking(told: Iterable[Summary], state: str) -> list[str]:
    return [str(each.user) for each in told if state in each.states]


def _ended(effect: Effect, language: str) -> list[str]:
    found = []
    if effect.lost:
        people = [str(each) for each in _people(each.user for each in effect.lost)]
        sentence = ngettext(
            "%(n)s orang kehilangan %(grants)s hak saat itu juga: %(names)s.",
            "%(n)s orang kehilangan %(grants)s hak saat itu juga: %(names)s.",
            len(people),
        )
        grants = write_number(len(effect.lost), language=language)
        found.append(sentence % {**_counted(people, language), "grants": grants})
    kept = [each for each in effect.kept if each.ended_at is None]
    if kept:
        people = [str(each) for each in _people(each.user for each in kept)]
        sentence = ngettext(
            "%(n)s orang tetap memegang haknya tanpa berubah.",
            "%(n)s orang tetap memegang haknya tanpa berubah.",
            len(people),
        )
        found.append(sentence % {"n": write_number(len(people), language=language)})
    return found
