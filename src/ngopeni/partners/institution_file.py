"""The Excel or csv file of institutions: its rows as values, or what is wrong with them and where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ngopeni.intake.reading import Sheet, read_raw_rows, stage, text_columns
from ngopeni.kernel.engine import Engine, Row
from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import sentence
from ngopeni.measures.need import needs
from ngopeni.partners.checks import faults
from ngopeni.partners.fields import Field, Type, fields, label_of
from ngopeni.partners.kind import kind_words
from ngopeni.partners.mandates import subjects
from ngopeni.partners.typed import day, degrees, plain_text, whole_number

NEEDED = ("name", "kind")
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be kept.

    Parameters
    ----------
    sheet : str
        Empty for a csv.
    row_number : int
    key : str
        Of the field whose column it is.
    code : str
        Of the message that says what is wrong.
    values : dict
        What fills it.
    """

    sheet: str
    row_number: int
    key: str
    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """Where it is, what is wrong, what to do."""
        told = {"sheet": self.sheet, "row": self.row_number, "field": label_of(self.key), **self.values}
        return f"{sentence('PARTNERS-034' if self.sheet else 'PARTNERS-035', told, language)} " + sentence(
            self.code, told, language
        )


@dataclass(frozen=True)
class FileRow:
    """An institution as a row of the file tells it; fields whose column is missing are missing too."""

    row_number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class InstitutionFile:
    """What stands in a file.

    Parameters
    ----------
    sheet : str
    keys : tuple of str
        Fields that the file has a column for.
    rows : list of FileRow
    problems : list of Problem
        Where there is one, nothing of the file may be kept.
    unread : list of str
        Headers that nobody knows.
    """

    sheet: str
    keys: tuple[str, ...]
    rows: list[FileRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_institutions(path: Path, file_name: str, districts: Collection[str]) -> InstitutionFile:
    """Read a file of institutions.

    Parameters
    ----------
    path : Path
    file_name : str
        The name it came under.
    districts : collection of str
        Codes of the regency's districts.

    Raises
    ------
    UserError
        When it is no table that can be opened (INTAKE-0xx), lacks a header (PARTNERS-020), has one twice
        (PARTNERS-021), no rows (PARTNERS-022) or too many (PARTNERS-023).
    """
    with TemporaryDirectory() as folder:
        target = Path(folder) / "rows.parquet"
        sheets = stage(path, file_name, target)
        sheet, number, headers = _find_headers(sheets, file_name)
        texts = _texts(target, sheet, number)
    if not texts:
        raise UserError("PARTNERS-022", file=file_name, row=number)
    if len(texts) > MOST_ROWS:
        raise UserError("PARTNERS-023", file=file_name, count=len(texts), most=MOST_ROWS)
    known, unread = _match(headers, file_name)
    read = InstitutionFile(sheet.name, tuple(known), unread=unread)
    for row_number, cells in texts:
        _read_row(read, row_number, {key: cells[place] for key, place in known.items()}, districts)
    read.problems.extend(_doubles(read))
    return read


@cache
def _keys_by_header() -> dict[str, str]:
    return {label.casefold(): each.key for each in fields().values() for label in (*each.label.values(), each.key)}


def _find_headers(sheets: list[Sheet], file_name: str) -> tuple[Sheet, int, list[str | None]]:
    """The first row that names what every file must have."""
    for sheet in sheets:
        for number, row in enumerate(sheet.head, 1):
            told = {_keys_by_header().get((text or "").casefold()) for text in row}
            if told.issuperset(NEEDED):
                return sheet, number, row
    raise UserError("PARTNERS-020", file=file_name, columns=[label_of(key) for key in NEEDED])


def _match(headers: list[str | None], file_name: str) -> tuple[dict[str, int], list[str]]:
    """The place of each known column, and the headers that nobody knows."""
    known: dict[str, int] = {}
    unread = []
    for place, header in enumerate(headers):
        key = _keys_by_header().get((header or "").casefold())
        if key is None:
            unread += [header] if header else []
        elif key in known:
            raise UserError("PARTNERS-021", file=file_name, column=label_of(key))
        else:
            known[key] = place
    return known, unread


def _texts(target: Path, sheet: Sheet, header_row: int) -> list[tuple[int, list[str | None]]]:
    """Rows below the header that are not blank, with their numbers."""
    engine = Engine()
    read_raw_rows(engine, target)
    rows: list[Row] = engine.rows(
        "SELECT * FROM raw_rows WHERE sheet_name = $sheet AND row_number > $header AND NOT is_blank "
        f"ORDER BY row_number LIMIT {MOST_ROWS + 1}",
        sheet=sheet.name,
        header=header_row,
    )
    engine.close()
    names = text_columns(max(sheet.width, len(sheet.head[header_row - 1])))
    return [(row["row_number"], [_bare(row.get(name)) for name in names]) for row in rows]


def _bare(text: str | None) -> str | None:
    return (text or "").strip() or None


def _read_row(
    read: InstitutionFile, row_number: int, cells: Mapping[str, str | None], districts: Collection[str]
) -> None:
    values: dict[str, Any] = {}
    for key, text in cells.items():
        each = fields()[key]
        try:
            values[key] = each.empty if text is None else _value(each, text)
        except ValueError:
            known = _known(each)
            code = {Type.CHOICE: "PARTNERS-031", Type.NEEDS: "PARTNERS-036"}.get(each.kind, "PARTNERS-030")
            read.problems.append(Problem(read.sheet, row_number, key, code, {"known": known}))
    for fault in faults(values, districts):
        read.problems.append(Problem(read.sheet, row_number, fault.key, fault.code, fault.values))
    read.rows.append(FileRow(row_number, values))


def _value(each: Field, text: str) -> Any:
    """The value of a cell.

    Raises
    ------
    ValueError
        When it cannot be read so.
    """
    readers = {Type.WHOLE: whole_number, Type.DECIMAL: degrees, Type.DATE: day, Type.NEEDS: _needs}
    if each.kind is Type.CHOICE:
        return _choice(each, text)
    return readers[each.kind](text) if each.kind in readers else plain_text(text)


def _needs(text: str) -> tuple[str, ...]:
    """Needs by code or name, parted by semicolons; in the order of every table."""
    known = {word.casefold(): need.code for need in needs() for word in (need.code, *need.label.values())}
    asked = [part.strip().casefold() for part in text.split(";") if part.strip()]
    if not set(asked) <= set(known):
        raise ValueError(text)
    chosen = {known[part] for part in asked}
    return tuple(need.code for need in needs() if need.code in chosen)


def _choice(each: Field, text: str) -> str:
    for code, words in _choices(each).items():
        if text.casefold() in {code.casefold(), *(word.casefold() for word in words.values())}:
            return code
    raise ValueError(text)


def _choices(each: Field) -> dict[str, dict[str, str]]:
    if each.key == "kind":
        return kind_words()
    return {code: subject.label for code, subject in subjects().items()}


def _known(each: Field) -> list[str]:
    """What a cell may say, where there is a list of it."""
    if each.kind is Type.CHOICE:
        return [words["id"] for words in _choices(each).values()]
    return [need.label["id"] for need in needs()] if each.kind is Type.NEEDS else []


def _doubles(read: InstitutionFile) -> Iterator[Problem]:
    """Two rows of one code, or of one name."""
    for key in ("code", "name"):
        seen: dict[str, int] = {}
        for row in read.rows:
            value = str(row.values.get(key) or "").casefold()
            if value and value in seen:
                yield Problem(read.sheet, row.row_number, key, "PARTNERS-032", {"first": seen[value]})
            seen.setdefault(value, row.row_number)


def written(each: Field, value: Any) -> Any:
    """A value as it stands in a cell of the file: the reverse of reading it."""
    if each.kind is Type.CHOICE:
        return _choices(each)[value]["id"] if value else None
    if each.kind is Type.NEEDS:
        labels = {need.code: need.label["id"] for need in needs()}
        return "; ".join(labels[code] for code in value) or None
    return value if value != "" else None
