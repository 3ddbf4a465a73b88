"""Values about people, hidden so that a page can still show what kind of value stands there."""

from __future__ import annotations

import datetime as dt
from typing import Any

HIDDEN = "•"
SHOWN_DIGITS = 4
IDENTIFIER_LENGTH = 8
SHOWN_MARKS = 3


def masked(value: Any, *, is_answer: bool = False) -> Any:
    """A value about a person with most of it hidden, also how long it is.

    Parameters
    ----------
    value : Any
    is_answer : bool
        Whether it is one of a few answers, which its first letter would give away.

    Examples
    --------
    >>> masked("3316021201900003"), masked("Siti Aminah"), masked(dt.date(1990, 1, 12))
    ('3316••••••••••••', 'S••• A•••', '1990')
    >>> masked("need", is_answer=True)
    '•••'
    """
    if value is None or isinstance(value, bool):
        return value
    if is_answer:
        return HIDDEN * SHOWN_MARKS
    if isinstance(value, dt.date):
        return str(value.year)
    text = str(value)
    if text.isdecimal():
        return text if len(text) < IDENTIFIER_LENGTH else text[:SHOWN_DIGITS] + HIDDEN * (len(text) - SHOWN_DIGITS)
    return " ".join(word[:1] + HIDDEN * SHOWN_MARKS for word in text.split())
