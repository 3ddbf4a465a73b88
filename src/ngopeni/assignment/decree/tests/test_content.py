from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from ngopeni.assignment.decree.content import (
    agency_frame,
    agency_paper,
    agency_subject,
    regent_frame,
    regent_paper,
    regent_subject,
    revocation_paper,
)
from ngopeni.assignment.decree.facts import AgencyFacts, RegentFacts, RevocationFacts
from ngopeni.assignment.decree.placeholders import KNOWN
from ngopeni.assignment.decree.plain import from_plain, to_plain
from ngopeni.assignment.decree.tests.cases import (
    SALATIGA,
    SOCIAL,
    agency_facts,
    head,
    pairs,
    regent_facts,
    revocation_facts,
)
from ngopeni.kernel.error import UserError
from ngopeni.kernel.paper import Dictum, Heading, NumberedList, PageSize, Paper, Table
from ngopeni.kernel.paper_docx import paper_docx
from ngopeni.kernel.paper_pdf import paper_pdf
from ngopeni.kernel.tests.papers import (
    BOOKMAN,
    assert_in_order,
    docx_text,
    needs_soffice,
    page_count,
    pdf_text,
    texts,
    through_libreoffice,
)

DAY = dt.date(2026, 12, 7)
SIGNED = {"number": "400/123/2026", "signed_on": DAY, "is_draft": False}


def whole(paper: Paper) -> str:
    return "\n".join(texts(paper))


def dictums(paper: Paper) -> list[Dictum]:
    return [block for block in paper.blocks if isinstance(block, Dictum)]


def table(paper: Paper) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table))


def signed(facts):
    return replace(facts, head=replace(facts.head, **SIGNED))


PAPERS = {
    "regent": lambda: regent_paper(regent_facts()),
    "agency": lambda: agency_paper(agency_facts()),
    "revocation": lambda: revocation_paper(revocation_facts()),
    "agency revocation": lambda: revocation_paper(replace(revocation_facts(), agency=SOCIAL)),
}


@pytest.mark.parametrize("name", PAPERS)
def test_no_placeholder_and_no_double_space_is_left(name):
    text = whole(PAPERS[name]())
    assert not re.search(r"[{}]|  | [,;.]", text)
    assert "Keputusan Keputusan" not in text


@pytest.mark.parametrize("name", PAPERS)
def test_the_form_is_that_of_a_decree(name):
    paper = PAPERS[name]()
    labels = [block.label for block in paper.blocks if hasattr(block, "label")]
    assert labels[:5] == ["Menimbang", "Mengingat", "Memperhatikan", "Menetapkan", "KESATU"]
    assert Heading(("MEMUTUSKAN:",)) in paper.blocks
    assert dictums(paper)[0].text == dictums(paper)[0].text.upper()
    assert dictums(paper)[-1].text.endswith("mulai berlaku pada tanggal ditetapkan.")


def test_a_draft_has_room_for_number_and_date_and_says_what_nobody_verified():
    paper = regent_paper(regent_facts())
    assert paper.watermark == "RANCANGAN"
    assert "NOMOR ……… TAHUN ………" in whole(paper)
    assert "pada tanggal ………" in whole(paper)
    laws = next(block for block in paper.blocks if isinstance(block, NumberedList))
    assert "(belum diverifikasi);" in laws.items[0]
    assert laws.items[3] == "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi;"


def test_a_final_print_has_number_and_date_and_no_remarks():
    paper = regent_paper(signed(regent_facts()))
    assert "belum diverifikasi" not in whole(paper)
    assert whole(paper).count("NOMOR 400/123/2026") == 2
    assert "pada tanggal 7 Desember 2026" in whole(paper)
    assert "………" not in whole(paper)


def test_invented_data_say_so_even_when_they_are_signed():
    paper = regent_paper(signed(regent_facts()))
    assert paper.watermark == "SIMULASI"
    assert "DATA SIMULASI" in paper.foot
    real = replace(regent_facts(), head=replace(head(), is_simulated=False, **SIGNED))
    assert (regent_paper(real).watermark, regent_paper(real).foot) == ("", "")


def test_the_annex_of_the_regent_has_a_row_for_each_village():
    rows = table(regent_paper(regent_facts())).rows
    assert len(rows) == 48
    assert rows[11][:4] == ("12.", "Kecamatan Jepon", "Kelurahan Rekaan 12", "Kedungtuban")
    assert rows[4][4] == (
        "Universitas Peragaan",
        "SMK Negeri 9 Peragaan",
        "PT Sumber Rekaan",
        "Badan Amil Zakat Peragaan",
    )
    assert (rows[0][4], rows[1][4]) == ("–", "PT Sumber Rekaan")


def test_desa_and_kelurahan_are_counted_apart():
    text = whole(regent_paper(regent_facts()))
    assert "44 (empat puluh empat) desa dan 4 (empat) kelurahan" in text
    assert "Kepala Desa dan Lurah yang wilayahnya didampingi" in text


@pytest.mark.parametrize(("kind", "other"), [("kelurahan", "desa"), ("desa", "kelurahan")])
def test_a_decree_for_one_type_never_names_the_other(kind, other):
    rows = tuple(pair for pair in pairs() if pair.village.type == kind)
    mandate = replace(agency_facts().mandate, subject="Perangkat Daerah Pendamping")
    villages = tuple(pair.village for pair in rows[:1])
    bare = replace(head(), laws=())
    for paper in (
        regent_paper(RegentFacts(bare, regent_facts().wave, rows)),
        agency_paper(
            replace(agency_facts(), head=replace(head("agency"), laws=()), villages=villages, mandate=mandate)
        ),
    ):
        assert re.search(rf"\b{kind}\b", whole(paper), re.IGNORECASE)
        assert not re.search(rf"\b{other}\b", whole(paper), re.IGNORECASE)


def test_a_city_has_a_mayor():
    paper = regent_paper(RegentFacts(head(regency=SALATIGA), regent_facts().wave, pairs(5)))
    assert "KEPUTUSAN WALI KOTA SALATIGA" in whole(paper)
    assert "Anggaran Pendapatan dan Belanja Daerah Kota Salatiga" in whole(paper)
    assert not re.search("Bupati|Blora", whole(replace(paper, blocks=paper.blocks[:-4])))


def test_the_chain_of_considerations_follows_what_the_office_left_out():
    texts_ = {"protection": ""}
    facts = replace(regent_facts(), head=replace(head(), texts=texts_))
    assert "dimaksud dalam huruf a, huruf b, dan huruf c, perlu" in whole(regent_paper(regent_facts()))
    assert "dimaksud dalam huruf a dan huruf b, perlu" in whole(regent_paper(facts))


def test_a_clause_about_partners_or_money_stands_only_where_there_are_any():
    alone = tuple(replace(pair, partners=()) for pair in pairs())
    assert (
        len(dictums(regent_paper(replace(regent_facts(), pairs=alone))))
        == len(dictums(regent_paper(regent_facts()))) - 1
    )
    rich = replace(regent_facts(), head=replace(head(), budget_idr=1_250_000_000))
    assert "Rp1.250.000.000,00 (satu miliar dua ratus lima puluh juta rupiah)" in whole(regent_paper(rich))


def test_the_decree_of_an_agency_names_its_mandate_and_its_team():
    paper = agency_paper(agency_facts())
    assert "Keputusan Bupati Blora Nomor 400/123/2026" in whole(paper)
    assert "beranggotakan 6 (enam) orang" in whole(paper)
    assert "Kepala Desa Rekaan 1 dan Lurah Rekaan 12" in whole(paper)
    assert table(paper).rows[0] == ("1.", "Bagas Prakoso", "Sekretaris Dinas", "Ketua", "–")


def test_a_period_of_ones_own_stands_in_the_annex_with_the_note():
    facts, first, last = agency_facts(), dt.date(2027, 2, 1), dt.date(2027, 3, 31)
    own = (
        replace(facts.members[0], ends_on=last),
        replace(facts.members[1], starts_on=first),
        replace(facts.members[2], starts_on=first, ends_on=last, note="Pengganti"),
        replace(facts.members[3], note="Pengganti"),
    )
    rows = table(agency_paper(replace(facts, members=own))).rows
    assert [row[4] for row in rows] == [
        "sampai 31 Maret 2027",
        "sejak 1 Februari 2027",
        "Pengganti; sejak 1 Februari 2027 sampai 31 Maret 2027",
        "Pengganti",
    ]


def test_other_decrees_refer_to_one_by_its_subject():
    for paper, subject in (
        (regent_paper(regent_facts()), regent_subject(regent_facts())),
        (agency_paper(agency_facts()), agency_subject(agency_facts())),
    ):
        assert paper.title.endswith(f"tentang {subject}")
        assert subject.upper() in whole(paper)


def test_keys_of_people_are_never_printed():
    facts = agency_facts()
    keyed = replace(facts, members=tuple(replace(each, key=f"kunci-{each.key}") for each in facts.members))
    assert "kunci-" not in whole(agency_paper(keyed))


def test_a_text_that_does_not_fit_the_template_is_refused():
    with pytest.raises(UserError, match="DECREE-005"):
        regent_paper(replace(regent_facts(), head=replace(head(), texts={"sanksi": "x"})))


def test_every_known_placeholder_can_be_filled():
    assert regent_frame(regent_facts(), None).values.keys() >= KNOWN["regent"]
    assert agency_frame(agency_facts(), None).values.keys() >= KNOWN["agency"]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (RegentFacts, signed(regent_facts())),
        (AgencyFacts, agency_facts()),
        (RevocationFacts, replace(revocation_facts(), agency=SOCIAL)),
        (RegentFacts, replace(regent_facts(), head=replace(head(), page_size=PageSize.A4, texts={"force": "x"}))),
    ],
)
def test_facts_survive_a_database(kind, facts):
    assert from_plain(kind, json.loads(json.dumps(to_plain(facts)))) == facts


def test_periods_of_members_survive_a_database_and_facts_from_before_them_are_read():
    facts = agency_facts()
    dated = replace(facts.members[0], starts_on=dt.date(2027, 2, 1), ends_on=dt.date(2027, 3, 31))
    facts = replace(facts, members=(dated, *facts.members[1:]))
    plain = json.loads(json.dumps(to_plain(facts)))
    assert from_plain(AgencyFacts, plain) == facts
    for each in plain["members"]:
        del each["starts_on"], each["ends_on"]
    assert from_plain(AgencyFacts, plain) == agency_facts()


def test_facts_without_a_needed_value_are_refused():
    plain = to_plain(regent_facts())
    del plain["wave"]
    with pytest.raises(TypeError, match="wave"):
        from_plain(RegentFacts, plain)


@pytest.mark.parametrize("name", PAPERS)
def test_both_files_say_the_same(name):
    paper = replace(PAPERS[name](), watermark="", foot="")
    assert_in_order(texts(paper), pdf_text(paper_pdf(paper, DAY)))
    assert_in_order(texts(paper), docx_text(paper_docx(paper, DAY)))


@needs_soffice
@pytest.mark.parametrize("name", ["regent", "agency"])
def test_libreoffice_lays_out_the_word_file_as_the_archive_file(name, tmp_path):
    paper = replace(PAPERS[name](), watermark="", foot="")
    printed = through_libreoffice(paper_docx(paper, DAY), tmp_path)
    assert_in_order(texts(paper), pdf_text(printed))
    assert abs(page_count(printed) - page_count(paper_pdf(paper, DAY, [BOOKMAN]))) <= 1
