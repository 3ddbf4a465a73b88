"""The numbers of the board: how many were judged, how many found, how many of these waived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ngopeni.kernel.disclosure import SMALLEST_COUNT, publishable_counts
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.quality.rule import Level
from ngopeni.quality.rules import all_rules

# Rules about these count persons, so their small counts are not for everybody.
OF_PERSONS = frozenset({Level.PERSON, Level.HOUSEHOLD, Level.ROW})
Counts = dict[str, int]
Key = Callable[[Row], Any]


@dataclass(frozen=True)
class Scope:
    """Which villages somebody sees the numbers of.

    Parameters
    ----------
    villages : tuple of str or None
        None for the whole regency, with the rows that have no village.
    """

    villages: tuple[str, ...] | None = None

    def covers(self, village_code: str) -> bool:
        """Whether a village's numbers are seen; an empty code is a row without a village."""
        return self.villages is None or village_code in self.villages


def sql_for_base(by: Sequence[str]) -> str:
    """Judged and found of `finding_base`, added up by some of its columns."""
    listed = ", ".join(by)
    return (
        f"SELECT {listed}, SUM(judged_count) AS judged_count, SUM(finding_count) AS finding_count FROM finding_base "
        f"WHERE $is_whole OR list_contains($villages, village_code) GROUP BY {listed} ORDER BY {listed}"
    )


def base_counts(snapshot: Snapshot, by: Sequence[str], scope: Scope) -> list[Row]:
    """Judged and found in a scope, by some of the columns of `finding_base`."""
    villages = [""] if scope.villages is None else [*scope.villages, "-"]
    return snapshot.query(sql_for_base(by), "finding_base", is_whole=scope.villages is None, villages=villages)


@lru_cache(maxsize=64)
def counts_of_date(snapshot: Snapshot, scope: Scope) -> list[Row]:
    """By rule and source, with the list that the source is of; kept, for a snapshot never changes."""
    profiles = {row["source_id"]: row["profile"] for row in snapshot.table("source")}
    rows = base_counts(snapshot, ("rule_code", "source_id"), scope)
    return [{**row, "profile": profiles.get(row["source_id"], "")} for row in rows]


def add_up(rows: Iterable[Row], waived: Iterable[Row], key: Key) -> dict[Any, Counts]:
    """Counts by a key: judged, found, waived, and what is left.

    Parameters
    ----------
    rows : iterable of dict
        ``judged_count, finding_count``.
    waived : iterable of dict
        A row for each waived finding.
    key : callable
        What to add up by, of either kind of row.
    """
    found: dict[Any, Counts] = {}
    for row in rows:
        own = found.setdefault(key(row), no_counts())
        own["judged_count"] += int(row["judged_count"])
        own["finding_count"] += int(row["finding_count"])
    for row in waived:
        if key(row) in found:
            found[key(row)]["waived_count"] += 1
    for own in found.values():
        own["left_count"] = own["finding_count"] - own["waived_count"]
    return found


def no_counts() -> Counts:
    """Nothing judged."""
    return dict.fromkeys(("judged_count", "finding_count", "waived_count", "left_count"), 0)


def hide_small(rows: Sequence[Row], rests: Sequence[int] | None = None) -> list[Row]:
    """Rows that are parts of one total, for those who may not read names.

    Parameters
    ----------
    rows : sequence of dict
        With the four counts.
    rests : sequence of int, optional
        What a filter leaves out of each found count: the two must not give each other away.

    Returns
    -------
    list of dict
        A hidden count is None.

    Examples
    --------
    >>> rows = [{**no_counts(), "judged_count": 90, "finding_count": n, "left_count": n} for n in (3, 40, 12)]
    >>> [row["finding_count"] for row in hide_small(rows)]
    [None, 40, None]
    """
    found = publishable_counts([row["finding_count"] for row in rows])
    waived = publishable_counts([row["waived_count"] for row in rows])
    hidden = []
    for place, row in enumerate(rows):
        is_given_away = rests is not None and publishable_counts([row["finding_count"], rests[place]])[0] is None
        if found[place] is None or is_given_away:
            hidden.append(blank(row))
        elif waived[place] is None or None in publishable_counts([row["waived_count"], row["left_count"]]):
            hidden.append({**row, "waived_count": None, "left_count": None})
        else:
            hidden.append(dict(row))
    return [{**row, "judged_count": at_least(row["judged_count"])} for row in hidden]


def at_least(count: int) -> int | None:
    """A count that stands alone; None where it is small."""
    return None if 0 < count < SMALLEST_COUNT else count


def total_above(rows: Sequence[Row], shown: Sequence[Row], name: str) -> int | None:
    """The sum of a count over rows that stand beneath it; None where it would give a hidden one away.

    Parameters
    ----------
    rows, shown : sequence of dict
        The same rows, as they are and as they are shown.
    name : str
        Of the count.

    Examples
    --------
    >>> rows = [{"n": 3}, {"n": 40}]
    >>> total_above(rows, rows, "n"), total_above(rows, [{"n": None}, {"n": 40}], "n")
    (43, None)
    """
    hidden = [row[name] for row, told in zip(rows, shown, strict=True) if told[name] is None]
    # One gap is the rest; gaps of one person each follow from their sum, for none of them is empty.
    is_safe = sum(hidden) == 0 or (len(hidden) > 1 and sum(hidden) > len(hidden))
    return sum(row[name] for row in rows) if is_safe else None


def totals(rows: Sequence[Row], shown: Sequence[Row]) -> dict[str, int | None]:
    """The sums of the counts of some rows, with those who see the rows as they are shown."""
    found, waived, left = (total_above(rows, shown, name) for name in ("finding_count", "waived_count", "left_count"))
    if found is None or waived is None or left is None:
        # Of three that add up, one that is hidden needs another.
        waived = left = None
    return {"finding_count": found, "waived_count": waived, "left_count": left}


def is_of_persons(row: Mapping[str, Any]) -> bool:
    """Whether a row's rule counts persons or households; a row of several rules does."""
    rule = all_rules().get(row.get("rule_code", ""))
    return rule is None or rule.level in OF_PERSONS


@lru_cache(maxsize=64)
def hidden_rules(snapshot: Snapshot, scope: Scope) -> frozenset[str]:
    """Rules whose count in a scope is not told to those who may not read names, the same on every page."""
    found: dict[str, list[tuple[str, int]]] = {}
    for code, counts in add_up(counts_of_date(snapshot, scope), (), lambda row: row["rule_code"]).items():
        if is_of_persons({"rule_code": code}):
            found.setdefault(all_rules()[code].severity, []).append((code, counts["finding_count"]))
    return frozenset(
        code
        for listed in found.values()
        for (code, _), shown in zip(listed, publishable_counts([count for _, count in listed]), strict=True)
        if shown is None
    )


def hide_rules(rows: Sequence[Row], hidden: frozenset[str], rests: Sequence[int] | None = None) -> list[Row]:
    """Rows of rules as those see them who may not read names.

    Parameters
    ----------
    rows : sequence of dict
        With ``rule_code`` and the four counts.
    hidden : frozenset of str
        As `hidden_rules` says.
    rests : sequence of int, optional
        What a filter leaves out of each found count.
    """
    return [
        _hide_rule(row, row["rule_code"] in hidden, 0 if rests is None else rests[place])
        for place, row in enumerate(rows)
    ]


def _hide_rule(row: Row, is_hidden: bool, rest: int) -> Row:
    if not is_of_persons(row):
        return dict(row)
    if is_hidden:
        return {**blank(row), "judged_count": at_least(row["judged_count"])}
    return hide_small([row], [rest])[0]


def blank(row: Row) -> Row:
    """A row that tells nothing of what was found."""
    return {**row, **dict.fromkeys(("finding_count", "waived_count", "left_count"))}


def hide_among(rows: Sequence[Row]) -> list[Row]:
    """As `hide_small`, rules about villages and lists left as they are."""
    persons = [place for place, row in enumerate(rows) if is_of_persons(row)]
    hidden = dict(zip(persons, hide_small([rows[place] for place in persons]), strict=True))
    return [hidden.get(place, dict(row)) for place, row in enumerate(rows)]


def share(row: Mapping[str, Any]) -> float | None:
    """Found of those judged, in percent; None where either is hidden or nobody was judged."""
    if row["finding_count"] is None or not row["judged_count"]:
        return None
    return 100 * float(row["finding_count"]) / float(row["judged_count"])


def trend(
    snapshots: Sequence[Snapshot], scope: Scope, profiles: set[str], is_open: bool
) -> dict[str, list[dict[str, Any]]]:
    """What each rule found at each date, oldest first.

    Parameters
    ----------
    snapshots : sequence of Snapshot
    scope : Scope
    profiles : set of str
        The lists that count; empty for all.
    is_open : bool
        Whether small counts are shown.

    Returns
    -------
    dict of str to list of dict
        By rule: ``as_of, judged_count, finding_count, percent``; dates without anybody judged are left out.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for snapshot in snapshots:
        whole = add_up(counts_of_date(snapshot, scope), (), lambda row: row["rule_code"])
        listed = [row for row in counts_of_date(snapshot, scope) if not profiles or row["profile"] in profiles]
        counts = add_up(listed, (), lambda row: row["rule_code"])
        points: list[Row] = [{"rule_code": code, **own} for code, own in counts.items()]
        if not is_open:
            rests = [whole[row["rule_code"]]["finding_count"] - row["finding_count"] for row in points]
            points = hide_rules(points, hidden_rules(snapshot, scope), rests)
        for row in points:
            found.setdefault(row["rule_code"], []).append({**row, "as_of": snapshot.as_of, "percent": share(row)})
    return found
