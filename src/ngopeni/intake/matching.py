"""A person says which column of a file is which: the choices offered, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from ngopeni.intake.layout import Field, Layout, plain_header
from ngopeni.intake.masking import masked
from ngopeni.intake.reading import Sheet
from ngopeni.intake.recognition import HEADER_ROWS, missing_fields
from ngopeni.kernel.error import UserError

LIKE = 0.8
EXAMPLES = 3


@dataclass(frozen=True)
class Choice:
    """A column of the file, as offered.

    Parameters
    ----------
    header : str
    plain : str
    examples : str
        First values; whatever may be about a person is masked.
    """

    header: str
    plain: str
    examples: str


def likely_header_row(sheet: Sheet) -> int:
    """The row that most likely holds the headers: of the first, the earliest that fills the most columns."""
    counts = [sum(1 for text in row if text) for row in sheet.head[:HEADER_ROWS]]
    return counts.index(max(counts)) + 1 if counts else 1


def choices(sheet: Sheet, header_row: int, file_name: str) -> list[Choice]:
    """The columns of a file.

    Raises
    ------
    UserError
        INTAKE-025 when the row holds no headers.
    """
    row = sheet.head[header_row - 1] if 0 < header_row <= len(sheet.head) else []
    found = [
        Choice(text, plain_header(text), _examples(sheet, header_row, place))
        for place, text in enumerate(row)
        if text and plain_header(text)
    ]
    if not found:
        raise UserError("INTAKE-025", file=file_name, row=header_row)
    return found


def _examples(sheet: Sheet, header_row: int, place: int) -> str:
    values = [row[place] for row in sheet.head[header_row:] if place < len(row) and row[place]]
    return ", ".join(str(masked(value)) for value in values[:EXAMPLES])


def guess(layout: Layout, offered: list[Choice]) -> dict[str, str]:
    """Field name to plain header: what a layout's own headers say, else what looks alike."""
    guessed: dict[str, str] = {}
    # What a header says outright comes before what merely looks alike.
    for least in (1.0, LIKE):
        for field in layout.fields:
            free = [choice.plain for choice in offered if choice.plain not in guessed.values()]
            best = max(free, key=lambda plain: _likeness(field, plain), default="")
            if field.name not in guessed and best and _likeness(field, best) >= least:
                guessed[field.name] = best
    return guessed


def _likeness(field: Field, plain: str) -> float:
    return max((SequenceMatcher(None, plain, plain_header(header)).ratio() for header in field.headers), default=0)


def check_match(layout: Layout, chosen: Mapping[str, str]) -> None:
    """Refuse a match that cannot be read by.

    Raises
    ------
    UserError
        INTAKE-023 a needed column is missing, INTAKE-024 one column for two fields.
    """
    owners: dict[str, Field] = {}
    for field in layout.fields:
        plain = chosen.get(field.name)
        if plain in owners:
            first, second = owners[plain].column.description, field.column.description
            raise UserError("INTAKE-024", first=first.rstrip("."), second=second.rstrip("."))
        if plain:
            owners[plain] = field
    missing = missing_fields(layout, dict.fromkeys(chosen, 1))
    if missing:
        raise UserError("INTAKE-023", column=missing[0].column.description.rstrip("."))
