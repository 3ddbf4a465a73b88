"""The period of an aid as lists write it, in words, and whether it is long past."""

from __future__ import annotations

import datetime as dt
import re

from ngopeni.kernel.wording import MONTHS, write_date

YEAR_OF_MONTHS = 12
WRITTEN = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?")


def period_words(period: str | None, language: str) -> str:
    """A period as people say it; one of another form as it was written.

    Parameters
    ----------
    period : str, optional
    language : {"id", "en"}

    Examples
    --------
    >>> period_words("2024-12", "id"), period_words("2024", "id"), period_words("Tahap 2", "id")
    ('Desember 2024', '2024', 'Tahap 2')
    >>> period_words("2024-12-05", "en")
    '5 December 2024'
    """
    text = (period or "").strip()
    found = WRITTEN.fullmatch(text)
    if not found or not found["month"]:
        return text
    year, month, day = (int(found[part] or 1) for part in ("year", "month", "day"))
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return text
    return write_date(date, language) if found["day"] else f"{MONTHS[language][month - 1]} {year}"


def is_past(period: str | None, told_on: dt.date, as_of: dt.date) -> bool:
    """Whether an aid was last received more than a year before the state of the data.

    Parameters
    ----------
    period : str, optional
        Where it tells no month or year, the date of the list stands for it; a year alone lasts until its end.
    told_on : date
        Of the list of recipients.
    as_of : date
        Of the snapshot.

    Examples
    --------
    >>> day = dt.date(2024, 12, 31)
    >>> [is_past(period, day, day) for period in ("2023-11", "2023-12", "2022", "Tahap 2")]
    [True, False, True, False]
    """
    found = WRITTEN.fullmatch((period or "").strip())
    year, month = told_on.year, told_on.month
    if found:
        year, month = int(found["year"]), int(found["month"] or YEAR_OF_MONTHS)
    return (as_of.year - year) * YEAR_OF_MONTHS + as_of.month - month > YEAR_OF_MONTHS
