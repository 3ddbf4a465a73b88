"""The sheet, the lines at its head and foot, and the properties of a Word file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ngopeni.kernel.paper import MARGINS_MM, Paper
from ngopeni.kernel.paper_docx_styles import LANGUAGES, add_styles

GREY = RGBColor(0x5A, 0x5A, 0x5A)


def set_up(file: Any, paper: Paper, dated: dt.date) -> None:
    """Size the sheet, name the styles, write head, foot and properties.

    Parameters
    ----------
    file : docx.document.Document
    paper : Paper
    dated : date
    """
    section = file.sections[0]
    width, height = paper.page_size.millimetres
    top, right, bottom, left = MARGINS_MM
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance = section.footer_distance = Mm(11)
    section.different_first_page_header_footer = True
    add_styles(file, Mm(width - left - right), paper.language)
    _head(section.first_page_header.paragraphs[0], paper.watermark, is_numbered=False)
    _head(section.header.paragraphs[0], paper.watermark, is_numbered=True)
    for foot in (section.first_page_footer, section.footer):
        _small(foot.paragraphs[0].add_run(paper.foot), 8)
    _properties(file.core_properties, paper, dated)


def _head(paragraph: Any, watermark: str, *, is_numbered: bool) -> None:
    """The number of the page, and the word that a draft carries."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if is_numbered:
        paragraph.add_run("- ")
        _add_field(paragraph, "PAGE")
        paragraph.add_run(" -")
    if watermark:
        _small(paragraph.add_run(f"   {watermark}" if is_numbered else watermark), 11)


def _small(run: Any, size: int) -> None:
    run.font.size, run.font.color.rgb = Pt(size), GREY


def _add_field(paragraph: Any, code: str) -> None:
    """What Word works out when it shows the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _properties(properties: Any, paper: Paper, dated: dt.date) -> None:
    properties.title = paper.title[:255]
    properties.language = LANGUAGES[paper.language]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = dt.datetime.combine(dated, dt.time())
