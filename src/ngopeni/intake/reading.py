"""A file's sheets as rows of text, laid down in Parquet; nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ngopeni.intake.safety import Format, format_of
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.literal import literal

TextRow = list[str | None]
HEAD_ROWS = 40
CHUNK_ROWS = 20_000


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file.

    Parameters
    ----------
    name : str
        Empty for a csv.
    head : list of list
        The first rows: text of each cell, None where empty; row 1 of the file is ``head[0]``.
    width : int
        Columns of the widest row.
    """

    name: str
    head: list[TextRow]
    width: int = 0


def stage(path: Path, file_name: str, target: Path) -> list[Sheet]:
    """Write every row of every sheet to ``target`` and tell how the sheets begin.

    The table has ``sheet_name``, ``row_number`` (from 1, as a spreadsheet counts) and the text of each
    column, ``c1`` onwards; empty cells are missing values, and ``is_blank`` marks rows of nothing else. A
    plain csv has neither sheets nor numbers: numbering its rows would take as long as reading them. Read
    it with `read_raw_rows`.

    Raises
    ------
    UserError
        When the file cannot be read safely, or nothing stands in it (INTAKE-001).
    """
    from ngopeni.intake import csv_file, workbook

    module = csv_file if format_of(path, file_name) is Format.CSV else workbook
    sheets = module.stage(path, file_name, target)
    filled = _filled_sheets(target)
    if not filled:
        raise UserError("INTAKE-001", file=file_name)
    return [sheet for sheet in sheets if sheet.name in filled]


def _filled_sheets(target: Path) -> set[str]:
    engine = Engine()
    read_raw_rows(engine, target)
    names = {row["sheet_name"] for row in engine.rows("SELECT DISTINCT sheet_name FROM raw_rows WHERE NOT is_blank")}
    engine.close()
    return names


def text_columns(width: int) -> list[str]:
    """The names of so many columns of text."""
    return [f"c{place}" for place in range(1, width + 1)]


def chunks(rows: Iterable[TextRow]) -> Iterator[list[TextRow]]:
    """Rows in handfuls that fit into memory."""
    source = iter(rows)
    while chunk := list(islice(source, CHUNK_ROWS)):
        yield chunk


def read_raw_rows(engine: Engine, path: Path) -> None:
    """Show what `stage` has laid down as ``raw_rows``; where rows carry no number, their place is their number."""
    engine.read("laid_down", [path])
    names = engine.columns("laid_down")
    if "row_number" in names:
        engine.run("CREATE OR REPLACE TEMP VIEW raw_rows AS SELECT * FROM laid_down")
        return
    engine.run(
        "CREATE OR REPLACE TEMP VIEW raw_rows AS SELECT '' AS sheet_name, "
        "CAST(file_row_number + 1 AS INTEGER) AS row_number, * EXCLUDE (file_row_number) "
        f"FROM read_parquet({literal(path)}, file_row_number = true)"
    )


class Staging:
    """``raw_rows`` in the making, a handful of rows at a time; it grows as wide as the widest row.

    Parameters
    ----------
    engine : Engine
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.names = text_columns(1)
        engine.run(
            "CREATE OR REPLACE TEMP TABLE raw_rows "
            "(sheet_name VARCHAR, row_number INTEGER, is_blank BOOLEAN, c1 VARCHAR)"
        )

    def add(self, sheet_name: str, first_row: int, rows: Sequence[TextRow]) -> None:
        """Append rows of a sheet; the first of them is row ``first_row`` of the file."""
        width = max(1, *map(len, rows))
        self._widen(width)
        padded = [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in rows]
        names = text_columns(width)
        self.engine.load_texts("incoming_rows", dict(zip(names, zip(*padded, strict=True), strict=True)))
        is_blank = f"COALESCE({', '.join(names)}) IS NULL"
        self.engine.run(
            f"INSERT INTO raw_rows BY NAME SELECT {literal(sheet_name)} AS sheet_name, "
            f"CAST({first_row} + rowid AS INTEGER) AS row_number, {is_blank} AS is_blank, * FROM incoming_rows"
        )

    def _widen(self, width: int) -> None:
        for name in text_columns(width)[len(self.names) :]:
            self.engine.run(f"ALTER TABLE raw_rows ADD COLUMN {name} VARCHAR")
            self.names.append(name)

    def write(self, target: Path) -> None:
        """Lay the rows down."""
        self.engine.copy("SELECT * FROM raw_rows", target)
