"""The named styles of a Word file, so that an office changes the form in one place."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ngopeni.kernel.paper import COLON_MM, FONT_PT, LABEL_MM, MARK_MM, SMALL_PT

FONT = "Bookman Old Style"
LETTERHEAD, DETAIL, TITLE, TEXT = "Kepala Naskah", "Alamat", "Judul Naskah", "Isi Naskah"
LABELLED, ITEM, SIGNATURE, COPIES = "Butir Berlabel", "Butir", "Tanda Tangan", "Tembusan"
ANNEX, CELL, HEAD_CELL = "Kepala Lampiran", "Isi Tabel", "Kepala Tabel"
LANGUAGES = {"id": "id-ID", "en": "en-GB"}


def add_styles(file: Any, width: int, language: str) -> None:
    """Name every style of a paper.

    Parameters
    ----------
    file : docx.document.Document
    width : int
        Of the text, in Word's units.
    language : str
        Two letters.
    """
    normal = file.styles["Normal"]
    _set_font(normal, FONT_PT)
    _set_language(normal, LANGUAGES[language])
    left, centre, justify = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
    _add(file, LETTERHEAD, centre, after=0)
    _add(file, DETAIL, centre, after=0, size=9)
    _add(file, TITLE, centre, after=3)
    _add(file, TEXT, justify, after=6)
    text_at, mark_at = LABEL_MM + COLON_MM + MARK_MM, LABEL_MM + COLON_MM
    stops = (Mm(LABEL_MM), Mm(mark_at), Mm(text_at))
    labelled = _add(file, LABELLED, justify, after=3)
    labelled.paragraph_format.space_before = Pt(4)
    _indent(labelled, Mm(text_at), -Mm(text_at), stops)
    _indent(_add(file, ITEM, justify, after=3), Mm(text_at), Mm(mark_at - text_at), (Mm(text_at),))
    _indent(_add(file, SIGNATURE, left, after=0), width // 2, 0)
    _indent(_add(file, ANNEX, left, after=0, size=SMALL_PT), width // 2, 0)
    _add(file, COPIES, left, after=0, size=SMALL_PT)
    _add(file, CELL, left, after=0, size=SMALL_PT)
    _add(file, HEAD_CELL, centre, after=0, size=SMALL_PT).font.bold = True


def _add(file: Any, name: str, alignment: WD_ALIGN_PARAGRAPH, *, after: int, size: int = FONT_PT) -> Any:
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(size)
    form = style.paragraph_format
    form.alignment = alignment
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(after), 1.1
    return style


def _indent(style: Any, left: int, first: int, stops: tuple[int, ...] = ()) -> None:
    form = style.paragraph_format
    form.left_indent, form.first_line_indent = left, first
    for stop in stops:
        form.tab_stops.add_tab_stop(stop)


def _set_font(style: Any, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)


def _set_language(style: Any, language: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(mark)
