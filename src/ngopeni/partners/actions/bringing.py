"""Institutions out of a file, and those of the demonstration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.kernel.error import UserError
from ngopeni.partners.actions.history import Trace, note_change
from ngopeni.partners.actions.identity import write_fields
from ngopeni.partners.actions.import_plan import OWN_KEYS, Plan, plan_import, recorded, year_of
from ngopeni.partners.actions.institutions import make_institution
from ngopeni.partners.actions.offered import mandates_of_columns, write_capacity, write_mandates
from ngopeni.partners.fields import LEVEL_OF
from ngopeni.partners.institution_file import InstitutionFile
from ngopeni.partners.models import Capacity, Institution, Mandate


@transaction.atomic
def import_institutions(*, read: InstitutionFile, file_name: str, seal: str, regency_code: str, by: User) -> Plan:
    """Take a file in as its preview said: whole, or not at all. Who is absent from it stays.

    Parameters
    ----------
    read : InstitutionFile
    file_name : str
        Stands in the history.
    seal : str
        Of the plan that the person has seen.
    regency_code : str
    by : User

    Raises
    ------
    UserError
        PARTNERS-024 when a cell cannot be kept, PARTNERS-025 when the plan would be another by now.
    """
    plan = plan_import(read)
    if plan.problems:
        raise UserError("PARTNERS-024", count=len(plan.problems))
    if plan.seal != seal:
        raise UserError("PARTNERS-025")
    trace = Trace(by.username, source=file_name[:200])
    known = recorded()
    taken = [(known.find(row), row.values) for row in read.rows]
    # Those that belong to others come last, so that the others are there.
    for found, values in sorted(taken, key=lambda each: bool(each[1].get("parent"))):
        if found is None or known.differences(found, values):
            _take(found, values, regency_code, trace)
    record(
        "partners.import",
        by=by.username,
        subject=f"file:{seal[:12]}",
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
    )
    return plan


def _take(found: Institution | None, values: Mapping[str, Any], regency_code: str, trace: Trace) -> None:
    own = {key: value for key, value in values.items() if key in OWN_KEYS}
    kept = found or make_institution(own, regency_code, trace)
    if found:
        write_fields(found, own, trace)
    wanted = mandates_of_columns(kept, values)
    # Where a new agency has no word in these columns, it keeps what is usual for its subject.
    if wanted is not None and (found or any(values.get(key) for key in LEVEL_OF)):
        write_mandates(kept, wanted, trace)
    write_capacity(kept, year_of(values), values, trace)


@transaction.atomic
def bring_in(*, rows: Sequence[Mapping[str, Any]], year: int, by: str) -> int:
    """Store institutions of a demonstration, all of them at once and labelled as simulated.

    Parameters
    ----------
    rows : sequence of mapping
        ``institution`` and ``capacity`` by key of the fields, ``mandates`` as `write_mandates` takes them; parents
        before their units. Those whose code is there already are left alone.
    year : int
    by : str
        The command.

    Returns
    -------
    int
        How many were new.
    """
    there = {each.code: each for each in Institution.objects.all()}
    new = [row for row in rows if row["institution"]["code"] not in there]
    for has_parent in (False, True):
        made = [
            _simulated(row["institution"], there) for row in new if bool(row["institution"]["parent"]) is has_parent
        ]
        there |= {each.code: each for each in Institution.objects.bulk_create(made)}
    owners = [there[row["institution"]["code"]] for row in new]
    pairs = list(zip(owners, new, strict=True))
    Mandate.objects.bulk_create(Mandate(institution=own, **each) for own, row in pairs for each in row["mandates"])
    Capacity.objects.bulk_create(
        Capacity(institution=own, year=year, is_simulated=True, **row["capacity"]) for own, row in pairs
    )
    for own in owners:
        note_change(own, "added", "", own.name, Trace(by, source=""))
    record("partners.bring_in", by=by, subject="institutions", count=len(new))
    return len(new)


def _simulated(values: Mapping[str, Any], there: Mapping[str, Institution]) -> Institution:
    own = {key: value for key, value in values.items() if key != "parent"}
    return Institution(**own, parent=there.get(values["parent"]), is_simulated=True)
