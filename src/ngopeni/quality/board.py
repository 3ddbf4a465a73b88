"""The numbers of the board: how many were judged, how many found, how many of these waived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ngopeni.kernel.disclosure import SMALLEST_COUNT
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.quality.rounding import sql_for_exact, sql_for_rounded
from ngopeni.quality.rule import Level
from ngopeni.quality.rules import all_rules

MEASURES = ("judged_count", "finding_count", "waived_count", "left_count")
# Of each measure beside its sum: of how many atoms that are not empty, and how many of them are small.
MARKS = tuple(f"{name}_{mark}" for name in MEASURES for mark in ("cells", "small"))
Key = Callable[[Row], Any]


@dataclass(frozen=True)
class Scope:
    """Which villages somebody sees the numbers of, and how exactly.

    Parameters
    ----------
    villages : tuple of str or None
        None for the whole regency, with the rows that have no village.
    rounding : str
        The secret by which small counts are rounded for whoever reads no names; empty for exact counts.
    """

    villages: tuple[str, ...] | None = None
    rounding: str = field(default="", repr=False)

    def covers(self, village_code: str) -> bool:
        """Whether a village's numbers are seen; an empty code is a row without a village."""
        return self.villages is None or village_code in self.villages


def atom_of(finding: Mapping[str, Any]) -> str:
    """A rule in a village and a source, as one text: what all numbers are sums of.

    Examples
    --------
    >>> atom_of({"rule_code": "QUALITY-101", "village_code": "", "source_id": "0a1b2c3d4e5f"})
    'QUALITY-101||0a1b2c3d4e5f'
    """
    return f"{finding['rule_code']}|{finding['village_code']}|{finding['source_id']}"


def sql_for_base(by: Sequence[str], is_rounded: bool) -> str:
    """The four counts added up by some of ``rule_code, severity, level, village_code, source_id``."""
    listed = ", ".join(by)
    sums = [f"SUM({name}) AS {name}" for name in MEASURES]
    sums += [f"SUM(CASE WHEN {name}_true > 0 THEN 1 ELSE 0 END) AS {name}_cells" for name in MEASURES]
    sums += [f"SUM(CASE WHEN {name}_is_small THEN 1 ELSE 0 END) AS {name}_small" for name in MEASURES]
    rules = ", ".join(f"('{rule.code}', '{rule.severity}', '{rule.level}')" for rule in all_rules().values())
    atoms = (
        "SELECT base.rule_code, severity, level, base.village_code, base.source_id, judged_count, finding_count, "
        "COALESCE(waived_count, 0) AS waived_count FROM finding_base AS base "
        f"JOIN (VALUES {rules}) AS rule(code, severity, level) ON rule.code = base.rule_code "
        "LEFT JOIN (SELECT atom, COUNT(*) AS waived_count FROM (SELECT UNNEST($waived) AS atom) AS each GROUP BY atom) "
        "AS waived ON waived.atom = base.rule_code || '|' || base.village_code || '|' || base.source_id "
        "WHERE $is_whole OR list_contains($villages, base.village_code)"
    )
    told = sql_for_rounded(atoms) if is_rounded else sql_for_exact(atoms)
    return (
        f"SELECT {listed}, {', '.join(sums)} FROM ({told}) AS told WHERE $rule_code = '' OR rule_code = $rule_code "
        f"GROUP BY {listed} ORDER BY {listed}"
    )


@lru_cache(maxsize=64)
def base_counts(
    snapshot: Snapshot, by: tuple[str, ...], scope: Scope, waived: tuple[str, ...] = (), rule_code: str = ""
) -> list[Row]:
    """The counts of a scope; whoever may not see small ones gets rounded ones from here on.

    Kept, for a snapshot never changes.

    Parameters
    ----------
    snapshot : Snapshot
    by : tuple of str
        Columns to add up by, see `sql_for_base`.
    scope : Scope
    waived : tuple of str
        The atom of each waived finding.
    rule_code : str
        One rule alone; empty for all.

    Returns
    -------
    list of dict
        The columns, `MEASURES` and `MARKS`; see `shown`.
    """
    values = {
        "is_whole": scope.villages is None,
        "villages": [""] if scope.villages is None else [*scope.villages, "-"],
        "waived": list(waived) or ["-"],
        "rule_code": rule_code,
    }
    if scope.rounding:
        values["rounding"] = scope.rounding
    return snapshot.query(sql_for_base(by, bool(scope.rounding)), "finding_base", **values)


def counts_of_date(snapshot: Snapshot, scope: Scope, waived: tuple[str, ...] = ()) -> list[Row]:
    """By rule and source, with the list that the source is of."""
    profiles = {row["source_id"]: row["profile"] for row in snapshot.table("source")}
    rows = base_counts(snapshot, ("rule_code", "source_id"), scope, waived)
    return [{**row, "profile": profiles.get(row["source_id"], "")} for row in rows]


def add_up(rows: Iterable[Row], key: Key) -> dict[Any, Row]:
    """Counts and marks by a key.

    Parameters
    ----------
    rows : iterable of dict
        As of `base_counts`.
    key : callable
        What to add up by.
    """
    found: dict[Any, Row] = {}
    for row in rows:
        own = found.setdefault(key(row), no_counts())
        for name in own:
            own[name] += int(row[name])
    return found


def whole_of(rows: Iterable[Row]) -> Row:
    """All rows in one."""
    return add_up(rows, lambda row: None).get(None, no_counts())


def no_counts() -> Row:
    """Nothing judged."""
    return dict.fromkeys((*MEASURES, *MARKS), 0)


def shown(row: Row) -> Row:
    """A row as it is told: without the marks, and None for a count that would be but a small one.

    Examples
    --------
    >>> alone = {**no_counts(), "finding_count": 5, "finding_count_cells": 1, "finding_count_small": 1}
    >>> shown(alone)["finding_count"] is None
    True
    >>> shown({**alone, "finding_count": 25, "finding_count_cells": 3})["finding_count"]
    25
    """
    told = {name: value for name, value in row.items() if name not in MARKS}
    return told | {name: None if _is_hidden(row, name) else row[name] for name in MEASURES}


def _is_hidden(row: Row, name: str) -> bool:
    """Whether a sum is of one small count alone, or of small counts that all came to nought."""
    return bool(row[f"{name}_small"]) and (row[f"{name}_cells"] == 1 or row[name] < SMALLEST_COUNT)


def share(row: Mapping[str, Any]) -> float | None:
    """Found of those judged as they are told, in percent; None where either is hidden or nobody was judged."""
    if row["finding_count"] is None or not row["judged_count"]:
        return None
    return 100 * float(row["finding_count"]) / float(row["judged_count"])


def records_judged(rows: Iterable[Row]) -> dict[Level, int | None]:
    """How many persons and households were looked at: as many as the rule that could judge most of them.

    Parameters
    ----------
    rows : iterable of dict
        Counts with ``rule_code``.
    """
    most: dict[Level, int | None] = {}
    for code, counts in add_up(rows, lambda row: row["rule_code"]).items():
        level, judged = all_rules()[code].level, shown(counts)["judged_count"]
        if level in {Level.PERSON, Level.HOUSEHOLD}:
            most[level] = max(filter(None, (most.get(level), judged)), default=None)
    return most


def trend(snapshots: Sequence[Snapshot], scope: Scope, profiles: set[str]) -> dict[str, list[dict[str, Any]]]:
    """What each rule found at each date, oldest first.

    Parameters
    ----------
    snapshots : sequence of Snapshot
    scope : Scope
    profiles : set of str
        The lists that count; empty for all.

    Returns
    -------
    dict of str to list of dict
        By rule: ``as_of, judged_count, finding_count, percent``; dates without anybody judged are left out.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for snapshot in snapshots:
        rows = (row for row in counts_of_date(snapshot, scope) if not profiles or row["profile"] in profiles)
        for code, counts in add_up(rows, lambda row: row["rule_code"]).items():
            point = shown(counts)
            found.setdefault(code, []).append({**point, "as_of": snapshot.as_of, "percent": share(point)})
    return found
