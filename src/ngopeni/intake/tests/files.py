"""Invented files of every kind that people bring."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import xlsxwriter

from ngopeni.areas.register import load_areas

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
