"""Tables of a Word file: widths of columns and cells, a header on every page, rows in one piece."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ngopeni.kernel.paper import Cell, Table
from ngopeni.kernel.paper_docx_styles import CELL, HEAD_CELL

# Rows that stay with the signature below them.
KEPT_ROWS = 2


def add_table(file: Any, block: Table, width: int) -> None:
    """Put a table at the end of the file.

    Parameters
    ----------
    file : docx.document.Document
    block : Table
    width : int
        Of the text, in Word's units.
    """
    whole = sum(column.share for column in block.columns)
    widths = [int(width * column.share / whole) for column in block.columns]
    table = file.add_table(2 + len(block.rows), len(block.columns), "Table Grid")
    fix_widths(table, widths)
    set_padding(table, {"top": 0.5, "left": 1.5, "bottom": 0.5, "right": 1.5})
    for place, column in enumerate(block.columns):
        _write(table.cell(0, place), column.header, HEAD_CELL)
        _write(table.cell(1, place), str(place + 1), HEAD_CELL)
        number = table.cell(1, place).paragraphs[0].runs[0]
        number.font.size, number.font.bold = Pt(8), False
    for number, row in enumerate(block.rows):
        cells = table.rows[2 + number].cells
        for cell, value, column in zip(cells, row, block.columns, strict=True):
            _write(cell, value, CELL)
            if column.is_centred:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _keep_together(table, has_signature=block.signature is not None)


def fix_widths(table: Any, widths: list[int]) -> None:
    """Set the widths of columns and of every cell: Word reads the one, LibreOffice the other."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _write(cell: Any, value: Cell, style: str) -> None:
    """Text, or several numbered texts."""
    texts = (value,) if isinstance(value, str) else tuple(f"{n}.\t{each}" for n, each in enumerate(value, 1))
    for place, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)
        if not isinstance(value, str):
            paragraph.paragraph_format.left_indent = Mm(5)
            paragraph.paragraph_format.first_line_indent = -Mm(5)


def _keep_together(table: Any, *, has_signature: bool) -> None:
    rows = list(table.rows)
    for place, row in enumerate(rows):
        _mark(row, "w:cantSplit")
        if place < 2:
            _mark(row, "w:tblHeader")
        if has_signature and place >= len(rows) - KEPT_ROWS:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def set_padding(table: Any, millimetres: dict[str, float]) -> None:
    """Room between the text of every cell and its edges."""
    padding = OxmlElement("w:tblCellMar")
    for side, room in millimetres.items():
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(Mm(room).twips))
        edge.set(qn("w:type"), "dxa")
        padding.append(edge)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(padding)


def border(cell: Any) -> None:
    """Draw a thin frame around one cell."""
    edges = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "828282")):
            edge.set(qn(f"w:{name}"), value)
        edges.append(edge)
    cell._tc.get_or_add_tcPr().append(edges)
