"""Workbooks: xlsx, xls and ods, sheet by sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine

from ngopeni.intake.reading import HEAD_ROWS, Sheet, Staging, TextRow, chunks
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError

# From here on Excel keeps fifteen digits only, so that the last ones may be gone.
INEXACT = 1e15


def stage(path: Path, file_name: str, target: Path) -> list[Sheet]:
    """Write a workbook's rows as ``reading.stage`` promises.

    Raises
    ------
    UserError
        INTAKE-003 behind a password, INTAKE-005 damaged.
    """
    engine = Engine()
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            staging = Staging(engine)
            # One after the other: all sheets at once would fill the memory.
            sheets = [_stage_sheet(book.get_sheet_by_name(name), staging) for name in book.sheet_names]
        staging.write(target)
    except python_calamine.PasswordError as error:
        raise UserError("INTAKE-003", file=file_name) from error
    except python_calamine.CalamineError as error:
        raise UserError("INTAKE-005", file=file_name) from error
    finally:
        engine.close()
    return sheets


def _width(sheet: python_calamine.CalamineSheet) -> int:
    return sheet.start[1] + sheet.width if sheet.start else 0


def _stage_sheet(sheet: python_calamine.CalamineSheet, staging: Staging) -> Sheet:
    head: list[TextRow] = []
    number = 1
    for chunk in chunks(_rows(sheet)):
        head = head or chunk[:HEAD_ROWS]
        staging.add(sheet.name, number, chunk)
        number += len(chunk)
    return Sheet(sheet.name, head, _width(sheet))


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[TextRow]:
    """The rows from the sheet's very first cell on; the reader leaves out empty columns at the left."""
    margin: TextRow = [None] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield margin + [value.strip() or None if type(value) is str else _cell(value) for value in row]


def _cell(value: Any) -> str | None:
    """A cell as the text a person would have typed."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return _number(float(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)


def _number(value: float) -> str:
    if value.is_integer():
        # The decimals tell that the cell held a number, whose last digits Excel may have lost.
        return f"{value:.1f}" if abs(value) >= INEXACT else str(int(value))
    text = f"{value:.12f}".rstrip("0").rstrip(".")
    # 12.345 typed as text may be twelve thousand; this one is a number, and a fourth decimal says so.
    return text + "0" if len(text.partition(".")[2]) == 3 else text
