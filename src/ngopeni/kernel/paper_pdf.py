"""A paper as PDF/A-2b: equal papers give equal bytes on every machine."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from ngopeni.kernel.error import UserError
from ngopeni.kernel.paper import (
    COLON_MM,
    FONT_PT,
    LABEL_MM,
    MARGINS_MM,
    MARK_MM,
    SMALL_PT,
    Block,
    Dictum,
    LetteredList,
    NumberedList,
    Paper,
    block_fields,
    labelled,
)

PDF = "application/pdf"
FORM = Path(__file__).with_name("paper.typ")
# The typeface of official papers, its free twins, then the one that is always there.
FONTS = ("Bookman Old Style", "TeX Gyre Bonum", "URW Bookman", "Libertinus Serif")
SIZES = {"font": FONT_PT, "small": SMALL_PT, "label": LABEL_MM, "colon": COLON_MM, "mark": MARK_MM}


def paper_pdf(paper: Paper, dated: dt.date, font_folders: Sequence[Path] = ()) -> bytes:
    """The paper as PDF/A-2b.

    Parameters
    ----------
    paper : Paper
    dated : date
        For the properties of the file; nothing here reads a clock.
    font_folders : sequence of Path
        Where the office keeps Bookman Old Style or a twin. Fonts of the system are never used: they differ from
        machine to machine.

    Returns
    -------
    bytes

    Raises
    ------
    UserError
        KERNEL-011 for a character that cannot be printed.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in font_folders])
    known = [name for name in FONTS if name in fonts.families()]
    try:
        made = typst.compile(
            FORM.read_bytes(),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="a-2b",
            sys_inputs={"paper": json.dumps(_values(paper, dated, known), ensure_ascii=False)},
        )
    except typst.TypstError as error:
        # All that is not the form's is somebody's text: a character that no typeface here has.
        raise UserError("KERNEL-011") from error
    assert isinstance(made, bytes), "a paper is one file"
    return made


def _values(paper: Paper, dated: dt.date, fonts: list[str]) -> dict[str, Any]:
    return {
        "title": paper.title,
        "language": paper.language,
        "foot": paper.foot,
        "watermark": paper.watermark,
        "date": [dated.year, dated.month, dated.day],
        "page": paper.page_size.millimetres,
        "margins": MARGINS_MM,
        "size": SIZES,
        "fonts": fonts,
        "blocks": [_block_values(block) for block in paper.blocks],
    }


def _block_values(block: Block) -> dict[str, Any]:
    values = block_fields(block)
    if isinstance(block, LetteredList | NumberedList | Dictum):
        values["marked"] = labelled(block)
    if isinstance(values.get("emblem"), bytes):
        values["emblem"] = list(values["emblem"])
    return values
