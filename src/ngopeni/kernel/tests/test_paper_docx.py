from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from ngopeni.kernel.paper import Letterhead, PageSize, Paper
from ngopeni.kernel.paper_docx import paper_docx
from ngopeni.kernel.paper_pdf import paper_pdf
from ngopeni.kernel.tests.papers import (
    BOOKMAN,
    TRICKY,
    assert_in_order,
    docx_text,
    needs_soffice,
    page_count,
    paper,
    pdf_text,
    texts,
    through_libreoffice,
)

DAY = dt.date(2026, 1, 2)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


@pytest.mark.parametrize("text", ["Isi", TRICKY])
def test_every_text_is_in_the_file_as_it_was_written(text):
    assert_in_order(texts(paper(text)), docx_text(paper_docx(paper(text), DAY)))


def test_equal_papers_give_equal_bytes():
    content = paper_docx(paper(), DAY)
    assert content == paper_docx(paper(), DAY)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_names_its_title_and_nobody_who_made_it():
    properties = opened(paper_docx(paper(), DAY)).core_properties
    assert properties.title == "Judul Isi"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.date() == properties.modified.date() == DAY


def test_tables_have_set_widths_whole_rows_and_a_header_on_each_page():
    table = opened(paper_docx(paper(), DAY)).tables[-1]
    whole = Mm(215 - 55)
    assert sum(column.width for column in table.columns) == pytest.approx(whole, abs=2000)
    for row in table.rows:
        assert [cell.width for cell in row.cells] == [column.width for column in table.columns]
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True, True, False, False, False]


def test_the_last_rows_and_the_signature_hold_together():
    file = opened(paper_docx(paper(), DAY))
    kept = [
        [paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs]
        for row in file.tables[-1].rows
    ]
    assert [all(row) for row in kept] == [False, False, False, True, True]
    assert [each.paragraph_format.keep_with_next for each in file.paragraphs[-5:]] == [True] * 4 + [False]


@pytest.mark.parametrize("size", list(PageSize))
def test_the_sheet_is_the_one_that_was_asked_for(size):
    section = opened(paper_docx(replace(paper(), page_size=size), DAY)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size.millimetres


def test_a_draft_carries_its_word_at_the_head_of_every_page_and_the_foot_too():
    section = opened(paper_docx(replace(paper(), watermark="RANCANGAN"), DAY)).sections[0]
    for head in (section.first_page_header, section.header):
        assert "RANCANGAN" in head.paragraphs[0].text
    for foot in (section.first_page_footer, section.footer):
        assert foot.paragraphs[0].text == "Kaki Isi"


def test_an_office_can_edit_by_named_styles():
    file = opened(paper_docx(paper(), DAY))
    used = {paragraph.style.name for paragraph in file.paragraphs}
    assert {"Judul Naskah", "Butir Berlabel", "Butir", "Isi Naskah", "Tanda Tangan", "Kepala Lampiran"} <= used
    assert file.styles["Normal"].font.name == "Bookman Old Style"


def test_an_emblem_is_a_picture_that_says_what_it_is():
    content = paper_docx(Paper("Judul", (Letterhead(("KANTOR",), "Lambang", emblem=SVG),)), DAY)
    assert len(opened(content).inline_shapes) == 1
    assert 'descr="Lambang"' in opened(content).element.xml


@needs_soffice
def test_libreoffice_prints_it_as_the_archive_file_stands(tmp_path):
    long = replace(paper(rows=60), foot="")
    printed = through_libreoffice(paper_docx(long, DAY), tmp_path)
    assert_in_order(texts(long), pdf_text(printed))
    assert abs(page_count(printed) - page_count(paper_pdf(long, DAY, [BOOKMAN]))) <= 1
