"""The difference again, slow and obvious: lists of dicts, one row after the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

Row = dict[str, Any]
Persons = dict[str, str]


def name_key(row: Row) -> str | None:
    """Letters alone, in capitals."""
    return re.sub("[^A-Z]+", " ", (row["full_name"] or "").upper()).strip() or None


def sound_nik(row: Row) -> str | None:
    """A NIK that can be one."""
    number = row["nik"] or ""
    if not re.fullmatch(r"[1-9]\d{15}", number) or number[12:] == "0000":
        return None
    day, month = int(number[6:8]), int(number[8:10])
    return number if (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12 else None


def own_key(row: Row) -> str:
    """What names a person within a list."""
    number, name = sound_nik(row), name_key(row)
    return f"{number}/{name}" if number and name else row["record_key"]


def persons(before: list[Row], after: list[Row]) -> tuple[Persons, Persons]:
    """The person of each row at either date, by its key."""
    linked: dict[str, str] = {}
    numbered = [{own_key(row) for row in rows if own_key(row) != row["record_key"]} for rows in (before, after)]
    linked.update({key: key for key in numbered[0] & numbered[1]})
    tests = (
        lambda old, new: old["record_key"] == new["record_key"] and _is_same_name_or_number(old, new),
        lambda old, new: _equal(sound_nik(old), sound_nik(new)) and _equal(old["birth_date"], new["birth_date"]),
        lambda old, new: (
            old["household_key"] == new["household_key"]
            and _equal(name_key(old), name_key(new))
            and None in (old["sex"], new["sex"], None if old["sex"] == new["sex"] else "")
        ),
    )
    for is_same in tests:
        linked.update(_one_to_one(before, after, linked, is_same))
    # Links go from the later key to the earlier one.
    return (
        {row["record_key"]: f"before {own_key(row)}" for row in before},
        {
            row["record_key"]: f"before {linked[own_key(row)]}" if own_key(row) in linked else f"after {own_key(row)}"
            for row in after
        },
    )


def _one_to_one(before: list[Row], after: list[Row], linked: dict[str, str], is_same: Any) -> dict[str, str]:
    taken_before, taken_after = set(linked.values()), set(linked)
    found = {
        (own_key(old), own_key(new))
        for old in before
        for new in after
        if own_key(old) not in taken_before and own_key(new) not in taken_after and is_same(old, new)
    }
    olds, news = Counter(old for old, _ in found), Counter(new for _, new in found)
    return {new: old for old, new in found if olds[old] == news[new] == 1}


def _equal(old: Any, new: Any) -> bool:
    return old is not None and old == new


def _is_same_name_or_number(old: Row, new: Row) -> bool:
    names, numbers = (name_key(old), name_key(new)), (sound_nik(old), sound_nik(new))
    return _equal(*names) or _equal(*numbers) or (*names, *numbers) == (None,) * 4


def pairs(before: list[Row], after: list[Row]) -> dict[str, str]:
    """Key before to key after, for the rows that are the same row."""
    of_before, of_after = persons(before, after)
    mine: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for place, (rows, named) in enumerate(((before, of_before), (after, of_after))):
        for row in rows:
            mine[named[row["record_key"]]][place].append(row)
    found: dict[str, str] = {}
    for olds, news in mine.values():
        for tier in ("record_key", "household_key", "village_code", None):
            _pair_tier(olds, news, tier, found)
    return found


def _pair_tier(olds: list[Row], news: list[Row], tier: str | None, found: dict[str, str]) -> None:
    def order(row: Row) -> tuple[bool, str]:
        return (not row["is_member"], row["record_key"])

    left = sorted((row for row in olds if row["record_key"] not in found), key=order)
    free = sorted((row for row in news if row["record_key"] not in found.values()), key=order)
    for value in sorted({row[tier] for row in left} if tier else {None}, key=str):
        both = [[row for row in rows if tier is None or row[tier] == value] for rows in (left, free)]
        for old, new in zip(*both, strict=False):
            found[old["record_key"]] = new["record_key"]


def kinds(before: list[Row], after: list[Row]) -> Counter[tuple[str, bool, bool]]:
    """What became of how many rows: kind, whether in another village, whether with another NIK."""
    found = pairs(before, after)
    of_before, _ = persons(before, after)
    rows = {row["record_key"]: row for row in after}
    counted: Counter[tuple[str, bool, bool]] = Counter()
    several = _of_several_rows(before, after)
    for old in before:
        new = rows.pop(found.get(old["record_key"], ""), None)
        kind = _kind(old["is_member"], bool(new) and new["is_member"])
        if new is None or kind != "stayed":
            counted[kind, False, False] += 1
            continue
        is_moved = old["village_code"] != new["village_code"]
        is_mended = (old["nik"] or "") != (new["nik"] or "") and of_before[old["record_key"]] not in several
        counted[kind, is_moved, is_mended] += 1
    for new in rows.values():
        counted[_kind(False, new["is_member"]), False, False] += 1
    return counted


def _kind(was: bool, is_now: bool) -> str:
    return {(True, True): "stayed", (True, False): "left", (False, True): "entered"}.get((was, is_now), "absent")


def _of_several_rows(before: list[Row], after: list[Row]) -> set[str]:
    return {key for named in persons(before, after) for key, count in Counter(named.values()).items() if count > 1}
