"""A paper as a Word file that an office edits: real paragraphs with named styles, and tables of fixed width."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.shared import Mm

from ngopeni.kernel.error import UserError
from ngopeni.kernel.paper import (
    COLON_MM,
    LABEL_MM,
    MARGINS_MM,
    MARK_MM,
    AnnexHead,
    Copies,
    Dictum,
    Heading,
    LetteredList,
    Letterhead,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
    labelled,
)
from ngopeni.kernel.paper_docx_head import add_letterhead
from ngopeni.kernel.paper_docx_page import set_up
from ngopeni.kernel.paper_docx_styles import (
    ANNEX,
    COPIES,
    ITEM,
    LABELLED,
    SIGNATURE,
    TEXT,
    TITLE,
)
from ngopeni.kernel.paper_docx_table import add_table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The first date that a zip archive knows.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def paper_docx(paper: Paper, dated: dt.date) -> bytes:
    """The paper as a Word file; equal papers give equal bytes.

    Parameters
    ----------
    paper : Paper
    dated : date
        For the properties of the file; nothing here reads a clock.

    Returns
    -------
    bytes
        Without the name of a machine or of whoever made it.

    Raises
    ------
    UserError
        KERNEL-011 for a character that cannot be printed.
    """
    file = docx.Document()
    set_up(file, paper, dated)
    writer = _Writer(file, paper)
    try:
        for place, block in enumerate(paper.blocks):
            follows = paper.blocks[place + 1] if place + 1 < len(paper.blocks) else None
            writer.write(block, is_kept=isinstance(follows, Signature))
    except ValueError as error:
        # XML has no place for control characters.
        raise UserError("KERNEL-011") from error
    stream = io.BytesIO()
    file.save(stream)
    return _undated(stream.getvalue())


def _undated(content: bytes) -> bytes:
    """The same archive without the times of its making."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            written.writestr(zipfile.ZipInfo(name, EARLIEST), read.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


class _Writer:
    """Puts blocks at the end of a Word file."""

    def __init__(self, file: Any, paper: Paper) -> None:
        self.file = file
        self.width = Mm(paper.page_size.millimetres[0] - MARGINS_MM[1] - MARGINS_MM[3])
        self.begins_page = False
        self.writers: dict[type, Callable[[Any], None]] = {
            Letterhead: self.letterhead,
            Heading: lambda block: self.lines(block.lines, TITLE),
            Paragraph: lambda block: self.lines((block.text,), TEXT),
            LetteredList: self.labelled,
            NumberedList: self.labelled,
            Dictum: self.labelled,
            Signature: self.signature,
            Table: self.table,
            Copies: self.copies,
            AnnexHead: lambda block: self.lines(block.lines, ANNEX),
        }

    def write(self, block: Any, *, is_kept: bool) -> None:
        """Write a block; one that is kept stays on the page of what follows."""
        if isinstance(block, PageBreak):
            self.begins_page = True
            return
        self.writers[type(block)](block)
        if is_kept:
            self.file.paragraphs[-1].paragraph_format.keep_with_next = True

    def line(self, text: str, style: str) -> Any:
        """A paragraph; the first one after a break begins its page."""
        paragraph = self.file.add_paragraph(text, style)
        if self.begins_page:
            paragraph.paragraph_format.page_break_before = True
            self.begins_page = False
        return paragraph

    def lines(self, texts: tuple[str, ...], style: str) -> None:
        """One paragraph for each text, with room around them all."""
        written = [self.line(text, style) for text in texts]
        if written and style in (TITLE, ANNEX):
            written[0].paragraph_format.space_before = Mm(5 if style == TITLE else 0)
            written[-1].paragraph_format.space_after = Mm(5)

    def letterhead(self, block: Letterhead) -> None:
        """The emblem and who writes."""
        add_letterhead(self.file, block, self.width)

    def labelled(self, block: LetteredList | NumberedList | Dictum) -> None:
        """Label, colon, mark and text at the stops of the style, so that a further item is a further line."""
        for place, (mark, text) in enumerate(labelled(block)):
            before = f"{block.label}\t:\t" if place == 0 else ""
            whole = f"{before}{mark}\t{text}" if mark else f"{before}{text}"
            paragraph = self.line(whole, LABELLED if place == 0 else ITEM)
            if not mark:
                _hang(paragraph, LABEL_MM + COLON_MM, 0)

    def signature(self, block: Signature) -> None:
        """In the right half, on one page."""
        for text in (*block.above, block.office, block.name, *block.below):
            self.line(text, SIGNATURE).paragraph_format.keep_with_next = True
        written = self.file.paragraphs[-(len(block.above) + 2 + len(block.below)) :]
        written[0].paragraph_format.space_before = Mm(8)
        written[len(block.above) + 1].paragraph_format.space_before = Mm(22)
        written[-1].paragraph_format.keep_with_next = False

    def table(self, block: Table) -> None:
        """The table and the signature that stays with its last rows."""
        add_table(self.file, block, self.width)
        if block.signature is not None:
            self.signature(block.signature)

    def copies(self, block: Copies) -> None:
        """A small numbered list."""
        written = [self.line(block.label, COPIES)]
        written += [self.line(f"{number}.\t{item}", COPIES) for number, item in enumerate(block.items, 1)]
        written[0].paragraph_format.space_before = Mm(8)
        for place, paragraph in enumerate(written):
            paragraph.paragraph_format.keep_with_next = place + 1 < len(written)
            if place:
                _hang(paragraph, MARK_MM, 0)


def _hang(paragraph: Any, left_mm: float, first_mm: float) -> None:
    """Indent the text, and its first line less."""
    paragraph.paragraph_format.left_indent = Mm(left_mm)
    paragraph.paragraph_format.first_line_indent = Mm(first_mm - left_mm)
