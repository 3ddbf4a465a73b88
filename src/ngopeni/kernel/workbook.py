"""A table as an Excel file that says where it comes from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel takes 255 characters, page numbers and their signs included.
LONGEST_FOOTER = 220
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(
    title: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[dict[str, Any]],
    notes: Sequence[str],
    *,
    carrier: str = "",
) -> bytes:
    """An xlsx with the rows on one sheet and their origin on another.

    Parameters
    ----------
    title : str
    columns : sequence of (key, header)
    rows : sequence of dict
    notes : sequence of str
        Date, source, edition, what is simulated.
    carrier : str
        Who takes it along, what for and when. Then the origin comes first, with this at its head, and every printed
        page carries it.

    Returns
    -------
    bytes
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#f6efe3", "text_wrap": True, "valign": "top"})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    about = book.add_worksheet("Keterangan") if carrier else None
    sheet = book.add_worksheet("Data")
    for place, (key, header) in enumerate(columns):
        sheet.write_string(0, place, header, head)
        longest = max([len(header), *(len(str(row.get(key) or "")) for row in rows[:200])])
        sheet.set_column(place, place, min(40, longest + 2))
    for number, row in enumerate(rows, 1):
        for place, (key, _) in enumerate(columns):
            _write(sheet, number, place, row.get(key), date)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(columns) - 1))
    about = about or book.add_worksheet("Keterangan")
    about.set_column(0, 0, 110)
    about.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for number, note in enumerate([carrier, *notes] if carrier else notes, 2):
        about.write_string(number, 0, note)
    if carrier:
        _sign(sheet, about, carrier)
    book.close()
    return stream.getvalue()


def _sign(sheet: Any, about: Any, carrier: str) -> None:
    """Put the carrier at the foot of every page, and make the rows fit a printed one."""
    text = carrier[:LONGEST_FOOTER].replace("&", "&&")
    for each in (sheet, about):
        each.set_footer(f"&L&8{text}&R&8&P/&N")
        each.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, column: int, value: Any, date: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "ya" if value else "tidak")
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(row, column, value, date)
    else:
        sheet.write_string(row, column, str(value))
