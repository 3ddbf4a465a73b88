"""The letterhead of a Word file: the emblem or the place that waits for it, and the lines."""

from __future__ import annotations

import io
from typing import Any

import resvg_py
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ngopeni.kernel.paper import Letterhead
from ngopeni.kernel.paper_docx_styles import DETAIL, LETTERHEAD
from ngopeni.kernel.paper_docx_table import border, fix_widths, set_padding

EMBLEM = Mm(22)
PICTURE = Mm(20)


def add_letterhead(file: Any, block: Letterhead, width: int) -> None:
    """Put the letterhead at the end of the file.

    Parameters
    ----------
    file : docx.document.Document
    block : Letterhead
    width : int
        Of the text, in Word's units.
    """
    table = file.add_table(1, 3 if block.is_beside else 1)
    fix_widths(table, [EMBLEM, width - 2 * EMBLEM, EMBLEM] if block.is_beside else [EMBLEM])
    set_padding(table, {"left": 0.5, "right": 0.5})
    row = table.rows[0]
    row.height, row.height_rule = EMBLEM, WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].style = LETTERHEAD
    _emblem(row.cells[0], block)
    texts = [(text, LETTERHEAD) for text in block.lines] + [(text, DETAIL) for text in block.details]
    if block.is_beside:
        _fill(row.cells[1], texts)
        row.cells[1].paragraphs[len(block.lines) - 1].runs[0].font.size = Pt(14)
        _rule(file.add_paragraph(style=DETAIL))
    else:
        for text, style in texts:
            file.add_paragraph(text, style)
        file.paragraphs[-len(texts)].paragraph_format.space_before = Mm(3)


def _emblem(cell: Any, block: Letterhead) -> None:
    paragraph = cell.paragraphs[0]
    if block.emblem is None:
        border(cell)
        paragraph.add_run(block.emblem_label).font.size = Pt(7)
        return
    picture = paragraph.add_run().add_picture(io.BytesIO(_png(block.emblem)), width=PICTURE)
    picture._inline.docPr.set("descr", block.emblem_label)


def _fill(cell: Any, texts: list[tuple[str, str]]) -> None:
    for place, (text, style) in enumerate(texts):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)


def _rule(paragraph: Any) -> None:
    """The double line below a letterhead, thick over thin."""
    edges = OxmlElement("w:pBdr")
    edge = OxmlElement("w:top")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    edges.append(edge)
    paragraph._p.get_or_add_pPr().append(edges)


def _png(emblem: bytes) -> bytes:
    """A picture that Word shows; it shows no SVG."""
    if emblem.startswith(b"\x89PNG"):
        return emblem
    return bytes(resvg_py.svg_to_bytes(svg_string=emblem.decode("utf-8"), width=400))
