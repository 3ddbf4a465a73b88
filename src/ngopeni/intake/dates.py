"""How the text of a date is read, as Indonesian offices and their programs write it, in SQL."""

from __future__ import annotations

ISO = "^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})([ T].*)?$"
DAY_FIRST = "^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})([ T].*)?$"
NAMED = "^([0-9]{1,2})[-/. ]+([A-Za-z]+)[-/., ]+([0-9]{4})$"
# Days since 30 December 1899, as Excel counts; 1927 to 2036.
SERIAL = "^([1-4][0-9]{4})([.,]0+)?$"
MONTHS = (
    "jan",
    "feb|peb",
    "mar",
    "apr",
    "mei|may",
    "jun",
    "jul",
    "agu|ags|aug",
    "sep",
    "okt|oct",
    "nov|nop",
    "des|dec",
)


def sql_for_date(text: str) -> str:
    """The date, or NULL where the text is none; the day comes before the month.

    Parameters
    ----------
    text : str
        A column.
    """
    day_first = f"CONCAT(SUBSTR({text}, 7, 4), '-', SUBSTR({text}, 4, 2), '-', SUBSTR({text}, 1, 2))"
    # The two usual ways are told by where their marks stand; patterns are for the rest.
    return (
        f"CASE WHEN {text} IS NULL THEN NULL "
        f"WHEN LENGTH({text}) = 10 AND SUBSTR({text}, 5, 1) = '-' AND SUBSTR({text}, 8, 1) = '-' "
        f"THEN TRY_CAST({text} AS DATE) "
        f"WHEN LENGTH({text}) = 10 AND SUBSTR({text}, 3, 1) = '/' AND SUBSTR({text}, 6, 1) = '/' "
        f"THEN TRY_CAST({day_first} AS DATE) "
        f"WHEN {_matches(text, ISO)} THEN {_date(text, ISO, 1, 2, 3)} "
        f"WHEN {_matches(text, DAY_FIRST)} THEN {_date(text, DAY_FIRST, 3, 2, 1)} "
        f"WHEN {_matches(text, NAMED)} THEN TRY_CAST(CONCAT({_part(text, NAMED, 3)}, '-', {_month(text)}, '-', "
        f"LPAD({_part(text, NAMED, 1)}, 2, '0')) AS DATE) "
        f"WHEN {_matches(text, SERIAL)} THEN CAST('1899-12-30' AS DATE) + "
        f"TRY_CAST({_part(text, SERIAL, 1)} AS INTEGER) "
        "END"
    )


def _date(text: str, pattern: str, year: int, month: int, day: int) -> str:
    padded = [f"LPAD({_part(text, pattern, group)}, 2, '0')" for group in (month, day)]
    return f"TRY_CAST(CONCAT({_part(text, pattern, year)}, '-', {padded[0]}, '-', {padded[1]}) AS DATE)"


def _month(text: str) -> str:
    name = f"LOWER({_part(text, NAMED, 2)})"
    cases = " ".join(
        f"WHEN REGEXP_MATCHES({name}, '^({start})') THEN '{number:02d}'" for number, start in enumerate(MONTHS, 1)
    )
    return f"CASE {cases} END"


def _part(text: str, pattern: str, group: int) -> str:
    return f"REGEXP_EXTRACT({text}, '{pattern}', {group})"


def _matches(text: str, pattern: str) -> str:
    return f"REGEXP_MATCHES({text}, '{pattern}')"
