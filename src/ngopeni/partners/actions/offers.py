"""What an institution can serve, and how much of it in a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.measures.need import needs
from ngopeni.partners.actions.history import Trace
from ngopeni.partners.actions.offered import write_capacity, write_mandates
from ngopeni.partners.actions.refusals import refuse_faults, refuse_retired, refuse_text
from ngopeni.partners.kind import MandateLevel
from ngopeni.partners.mandates import plain_programme
from ngopeni.partners.models import Institution


@transaction.atomic
def set_mandates(
    *, institution: Institution, mandates: Sequence[Mapping[str, Any]], by: User, reason: str = ""
) -> list[str]:
    """Say which needs an institution serves: these and no others.

    Parameters
    ----------
    mandates : sequence of mapping
        ``need_code, level``, and where known ``programme_code, programme_name, source, valid_from``.

    Returns
    -------
    list of str
        Codes of the needs that changed.

    Raises
    ------
    UserError
        PARTNERS-061, PARTNERS-063.
    """
    known = {need.code for need in needs()}
    assert all(each["need_code"] in known and each["level"] in set(MandateLevel) for each in mandates), "unknown need"
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    refuse_retired(locked)
    refuse_text(reason, *(str(value) for each in mandates for value in each.values()))
    plain = [{**each, "programme_code": plain_programme(each.get("programme_code", ""))} for each in mandates]
    changed = write_mandates(locked, plain, Trace(by.username, reason=reason.strip()))
    if changed:
        record("partners.set_mandates", by=by.username, subject=f"institution:{locked.code}", needs=changed)
    return changed


@transaction.atomic
def set_capacity(
    *, institution: Institution, year: int, values: Mapping[str, Any], regency_code: str, by: User, reason: str = ""
) -> list[str]:
    """Say what an institution can do in a year. None means that nobody knows, 0 that it cannot.

    Parameters
    ----------
    values : mapping of str to value
        By key of the fields of a capacity; what is not there stays as it is.

    Returns
    -------
    list of str
        Keys of the fields that changed.

    Raises
    ------
    UserError
        PARTNERS-003 to PARTNERS-005, PARTNERS-012, PARTNERS-061.
    """
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    refuse_retired(locked)
    refuse_text(reason)
    refuse_faults({**values, "year": year}, regency_code)
    changed = write_capacity(locked, year, values, Trace(by.username, reason=reason.strip()))
    if changed:
        record(
            "partners.set_capacity",
            by=by.username,
            subject=f"institution:{locked.code}",
            capacity_year=str(year),
            parts=changed,
        )
    return changed
