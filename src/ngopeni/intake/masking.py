"""Values about people, hidden so that a page can still show what kind of value stands there."""

from __future__ import annotations

import datetime as dt
from typing import Any

HIDDEN = "•"
SHOWN_DIGITS = 4
IDENTIFIER_LENGTH = 8


def masked(value: Any) -> Any:
    """A value about a person with most of it hidden.

    Examples
    --------
    >>> masked("3316021201900003"), masked("Siti Aminah"), masked(dt.date(1990, 1, 12)), masked("earth")
    ('3316••••••••••••', 'S••• A•••••', '1990', 'e••••')
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dt.date):
        return str(value.year)
    text = str(value)
    if text.isdecimal():
        return text if len(text) < IDENTIFIER_LENGTH else text[:SHOWN_DIGITS] + HIDDEN * (len(text) - SHOWN_DIGITS)
    return " ".join(word[:1] + HIDDEN * (len(word) - 1) for word in text.split())
