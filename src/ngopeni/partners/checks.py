"""What is wrong with the values of an institution, whether they were typed into a form or stand in a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ngopeni.kernel.free_text import holds_person_number
from ngopeni.partners.fields import LEVEL_OF, Field, Type, fields
from ngopeni.partners.kind import Kind
from ngopeni.partners.mandates import subjects

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Names of pages that stand where the code of an institution stands.
RESERVED = frozenset({"baru", "impor", "unduh", "perjanjian", "benturan"})
PHONE = re.compile(r"[0-9+][0-9 ()./-]{4,38}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# Indonesia, with its islands.
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)
EARLIEST_YEAR = 2000


@dataclass(frozen=True)
class Fault:
    """One value that cannot be kept.

    Parameters
    ----------
    key : str
        Of the field.
    code : str
        Of the message.
    values : dict
        What fills it, besides ``field``.
    """

    key: str
    code: str
    values: dict[str, Any]


def faults(values: Mapping[str, Any], districts: Collection[str]) -> list[Fault]:
    """What is wrong with some values; those that are not there are not judged.

    Parameters
    ----------
    values : mapping of str to value
        By key of `fields`.
    districts : collection of str
        Codes of the regency's districts.

    Examples
    --------
    >>> [each.code for each in faults({"name": " ", "kind": "bank"}, [])]
    ['PARTNERS-001', 'PARTNERS-002']
    """
    known = fields()
    found = [fault for key, value in values.items() if key in known for fault in _of_any(known[key], value)]
    return found + list(_of_some(values, districts))


def _of_any(field: Field, value: Any) -> Iterator[Fault]:
    """What holds for every field of a type."""
    if field.kind is Type.TEXT and len(value) > field.most:
        yield Fault(field.key, "PARTNERS-003", {"most": field.most})
    if field.kind is Type.TEXT and holds_person_number(value):
        yield Fault(field.key, "PARTNERS-004", {})
    if field.kind is Type.WHOLE and value is not None and not 0 <= value <= field.most:
        yield Fault(field.key, "PARTNERS-005", {"most": field.most})


def _of_some(values: Mapping[str, Any], districts: Collection[str]) -> Iterator[Fault]:
    """What holds for single fields, and between two."""
    if "name" in values and not values["name"].strip():
        yield Fault("name", "PARTNERS-001", {})
    if "kind" in values and values["kind"] not in set(Kind):
        yield Fault("kind", "PARTNERS-002", {})
    if values.get("code") and (not CODE.fullmatch(values["code"]) or values["code"] in RESERVED):
        yield Fault("code", "PARTNERS-006", {"value": values["code"]})
    yield from _of_subject(values)
    if values.get("district_code") and values["district_code"] not in districts:
        yield Fault("district_code", "PARTNERS-008", {"value": values["district_code"]})
    yield from _of_place(values)
    if values.get("contact_phone") and not PHONE.fullmatch(values["contact_phone"]):
        yield Fault("contact_phone", "PARTNERS-010", {})
    if values.get("contact_email") and not EMAIL.fullmatch(values["contact_email"]):
        yield Fault("contact_email", "PARTNERS-011", {})
    if values.get("year") is not None and values["year"] < EARLIEST_YEAR:
        yield Fault("year", "PARTNERS-012", {"earliest": str(EARLIEST_YEAR)})
    yield from _of_needs(values)


def _of_subject(values: Mapping[str, Any]) -> Iterator[Fault]:
    subject = values.get("subject")
    if subject and (subject not in subjects() or values.get("kind", Kind.AGENCY) != Kind.AGENCY):
        yield Fault("subject", "PARTNERS-007", {})


def _of_place(values: Mapping[str, Any]) -> Iterator[Fault]:
    for key, (low, high) in (("latitude", LATITUDES), ("longitude", LONGITUDES)):
        value = values.get(key)
        if value is not None and not low <= value <= high:
            yield Fault(key, "PARTNERS-009", {"low": low, "high": high})
    pair = [values.get("latitude"), values.get("longitude")]
    if {"latitude", "longitude"} <= set(values) and pair.count(None) == 1:
        yield Fault("latitude", "PARTNERS-013", {})


def _of_needs(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A need has one level."""
    seen: set[str] = set()
    for key in LEVEL_OF:
        for need in values.get(key, ()):
            if need in seen:
                yield Fault(key, "PARTNERS-014", {})
            seen.add(need)
