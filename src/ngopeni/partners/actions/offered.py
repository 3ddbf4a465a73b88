"""Mandates and capacities as they are kept: compared with what was there, noted in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ngopeni.partners.actions.history import Trace, note_change
from ngopeni.partners.fields import LEVEL_OF, Part, fields_of
from ngopeni.partners.mandates import subjects, usual_mandates
from ngopeni.partners.models import Capacity, Institution, Mandate

CAPACITY_KEYS = tuple(field.key for field in fields_of(Part.CAPACITY) if field.key != "year")


def write_mandates(institution: Institution, wanted: list[dict[str, Any]], trace: Trace) -> list[str]:
    """Keep these mandates and no others.

    Parameters
    ----------
    wanted : list of dict
        ``need_code, level``, and where known ``programme_code, programme_name, source, valid_from``.

    Returns
    -------
    list of str
        Codes of the needs that changed.
    """
    there = {each.need_code: each for each in institution.mandates.all()}
    asked = {each["need_code"]: each for each in wanted}
    changed = []
    for need in {**there, **asked}:
        old, new = there.get(need), asked.get(need)
        if old and new and all(getattr(old, name) == value for name, value in new.items()):
            continue
        before = mandate_text(old)
        if old and not new:
            # Its history keeps what stood there.
            Mandate.objects.filter(pk=old.pk).delete()
        elif new:
            old, _is_new = Mandate.objects.update_or_create(institution=institution, need_code=need, defaults=new)
        note_change(institution, f"mandate:{need}", before, mandate_text(old if new else None), trace)
        changed.append(need)
    return changed


def mandate_text(mandate: Mandate | None) -> str:
    """A mandate as the history keeps it: its level, then its programme."""
    return f"{mandate.level} {mandate.programme_code}".strip() if mandate else ""


def usual_for(subject: str) -> list[dict[str, Any]]:
    """The mandates that agencies of a subject begin with."""
    return [
        {
            "need_code": each.need_code,
            "level": str(each.level),
            "programme_code": each.programme_code,
            "programme_name": each.programme_name,
            "source": each.source,
            "valid_from": subjects()[subject].valid_from,
        }
        for each in usual_mandates(subject)
    ]


def mandates_of_columns(institution: Institution, values: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The mandates that a file's columns ask for; None where it has none of these columns."""
    told = [key for key in LEVEL_OF if key in values]
    if not told:
        return None
    levels = {need: str(LEVEL_OF[key]) for key in told for need in values[key]}
    kept = {
        each.need_code: each
        for each in institution.mandates.all()
        if each.need_code in levels or each.level not in {str(LEVEL_OF[key]) for key in told}
    }
    usual = {each["need_code"]: each for each in usual_for(institution.subject)}
    wanted = []
    for need in dict.fromkeys([*kept, *levels]):
        level = levels.get(need) or kept[need].level
        if need in kept:
            wanted.append({"need_code": need, "level": level})
        else:
            wanted.append({**usual.get(need, {"need_code": need}), "level": level})
    return wanted


def write_capacity(
    institution: Institution, year: int, values: Mapping[str, Any], trace: Trace, *, is_simulated: bool = False
) -> list[str]:
    """Keep what an institution can do in a year; what a person says is simulated no longer.

    Returns
    -------
    list of str
        Keys that changed.
    """
    found = Capacity.objects.filter(institution=institution, year=year).first()
    kept = found or Capacity(institution=institution, year=year)
    changed = []
    for key in CAPACITY_KEYS:
        if key in values and values[key] != getattr(kept, key):
            note_change(institution, f"{key}:{year}", getattr(kept, key), values[key], trace)
            setattr(kept, key, values[key])
            changed.append(key)
    if changed:
        kept.is_simulated = is_simulated
        kept.save()
    return changed
