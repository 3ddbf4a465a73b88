"""Rows that were not used, as they came, each with its reason: for the person who brought the file to mend."""

from __future__ import annotations

from collections.abc import Sequence

from ngopeni.intake.archive import Source, rows_path
from ngopeni.intake.reading import read_raw_rows
from ngopeni.kernel.engine import Engine, Row
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.workbook import workbook
from ngopeni.kernel.workspace import Workspace

MOST_ROWS = 100_000


def set_aside_workbook(
    workspace: Workspace, source: Source, findings: Sequence[Row], language: str, *, title: str, carrier: str
) -> bytes:
    """An xlsx with the header of the file, the rows set aside, and why.

    Parameters
    ----------
    workspace : Workspace
    source : dict
        Its note.
    findings : sequence of dict
        ``row_number, column_name, rule_code, example`` of the rows set aside.
    language : str
    title : str
        Of the first sheet.
    carrier : str
        Who takes the rows along, what for and when.

    Returns
    -------
    bytes
    """
    reasons: dict[int, list[str]] = {}
    for each in findings:
        values = {"column": each["column_name"], "example": each["example"] or "–"}
        reasons.setdefault(each["row_number"], []).append(sentence(each["rule_code"], values, language))
    header, rows = _texts(workspace, source, list(reasons)[:MOST_ROWS])
    columns = [("row_number", "Baris"), ("reason", "Alasan")]
    columns += [(str(place), text or "") for place, text in enumerate(header)]
    shown = [
        {"row_number": number, "reason": " ".join(reasons[number]), **{str(at): text for at, text in enumerate(texts)}}
        for number, texts in rows
    ]
    return workbook(title, columns, shown, [source["file_name"]], carrier=carrier)


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
