"""A file's sheets as rows of text; nothing is interpreted here."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import python_calamine

from ngopeni.intake.safety import Format, format_of
from ngopeni.kernel.error import UserError

TextRow = list[str | None]
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ",;\t|"
QUOTED = re.compile(r'"[^"]*"')
LOOK_AHEAD = 100_000  # characters; enough for sixty lines of any table


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file.

    Parameters
    ----------
    name : str
        Empty for a csv.
    rows : list of list
        Text of each cell, None where empty; row 1 of the file is ``rows[0]``.
    """

    name: str
    rows: list[TextRow]

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


def read_sheets(path: Path, file_name: str) -> list[Sheet]:
    """Every sheet that holds anything.

    Raises
    ------
    UserError
        When the file cannot be read safely, or nothing stands in it (INTAKE-001).
    """
    is_csv = format_of(path, file_name) is Format.CSV
    sheets = [_read_csv(path, file_name)] if is_csv else _read_workbook(path, file_name)
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise UserError("INTAKE-001", file=file_name)
    return filled


def _read_csv(path: Path, file_name: str) -> Sheet:
    """The file as a spreadsheet would show it: a cell may hold line breaks, and its row still counts as one."""
    try:
        text = _decode(path.read_bytes())
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        return Sheet("", [[_cell(value) for value in row] for row in lines])
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError("INTAKE-005", file=file_name) from error


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _separator(text: str) -> str:
    """The mark that cuts the most lines in a row into equally many cells; quoted texts do not count."""
    lines = [line for line in QUOTED.sub("", text[:LOOK_AHEAD]).splitlines() if line.strip()][:60]

    def evenness(mark: str) -> tuple[int, int]:
        runs = [(len(list(run)), count) for count, run in groupby(lines, lambda line: line.count(mark)) if count]
        return max(runs, default=(0, 0))

    return max(SEPARATORS, key=evenness)


def _read_workbook(path: Path, file_name: str) -> list[Sheet]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return [Sheet(name, list(_sheet_rows(book, name))) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise UserError("INTAKE-003", file=file_name) from error
    except python_calamine.CalamineError as error:
        raise UserError("INTAKE-005", file=file_name) from error


def _sheet_rows(book: python_calamine.CalamineWorkbook, name: str) -> Iterator[TextRow]:
    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
        yield [_cell(value) for value in row]


def _cell(value: Any) -> str | None:
    """A cell as the text a person would have typed."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    text = str(value).strip()
    return text or None


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    text = f"{value:.12f}".rstrip("0").rstrip(".")
    # 12.345 typed as text may be twelve thousand; this one is a number, and a fourth decimal says so.
    return text + "0" if len(text.partition(".")[2]) == 3 else text
