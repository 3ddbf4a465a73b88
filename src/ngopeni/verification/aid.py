"""What lists of recipients say, as residents are told it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ngopeni.intake.crosswalk import crosswalk
from ngopeni.kernel.snapshot import Row
from ngopeni.kernel.wording import write_date
from ngopeni.verification.period import is_past, period_words
from ngopeni.verification.shown_words import shown_words


def programme_words(code: str, language: str) -> str:
    """What an aid programme is called; one that is not known stays as it was written.

    Examples
    --------
    >>> programme_words("blt_dd", "id"), programme_words("?BANTUAN X", "id")
    ('BLT Dana Desa', 'BANTUAN X')
    """
    shown = shown_words("aid_programme", code, language)
    known = crosswalk("words")["items"]["aid_programme"]["meanings"].get(code)
    return shown or (str(known["id"]) if known else code.lstrip("?"))


def told_aid(rows: Iterable[Row], as_of: dt.date, language: str) -> list[Row]:
    """Programmes in words: with ``title``, ``last`` (when it was last received) and ``is_past``.

    Parameters
    ----------
    rows : iterable of dict
        As `resident.sql_for_aid`.
    as_of : date
        Of the snapshot; what was last received more than a year before is past.
    language : {"id", "en"}
    """
    told = []
    for row in rows:
        past = is_past(row["last_period"], row["told_on"], as_of)
        last = period_words(row["last_period"], language) or (write_date(row["told_on"], language) if past else "")
        told.append({**row, "title": programme_words(row["programme"], language), "last": last, "is_past": past})
    return told
