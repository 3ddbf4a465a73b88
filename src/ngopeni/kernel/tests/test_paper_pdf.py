from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.kernel.paper import Heading, Letterhead, PageSize, Paper, Paragraph, Signature
from ngopeni.kernel.paper_pdf import paper_pdf
from ngopeni.kernel.tests.papers import (
    TRICKY,
    assert_in_order,
    page_count,
    paper,
    pdf_text,
    squeezed,
    texts,
)

DAY = dt.date(2026, 1, 2)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'


def test_it_is_an_archive_file_with_title_language_and_tags():
    content = paper_pdf(paper(), DAY)
    assert re.search(rb"pdfaid:part[^0-9]{1,3}2", content)
    assert re.search(rb"pdfaid:conformance[^A-Z]{1,3}B", content)
    assert b"Judul Isi" in content
    assert re.search(rb"/Lang ?\(id", content)
    assert b"/MarkInfo" in content


def test_equal_papers_give_equal_bytes_and_another_date_others():
    assert paper_pdf(paper(), DAY) == paper_pdf(paper(), DAY)
    assert paper_pdf(paper(), DAY) != paper_pdf(paper(), dt.date(2026, 1, 3))


@pytest.mark.parametrize("text", ["Isi", TRICKY])
def test_every_text_is_printed_as_it_was_written(text):
    printed = pdf_text(paper_pdf(replace(paper(text), foot=""), DAY))
    assert_in_order(texts(replace(paper(text))), printed)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30))
def test_no_text_is_ever_read_as_markup(text):
    printed = pdf_text(paper_pdf(Paper("Judul", (Paragraph(f"awal {text} akhir"),)), DAY))
    assert squeezed(printed) == squeezed(f"awal {text} akhir")


def test_the_header_comes_again_on_each_page_and_the_foot_too():
    long = paper(rows=120)
    printed = pdf_text(paper_pdf(long, DAY)).split("\f")[:-1]
    assert len(printed) > 3
    assert all("ISI Isi" in page for page in printed[1:])
    assert all("Kaki Isi" in page for page in printed)
    assert "- 2 -" in printed[1]
    assert "- 1 -" not in printed[0]


def test_a_signature_never_stands_on_a_page_without_rows():
    for rows in range(18, 48):
        last = pdf_text(paper_pdf(paper(rows=rows), DAY)).split("\f")[-2]
        assert "Nama Isi" in last
        assert f"Baris {rows} Isi" in last
        assert f"Baris {rows - 1} Isi" in last


def test_a_signature_stays_with_the_last_paragraph():
    signature = Signature("PEJABAT,", "NAMA")
    for lines in range(20, 60):
        blocks = (Heading(tuple(f"Baris {line}" for line in range(lines))), Paragraph("Penutup."), signature)
        pages = pdf_text(paper_pdf(Paper("Judul", blocks), DAY)).split("\f")
        assert all(("PEJABAT" in page) == ("Penutup" in page) == ("NAMA" in page) for page in pages)


def test_a_draft_carries_its_word_on_each_page():
    drafted = replace(paper(), watermark="RANCANGAN")
    assert len(re.findall("RANCANGAN", squeezed(pdf_text(paper_pdf(drafted, DAY))))) == page_count(
        paper_pdf(drafted, DAY)
    )


def test_the_sheet_is_the_one_that_was_asked_for():
    for size, box in ((PageSize.A4, rb"595\.2\d+ 841\.8\d+"), (PageSize.F4, rb"609\.4\d+ 935\.4\d+")):
        content = paper_pdf(Paper("Judul", (Paragraph("Isi"),), page_size=size), DAY)
        assert re.search(rb"/MediaBox ?\[0 0 " + box, content), size


def test_an_emblem_takes_the_place_of_its_frame():
    with_emblem = Paper("Judul", (Letterhead(("KANTOR",), "Lambang", emblem=SVG),))
    without = Paper("Judul", (Letterhead(("KANTOR",), "Lambang"),))
    assert paper_pdf(with_emblem, DAY) != paper_pdf(without, DAY)
    assert b"/Figure" in paper_pdf(with_emblem, DAY)
