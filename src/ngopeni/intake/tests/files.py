"""Invented files of every kind that people bring."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import msoffcrypto.format.ooxml
import xlsxwriter

from ngopeni.areas.register import load_areas
from ngopeni.intake.reading import Staging, read_raw_rows, stage
from ngopeni.kernel.engine import Engine

BLORA = load_areas("33.16")
DESA = [village for village in BLORA.villages if village.village_type == "desa"]
DISTRICTS = {district.district_code: district.district_name for district in BLORA.districts}

IDM_HEADER = ("kode", "kecamatan", "desa", "tahun", "idm", "iks", "ike", "ikl", "status")
Cells = Sequence[Any]


def idm_row(number: int, score: float = 0.6, **changes: Any) -> list[Any]:
    """A row of the IDM layout for the desa of that number."""
    village = DESA[number]
    row = {
        "kode": village.village_code,
        "kecamatan": DISTRICTS[village.district_code],
        "desa": village.village_name,
        "tahun": 2024,
        **dict.fromkeys(("idm", "iks", "ike", "ikl"), score),
        "status": "BERKEMBANG",
    }
    return list((row | changes).values())


def idm_rows(count: int) -> list[list[Any]]:
    return [list(IDM_HEADER), *(idm_row(number) for number in range(count))]


def write_csv(
    path: Path, rows: Iterable[Cells], separator: str = ",", encoding: str = "utf-8", line_end: str = "\n"
) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read_sheets(path: Path, file_name: str) -> list[SimpleNamespace]:
    """Every row of a file as it is laid down: sheets with their ``name`` and ``rows``."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "rows.parquet"
        sheets = stage(path, file_name, target)
        engine = Engine(threads=1)
        read_raw_rows(engine, target)
        found = engine.rows("SELECT * FROM raw_rows ORDER BY sheet_name, row_number")
        engine.close()
    return [
        SimpleNamespace(
            name=sheet.name, width=sheet.width, rows=[_texts(row) for row in found if row["sheet_name"] == sheet.name]
        )
        for sheet in sheets
    ]


def _texts(row: dict[str, Any]) -> list[str | None]:
    """The cells of a row up to its last filled one; whether it is marked as blank is checked on the way."""
    cells = [row[name] for name in row if name[0] == "c" and name[1:].isdecimal()]
    assert row["is_blank"] == (not any(cells))
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def bare(rows: Iterable[Cells]) -> list[list[Any]]:
    """Rows without the empty cells at their end, which a table has and a file need not have."""
    return [
        row[: max((place for place, cell in enumerate(row, 1) if cell is not None), default=0)]
        for row in map(list, rows)
    ]


def lay_down(engine: Engine, rows: Sequence[Sequence[str | None]], sheet_name: str = "") -> None:
    """Make ``raw_rows`` of rows of text."""
    staging = Staging(engine)
    staging.add(sheet_name, 1, [list(row) for row in rows])


def write_xlsx(path: Path, *sheets: Iterable[Cells], right: int = 0, down: int = 0) -> Path:
    """A workbook with a sheet for each table, moved right and down."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(number + down, place + right, value)
    book.close()
    return path


def lock(path: Path, password: str = "rahasia") -> Path:
    """The workbook behind a password."""
    locked = path.with_name(f"locked-{path.name}")
    with path.open("rb") as plain, locked.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(password, target)
    return locked


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder, to compare before and after."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
