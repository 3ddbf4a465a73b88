"""Which rows of a boundary file lie in other regencies, and which regency the file holds instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from ngopeni.areas.area import Regency
from ngopeni.areas.boundary_columns import Column
from ngopeni.areas.naming import split_regency_type
from ngopeni.areas.register import all_regencies, find_regency
from ngopeni.kernel.error import UserError

MOSTLY = 0.9  # of the rows; the rest may be empty or misspelled


def rows_of_other_regencies(columns: Sequence[Column], regency: Regency) -> set[int]:
    """Rows whose regency column names another regency; the column must name this one too."""
    keys = {split_regency_type(each.regency_name)[1] for each in all_regencies()}
    own = split_regency_type(regency.regency_name)[1]
    for column in columns:
        names = [split_regency_type(text) for text in column.texts]
        known = sum(key in keys for _, key in names)
        if known >= MOSTLY * len(names) and any(key == own for _, key in names):
            return {
                row
                for row, (kind, key) in enumerate(names)
                if key in keys and (key != own or kind not in ("", regency.regency_type))
            }
    return set()


def nothing_matches(columns: Sequence[Column], wanted: Regency) -> UserError:
    """The error that says most about what the file holds instead."""
    found = _regency_by_codes(columns) or _regency_by_name(columns)
    if found is None:
        return UserError("AREAS-021", wanted=wanted.title)
    if found == wanted:
        return UserError("AREAS-022", wanted=wanted.title)
    return UserError("AREAS-020", found=found.title, wanted=wanted.title)


def _regency_by_codes(columns: Sequence[Column]) -> Regency | None:
    """The regency that most area codes of the file begin with."""
    by_digits = {regency.regency_code.replace(".", ""): regency for regency in all_regencies()}
    votes = Counter(
        digits[:4]
        for column in columns
        if column.has_mostly_area_codes
        for digits in column.area_codes
        if digits[:4] in by_digits
    )
    return by_digits[votes.most_common(1)[0][0]] if votes else None


def _regency_by_name(columns: Sequence[Column]) -> Regency | None:
    """The regency that a column names in nearly every row."""
    for column in columns:
        text, count = Counter(column.texts).most_common(1)[0]
        if count >= MOSTLY * len(column.texts):
            with suppress(UserError):
                return find_regency(text)
    return None
