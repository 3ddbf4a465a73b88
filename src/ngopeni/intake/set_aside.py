"""Rows that were not used, as they came, each with its reason: for the person who brought the file to mend."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from ngopeni.intake.archive import Source, rows_path
from ngopeni.intake.reading import read_raw_rows
from ngopeni.kernel.engine import Engine, Row
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.workbook import OPTIONS
from ngopeni.kernel.workspace import Workspace

MOST_ROWS = 100_000


def set_aside_workbook(workspace: Workspace, source: Source, findings: Sequence[Row], language: str) -> bytes:
    """An xlsx with the header of the file, the rows set aside, and why.

    Parameters
    ----------
    workspace : Workspace
    source : dict
        Its note.
    findings : sequence of dict
        ``row_number, column_name, rule_code, example`` of the rows set aside.
    language : str

    Returns
    -------
    bytes
    """
    reasons: dict[int, list[str]] = {}
    for each in findings:
        values = {"column": each["column_name"], "example": each["example"] or "–"}
        reasons.setdefault(each["row_number"], []).append(sentence(each["rule_code"], values, language))
    header, rows = _texts(workspace, source, list(reasons)[:MOST_ROWS])
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    sheet = book.add_worksheet("Disisihkan")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for place, text in enumerate(["Baris", "Alasan", *header]):
        sheet.write_string(0, place, text or "", bold)
    for number, (row_number, texts) in enumerate(rows, 1):
        sheet.write_number(number, 0, row_number)
        sheet.write_string(number, 1, " ".join(reasons[row_number]))
        for place, text in enumerate(texts, 2):
            if text is not None:
                sheet.write_string(number, place, text)
    sheet.set_column(1, 1, 60)
    sheet.freeze_panes(1, 2)
    book.close()
    return stream.getvalue()


def _texts(
    workspace: Workspace, source: Source, numbers: list[int]
) -> tuple[list[str | None], list[tuple[int, list[str | None]]]]:
    """The header's texts, and those of the rows asked for."""
    engine = Engine()
    read_raw_rows(engine, rows_path(workspace, source["sha256"]))
    engine.load_columns("wanted", {"place": [source["header_row"], *numbers]}, "place::INTEGER AS place")
    found = engine.rows(
        "SELECT raw_rows.* FROM raw_rows JOIN wanted ON wanted.place = raw_rows.row_number "
        "WHERE sheet_name = $sheet_name ORDER BY row_number",
        sheet_name=source["sheet_name"] or "",
    )
    engine.close()
    texts = {row["row_number"]: [row[name] for name in row if name[0] == "c" and name[1:].isdecimal()] for row in found}
    return texts.pop(source["header_row"], []), sorted(texts.items())
