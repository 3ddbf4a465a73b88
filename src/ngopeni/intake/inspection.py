"""What a file holds, before anything is saved: counts, first rows, problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ngopeni.areas.area import Areas
from ngopeni.areas.naming import split_regency_type
from ngopeni.areas.placing import plain_code
from ngopeni.areas.register import all_regencies
from ngopeni.intake.archive import Source
from ngopeni.intake.layout import Kind, Layout
from ngopeni.intake.masking import masked
from ngopeni.intake.problem import sql_for_problem_summary
from ngopeni.intake.reading import read_raw_rows, stage
from ngopeni.intake.recognition import Matched, Recognition, other_sheets, recognise
from ngopeni.intake.typed import rows_by_village, type_rows
from ngopeni.kernel.engine import Engine, Row
from ngopeni.kernel.error import UserError

SAMPLE = 8


@dataclass(frozen=True)
class Inspection:
    """A file held against its layout and its regency.

    Parameters
    ----------
    recognition : Recognition
    row_count, typed_count, set_aside_count : int
        Rows in = typed + set aside.
    sample : list of dict
        The first typed rows; what is about a person is masked.
    problems : list of dict
        ``rule_code, severity, column_name, found_count, example, row_number, is_set_aside``,
        gravest first.
    by_village : dict of str to int
        Rows in use by village code.
    other_sheets : sequence of str
        Sheets that look like more of the same and are not read.
    """

    recognition: Recognition
    row_count: int
    typed_count: int
    set_aside_count: int
    sample: list[Row]
    problems: list[Row]
    by_village: dict[str, int]
    other_sheets: Sequence[str] = ()


def inspect(
    path: Path, file_name: str, areas: Areas, profile: str | None = None, matched: Sequence[Matched] = ()
) -> Inspection:
    """Read, recognise and type a file without keeping anything.

    Raises
    ------
    UserError
        When the file cannot be used: see ``reading``, ``recognition``; INTAKE-011 when it is
        another regency's, INTAKE-012 when no row can be used.
    """
    with TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.parquet"
        sheets = stage(path, file_name, rows)
        engine = Engine()
        found = recognise(sheets, file_name, profile, matched)
        inspection = inspect_rows(engine, rows, found, draft_note(found), file_name, areas)
        engine.close()
    return replace(inspection, other_sheets=other_sheets(sheets, found))


def inspect_rows(
    engine: Engine,
    rows: Path,
    found: Recognition,
    note: Source,
    file_name: str,
    areas: Areas,
    kept: Path | None = None,
) -> Inspection:
    """Type rows that were laid down; the engine holds the layout's table and ``import_finding`` afterwards.

    With ``kept``, the rows of a long list are written there on the way.

    Raises
    ------
    UserError
        INTAKE-011, INTAKE-012, INTAKE-013: no row can be used.
    """
    read_raw_rows(engine, rows)
    type_rows(engine, found.layout, note, areas, kept)
    inspection = _summary(engine, found)
    if not inspection.typed_count:
        _refuse(engine, inspection, file_name, areas)
    return inspection


def draft_note(found: Recognition) -> Source:
    """The part of a source's note that says how to read its rows."""
    return {
        "source_id": "",
        "as_of": dt.date.min,
        "sheet_name": found.sheet.name,
        "header_row": found.header_row,
        "mapping": found.mapping,
        "headers": [header for header in found.headers if header],
    }


def _summary(engine: Engine, found: Recognition) -> Inspection:
    problems = engine.rows(sql_for_problem_summary())
    received = engine.count("body_row")
    aside = engine.rows("SELECT COUNT(DISTINCT row_number) AS n FROM import_finding WHERE is_set_aside")[0]["n"]
    villages = _by_village(engine, found.layout)
    return Inspection(found, received, received - aside, aside, _sample(engine, found), problems, villages)


def _by_village(engine: Engine, layout: Layout) -> dict[str, int]:
    if layout.level != "village":
        return {}
    return rows_by_village(engine, layout.table_name)


def _sample(engine: Engine, found: Recognition) -> list[Row]:
    """The first rows in use."""
    layout = found.layout
    fields = [field for field in layout.value_fields if field.name in found.mapping]
    place = ["village_code"] if layout.level == "village" else []
    first = engine.rows(
        "SELECT row_number FROM body_row WHERE row_number NOT IN "
        f"(SELECT row_number FROM import_finding WHERE is_set_aside) ORDER BY row_number LIMIT {SAMPLE}"
    )
    if not first:
        return []
    listed = ", ".join(str(row["row_number"]) for row in first)
    names = ["row_number", *place, *(field.name for field in fields)]
    rows = engine.rows(
        f"SELECT {', '.join(names)} FROM {layout.table_name} WHERE row_number IN ({listed}) ORDER BY row_number"
    )
    hidden = {field.name: field.kind is Kind.CODE for field in fields if field.is_personal}
    return [
        {name: masked(value, is_answer=hidden[name]) if name in hidden else value for name, value in row.items()}
        for row in rows
    ]


def _distinct(engine: Engine, column: str) -> list[str | None]:
    """The texts of a column of the file's body; none where the layout has no such column."""
    known = set(engine.columns("body_row"))
    if column not in known:
        return []
    return [row["text"] for row in engine.rows(f"SELECT DISTINCT {column} AS text FROM body_row")]


def _refuse(engine: Engine, inspection: Inspection, file_name: str, areas: Areas) -> None:
    """Say why no row can be used; where every row is another regency's, name it."""
    if not inspection.row_count:
        raise UserError("INTAKE-013", file=file_name, row=inspection.recognition.header_row)
    column = "text_village_code" if inspection.recognition.layout.level == "village" else "text_regency_code"
    starts = {plain_code(text)[:4] for text in _distinct(engine, column)} - {""}
    names = {split_regency_type(text or "")[1] for text in _distinct(engine, "text_regency_name")} - {""}
    others = [
        each.title
        for each in all_regencies()
        if each.regency_code.replace(".", "") in starts or (not starts and split_regency_type(each.title)[1] in names)
    ]
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
