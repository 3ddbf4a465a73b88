"""The registry as Excel, a workbook for each district, as offices receive it."""

from __future__ import annotations

import csv
import datetime as dt
from itertools import groupby
from pathlib import Path

import xlsxwriter

from ngopeni.areas.area import Areas

DISTRICT_COLUMN = "Kecamatan"


def write_district_workbooks(folder: Path, areas: Areas, date: dt.date) -> list[Path]:
    """Turn the written bdt2015 of a date into workbooks; every cell is text, so that no NIK loses its last digit.

    Returns
    -------
    list of Path
    """
    codes = {each.district_name.upper(): each.district_code for each in areas.districts}
    written = []
    with (folder / f"bdt2015_{date}.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows)
        place = header.index(DISTRICT_COLUMN)
        # Rows come district by district, so that one workbook is open at a time.
        for name, own in groupby(rows, key=lambda row: row[place]):
            path = folder / f"bdt2015_{date}_{codes[name]}.xlsx"
            book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
            # A date of its own would make the bytes differ from one run to the next.
            book.set_properties({"created": dt.datetime(date.year, date.month, date.day)})
            sheet = book.add_worksheet("Data")
            for number, row in enumerate([header, *own]):
                for column, text in enumerate(row):
                    if text:
                        sheet.write_string(number, column, text)
            book.close()
            written.append(path)
    return written
