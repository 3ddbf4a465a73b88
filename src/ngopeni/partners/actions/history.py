"""The history of an institution: every field that changed, from what to what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ngopeni.partners.models import Institution, InstitutionChange

FORM = "form"


@dataclass(frozen=True)
class Trace:
    """Who changes something, and where it comes from.

    Parameters
    ----------
    by : str
        Username, or the name of the command.
    source : str
        ``form``, or the name of a file.
    reason : str
    """

    by: str
    source: str = FORM
    reason: str = ""


def text_of(value: Any) -> str:
    """A value as the history keeps it: nothing is an empty text, 0 is not nothing."""
    if value is None:
        return ""
    if isinstance(value, Institution):
        return value.code
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def note_change(institution: Institution, field: str, old: Any, new: Any, trace: Trace) -> None:
    """Write one line of the history."""
    InstitutionChange.objects.create(
        institution=institution,
        by=trace.by,
        source=trace.source,
        field=field,
        old=text_of(old),
        new=text_of(new),
        reason=trace.reason,
    )
