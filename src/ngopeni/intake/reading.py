"""A file's sheets as rows of text, laid down in Parquet; nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ngopeni.intake.safety import Format, format_of
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError

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
    names = [row["column_name"] for row in engine.rows("DESCRIBE laid_down")]
    if "row_number" in names:
        engine.run("CREATE OR REPLACE TEMP VIEW raw_rows AS SELECT * FROM laid_down")
        return
    quoted = str(path).replace("'", "''")
    engine.run(
        "CREATE OR REPLACE TEMP VIEW raw_rows AS SELECT '' AS sheet_name, "
        "CAST(file_row_number + 1 AS INTEGER) AS row_number, * EXCLUDE (file_row_number) "
        f"FROM read_parquet('{quoted}', file_row_number = true)"
    )


class Staging:
    """``raw_rows`` in the making, a handful of rows at a time.

    Parameters
    ----------
    engine : Engine
    width : int
        Columns of the widest row of all sheets.
    """

    def __init__(self, engine: Engine, width: int) -> None:
        self.engine = engine
        self.names = text_columns(max(width, 1))
        columns = ", ".join(f"{name} VARCHAR" for name in self.names)
        engine.run(
            "CREATE OR REPLACE TEMP TABLE raw_rows "
            f"(sheet_name VARCHAR, row_number INTEGER, {columns}, is_blank BOOLEAN)"
        )

    def add(self, sheet_name: str, first_row: int, rows: Sequence[TextRow]) -> None:
        """Append rows of a sheet; the first of them is row ``first_row`` of the file."""
        width = len(self.names)
        padded = [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in rows]
        columns = dict(zip(self.names, map(list, zip(*padded, strict=True)), strict=True))
        columns["place"] = list(range(first_row, first_row + len(rows)))
        self.engine.load_columns("incoming_rows", columns)
        texts = ", ".join(self.names)
        self.engine.run(
            f"INSERT INTO raw_rows SELECT $name, place::INTEGER, {texts}, COALESCE({texts}) IS NULL FROM incoming_rows",
            {"name": sheet_name},
        )

    def write(self, target: Path) -> None:
        """Lay the rows down."""
        self.engine.copy("SELECT * FROM raw_rows", target)
