"""How numbers and dates are written: 1.234,5 and 26 Oktober 2020."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus")
    + ("September", "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August")
    + ("September", "October", "November", "December"),
}
MARKS = {"id": (".", ","), "en": (",", ".")}


def write_number(value: float, decimals: int | None = None, language: str = "id") -> str:
    """A number as the language writes it.

    Parameters
    ----------
    value : float
    decimals : int, optional
        Exactly so many; by default as many as the value has, at most six.

    Examples
    --------
    >>> write_number(1234.5)
    '1.234,5'
    >>> write_number(0.7, decimals=2)
    '0,70'
    >>> write_number(1234, language="en")
    '1,234'
    """
    thousands, mark = MARKS[language]
    if isinstance(value, int) and not decimals:
        text = f"{value:,}"  # through a float, the last digits of a large number would change
    elif decimals is None:
        text = f"{value:,.6f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace(",", "\0").replace(".", mark).replace("\0", thousands).replace("-", "−")


def write_date(value: dt.date, language: str = "id") -> str:
    """A date in words.

    Examples
    --------
    >>> write_date(dt.date(2020, 10, 26))
    '26 Oktober 2020'
    """
    return f"{value.day} {MONTHS[language][value.month - 1]} {value.year}"


def say(value: Any, language: str = "id") -> str:
    """Any value as a sentence holds it; lists are joined with commas and a last "dan".

    Examples
    --------
    >>> say(["a", "b", "c"])
    'a, b dan c'
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return {"id": ("tidak", "ya"), "en": ("no", "yes")}[language][value]
    if isinstance(value, int | float):
        return write_number(value, language=language)
    if isinstance(value, dt.date):
        return write_date(value, language)
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        parts = [say(part, language) for part in value]
        last = {"id": " dan ", "en": " and "}[language]
        return last.join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    return str(value)
