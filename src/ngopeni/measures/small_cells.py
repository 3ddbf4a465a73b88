"""The counts of villages as somebody may see them who does not read the names there: small ones hidden.

Hidden are also those from which a small one could be worked out: by the total of a village, by that of the
regency, or by the share that goes with it. A village whose names somebody reads is shown whole, and so it does
not protect its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ngopeni.difference.hiding import hidden_cells
from ngopeni.kernel.disclosure import SMALLEST_COUNT, publishable_counts
from ngopeni.kernel.snapshot import Row, Snapshot

Cell = tuple[str, ...]
NEED, REGISTRY, DECILE = "village_need", "village_registry", "village_decile"
LOW_DECILES = (0, 1, 2, 3, 4)
COUNTED = ("member_count", "household_count", "family_count")
SHARE = "registry_share_percent"
# What is known of a need in one village: the first two make the third, the last three all households.
GROUPS = ("need", "no_need", "base", "unknown", "not_applicable")
SUMS = (("need", "no_need"), ("base", "unknown", "not_applicable"))


def sees_all(villages: Iterable[str], opened: frozenset[str]) -> bool:
    """Whether nothing has to be hidden."""
    return opened.issuperset(villages)


@lru_cache(maxsize=16)
def shown_tables(snapshot: Snapshot, opened: frozenset[str]) -> dict[str, list[Row]]:
    """``village_need``, ``village_decile``, ``village_registry`` and ``zone_input`` for somebody.

    Parameters
    ----------
    snapshot : Snapshot
    opened : frozenset of str
        The villages whose names this person reads.

    Returns
    -------
    dict of str to list of dict
        A hidden figure is None; of ``zone_input`` its row is left out.
    """
    tables = {name: snapshot.table(name) for name in (NEED, DECILE, REGISTRY)}
    closed = {row["village_code"]: row for row in tables[REGISTRY] if row["village_code"] not in opened}
    by_need = _hidden_needs(tables[NEED], closed)
    by_decile = _hidden_deciles(tables[DECILE], closed)
    by_count = _hidden_counts(closed)
    shown = {
        NEED: [_shown_need(row, by_need) for row in tables[NEED]],
        DECILE: [_shown_decile(row, by_decile) for row in tables[DECILE]],
        REGISTRY: [_shown_registry(row, by_count) for row in tables[REGISTRY]],
    }
    gone = {(row["village_code"], f"need_{row['need_code']}_percent") for row in shown[NEED] if _lacks(row)}
    gone |= {(row["village_code"], SHARE) for row in shown[REGISTRY] if row["low_member_count"] is None}
    inputs = [row for row in snapshot.table("zone_input") if (row["village_code"], row["input_code"]) not in gone]
    return {**shown, "zone_input": inputs}


def _lacks(row: Row) -> bool:
    return row["need_count"] is None or row["denominator_count"] is None


def _hidden_needs(rows: Sequence[Row], closed: Mapping[str, Row]) -> set[Cell]:
    """Hidden groups of households by village and need."""
    own = [row for row in rows if row["village_code"] in closed]
    counts: dict[Cell, int] = {}
    lines: dict[Cell, list[Cell]] = {}
    for row in own:
        place = (row["village_code"], row["need_code"])
        groups = _groups(row, closed[row["village_code"]]["household_count"])
        counts |= {(*place, group): count for group, count in groups.items()}
        lines |= {(*place, str(number)): [(*place, group) for group in listed] for number, listed in enumerate(SUMS)}
        for group in GROUPS:
            lines.setdefault((row["need_code"], group), []).append((*place, group))
    return hidden_cells(counts, lines.values())


def _groups(row: Row, household_count: int) -> dict[str, int]:
    """How many households are in each group of a need."""
    base, unknown = row["denominator_count"], row["unknown_count"]
    # That a list left an answer out, or that a need does not concern somebody, is nobody's secret; hidden they are
    # only to hide another.
    unknown, rest = (0 if count < SMALLEST_COUNT else count for count in (unknown, household_count - base - unknown))
    counts = (row["need_count"], base - row["need_count"], base, unknown, rest)
    return dict(zip(GROUPS, counts, strict=True))


def _shown_need(row: Row, hidden: set[Cell]) -> Row:
    gaps = {group for group in GROUPS if (row["village_code"], row["need_code"], group) in hidden}
    shown = dict(row)
    if gaps & {"need", "base"}:
        shown["need_percent"] = None
    names = {"need": "need_count", "base": "denominator_count", "unknown": "unknown_count"}
    return shown | {name: None for group, name in names.items() if group in gaps}


def _hidden_deciles(rows: Sequence[Row], closed: Mapping[str, Row]) -> set[Cell]:
    """Hidden deciles by village, whether households or members are few."""
    found: set[Cell] = set()
    for name in ("household_count", "member_count"):
        own = [row for row in rows if row["village_code"] in closed]
        counts: dict[Cell, int] = {(row["village_code"], str(row["decile"])): int(row[name]) for row in own}
        lines: dict[Cell, list[Cell]] = {}
        for cell in counts:
            lines.setdefault(("regency", cell[1]), []).append(cell)
            # How many members are in the low deciles is told as well, and so how many are in the others.
            half = str(name == "member_count" and int(cell[1]) in LOW_DECILES)
            lines.setdefault(("village", cell[0], half), []).append(cell)
        found |= hidden_cells(counts, lines.values())
    return found


def _shown_decile(row: Row, hidden: set[Cell]) -> Row:
    is_hidden = (row["village_code"], str(row["decile"])) in hidden
    return {**row, "household_count": None, "member_count": None} if is_hidden else dict(row)


def _hidden_counts(closed: Mapping[str, Row]) -> set[Cell]:
    """Hidden totals by village: members, households, families, and members of low deciles."""
    counts: dict[Cell, int] = {}
    for code, row in closed.items():
        counts |= {(code, name): int(row[name]) for name in COUNTED}
        counts[code, "low"] = int(row["low_member_count"])
        counts[code, "high"] = int(row["member_count"] - row["low_member_count"])
    lines = [[(code, name) for code in closed] for name in (*COUNTED, "low", "high")]
    lines += [[(code, "low"), (code, "high")] for code in closed]
    return hidden_cells(counts, lines)


def _shown_registry(row: Row, hidden: set[Cell]) -> Row:
    code = row["village_code"]
    gone: dict[str, Any] = {name: None for name in COUNTED if (code, name) in hidden}
    if (code, "low") in hidden or (code, "high") in hidden:
        gone |= {"low_member_count": None, SHARE: None}
    return {**row, **gone}


def need_totals(rows: Sequence[Row], household_count: int) -> list[Row]:
    """Those of `reading.need_rows` for the whole regency, small groups hidden."""
    found = []
    for row in rows:
        counts: dict[Cell, int] = {
            ("", row["code"], group): count for group, count in _groups(row, household_count).items()
        }
        hidden = hidden_cells(counts, [[("", row["code"], group) for group in listed] for listed in SUMS])
        told = _shown_need({**row, "village_code": "", "need_code": row["code"]}, hidden)
        found.append({name: told[name] for name in row})
    return found


def decile_totals(rows: Sequence[Row]) -> list[Row]:
    """Those of `reading.decile_rows` for the whole regency, small ones hidden with their bars."""
    gaps = [publishable_counts([row[name] for row in rows]) for name in ("household_count", "member_count")]
    hidden = [None in pair for pair in zip(*gaps, strict=True)]
    gone = {"household_count": None, "member_count": None, "width": 0.0}
    return [{**row, **gone} if is_hidden else dict(row) for row, is_hidden in zip(rows, hidden, strict=True)]
