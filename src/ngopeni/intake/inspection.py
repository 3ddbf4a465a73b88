"""What a file holds, before anything is saved: counts, first rows, problems."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ngopeni.areas.area import Areas
from ngopeni.areas.placing import plain_code
from ngopeni.areas.register import all_regencies
from ngopeni.intake.archive import load_raw_rows
from ngopeni.intake.reading import Sheet, read_sheets
from ngopeni.intake.recognition import Recognition, recognise
from ngopeni.intake.typed import type_rows
from ngopeni.kernel.engine import Engine, Row
from ngopeni.kernel.error import UserError

SAMPLE = 8


@dataclass(frozen=True)
class Inspection:
    """A file held against its layout and its regency.

    Parameters
    ----------
    recognition : Recognition
    sheets : list of Sheet
    row_count, typed_count, set_aside_count : int
        Rows in = typed + set aside.
    sample : list of dict
        The first typed rows.
    problems : list of dict
        ``rule_code, severity, column_name, found_count, example, row_number, is_set_aside``,
        gravest first.
    """

    recognition: Recognition
    sheets: list[Sheet]
    row_count: int
    typed_count: int
    set_aside_count: int
    sample: list[Row]
    problems: list[Row]


def inspect(path: Path, file_name: str, areas: Areas, profile: str | None = None) -> Inspection:
    """Read, recognise and type a file without keeping anything.

    Raises
    ------
    UserError
        When the file cannot be used: see ``reading``, ``recognition``; INTAKE-011 when it is
        another regency's, INTAKE-012 when no row can be used.
    """
    sheets = read_sheets(path, file_name)
    found = recognise(sheets, file_name, profile)
    engine = Engine()
    load_raw_rows(engine, [found.sheet])
    type_rows(engine, found.layout, draft_note(found), areas)
    inspection = _summary(engine, found, sheets)
    if not inspection.typed_count:
        _refuse(engine, inspection, file_name, areas)
    engine.close()
    return inspection


def draft_note(found: Recognition) -> dict[str, Any]:
    """The part of a source's note that says how to read its rows."""
    return {
        "source_id": "",
        "as_of": dt.date.min,
        "sheet_name": found.sheet.name,
        "header_row": found.header_row,
        "mapping": found.mapping,
    }


def _summary(engine: Engine, found: Recognition, sheets: list[Sheet]) -> Inspection:
    table = found.layout.table_name
    names = [field.name for field in found.layout.value_fields if field.name in found.mapping]
    place = ["village_code"] if found.layout.level == "village" else []
    sample = engine.rows(
        f"SELECT {', '.join(['row_number', *place, *names])} FROM {table} ORDER BY row_number LIMIT {SAMPLE}"
    )
    problems = engine.rows(
        "SELECT rule_code, severity, column_name, COUNT(*) AS found_count, MIN(row_number) AS row_number, "
        "ARG_MIN(raw_value, row_number) AS example, BOOL_OR(is_set_aside) AS is_set_aside FROM import_finding "
        "GROUP BY rule_code, severity, column_name ORDER BY severity, found_count DESC, rule_code, column_name"
    )
    typed = engine.count(table)
    received = engine.count("text_row")
    return Inspection(found, sheets, received, typed, received - typed, sample, problems)


def _refuse(engine: Engine, inspection: Inspection, file_name: str, areas: Areas) -> None:
    """Say why no row can be used; where every row is another regency's, name it."""
    if not inspection.row_count:
        raise UserError("INTAKE-013", file=file_name, row=inspection.recognition.header_row)
    column = "text_village_code" if inspection.recognition.layout.level == "village" else "text_regency_code"
    texts = [row["code"] for row in engine.rows(f"SELECT DISTINCT {column} AS code FROM text_row")]
    starts = {plain_code(text)[:4] for text in texts} - {""}
    others = [each.title for each in all_regencies() if each.regency_code.replace(".", "") in starts]
    outside = sum(problem["found_count"] for problem in inspection.problems if problem["rule_code"] == "INTAKE-111")
    if outside == inspection.row_count:
        raise UserError("INTAKE-011", file=file_name, found=others[:3] or ["?"], wanted=areas.regency.title)
    worst = inspection.problems[0]
    raise UserError(
        "INTAKE-012",
        file=file_name,
        count=inspection.row_count,
        column=worst["column_name"],
        row=worst["row_number"],
    )
