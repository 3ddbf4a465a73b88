"""What changed between two dates, put together for a page: counts with their base, small ones hidden."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ngopeni.difference.causes import CAUSES, ChangeClass
from ngopeni.difference.hiding import hidden_cells
from ngopeni.difference.measure import FLOWS, MEASURES, Measure
from ngopeni.difference.pairs import Comparison
from ngopeni.kernel.disclosure import publishable_counts
from ngopeni.kernel.messages import sentence

Row = dict[str, Any]
CLASSES = tuple(str(each) for each in ChangeClass)
# Stands in the place of a class for that of which a count is a part.
BASE = ""
# Within the regency whoever came from one village left another.
OF_REGENCY = tuple(measure for measure in MEASURES if measure.code != "pergi")


def regency_rows(comparison: Comparison, language: str) -> list[Row]:
    """What is counted, of how many, and how many in each class; None where a count is hidden.

    Returns
    -------
    list of dict
        ``measure``, ``label``, ``base``, ``base_words`` and ``counts`` by class.
    """
    totals = _class_totals(comparison)
    rows = []
    for measure in OF_REGENCY:
        counts = publishable_counts([totals[each, measure.column] for each in CLASSES])
        if any(count != 0 for count in counts):
            rows.append(
                {**_of_measure(comparison, measure, language), "counts": dict(zip(CLASSES, counts, strict=True))}
            )
    return rows


def cause_rows(comparison: Comparison, language: str) -> dict[str, list[Row]]:
    """For each class what is counted in it, and within that the causes.

    Returns
    -------
    dict of str to list of dict
        By class: a row of `regency_rows` with ``count`` and ``causes``; each cause has ``label``, ``count`` and
        the ``width`` of its bar in percent of the longest.
    """
    found: dict[str, list[Row]] = {each: [] for each in CLASSES}
    for row in regency_rows(comparison, language):
        for each, count in row["counts"].items():
            if count != 0:
                found[each].append({**row, "count": count, "causes": _causes(comparison, row, each, language)})
    shown = [cause["count"] or 0 for rows in found.values() for row in rows for cause in row["causes"]]
    longest = max(shown, default=0) or 1
    for rows in found.values():
        for row in rows:
            for cause in row["causes"]:
                cause["width"] = round(100 * (cause["count"] or 0) / longest, 1)
    return found


def _causes(comparison: Comparison, row: Row, change_class: str, language: str) -> list[Row]:
    """The causes of one class and measure; all hidden where their sum is."""
    column = row["measure"].column
    values = {"since": comparison.since, "as_of": comparison.as_of}
    counts = {
        cause: sum(each[column] for each in comparison.changes if each["cause"] == cause.code)
        for cause in CAUSES
        if cause.change_class == change_class
    }
    counts = {cause: count for cause, count in counts.items() if count}
    shown = (
        publishable_counts(list(counts.values())) if row["counts"][change_class] is not None else [None] * len(counts)
    )
    listed = [
        {"label": sentence(cause.message, values, language), "count": count}
        for cause, count in zip(counts, shown, strict=True)
    ]
    return sorted(listed, key=lambda each: -(each["count"] or 0))


def village_rows(comparison: Comparison, measure: Measure) -> list[Row]:
    """One row for each village: ``village_code``, ``base``, and the count of each class; None where hidden."""
    counts, hidden = village_cells(comparison)
    return [
        {
            "village_code": row["village_code"],
            "base": _shown((row["village_code"], measure.base, BASE), counts, hidden),
            **{each: _shown((row["village_code"], measure.column, each), counts, hidden) for each in CLASSES},
        }
        for row in comparison.balance
    ]


def village_summary(comparison: Comparison, village_code: str, language: str) -> list[Row]:
    """What is counted in one village, with its base and the four classes beside each other."""
    own = [row for row in comparison.balance if row["village_code"] == village_code]
    counts, hidden = village_cells(comparison)
    rows = []
    for measure in MEASURES:
        cells = {each: _shown((village_code, measure.column, each), counts, hidden) for each in CLASSES}
        if own and any(count != 0 for count in cells.values()):
            base = _shown((village_code, measure.base, BASE), counts, hidden)
            words = {**_of_measure(comparison, measure, language), "base": base}
            rows.append({**words, "counts": cells})
    return rows


def _shown(cell: tuple[str, str, str], counts: Mapping[tuple[str, str, str], int], hidden: set[Any]) -> int | None:
    return None if cell in hidden else counts.get(cell, 0)


@lru_cache(maxsize=8)
def village_cells(comparison: Comparison) -> tuple[dict[tuple[str, str, str], int], set[tuple[str, str, str]]]:
    """The count of each village, measure and class, and which of them are hidden."""
    villages = [row["village_code"] for row in comparison.balance]
    columns = [measure.column for measure in MEASURES]
    counts = {(village, column, each): 0 for village in villages for column in columns for each in CLASSES}
    for row in comparison.changes:
        for column in columns:
            counts[row["village_code"], column, row["class"]] += row[column]
    bases = sorted({measure.base for measure in MEASURES})
    counts |= {(row["village_code"], base, BASE): row[base] for row in comparison.balance for base in bases}
    # The regency's total of each column is known; and so is how many rows a village had before and after.
    lines = [[(village, column, each) for village in villages] for column in columns for each in CLASSES]
    lines += [[(village, base, BASE) for village in villages] for base in bases]
    lines += [[(village, column, each) for column in FLOWS for each in CLASSES] for village in villages]
    return counts, hidden_cells(counts, lines)


def total(comparison: Comparison, column: str) -> int:
    """A column of the balance, added up over all villages."""
    return sum(row[column] for row in comparison.balance)


def _class_totals(comparison: Comparison) -> dict[tuple[str, str], int]:
    totals = {(each, measure.column): 0 for each in CLASSES for measure in MEASURES}
    for row in comparison.changes:
        for measure in MEASURES:
            totals[row["class"], measure.column] += row[measure.column]
    return totals


def _of_measure(comparison: Comparison, measure: Measure, language: str) -> Row:
    values = {"since": comparison.since, "as_of": comparison.as_of}
    return {
        "measure": measure,
        "label": sentence(measure.message, values, language),
        "base": total(comparison, measure.base),
        "base_words": sentence(measure.base_message, values, language),
    }
