"""Which layout a file is, where its header stands, which column is which."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from ngopeni.intake.layout import YEAR, Field, Layout, plain_header
from ngopeni.intake.layouts import layouts
from ngopeni.intake.reading import Sheet, TextRow
from ngopeni.kernel.error import UserError

HEADER_ROWS = 20
NEAR = 0.55


@dataclass(frozen=True)
class Recognition:
    """What was recognised in a file.

    Parameters
    ----------
    layout : Layout
    sheet : Sheet
    header_row : int
        Counted from 1, as a spreadsheet does.
    mapping : dict of str to int
        Field name to column, counted from 1.
    missing : tuple of Field
        Required fields without a column.
    """

    layout: Layout
    sheet: Sheet
    header_row: int
    mapping: dict[str, int]
    missing: tuple[Field, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing required is missing and rows can be placed."""
        return not self.missing

    @property
    def headers(self) -> TextRow:
        """The header as it stands in the file."""
        return self.sheet.rows[self.header_row - 1]

    @property
    def score(self) -> float:
        """How well the layout fits: required columns found, then any columns found."""
        required = [each for each in self.layout.value_fields if each.is_required]
        found = sum(each.name in self.mapping for each in required) / len(required)
        return found + (0 if self.layout.is_last_resort else len(self.mapping) / 100)


def recognise(sheets: list[Sheet], file_name: str, profile: str | None = None) -> Recognition:
    """Find the layout of a file.

    Parameters
    ----------
    sheets : list of Sheet
    file_name : str
        For sentences only.
    profile : str, optional
        The layout that a person named; by default the one that fits.

    Raises
    ------
    UserError
        INTAKE-006 no such profile, INTAKE-007 another layout fits better, INTAKE-008 a column
        is missing, INTAKE-009 no layout fits.
    """
    known = layouts()
    if profile is not None and profile not in known:
        raise UserError("INTAKE-006", profile=profile, known=sorted(known))
    best_of_all = max((_best(sheets, layout) for layout in known.values()), key=lambda found: found.score)
    if profile is None:
        return _accepted(best_of_all, file_name, is_named=False)
    named = _best(sheets, known[profile])
    is_other = best_of_all.layout.code != profile and best_of_all.is_complete
    if not named.is_complete and is_other:
        raise UserError("INTAKE-007", file=file_name, profile=named.layout.title, nearest=best_of_all.layout.title)
    return _accepted(named, file_name, is_named=True)


def _accepted(found: Recognition, file_name: str, *, is_named: bool) -> Recognition:
    if found.is_complete:
        return found
    field = found.missing[0]
    values = {"file": file_name, "profile": found.layout.title, "column": _column_title(field)}
    nearest = nearest_header(field, found)
    if not is_named and found.score < 0.5:
        raise UserError("INTAKE-009", file=file_name, nearest=found.layout.title, column=values["column"])
    if nearest:
        raise UserError("INTAKE-008", row=found.header_row, nearest=nearest, **values)
    raise UserError("INTAKE-010", row=found.header_row, **values)


def _column_title(field: Field) -> str:
    return field.headers[0].upper() if len(field.headers[0]) <= 4 else field.headers[0]


def nearest_header(field: Field, found: Recognition) -> str | None:
    """The unused header that looks most like a missing field, if any does."""
    used = set(found.mapping.values())
    # A target is never a measured figure, however alike the two headers are.
    free = [
        text
        for place, text in enumerate(found.headers, 1)
        if text and place not in used and "target" not in text.lower()
    ]

    def likeness(text: str) -> float:
        plain = plain_header(text)
        return max(SequenceMatcher(None, plain, plain_header(header)).ratio() for header in field.headers)

    nearest = max(free, key=likeness, default=None)
    return nearest if nearest and likeness(nearest) >= NEAR else None


def _best(sheets: list[Sheet], layout: Layout) -> Recognition:
    candidates = [
        _at(layout, sheet, row) for sheet in sheets for row in range(1, min(HEADER_ROWS, len(sheet.rows)) + 1)
    ]
    return max(candidates, key=lambda found: found.score)


def _at(layout: Layout, sheet: Sheet, header_row: int) -> Recognition:
    """The recognition if the header stood in that row."""
    places = _places(sheet.rows[header_row - 1])
    mapping: dict[str, int] = {}
    for field in layout.fields:
        for header in map(plain_header, field.headers):
            if header in places and places[header] not in mapping.values():
                mapping[field.name] = places[header]
                break
    return Recognition(layout, sheet, header_row, mapping, _missing(layout, mapping))


def _places(headers: TextRow) -> dict[str, int]:
    """Column by plain header; of columns for several years the newest, of equal ones the first."""
    newest: dict[str, tuple[int, int]] = {}
    for place, text in enumerate(headers, 1):
        year = max((int(found[0]) for found in YEAR.finditer(text or "")), default=0)
        newest[plain_header(text)] = max(newest.get(plain_header(text), (-1, 0)), (year, -place))
    return {header: -place for header, (_, place) in newest.items()}


def _missing(layout: Layout, mapping: dict[str, int]) -> tuple[Field, ...]:
    missing = [each for each in layout.value_fields if each.is_required and each.name not in mapping]
    has_place = "village_code" in mapping or {"village_name", "district_name"} <= set(mapping)
    if layout.level == "village" and not has_place:
        missing.append(layout.fields[0])
    return tuple(missing)
