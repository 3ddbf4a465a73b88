"""A village changes hands while its wave goes on: what was stays, and what is begins on a day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.words import checked_text
from ngopeni.assignment.models import Assignment, Wave
from ngopeni.kernel.error import UserError
from ngopeni.partners.actions.roster import roster
from ngopeni.partners.models import Institution


@transaction.atomic
def hand_over(
    *,
    wave: Wave,
    village_code: str,
    leaving: Assignment | None,
    coming: Institution | None,
    on: dt.date,
    reason: str,
    by: User,
) -> Assignment | None:
    """End an institution's part in a village, let another begin, or both.

    The decree does not change by itself: what it should say now is drafted as an amendment.

    Parameters
    ----------
    wave : Wave
        Approved.
    village_code : str
    leaving : Assignment, optional
        Ends the day before.
    coming : Institution, optional
    on : date
        The first day of the new state.
    reason : str
    by : User

    Raises
    ------
    UserError
        ASSIGNMENT-061 for a wave that is not approved, 062 for a day outside it, 063 when nobody leaves and nobody
        comes, 064 for a village that would have no leader or two, 065 for one that is there already or was there in
        this wave, 066 beyond its capacity, 067 against a stated conflict, 068 for a day before the last change or on
        the first day, 069 for one who is not there, 021 without a reason.

    Notes
    -----
    Other rules of the plan (own district, partners of a kind) do not bind here: the head decides, with a reason.
    """
    reason = checked_text(reason)
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if locked.state != Wave.State.APPROVED:
        raise UserError("ASSIGNMENT-061", number=locked.number)
    if not locked.starts_on <= on <= locked.until:
        raise UserError("ASSIGNMENT-062", starts_on=locked.starts_on, ends_on=locked.until)
    if leaving is None and coming is None:
        raise UserError("ASSIGNMENT-063")
    _check_leader(leaving, coming)
    _check_order(locked, village_code, leaving, on)
    if leaving is not None:
        leaving.ended_on, leaving.end_reason = on - dt.timedelta(days=1), reason
        leaving.save(update_fields=["ended_on", "end_reason"])
    made = None if coming is None else _begin(locked, village_code, coming, on)
    record(
        "assignment.hand_over",
        by=by.username,
        subject=f"wave:{locked.number}",
        village_code=village_code,
        leaving=leaving.institution.code if leaving else "",
        coming=coming.code if coming else "",
        on=on,
        reason=reason,
    )
    return made


def _check_leader(leaving: Assignment | None, coming: Institution | None) -> None:
    """A village has one leader at all times."""
    leads = coming is not None and coming.kind == "agency"
    was_led = leaving is not None and leaving.is_lead
    if leads != was_led:
        raise UserError("ASSIGNMENT-064")


def _check_order(wave: Wave, village_code: str, leaving: Assignment | None, on: dt.date) -> None:
    """One change after the other, each of somebody who is there."""
    held = Assignment.objects.filter(wave=wave, village_code=village_code)
    if leaving is not None and not held.filter(pk=leaving.pk, ended_on=None).exists():
        raise UserError("ASSIGNMENT-069", institution=leaving.institution_name)
    begun = [each.starts_on for each in held if leaving is not None and each.pk == leaving.pk]
    later = [each.starts_on for each in held if each.starts_on > wave.starts_on]
    latest = max([*begun, *later], default=wave.starts_on)
    if leaving is not None and on <= latest:
        raise UserError("ASSIGNMENT-068", earliest=latest + dt.timedelta(days=1))


def _begin(wave: Wave, village_code: str, coming: Institution, on: dt.date) -> Assignment:
    held = Assignment.objects.filter(wave=wave)
    place = held.filter(village_code=village_code).first()
    assert place is not None, "a village of an approved wave was assisted from the beginning"
    if held.filter(village_code=village_code, institution=coming).exists():
        raise UserError("ASSIGNMENT-065", institution=coming.name, village=place.village_name)
    _check_may(coming, place, wave, on)
    return Assignment.objects.create(
        wave=wave,
        institution=coming,
        institution_name=coming.name,
        kind=coming.kind,
        role="lead" if coming.kind == "agency" else "join",
        points=0,
        starts_on=on,
        ends_on=wave.ends_on,
        **{name: getattr(place, name) for name in ("village_code", "village_name", "village_type", "district_name")},
    )


def _check_may(coming: Institution, place: Assignment, wave: Wave, on: dt.date) -> None:
    """Within its capacity, and against nobody's conflict."""
    told = next(row for row in roster(on.year) if row["code"] == coming.code)
    most = told["leads_max" if coming.kind == "agency" else "joins_max"]
    load = Assignment.objects.filter(wave=wave, institution=coming, ended_on=None).count()
    if not told["is_active"] or load >= (most or 0):
        raise UserError("ASSIGNMENT-066", institution=coming.name, most=most or 0, load=load)
    team = set(
        wave.assignments.filter(village_code=place.village_code, ended_on=None).values_list(
            "institution__code", flat=True
        )
    )
    told_by = {row["code"]: {each["against_code"] for each in row["conflicts"]} for row in roster(on.year)}
    met = {place.village_code, place.village_code.rpartition(".")[0], *team}
    if told_by[coming.code] & met or any(coming.code in told_by[code] for code in team):
        raise UserError("ASSIGNMENT-067", institution=coming.name, village=place.village_name)
