"""The fields of an institution itself: its names, kind, place, contact, and what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ngopeni.kernel.error import UserError
from ngopeni.partners.actions.history import Trace, note_change
from ngopeni.partners.checks import faults
from ngopeni.partners.fields import Part, fields_of
from ngopeni.partners.models import Institution

INSTITUTION_KEYS = tuple(field.key for field in fields_of(Part.INSTITUTION))


def write_fields(institution: Institution, values: Mapping[str, Any], trace: Trace) -> list[str]:
    """Keep some fields of an institution; the values were checked.

    Parameters
    ----------
    values : mapping of str to value
        By key; ``parent`` is the code of the parent. What is not there stays as it is, and a code never changes.

    Returns
    -------
    list of str
        Keys of the fields that changed.

    Raises
    ------
    UserError
        PARTNERS-016 for a name of another institution, PARTNERS-017 and PARTNERS-018 for a parent that cannot be.
    """
    changed = []
    if "name" in values and values["name"] != institution.name:
        refuse_other_of_name(values["name"], institution)
    for key in INSTITUTION_KEYS:
        if key == "code" or key not in values:
            continue
        new = find_parent(institution, values[key]) if key == "parent" else values[key]
        old = getattr(institution, key)
        if new != old:
            setattr(institution, key, new)
            note_change(institution, key, old, new, trace)
            changed.append(key)
    if changed:
        institution.save()
    return changed


def refuse_other_of_name(name: str, institution: Institution | None = None) -> None:
    """Refuse a name that another institution bears.

    Raises
    ------
    UserError
        PARTNERS-016.
    """
    others = Institution.objects.filter(name__iexact=name.strip())
    if institution:
        others = others.exclude(pk=institution.pk)
    if others.exists():
        raise UserError("PARTNERS-016", value=name.strip())


def find_parent(institution: Institution | None, code: str) -> Institution | None:
    """The institution that one belongs to; only one step up, so that a tree never turns into a ring.

    Raises
    ------
    UserError
        PARTNERS-017, PARTNERS-018.
    """
    if not code:
        return None
    parent = Institution.objects.filter(code=code, parent=None).first()
    if parent is None or parent == institution:
        raise UserError("PARTNERS-017", value=code)
    if institution and institution.pk and institution.units.exists():
        raise UserError("PARTNERS-018")
    return parent


def free_code(name: str) -> str:
    """A code made of a name that no institution has.

    Examples
    --------
    >>> re.sub("[^a-z0-9]+", "-", "Dinas Sosial, P3A".lower()).strip("-")
    'dinas-sosial-p3a'
    """
    base = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:50].strip("-") or "lembaga"
    taken = set(Institution.objects.filter(code__startswith=base).values_list("code", flat=True))
    codes = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(code for code in codes if code not in taken and not faults({"code": code}, ()))
