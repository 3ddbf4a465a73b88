"""Invented facts for decrees: invented people, agencies of the usual kinds, villages with made-up names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ngopeni.assignment.decree.clause_files import newest_version
from ngopeni.assignment.decree.facts import (
    Agency,
    AgencyFacts,
    Amendment,
    Head,
    Member,
    Pair,
    Partner,
    Reference,
    Regency,
    RegentFacts,
    RevocationFacts,
    Village,
    Wave,
)
from ngopeni.assignment.decree.legal_list import laws_for

DAY = dt.date(2026, 12, 1)
BLORA = Regency("Blora", "kabupaten", "Jawa Tengah", "33", "Blora", "Wiratama Adiguna")
SALATIGA = Regency("Salatiga", "kota", "Jawa Tengah", "33", "Salatiga")
WAVE = Wave(1, dt.date(2027, 1, 1), dt.date(2029, 12, 31), dt.date(2026, 6, 30), dt.date(2026, 10, 5))
AGENCIES = (
    "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak",
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Badan Perencanaan Pembangunan Daerah",
    "Dinas Kesehatan",
    "Bagian Kesejahteraan Rakyat Sekretariat Daerah",
    "Kecamatan Jepon",
)
PARTNERS = (
    Partner("PT Sumber Rekaan", "company"),
    Partner("Universitas Peragaan", "university"),
    Partner("SMK Negeri 9 Peragaan", "vocational_school"),
    Partner("Badan Amil Zakat Peragaan", "zakat_body"),
)
DISTRICTS = ("Tunjungan", "Banjarejo", "Randublatung", "Kedungtuban")
SOCIAL = Agency(
    "Dinas Sosial",
    "Kepala Dinas Sosial",
    "Ratih Kusumawardhani",
    "Pembina Utama Muda",
    address=("Jalan Peragaan Nomor 1 Blora", "Telepon (0296) 000000"),
)
MEMBERS = (
    ("Bagas Prakoso", "Sekretaris Dinas", "Ketua"),
    ("Sekar Ayuningtyas", "Kepala Bidang Perlindungan dan Jaminan Sosial", "Sekretaris"),
    ("Yudha Permana", "Pekerja Sosial Ahli Muda", "Anggota"),
    ("Laras Puspita", "Penyuluh Sosial Ahli Pertama", "Anggota"),
    ("Damar Wicaksono", "Analis Kebijakan Ahli Muda", "Anggota"),
    ("Intan Maheswari", "Pengelola Data", "Anggota"),
)


def village(number: int) -> Village:
    """An invented village; every twelfth is a kelurahan."""
    kind = "kelurahan" if number % 12 == 11 else "desa"
    return Village(f"33.16.{number:02}.2001", f"Rekaan {number + 1}", kind, DISTRICTS[number % len(DISTRICTS)])


def pairs(count: int = 48) -> tuple[Pair, ...]:
    return tuple(
        Pair(village(number), AGENCIES[number % len(AGENCIES)], PARTNERS[: number % 5]) for number in range(count)
    )


def head(template: str = "regent", regency: Regency = BLORA) -> Head:
    return Head(regency, laws_for(regency), newest_version(template, DAY), is_simulated=True)


def regent_facts() -> RegentFacts:
    return RegentFacts(head(), WAVE, pairs())


def members() -> tuple[Member, ...]:
    return tuple(Member(f"p{place}", *each) for place, each in enumerate(MEMBERS))


def agency_facts() -> AgencyFacts:
    mandate = Reference("400/123/2026", dt.date(2026, 12, 7), "Perangkat Daerah dan Mitra Pendamping Desa")
    return AgencyFacts(head("agency"), WAVE, SOCIAL, mandate, (village(0), village(11)), members())


def amendment(subject: str = "Perangkat Daerah dan Mitra Pendamping Desa", *earlier: Reference) -> Amendment:
    original = Reference("400/123/2026", dt.date(2026, 12, 7), subject)
    return Amendment(original, "terdapat mutasi pegawai", earlier)


def changed_team() -> AgencyFacts:
    """Yudha leaves, Laras becomes secretary, somebody joins."""
    facts = agency_facts()
    stay = [each for each in facts.members if each.key != "p2"]
    stay = [replace(each, role="Sekretaris") if each.key == "p3" else each for each in stay]
    joined = Member("p9", "Gilang Ramadhani", "Pekerja Sosial Ahli Pertama", "Anggota")
    return replace(facts, head=head("agency_amendment"), members=(*stay, joined))


def changed_pairs_facts() -> RegentFacts:
    """One village gets another agency, one more partners, one leaves."""
    facts = regent_facts()
    rows = list(facts.pairs)
    rows[3] = replace(rows[3], agency_name="Inspektorat Daerah")
    rows[10] = replace(rows[10], partners=PARTNERS)
    del rows[20]
    return replace(facts, head=head("regent_amendment"), pairs=tuple(rows))


def revocation_facts() -> RevocationFacts:
    return RevocationFacts(head("revocation"), amendment().original, "masa pendampingan berakhir lebih awal")
