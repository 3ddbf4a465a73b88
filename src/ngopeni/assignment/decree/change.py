"""What differs between the rows of a decree in force and those that shall be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ngopeni.assignment.decree.facts import Member, Pair

Row = TypeVar("Row")


@dataclass(frozen=True)
class Change(Generic[Row]):
    """A row before and after; None where it was not there."""

    old: Row | None
    new: Row | None


def changed_pairs(old: Sequence[Pair], new: Sequence[Pair]) -> tuple[Change[Pair], ...]:
    """Villages that came, went, or have another agency, partner or name; the order of partners says nothing."""
    before = {pair.village.code: _ordered(pair) for pair in old}
    return _changed(before, {pair.village.code: _ordered(pair) for pair in new})


def _ordered(pair: Pair) -> Pair:
    return replace(pair, partners=tuple(sorted(pair.partners, key=lambda each: (each.kind, each.name))))


def changed_members(old: Sequence[Member], new: Sequence[Member]) -> tuple[Change[Member], ...]:
    """Members who left, joined, or stand in the annex with another position, role, note, period or name."""
    return _changed({member.key: member for member in old}, {member.key: member for member in new})


def _changed(old: dict[str, Row], new: dict[str, Row]) -> tuple[Change[Row], ...]:
    """In the order of the old rows, then those that came."""
    keys = dict.fromkeys([*old, *new])
    return tuple(Change(old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
