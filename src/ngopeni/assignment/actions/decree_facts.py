"""What a decree says: as it was frozen, or as it would be written now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from ngopeni.accounts.place_names import areas_of_grants
from ngopeni.assignment.decree.clause_files import newest_version, template_of
from ngopeni.assignment.decree.clauses import Template
from ngopeni.assignment.decree.facts import (
    Agency,
    AgencyFacts,
    Amendment,
    Head,
    Law,
    Member,
    Pair,
    Partner,
    PartnerKind,
    Reference,
    Regency,
    RegentFacts,
    RevocationFacts,
    Village,
    Wave,
)
from ngopeni.assignment.decree.legal_list import laws_for
from ngopeni.assignment.decree.offices import head_title
from ngopeni.assignment.decree.plain import from_plain
from ngopeni.assignment.decree.told import Told, told_from_fields
from ngopeni.assignment.decree_states import HOLDING, State
from ngopeni.assignment.models import Assignment, Decree
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace
from ngopeni.partners.kind import Kind
from ngopeni.partners.models import Institution

PARTNER_KINDS: dict[str, PartnerKind] = {
    Kind.UNIVERSITY: "university",
    Kind.SMK: "vocational_school",
    Kind.COMPANY: "company",
    Kind.ZAKAT: "zakat_body",
    Kind.AGENCY: "other",
    Kind.OTHER: "other",
}


def told_of(decree: Decree, workspace: Workspace) -> Told:
    """What a decree says: frozen once it went to legal review; before, as it stands today.

    Parameters
    ----------
    decree : Decree
    workspace : Workspace
        Whose regency it is, and whether its data are simulated.
    """
    if decree.facts:
        return told_from_fields(decree.facts)
    form = form_of(decree)
    regency = regency_of(workspace.regency_code)
    head = Head(
        regency=regency,
        laws=tuple(from_plain(Law, each) for each in decree.laws) or laws_for(regency),
        version=decree.template_version,
        texts=decree.texts,
        is_simulated=workspace.is_demo,
    )
    if decree.purpose == Decree.Purpose.NEW:
        return Told(form, _whole(decree, head))
    assert decree.base is not None, "what is amended or revoked is known"
    base = told_of(decree.base, workspace)
    earlier = tuple(Reference(each.number, each.signed_on or dt.date.min, "") for each in amendments_of(decree.base))
    if decree.purpose == Decree.Purpose.REVOKE:
        agency = None if decree.is_of_regent else _agency(decree)
        return Told(form, RevocationFacts(head, base.reference(), decree.reason, agency, earlier))
    old = told_of(newest_of(decree.base), workspace).facts
    return Told(form, _whole(decree, head), old, Amendment(base.reference(), decree.reason, earlier))


def form_of(decree: Decree) -> str:
    """The code of the clause template that a decree is written with."""
    if decree.purpose == Decree.Purpose.REVOKE:
        return "revocation"
    form = "regent" if decree.is_of_regent else "agency"
    return f"{form}_amendment" if decree.purpose == Decree.Purpose.AMEND else form


def template_for(decree: Decree) -> Template:
    """The clauses that a decree is written with."""
    return template_of(form_of(decree), decree.template_version)


def regency_of(regency_code: str) -> Regency:
    """The regency whose decrees these are; who leads it is known once somebody has signed."""
    areas = areas_of_grants(regency_code)
    name = areas.regency.regency_name
    kind = "kota" if areas.regency.regency_type == "kota" else "kabupaten"
    return Regency(name, kind, areas.province.province_name, areas.province.province_code, seat=name)  # type: ignore[arg-type]


def amendments_of(base: Decree) -> list[Decree]:
    """The amendments of a decree that came into force, the oldest first."""
    held = base.followers.filter(purpose=Decree.Purpose.AMEND, state__in=[*HOLDING, State.REVOKED, State.EXPIRED])
    return list(held.order_by("pk"))


def newest_of(base: Decree) -> Decree:
    """The decree as it holds now: itself, or what amended it last."""
    return (amendments_of(base) or [base])[-1]


def gives_rights(decree: Decree) -> bool:
    """Whether rights follow from it now: it holds, and nothing amended it since."""
    if decree.purpose == Decree.Purpose.REVOKE or decree.state not in HOLDING:
        return False
    return newest_of(decree.base or decree).pk == decree.pk


def _assignments_of(decree: Decree) -> list[Assignment]:
    """The pairs of the wave as they stand: of one agency where it is an agency's decree."""
    listed = Assignment.objects.filter(wave=decree.wave, ended_on=None).select_related("institution")
    if not decree.is_of_regent:
        listed = listed.filter(institution=decree.institution)
    return list(listed.order_by("district_name", "village_name", "village_code", "pk"))


def regents_decree(wave_id: int) -> Decree | None:
    """The regent's decree of a wave that is numbered and not over."""
    return Decree.objects.filter(
        wave=wave_id, institution=None, purpose=Decree.Purpose.NEW, state__in=[State.SIGNED, *HOLDING]
    ).first()


def check_mandate(told: Told, regents: Decree) -> None:
    """Refuse an agency's decree that names another decree of the regent than the one of today.

    Raises
    ------
    UserError
        DECREE-043.
    """
    if not _stands_on(told, regents):
        assert isinstance(told.facts, AgencyFacts), "only an agency's decree has a mandate"
        named = told.facts.mandate
        raise UserError(
            "DECREE-043", number=named.number, date=named.signed_on, now=regents.number, since=regents.signed_on
        )


def is_mandated(decree: Decree, told: Told) -> bool:
    """Whether the decree of the regent that an agency's stands on holds; the regent's own stands by itself."""
    regents = regents_decree(decree.wave_id)
    return decree.is_of_regent or (regents is not None and regents.state in HOLDING and _stands_on(told, regents))


def _stands_on(told: Told, regents: Decree) -> bool:
    """Whether an agency's decree names this decree of the regent; one that revokes names none."""
    if not isinstance(told.facts, AgencyFacts):
        return True
    return (told.facts.mandate.number, told.facts.mandate.signed_on) == (regents.number, regents.signed_on)


def is_outdated(decree: Decree, told: Told) -> bool:
    """Whether villages have changed hands since a decree was written down."""
    now = _assignments_of(decree)
    if isinstance(told.facts, RegentFacts):
        return {_without_day(each) for each in told.facts.pairs} != {_without_day(each) for each in _pairs(now)}
    if isinstance(told.facts, AgencyFacts):
        return {each.code for each in told.facts.villages} != {each.village_code for each in now}
    return False


def _without_day(pair: Pair) -> tuple[str, str, frozenset[str]]:
    return pair.village.code, pair.agency_name, frozenset(each.name for each in pair.partners)


def _whole(decree: Decree, head: Head) -> RegentFacts | AgencyFacts:
    """The rows as they stand today."""
    pairs = _assignments_of(decree)
    wave = _wave(decree)
    if decree.is_of_regent:
        return RegentFacts(head, wave, _dated(decree, _pairs(pairs)))
    villages = tuple(_village(each) for each in pairs)
    members = tuple(
        Member(each.key, each.name, each.position, each.role, each.note, each.starts_on, each.ends_on)
        for each in decree.members.all()
    )
    return AgencyFacts(head, wave, _agency(decree), _mandate_of(decree, head), villages, members)


def _dated(decree: Decree, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Pairs with the day since when each is as it is, where somebody came or went after the wave began."""
    since: dict[str, dt.date] = {}
    for row in Assignment.objects.filter(wave=decree.wave):
        day = row.starts_on if row.ended_on is None else row.ended_on + dt.timedelta(days=1)
        since[row.village_code] = max(day, since.get(row.village_code, day))
    first = decree.wave.starts_on
    days = {code: day for code, day in since.items() if day > first}
    return tuple(replace(each, starts_on=days.get(each.village.code)) for each in pairs)


def _mandate_of(decree: Decree, head: Head) -> Reference:
    """The regent's decree that an agency's stands on; without a number where none is signed yet."""
    found = regents_decree(decree.wave_id)
    if found is not None:
        return told_from_fields(found.facts).reference()
    regents = Head(head.regency, (), newest_version("regent", timezone.localdate()))
    listed = Assignment.objects.filter(wave=decree.wave, ended_on=None).order_by("village_code", "pk")
    subject = Told("regent", RegentFacts(regents, _wave(decree), _pairs(listed))).subject
    return Reference("", dt.date.min, subject)


def _wave(decree: Decree) -> Wave:
    version = decree.wave.zone_version
    approved = version.decided_at or version.made_at
    return Wave(
        decree.wave.number,
        decree.starts_on,
        decree.ends_on,
        version.as_of,
        timezone.localtime(approved).date(),
        is_continued=decree.wave.villages.filter(stays=True).exists(),
    )


def _agency(decree: Decree) -> Agency:
    institution = decree.institution
    assert isinstance(institution, Institution), "an agency's decree has an agency"
    return Agency(institution.name, head_title(institution.name))


def _village(row: Assignment) -> Village:
    kind = "kelurahan" if row.village_type == "kelurahan" else "desa"
    return Village(row.village_code, row.village_name, kind, row.district_name)  # type: ignore[arg-type]


def _pairs(rows: Iterable[Assignment]) -> tuple[Pair, ...]:
    """Each village with who leads it and who joins."""
    led: dict[str, Assignment] = {}
    joins: dict[str, list[Partner]] = {}
    for row in rows:
        if row.is_lead:
            led[row.village_code] = row
        else:
            joins.setdefault(row.village_code, []).append(Partner(row.institution_name, PARTNER_KINDS[row.kind]))
    return tuple(Pair(_village(row), row.institution_name, tuple(joins.get(code, ()))) for code, row in led.items())
