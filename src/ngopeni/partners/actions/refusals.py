"""What no action keeps, whatever it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ngopeni.accounts.place_names import areas_of_grants
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.partners.checks import faults
from ngopeni.partners.fields import label_of
from ngopeni.partners.models import Institution

SHORTEST_REASON = 5


def districts_of(regency_code: str) -> frozenset[str]:
    """Codes of a regency's districts, as the register has them."""
    return frozenset(each.district_code for each in areas_of_grants(regency_code).districts)


def refuse_faults(values: Mapping[str, Any], regency_code: str) -> None:
    """Refuse values that cannot be kept, by the first that is wrong.

    Raises
    ------
    UserError
        PARTNERS-001 to PARTNERS-014.
    """
    for fault in faults(values, districts_of(regency_code)):
        raise UserError(fault.code, field=label_of(fault.key), **fault.values)


def refuse_text(*texts: str) -> None:
    """Refuse what everybody reads and yet names a person by number.

    Raises
    ------
    UserError
        PARTNERS-063.
    """
    if any(holds_person_number(text) for text in texts):
        raise UserError("PARTNERS-063")


def refuse_bare(reason: str) -> None:
    """Refuse a reason that says nothing, or names a person by number.

    Raises
    ------
    UserError
        PARTNERS-019, PARTNERS-063.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise UserError("PARTNERS-019")
    refuse_text(reason)


def refuse_retired(institution: Institution) -> None:
    """Refuse to change what assists no longer.

    Raises
    ------
    UserError
        PARTNERS-061.
    """
    if not institution.is_active:
        raise UserError("PARTNERS-061")
