from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.assignment.decree.amendment import amendment_paper
from ngopeni.assignment.decree.content import agency_subject
from ngopeni.assignment.decree.facts import Member, Pair, Partner, Reference, Village
from ngopeni.assignment.decree.tests.cases import (
    agency_facts,
    amendment,
    changed_pairs_facts,
    changed_team,
    head,
    regent_facts,
    village,
)
from ngopeni.assignment.decree.tests.test_content import dictums, table, whole
from ngopeni.kernel.error import UserError
from ngopeni.kernel.paper import Table

MEMBER = st.builds(
    lambda number, position, role, note, last: Member(
        f"k{number}", f"Orang<{number}>", position, role, note, ends_on=last
    ),
    st.integers(0, 9),
    st.sampled_from(["Jabatan A", "Jabatan B"]),
    st.sampled_from(["Ketua", "Anggota"]),
    st.sampled_from(["", "Pengganti"]),
    st.sampled_from([None, dt.date(2027, 3, 31)]),
)
MEMBERS = st.lists(MEMBER, max_size=10, unique_by=lambda member: member.key).map(tuple)
PAIR = st.builds(
    lambda number, agency, partners: Pair(
        Village(f"v{number}", f"Tempat<{number}>", "desa", "Jati"), agency, tuple(Partner(p, "other") for p in partners)
    ),
    st.integers(0, 9),
    st.sampled_from(["Dinas A", "Dinas B"]),
    st.sets(st.sampled_from(["PT X", "PT Y"])).map(sorted),
)
PAIRS = st.lists(PAIR, min_size=1, max_size=10, unique_by=lambda pair: pair.village.code).map(tuple)


def changed(old, new, key) -> set:
    """The obvious twin: rows that stand on one side only, by their key."""
    return {key(row) for row in set(old) ^ set(new)}


@settings(max_examples=60, deadline=None)
@given(MEMBERS, MEMBERS)
def test_an_amended_team_names_whom_it_changes_and_nobody_else(old, new):
    before = replace(agency_facts(), members=old)
    after = replace(agency_facts(), head=head("agency_amendment"), members=new)
    expected = changed(old, new, lambda member: member.name)
    if not expected:
        with pytest.raises(UserError, match="DECREE-007"):
            amendment_paper(before, after, amendment())
        return
    paper = amendment_paper(before, after, amendment())
    assert {row[1] for row in table(paper).rows} == expected
    assert len(table(paper).rows) == len(expected)
    for name in {member.name for member in (*old, *new)} - expected:
        assert name not in whole(paper)


@settings(max_examples=60, deadline=None)
@given(PAIRS, PAIRS)
def test_an_amended_annex_names_the_villages_that_change_and_no_other(old, new):
    before = replace(regent_facts(), pairs=old)
    after = replace(regent_facts(), head=head("regent_amendment"), pairs=new)
    expected = changed(old, new, lambda pair: pair.village.name)
    if not expected:
        with pytest.raises(UserError, match="DECREE-007"):
            amendment_paper(before, after, amendment())
        return
    paper = amendment_paper(before, after, amendment())
    assert [any(name in row[1] for name in expected) for row in table(paper).rows] == [True] * len(expected)
    for name in {pair.village.name for pair in (*old, *new)} - expected:
        assert name not in whole(paper)


def test_who_left_joined_and_changed_stands_before_and_after():
    paper = amendment_paper(agency_facts(), changed_team(), amendment(agency_subject(agency_facts())))
    assert table(paper).rows == (
        ("1.", "Yudha Permana", "Pekerja Sosial Ahli Muda; Anggota Tim", "–", "Keluar"),
        (
            "2.",
            "Laras Puspita",
            "Penyuluh Sosial Ahli Pertama; Anggota Tim",
            "Penyuluh Sosial Ahli Pertama; Sekretaris Tim",
            "Kedudukan berubah",
        ),
        ("3.", "Gilang Ramadhani", "–", "Pekerja Sosial Ahli Pertama; Anggota Tim", "Masuk"),
    )
    assert "Mengubah susunan keanggotaan 3 (tiga) orang" in whole(paper)


def test_a_changed_period_is_a_change_of_that_member_and_who_joins_brings_theirs():
    facts, last = agency_facts(), dt.date(2027, 3, 31)
    stay = tuple(replace(each, ends_on=last) if each.key == "p1" else each for each in facts.members)
    joined = Member("p9", "Gilang Ramadhani", "Pekerja Sosial", "Anggota", "Pengganti", ends_on=last)
    new = replace(facts, head=head("agency_amendment"), members=(*stay, joined))
    paper = amendment_paper(facts, new, amendment())
    assert [(row[1], row[4]) for row in table(paper).rows] == [
        ("Sekar Ayuningtyas", "Masa tugas sampai 31 Maret 2027"),
        ("Gilang Ramadhani", "Masuk; Pengganti; sampai 31 Maret 2027"),
    ]
    back = amendment_paper(replace(facts, members=stay), replace(facts, head=head("agency_amendment")), amendment())
    assert [(row[1], row[4]) for row in table(back).rows] == [
        ("Sekar Ayuningtyas", "Masa tugas sama dengan masa tugas Tim")
    ]


def test_pairs_that_changed_stand_before_and_after():
    paper = amendment_paper(regent_facts(), changed_pairs_facts(), amendment())
    notes = [row[4] for row in table(paper).rows]
    assert notes == ["Perangkat Daerah berubah", "Mitra berubah", "Keluar"]
    assert table(paper).rows[0][3].startswith("Inspektorat Daerah, bersama Universitas Peragaan")


def test_other_order_of_partners_is_no_change_of_partners():
    facts = regent_facts()
    turned = tuple(replace(pair, partners=tuple(reversed(pair.partners))) for pair in facts.pairs)
    with pytest.raises(UserError, match="DECREE-007"):
        amendment_paper(facts, replace(facts, head=head("regent_amendment"), pairs=turned), amendment())


def test_a_longer_period_alone_needs_no_annex():
    facts = regent_facts()
    longer = replace(facts.wave, ends_on=dt.date(2030, 12, 31))
    paper = amendment_paper(facts, replace(facts, head=head("regent_amendment"), wave=longer), amendment())
    assert not any(isinstance(block, Table) for block in paper.blocks)
    assert "menjadi sejak tanggal 1 Januari 2027 sampai dengan tanggal 31 Desember 2030" in dictums(paper)[1].text
    assert len(dictums(paper)) == 4


def test_a_team_that_moves_says_from_where_to_where():
    facts = agency_facts()
    moved = replace(facts, head=head("agency_amendment"), villages=(village(5),))
    text = whole(amendment_paper(facts, moved, amendment()))
    assert "semula Desa Rekaan 1 Kecamatan Tunjungan dan Kelurahan Rekaan 12 Kecamatan Kedungtuban" in text
    assert "menjadi Desa Rekaan 6 Kecamatan Banjarejo" in text


def test_a_later_amendment_names_the_ones_before():
    first = Reference("400/200/2027", dt.date(2027, 3, 1), "Perubahan")
    second = replace(first, number="400/300/2027")
    for earlier, title, chain in (
        ((), "PERUBAHAN ATAS", ""),
        ((first,), "PERUBAHAN KEDUA ATAS", "sebagaimana telah diubah dengan Keputusan Bupati Blora Nomor 400/200/2027"),
        (
            (first, second),
            "PERUBAHAN KETIGA ATAS",
            "beberapa kali diubah, terakhir dengan Keputusan Bupati Blora Nomor 400/300",
        ),
    ):
        text = whole(amendment_paper(regent_facts(), changed_pairs_facts(), amendment("Pendamping", *earlier)))
        assert title in text
        assert chain in text
