"""Problems as a page sums them up: a row for each rule, with the columns that it was broken in."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ngopeni.kernel.engine import Row


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
        "row_number": min(each["row_number"] for each in group),
        "example": next((each["example"] for each in group if each["example"]), None),
    }
