"""A table as an Excel file that says where it comes from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(
    title: str, columns: Sequence[tuple[str, str]], rows: Sequence[dict[str, Any]], notes: Sequence[str]
) -> bytes:
    """An xlsx with the rows on one sheet and their origin on another.

    Parameters
    ----------
    title : str
    columns : sequence of (key, header)
    rows : sequence of dict
    notes : sequence of str
        Date, source, edition, what is simulated.

    Returns
    -------
    bytes
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#f6efe3", "text_wrap": True, "valign": "top"})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
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
    about = book.add_worksheet("Keterangan")
    about.set_column(0, 0, 110)
    about.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for number, note in enumerate(notes, 2):
        about.write_string(number, 0, note)
    book.close()
    return stream.getvalue()


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
