"""Which layout a file is, where its header stands, which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ngopeni.intake.layout import YEAR, Field, Layout, plain_header
from ngopeni.intake.layouts import layouts
from ngopeni.intake.reading import Sheet, TextRow
from ngopeni.kernel.error import UserError

HEADER_ROWS = 20
DEEPEST_HEADER = 3
NEAR = 0.55
COLUMN_NUMBER = re.compile(r"^[(]?([0-9]{1,3})[.)]?$")


@dataclass(frozen=True)
class Matched:
    """Columns that a person has matched once, for files that come again with the same headers.

    Parameters
    ----------
    profile : str
        The layout's code.
    headers : mapping of str to str
        Field name to plain header.
    """

    profile: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Recognition:
    """What was recognised in a file.

    Parameters
    ----------
    layout : Layout
    sheet : Sheet
    header_row : int
        The last row before the data, counted from 1, as a spreadsheet does.
    mapping : dict of str to int
        Field name to column, counted from 1.
    missing : tuple of Field
        Required fields without a column.
    first_header_row : int
    is_marked : bool
        Whether the file's name or a title above the header names this kind of list.
    """

    layout: Layout
    sheet: Sheet
    header_row: int
    mapping: dict[str, int]
    missing: tuple[Field, ...]
    first_header_row: int
    is_marked: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing required is missing and rows can be placed."""
        return not self.missing

    @property
    def headers(self) -> TextRow:
        """The header as it stands in the file; of several rows, the lowest text of each column."""
        return merged_header(self.sheet.head[self.first_header_row - 1 : self.header_row])

    @property
    def places(self) -> set[int]:
        """The columns that are read."""
        return set(self.mapping.values())

    @property
    def score(self) -> float:
        """How well the layout fits: required columns found, then any columns found."""
        required = [each for each in self.layout.value_fields if each.is_required]
        found = sum(each.name in self.mapping for each in required) / len(required)
        return found + (0 if self.layout.is_last_resort else len(self.mapping) / 100) + (0.2 if self.is_marked else 0)


def recognise(
    sheets: list[Sheet], file_name: str, profile: str | None = None, matched: Sequence[Matched] = ()
) -> Recognition:
    """Find the layout of a file.

    Parameters
    ----------
    sheets : list of Sheet
    file_name : str
        For sentences only.
    profile : str, optional
        The layout that a person named; by default the one that fits.
    matched : sequence of Matched
        What people have matched before, newest first.

    Raises
    ------
    UserError
        INTAKE-006 no such profile, INTAKE-007 another layout fits better, INTAKE-008 a column
        is missing, INTAKE-009 no layout fits.
    """
    known = layouts()
    if profile is not None and profile not in known:
        raise UserError("INTAKE-006", profile=profile, known=sorted(known))
    taught = _taught(sheets, [each for each in matched if profile in (None, each.profile)])
    if taught:
        return taught
    headers = list(_headers(sheets, file_name))
    automatic = [layout for layout in known.values() if not layout.is_manual]
    best_of_all = max((_best(headers, layout) for layout in automatic), key=lambda found: found.score)
    if profile is None:
        return _accepted(best_of_all, file_name, is_named=False)
    named = _best(headers, known[profile])
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


def other_sheets(sheets: Sequence[Sheet], found: Recognition) -> list[str]:
    """Sheets beside the one that is read which look like more of the same: nobody may lose them unawares."""
    others = [sheet for sheet in sheets if sheet.name != found.sheet.name]
    return [sheet.name for sheet in others if _best(list(_headers([sheet], "")), found.layout).is_complete]


def _taught(sheets: list[Sheet], matched: Sequence[Matched]) -> Recognition | None:
    """The first matching by a person whose headers all stand in one row of a sheet."""
    for each in matched:
        layout = layouts().get(each.profile)
        if layout is None:
            continue
        for sheet in sheets:
            for row in range(1, min(HEADER_ROWS, len(sheet.head)) + 1):
                places = _places(sheet.head[row - 1 : row])
                if set(each.headers.values()) <= set(places):
                    mapping = {name: places[header] for name, header in each.headers.items()}
                    last = _body_start(sheet, row)
                    return Recognition(layout, sheet, last, mapping, missing_fields(layout, mapping), row)
    return None


@dataclass(frozen=True)
class _Header:
    """Rows of a sheet that may be its header, read once for all layouts."""

    sheet: Sheet
    top: int
    last: int
    places: dict[str, int]
    titles: str


def _headers(sheets: Iterable[Sheet], file_name: str) -> Iterator[_Header]:
    """Every row in which a header may begin; it may go on for a row or two below."""
    for sheet in sheets:
        titles = f"{file_name} {sheet.name}".lower()
        for top, row in enumerate(sheet.head[:HEADER_ROWS], 1):
            for bottom in range(top, min(top + DEEPEST_HEADER, HEADER_ROWS + 1, len(sheet.head) + 1)):
                if bottom > top and not _may_be_header(sheet.head[bottom - 1]):
                    break
                yield _Header(sheet, top, _body_start(sheet, bottom), _places(sheet.head[top - 1 : bottom]), titles)
            titles += " " + " ".join(text.lower() for text in row if text)


def _best(headers: Sequence[_Header], layout: Layout) -> Recognition:
    """The recognition with the header that fits best; of equally good ones that with the most columns, the first."""
    found = [_with(header, layout) for header in headers]
    return max(found, key=lambda each: (each.score, len(each.mapping)))


def _with(header: _Header, layout: Layout) -> Recognition:
    mapping = _mapping(layout, header.places)
    is_marked = any(mark in header.titles for mark in layout.marks)
    missing = missing_fields(layout, mapping)
    return Recognition(layout, header.sheet, header.last, mapping, missing, header.top, is_marked)


def _mapping(layout: Layout, places: Mapping[str, int]) -> dict[str, int]:
    mapping: dict[str, int] = {}
    for field in layout.fields:
        for header in map(plain_header, field.headers):
            if header in places and places[header] not in mapping.values():
                mapping[field.name] = places[header]
                break
    if "village_part" in mapping and not set(layout.code_parts) <= set(mapping):
        # Not a part after all: the other parts are not there.
        mapping.setdefault("village_code", mapping.pop("village_part"))
    return mapping


def _may_be_header(row: TextRow) -> bool:
    """Whether a row may be a header's second or third: words, not figures."""
    filled = [text for text in row if text]
    return bool(filled) and sum(any(sign.isdigit() for sign in text) for text in filled) * 2 < len(filled)


def _body_start(sheet: Sheet, last: int) -> int:
    """The last row before the data: a row that only counts the columns belongs to the header."""
    filled = [text for text in sheet.head[last] if text] if last < len(sheet.head) else []
    numbers = [COLUMN_NUMBER.match(text) for text in filled]
    is_count = (
        len(filled) > 2
        and all(numbers)
        and [int(each[1]) for each in numbers if each] == sorted({int(each[1]) for each in numbers if each})
    )
    is_named = bool(filled) and filled[0].upper().startswith("KOLOM")
    return last + 1 if is_count or is_named else last


def merged_header(rows: list[TextRow]) -> TextRow:
    """One text for each column: the lowest of several rows."""
    width = max(map(len, rows), default=0)
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    return [next((text for text in reversed(column) if text), None) for column in zip(*padded, strict=True)]


def _places(rows: list[TextRow]) -> dict[str, int]:
    """Column by plain header; of columns for several years the newest, of equal ones the first."""
    newest: dict[str, tuple[int, int]] = {}
    for row in reversed(rows):
        for place, text in enumerate(row, 1):
            header = plain_header(text)
            if not header or (header in newest and row is not rows[-1]):
                continue
            year = max((int(found[0]) for found in YEAR.finditer(text or "")), default=0)
            newest[header] = max(newest.get(header, (-1, 0)), (year, -place))
    return {header: -place for header, (_, place) in newest.items()}


def missing_fields(layout: Layout, mapping: Mapping[str, int]) -> tuple[Field, ...]:
    """What a mapping lacks for its layout: needed columns, and a place."""
    missing = [each for each in layout.value_fields if each.is_required and each.name not in mapping]
    has_parts = bool(layout.code_parts) and set(layout.code_parts) <= set(mapping)
    has_place = has_parts or "village_code" in mapping or {"village_name", "district_name"} <= set(mapping)
    if layout.level == "village" and not has_place and not layout.is_place_optional:
        missing.append(next(each for each in layout.fields if each.name == "village_code"))
    return tuple(missing)
