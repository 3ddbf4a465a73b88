"""Institutions of the demonstration: real names where a regency's are known, capacities and places invented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from ngopeni.areas.area import Areas, Village
from ngopeni.partners.kind import Kind, MandateLevel
from ngopeni.partners.known import KnownInstitution, known_institutions
from ngopeni.partners.mandates import subjects, usual_mandates
from ngopeni.simulation.streams import stream

Row = dict[str, Any]
# Agencies with people and means for a second village.
LARGE = frozenset(
    {
        *("social_affairs", "health", "education", "public_works", "housing", "village_empowerment", "labour"),
        *("agriculture", "trade_cooperatives", "environment", "planning", "family_planning", "civil_registry"),
        *("finance", "secretariat"),
    }
)
# Agencies of which a regency has more than one, or that belong to another.
NOT_ALONE = frozenset({"district_office", "welfare_section", "economy_section"})
OUTSIDE = "Di luar kabupaten"
NOTE = "Rekaan untuk peragaan."
MILLION = 1_000_000
# About as far as an office lies from the middle of its village, in degrees.
STRAY = 0.004


def demonstration_institutions(areas: Areas, seed: int) -> list[Row]:
    """Institutions with invented capacities, as ``partners.actions.bring_in`` takes them.

    Parameters
    ----------
    areas : Areas
    seed : int
        Equal seeds give equal rows.

    Returns
    -------
    list of dict
        ``institution``, ``mandates``, ``capacity``; parents before their units.
    """
    listed = known_institutions(areas.regency.regency_code) or list(_usual_institutions(areas))
    listed = [*listed, *_schools(areas, next((each.code for each in listed if each.kind is Kind.SMK), ""))]
    places = _Places(areas, seed)
    return [_row(each, places, stream(seed, "institution", each.code)) for each in listed]


def _usual_institutions(areas: Areas) -> Iterable[KnownInstitution]:
    """What any regency has, where nobody has written down its own."""
    for code, subject in subjects().items():
        if code not in NOT_ALONE:
            own_code = code.replace("_", "-")
            yield KnownInstitution(own_code, subject.generic_name, subject.generic_short_name, Kind.AGENCY, code)
    for each in areas.districts:
        name = each.district_name
        code = f"kecamatan-{each.district_code.replace('.', '-')}"
        yield KnownInstitution(
            code, f"Kecamatan {name}", f"Kec. {name}", Kind.AGENCY, "district_office", "", each.district_code
        )
    for number in range(1, 7):
        name = f"Perguruan Tinggi {number} (peragaan)"
        yield KnownInstitution(
            f"pt-{number}", name, f"PT {number}", Kind.UNIVERSITY, expertise=("out_of_school", "work")
        )
    yield KnownInstitution("mkks-smk", "Musyawarah Kerja Kepala Sekolah SMK (peragaan)", "MKKS SMK", Kind.SMK)
    for number in range(1, 13):
        name = f"Perusahaan {number} (peragaan)"
        known = ("water", "electricity", "work")[number % 3]
        yield KnownInstitution(f"perusahaan-{number}", name, "", Kind.COMPANY, expertise=(known,))
    yield KnownInstitution("baznas", "Baznas (peragaan)", "Baznas", Kind.ZAKAT, expertise=("house", "toilet"))


def _schools(areas: Areas, parent: str) -> Iterable[KnownInstitution]:
    """One school for each district: only their assembly is known, so they are invented."""
    for each in areas.districts:
        yield KnownInstitution(
            f"smk-{each.district_code.replace('.', '-')}",
            f"SMK anggota MKKS Kecamatan {each.district_name} (peragaan)",
            f"SMK {each.district_name}",
            Kind.SMK,
            parent=parent,
            district_code=each.district_code,
            expertise=("work", "electricity", "house"),
        )


class _Places:
    """Where institutions stand: near the middle of some village of their district."""

    def __init__(self, areas: Areas, seed: int) -> None:
        self.by_district: dict[str, list[Village]] = {}
        for each in areas.villages:
            if each.latitude is not None:
                self.by_district.setdefault(each.district_code, []).append(each)
        named = [each.district_code for each in areas.districts if each.district_name == areas.regency.regency_name]
        self.seat = next(iter([*named, *(each.district_code for each in areas.districts)]))
        self.codes = [each.district_code for each in areas.districts]
        self.shuffled = stream(seed, "districts of partners").permutation(len(self.codes))
        self.met = 0

    def district_of(self, each: KnownInstitution) -> str:
        """What a source says; else the seat for agencies, and any district for partners."""
        if each.district_code or each.note.startswith(OUTSIDE):
            return each.district_code
        if each.kind in (Kind.COMPANY, Kind.UNIVERSITY):
            self.met += 1
            return self.codes[int(self.shuffled[self.met % len(self.codes)])]
        return self.seat

    def point(self, district_code: str, dice: np.random.RandomState) -> tuple[float | None, float | None]:
        """Somewhere in a district; nowhere when its villages have no middle, or it is none of ours."""
        villages = self.by_district.get(district_code, [])
        if not villages:
            return None, None
        towns = [each for each in villages if each.village_type == "kelurahan"] or villages
        chosen = towns[int(dice.randint(len(towns)))]
        assert chosen.latitude is not None, "villages without a middle were left out"
        assert chosen.longitude is not None, "villages without a middle were left out"
        north, east = ((dice.random_sample(2) - 0.5) * STRAY).tolist()
        return round(chosen.latitude + north, 6), round(chosen.longitude + east, 6)


def _row(each: KnownInstitution, places: _Places, dice: np.random.RandomState) -> Row:
    district = places.district_of(each)
    latitude, longitude = places.point(district, dice)
    own = {
        "code": each.code,
        "name": each.name,
        "short_name": each.short_name,
        "kind": str(each.kind),
        "subject": each.subject,
        "parent": each.parent,
        "district_code": district,
        "latitude": latitude,
        "longitude": longitude,
    }
    capacity = {**_capacity(each, dice), "note": f"{NOTE} {each.note}".strip()}
    return {"institution": own, "mandates": _mandates(each), "capacity": capacity}


def _mandates(each: KnownInstitution) -> list[Row]:
    """Of an agency what is usual for its subject; of a partner what it knows."""
    usual = [
        {
            "need_code": known.need_code,
            "level": str(known.level),
            "programme_code": known.programme_code,
            "programme_name": known.programme_name,
            "source": known.source,
            "valid_from": subjects()[each.subject].valid_from,
        }
        for known in usual_mandates(each.subject)
    ]
    told = [{"need_code": need, "level": str(MandateLevel.EXPERTISE), "source": NOTE} for need in each.expertise]
    return [*usual, *told]


def _capacity(each: KnownInstitution, dice: np.random.RandomState) -> Row:
    """What it can do in a year: invented, more for those who are larger."""
    makers = {
        Kind.AGENCY: _of_agency,
        Kind.UNIVERSITY: _of_university,
        Kind.SMK: _of_school,
        Kind.COMPANY: _of_company,
        Kind.ZAKAT: _of_zakat,
    }
    return makers[each.kind](each, dice)


def _between(dice: np.random.RandomState, low: int, high: int) -> int:
    """A whole number, both ends included."""
    return int(dice.randint(low, high + 1))


def _of_agency(each: KnownInstitution, dice: np.random.RandomState) -> Row:
    if each.parent:
        # A section works within the village of its secretariat.
        return {"leads_max": 0, "joins_max": 0, "money_idr": 0, "person_days": _between(dice, 10, 30)}
    is_large = each.subject in LARGE
    money = _between(dice, 150, 400) if is_large else _between(dice, 20, 120)
    days = _between(dice, 120, 240) if is_large else _between(dice, 40, 100)
    return {"leads_max": 1 + is_large, "joins_max": 0, "money_idr": money * MILLION, "person_days": days}


def _of_university(each: KnownInstitution, dice: np.random.RandomState) -> Row:
    joins = _between(dice, 4, 12)
    return {
        "leads_max": 0,
        "joins_max": joins,
        "money_idr": _between(dice, 5, 40) * MILLION,
        "person_days": joins * 20,
        "kkn_students": joins * _between(dice, 10, 15),
        "kkn_terms": _between(dice, 1, 2),
        "expertise": f"Pendataan keluarga dan pendampingan oleh mahasiswa KKN. {NOTE}",
    }


def _of_school(each: KnownInstitution, dice: np.random.RandomState) -> Row:
    if not each.parent:
        return {"leads_max": 0, "joins_max": 0, "person_days": _between(dice, 10, 20)}
    return {
        "leads_max": 0,
        "joins_max": _between(dice, 3, 4),
        "money_idr": 0,
        "person_days": _between(dice, 20, 60),
        "workshop_places": _between(dice, 12, 36),
        "training_places": _between(dice, 10, 40),
    }


def _of_company(each: KnownInstitution, dice: np.random.RandomState) -> Row:
    joins = _between(dice, 2, 6)
    money = joins * _between(dice, 10, 60) * MILLION
    return {"leads_max": 0, "joins_max": joins, "money_idr": money, "person_days": joins * _between(dice, 2, 6)}


def _of_zakat(each: KnownInstitution, dice: np.random.RandomState) -> Row:
    return {"leads_max": 0, "joins_max": 10, "money_idr": 600 * MILLION, "person_days": 60}
