"""What people type for a number, a date or a text, in a form or in a cell."""

from __future__ import annotations

import datetime as dt
import re

RUPIAH = re.compile(r"(?:rp[.]?|idr)?\s*(-?[0-9.,]+?)(?:,-+|,00)?", re.IGNORECASE)
THOUSANDS = re.compile(r"-?[0-9]{1,3}([.,][0-9]{3})+")
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
# A tenth of a metre.
DECIMALS = 6


def whole_number(text: str) -> int:
    """A whole number, with points or commas between its thousands or without.

    Raises
    ------
    ValueError
        When it is none.

    Examples
    --------
    >>> whole_number("Rp 12.500.000,-"), whole_number("1,200"), whole_number("48")
    (12500000, 1200, 48)
    """
    found = RUPIAH.fullmatch(text.strip().replace("−", "-"))
    if found is None:
        raise ValueError(text)
    digits = found[1]
    return int(re.sub("[.,]", "", digits) if THOUSANDS.fullmatch(digits) else digits.removesuffix(".0"))


def degrees(text: str) -> float:
    """A latitude or longitude in degrees, with a decimal point or comma.

    Raises
    ------
    ValueError
        When it is none.

    Examples
    --------
    >>> degrees("-6,9697")
    -6.9697
    """
    value = float(text.strip().replace("−", "-").replace(",", "."))
    if not -360 <= value <= 360:
        raise ValueError(text)
    return round(value, DECIMALS)


def day(text: str) -> dt.date:
    """A date, year first or day first.

    Raises
    ------
    ValueError
        When it is none.

    Examples
    --------
    >>> day("13/9/2021").isoformat(), day("2021-09-13 00:00:00").isoformat()
    ('2021-09-13', '2021-09-13')
    """
    found = DAY_FIRST.fullmatch(text.strip())
    if found:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    return dt.date.fromisoformat(text.strip()[:10])


def plain_text(text: str) -> str:
    """A text as it is kept: without spaces around it, its lines ended alike."""
    return text.strip().replace("\r\n", "\n").replace("\r", "\n")
