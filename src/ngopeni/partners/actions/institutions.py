"""Adding and changing an institution, who stands for it, and when it assists no longer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.kernel.error import UserError
from ngopeni.partners.actions.history import Trace, note_change
from ngopeni.partners.actions.identity import find_parent, free_code, refuse_other_of_name, write_fields
from ngopeni.partners.actions.offered import usual_for, write_mandates
from ngopeni.partners.actions.refusals import refuse_bare, refuse_faults, refuse_retired
from ngopeni.partners.models import Institution


@transaction.atomic
def add_institution(*, values: Mapping[str, Any], regency_code: str, by: User) -> Institution:
    """Record an institution; an agency begins with the mandates that are usual for its subject.

    Parameters
    ----------
    values : mapping of str to value
        By key of the fields of an institution; ``name`` and ``kind`` at least, ``parent`` as a code.
    regency_code : str
    by : User

    Raises
    ------
    UserError
        PARTNERS-001 to PARTNERS-018.
    """
    made = make_institution(values, regency_code, Trace(by.username))
    record("partners.add", by=by.username, subject=f"institution:{made.code}")
    return made


def make_institution(values: Mapping[str, Any], regency_code: str, trace: Trace) -> Institution:
    """The same without an event of its own, for a file that brings many.

    Raises
    ------
    UserError
        As `add_institution`.
    """
    refuse_faults({"name": "", "kind": "", **values}, regency_code)
    refuse_other_of_name(values["name"])
    code = values.get("code") or free_code(values["name"])
    if Institution.objects.filter(code=code).exists():
        raise UserError("PARTNERS-015", value=code)
    own = {key: value for key, value in values.items() if key not in {"code", "parent"}}
    made = Institution(code=code, **own)
    made.parent = find_parent(None, values.get("parent", ""))
    made.save()
    note_change(made, "added", "", made.name, trace)
    write_mandates(made, usual_for(made.subject), trace)
    return made


@transaction.atomic
def change_institution(
    *, institution: Institution, values: Mapping[str, Any], regency_code: str, by: User, reason: str = ""
) -> list[str]:
    """Change what is known of an institution; its code stays.

    Returns
    -------
    list of str
        Keys of the fields that changed.

    Raises
    ------
    UserError
        PARTNERS-001 to PARTNERS-018, PARTNERS-061 when it assists no longer.
    """
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    refuse_retired(locked)
    kept = {"kind": locked.kind, "subject": locked.subject}
    refuse_faults({**kept, **_moved(locked, values)}, regency_code)
    changed = write_fields(locked, values, Trace(by.username, reason=reason.strip()))
    if changed:
        record("partners.change", by=by.username, subject=f"institution:{locked.code}", parts=changed)
    institution.refresh_from_db()
    return changed


def _moved(institution: Institution, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values but for a district that was there before: the list of areas may have changed since."""
    is_kept = values.get("district_code") == institution.district_code
    return {key: value for key, value in values.items() if key != "district_code" or not is_kept}


@transaction.atomic
def set_head(*, institution: Institution, head: User | None, by: User) -> None:
    """Say who of its own people signs in for an institution.

    Raises
    ------
    UserError
        PARTNERS-062 for a closed account, or one that stands for another institution.
    """
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    if locked.head == head:
        return
    if head and (not head.is_active or Institution.objects.filter(head=head).exclude(pk=locked.pk).exists()):
        raise UserError("PARTNERS-062")
    old = locked.head.username if locked.head else ""
    locked.head = head
    locked.save()
    note_change(locked, "head", old, head.username if head else "", Trace(by.username))
    record("partners.set_head", by=by.username, subject=f"institution:{locked.code}")
    institution.refresh_from_db()


@transaction.atomic
def retire(*, institution: Institution, reason: str, by: User) -> None:
    """Say that an institution assists no longer; everything about it stays.

    Raises
    ------
    UserError
        PARTNERS-019 without a reason, PARTNERS-060 when it was so before.
    """
    _move(institution, is_active=False, reason=reason, by=by)
    record("partners.retire", by=by.username, subject=f"institution:{institution.code}", reason=reason.strip())


@transaction.atomic
def reinstate(*, institution: Institution, reason: str, by: User) -> None:
    """Take an institution back.

    Raises
    ------
    UserError
        As `retire`.
    """
    _move(institution, is_active=True, reason=reason, by=by)
    record("partners.reinstate", by=by.username, subject=f"institution:{institution.code}", reason=reason.strip())


def _move(institution: Institution, *, is_active: bool, reason: str, by: User) -> None:
    refuse_bare(reason)
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    if locked.is_active is is_active:
        raise UserError("PARTNERS-060")
    states = ("retired", "active")
    locked.is_active, locked.left_reason = is_active, "" if is_active else reason.strip()
    locked.save()
    trace = Trace(by.username, reason=reason.strip())
    note_change(locked, "is_active", states[not is_active], states[is_active], trace)
    institution.refresh_from_db()
