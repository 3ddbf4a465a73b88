"""Problems as a page sums them up: a row for each rule, with the columns that it was broken in."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ngopeni.intake.layouts import layouts
from ngopeni.kernel.disclosure import SMALLEST_COUNT
from ngopeni.kernel.engine import Row


def is_about_people(profile: str) -> bool:
    """Whether the cells of such a file are about persons, so that only who reads names may read them."""
    layout = layouts().get(profile)
    return layout is not None and layout.is_personal


def without_persons(problems: Sequence[Row]) -> list[Row]:
    """Problems by rule and column for those who read no names: no row, no cell, no count of a few."""
    return [{**each, "row_number": None, "example": None} for each in problems if each["found_count"] >= SMALLEST_COUNT]


def by_rule(problems: Sequence[Row]) -> list[Row]:
    """Bring the problems of one rule together.

    Parameters
    ----------
    problems : sequence of dict
        ``rule_code, severity, column_name, found_count, row_number, example, is_set_aside`` by rule and column.

    Returns
    -------
    list of dict
        The same for each rule, with ``columns``: their names and counts; the gravest and most frequent first.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for each in problems:
        groups.setdefault((each["rule_code"], each["severity"]), []).append(each)
    return sorted(map(_together, groups.values()), key=lambda row: (row["severity"], -row["found_count"]))


def _together(group: list[Row]) -> Row:
    columns = [(each["column_name"], each["found_count"]) for each in group]
    return {
        **group[0],
        # A sentence that names its column cannot name twelve.
        "column_name": columns[0][0] if len(columns) == 1 else _("berikut"),
        "columns": columns,
        "found_count": sum(count for _name, count in columns),
        "row_number": min((each["row_number"] for each in group if each["row_number"]), default=None),
        "example": next((each["example"] for each in group if each["example"]), None),
    }
