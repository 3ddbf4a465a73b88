"""Numbers of sixteen digits and what stands in them, in SQL.

Source
------
UU 23/2006 jo. 24/2013 (sixteen digits). Their order is common knowledge: area of first issue (6), day, for women
raised by 40, month and year of birth (2 each), serial (4). The area stays for life.
"""

from __future__ import annotations

from ngopeni.kernel.literal import literals

# What somebody typed because the form did not take an empty field.
COUNTED_UP = ("1234567890123456", "0123456789012345", "1234567891234567", "1234567812345678", "9876543210987654")
WOMEN = 40


def is_sentinel(number: str) -> str:
    """Whether a number is one digit over and over, or counts up."""
    return f"(REPLACE({number}, SUBSTR({number}, 1, 1), '') = '' OR {number} IN ({literals(COUNTED_UP)}))"


def is_filler(number: str) -> bool:
    """The same of a number at hand: one digit over and over, or counting up.

    Examples
    --------
    >>> is_filler("0000000000000000"), is_filler("1234567890123456"), is_filler("3316021201900003")
    (True, True, False)
    """
    return len(set(number)) == 1 or number in COUNTED_UP


def is_formed(number: str) -> str:
    """Whether a number has the sixteen digits of one that names somebody."""
    return f"(LENGTH({number}) = 16 AND NOT {is_sentinel(number)})"


def part(number: str, start: int, width: int) -> str:
    """Some of its digits as a whole number."""
    return f"CAST(SUBSTR({number}, {start}, {width}) AS INTEGER)"


def day_of(written: str) -> str:
    """The day of birth, whoever it is."""
    return f"CASE WHEN {written} > {WOMEN} THEN {written} - {WOMEN} ELSE {written} END"


def is_date(day: str, month: str, year: str) -> str:
    """Whether there is such a day; of the year only two digits are known, so every fourth is a leap year."""
    longest = (
        f"CASE WHEN {month} = 2 THEN CASE WHEN {year} % 4 = 0 THEN 29 ELSE 28 END "
        f"WHEN {month} IN (4, 6, 9, 11) THEN 30 ELSE 31 END"
    )
    return f"({month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND {longest})"


def written_day(date: str, sex: str) -> str:
    """The six digits that a birth date and a sex make."""
    day = f"DAY({date}) + CASE WHEN {sex} = 'female' THEN {WOMEN} ELSE 0 END"
    numbers = (day, f"MONTH({date})", f"YEAR({date}) % 100")
    return " || ".join(f"LPAD(CAST({number} AS VARCHAR), 2, '0')" for number in numbers)
