"""What taking a file in would change: looked at before anything is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from ngopeni.kernel.durable import canonical_json
from ngopeni.measures.need import needs
from ngopeni.partners.actions.offered import CAPACITY_KEYS
from ngopeni.partners.fields import LEVEL_OF, Part, fields, fields_of
from ngopeni.partners.institution_file import FileRow, InstitutionFile, Problem
from ngopeni.partners.models import Capacity, Institution

OWN_KEYS = frozenset(each.key for each in fields_of(Part.INSTITUTION))


@dataclass(frozen=True)
class PlannedChange:
    """An institution that a file tells otherwise: key, old and new value of each field."""

    code: str
    name: str
    differences: list[tuple[str, Any, Any]]


@dataclass(frozen=True)
class Plan:
    """What taking a file in would do.

    Parameters
    ----------
    new : list of str
        Names of institutions that are not recorded yet.
    changed : list of PlannedChange
    unchanged : int
    absent : list of str
        Names of institutions that assist and do not stand in the file; nothing happens to them.
    problems : list of Problem
        Where there is one, nothing is kept.
    """

    new: list[str] = field(default_factory=list)
    changed: list[PlannedChange] = field(default_factory=list)
    unchanged: int = 0
    absent: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def seal(self) -> str:
        """Equal for equal plans, so that what was seen is what happens."""
        told = [self.new, [[each.code, each.differences] for each in self.changed], self.absent]
        return hashlib.sha256(canonical_json(told)).hexdigest()

    @property
    def does_something(self) -> bool:
        """Whether anything would change."""
        return bool(self.new or self.changed)


def plan_import(read: InstitutionFile) -> Plan:
    """What taking a file in would change; nothing is kept.

    Parameters
    ----------
    read : InstitutionFile

    Returns
    -------
    Plan
    """
    known = recorded()
    problems, new, changed, unchanged, met = list(read.problems), [], [], 0, set()
    for row in read.rows:
        found = known.find(row)
        problems += _problems(read, row, found, known)
        if found is None:
            new.append(str(row.values["name"]))
            continue
        met.add(found.pk)
        differences = known.differences(found, row.values)
        if differences:
            changed.append(PlannedChange(found.code, found.name, differences))
        else:
            unchanged += 1
    absent = [each.name for each in known.by_code.values() if each.is_active and each.pk not in met]
    return Plan(new, changed, unchanged, absent, problems)


class Known:
    """What is recorded, looked up by code and by name."""

    def __init__(self, there: Sequence[Institution]) -> None:
        self.by_code = {each.code: each for each in there}
        self.by_name = {each.name.casefold(): each for each in there}
        self.with_units = {each.parent_id for each in there if each.parent_id}
        self.capacities = {(each.institution_id, each.year): each for each in Capacity.objects.all()}

    def find(self, row: FileRow) -> Institution | None:
        """Who a row speaks of: by its code, else by its name."""
        code = row.values.get("code")
        return self.by_code.get(code) if code else self.by_name.get(str(row.values["name"]).casefold())

    def differences(self, found: Institution, values: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
        """The fields that a row tells otherwise."""
        old = self.state(found, year_of(values))
        return [
            (key, old[key], value) for key, value in values.items() if key not in {"code", "year"} and value != old[key]
        ]

    def state(self, found: Institution, year: int) -> dict[str, Any]:
        """An institution as a row of a file would tell it."""
        capacity = self.capacities.get((found.pk, year))
        levels = {each.need_code: each.level for each in found.mandates.all()}
        told: dict[str, Any] = {key: getattr(found, key) for key in OWN_KEYS if key != "parent"}
        told["parent"] = found.parent.code if found.parent else ""
        for key, level in LEVEL_OF.items():
            told[key] = in_order(need for need, kept in levels.items() if kept == level)
        told |= {key: getattr(capacity, key) if capacity else fields()[key].empty for key in CAPACITY_KEYS}
        return told


def recorded() -> Known:
    """Everything that is recorded now."""
    return Known(list(Institution.objects.select_related("parent").prefetch_related("mandates").order_by("code")))


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes of needs in the order of every table."""
    chosen = set(codes)
    return tuple(need.code for need in needs() if need.code in chosen)


def year_of(values: Mapping[str, Any]) -> int:
    """The year that a row's capacity is of; this one where the file does not say."""
    return int(values.get("year") or timezone.localdate().year)


def _problems(read: InstitutionFile, row: FileRow, found: Institution | None, known: Known) -> list[Problem]:
    """What is wrong with a row beside what is recorded."""
    problems = []
    if found and not found.is_active:
        problems.append(Problem(read.sheet, row.row_number, "name", "PARTNERS-033"))
    other = known.by_name.get(str(row.values["name"]).casefold())
    if other and other != found:
        values = {"value": row.values["name"]}
        problems.append(Problem(read.sheet, row.row_number, "name", "PARTNERS-016", values))
    parent = row.values.get("parent")
    if parent and not _can_belong(read, parent, found, known):
        problems.append(Problem(read.sheet, row.row_number, "parent", "PARTNERS-017", {"value": parent}))
    return problems


def _can_belong(read: InstitutionFile, parent: str, found: Institution | None, known: Known) -> bool:
    """Whether an institution may stand under another, recorded or told by the same file."""
    if found and (found.code == parent or found.pk in known.with_units):
        return False
    told = next((row.values for row in read.rows if row.values.get("code") == parent), None)
    if told is not None and "parent" in told:
        return not told["parent"]
    recorded = known.by_code.get(parent)
    return recorded is not None and recorded.parent_id is None
