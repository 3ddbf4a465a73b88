"""Institutions as plain rows: for who matches them with villages, and for the snapshot."""

from __future__ import annotations

from typing import Any

from ngopeni.measures.need import needs
from ngopeni.partners.models import Capacity, Conflict, Institution, Mandate

OF_INSTITUTION = ("code", "name", "short_name", "kind", "subject", "district_code", "latitude", "longitude")
OF_CAPACITY = (
    "leads_max",
    "joins_max",
    "money_idr",
    "person_days",
    "kkn_students",
    "kkn_terms",
    "workshop_places",
    "training_places",
    "expertise",
)


def roster(year: int) -> list[dict[str, Any]]:
    """Every institution with its mandates, conflicts in force and what it can do in a year, by code.

    Where nothing was said of the year, the newest year before it counts; where there is none, the numbers are None.

    Parameters
    ----------
    year : int

    Returns
    -------
    list of dict
        ``code, name, short_name, kind, subject, parent_code, district_code, latitude, longitude, leads_max, joins_max,
        money_idr, person_days, kkn_students, kkn_terms, workshop_places, training_places, expertise, capacity_year,
        mandates, conflicts, is_active, is_simulated``; ``mandates`` as ``{need_code, level}``, ``conflicts`` as
        ``{against_kind, against_code, reason}``.
    """
    mandates: dict[int, list[dict[str, str]]] = {}
    kept = Mandate.objects.values_list("institution_id", "need_code", "level")
    for key, need, level in sorted(kept, key=_by_need):
        mandates.setdefault(key, []).append({"need_code": need, "level": level})
    conflicts: dict[int, list[dict[str, str]]] = {}
    for told in Conflict.objects.filter(ended_at=None).order_by("id").values():
        row = {name: told[name] for name in ("against_kind", "against_code", "reason")}
        conflicts.setdefault(told["institution_id"], []).append(row)
    capacities = newest_capacities(year)
    return [
        {
            **{name: getattr(each, name) for name in OF_INSTITUTION},
            "parent_code": each.parent.code if each.parent else "",
            **{name: getattr(capacities.get(each.pk), name, None) for name in OF_CAPACITY},
            "capacity_year": getattr(capacities.get(each.pk), "year", None),
            "mandates": mandates.get(each.pk, []),
            "conflicts": conflicts.get(each.pk, []),
            "is_active": each.is_active,
            # The numbers may be invented where the institution is not.
            "is_simulated": each.is_simulated or bool(getattr(capacities.get(each.pk), "is_simulated", False)),
        }
        for each in Institution.objects.select_related("parent").order_by("code")
    ]


def _by_need(mandate: tuple[int, str, str]) -> int:
    """The place of a mandate's need in every table."""
    return [need.code for need in needs()].index(mandate[1])


def newest_capacities(year: int) -> dict[int, Capacity]:
    """Of each institution, by its id, what was said of a year, or of the newest year before it."""
    return {each.institution_id: each for each in Capacity.objects.filter(year__lte=year).order_by("year")}


def institution_rows() -> list[dict[str, Any]]:
    """Institutions as a decision table for the build; whom to call there is not in it."""
    return [
        {
            "institution_code": each.code,
            "institution_name": each.name,
            "short_name": each.short_name,
            "kind": each.kind,
            "subject": each.subject or None,
            "parent_code": each.parent.code if each.parent else None,
            "district_code": each.district_code or None,
            "latitude": each.latitude,
            "longitude": each.longitude,
            "is_active": each.is_active,
            "is_simulated": each.is_simulated,
        }
        for each in Institution.objects.select_related("parent").order_by("code")
    ]
