"""What was typed into the search: a NIK or a name, each in the form in which it can be looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ngopeni.kernel.error import UserError
from ngopeni.quality.identity_number import is_filler
from ngopeni.verification.name_match import TITLES
from ngopeni.verification.nik_hash import nik_hash

DIGITS = 16
FULL_NAME = 2
SHORTEST_NAME, LONGEST_NAME = 3, 100


class How(StrEnum):
    """What a resident was looked for by."""

    NIK = "nik"
    NAME = "name"


@dataclass(frozen=True)
class Query:
    """What to look for.

    Parameters
    ----------
    how : How
    text : str
        Sixteen digits, or a name as it was written; empty where the hash alone is known.
    birth_year, rt : int, optional
        What a name is narrowed by; a year more or less is let pass, for ages are told in whole years.
    hashed_nik : str
        What stands for the sixteen digits.
    """

    how: How
    text: str
    birth_year: int | None = None
    rt: int | None = None
    hashed_nik: str = ""

    def hashed(self, pepper: str) -> Query:
        """The same as it may be kept: of a NIK the hash alone."""
        if self.how is How.NAME or self.hashed_nik:
            return self
        return Query(self.how, "", hashed_nik=nik_hash(pepper, self.text))

    @property
    def names_one(self) -> bool:
        """Whether it says enough that finding nobody means something: a NIK, two words of a name, or one and a year.

        Examples
        --------
        >>> Query(How.NAME, "Siti Aminah").names_one, Query(How.NAME, "H. Siti").names_one
        (True, False)
        """
        words = [word for word in re.findall(r"[^\W\d_]+", self.text.upper()) if word not in TITLES]
        return self.how is How.NIK or len(words) >= FULL_NAME or self.birth_year is not None


def read_query(typed: str, birth_year: str = "", rt: str = "") -> Query:
    """What somebody typed, once it is known to be a NIK or a name.

    Spaces, dots and dashes between the digits are allowed, for cards are read aloud in groups.

    Raises
    ------
    UserError
        VERIFICATION-002 for digits and letters together, 006 where a narrowing is no number, otherwise as `read_nik`
        and `read_name`. No error holds what was typed.

    Examples
    --------
    >>> read_query("3316 0212.0190-0003").text
    '3316021201900003'
    >>> read_query("  Siti   Aminah ").text
    'Siti Aminah'
    """
    has_digits, has_letters = bool(re.search(r"\d", typed)), bool(re.search(r"[^\W\d_]", typed))
    if has_digits and has_letters:
        raise UserError("VERIFICATION-002")
    if has_digits:
        return Query(How.NIK, read_nik(typed))
    return Query(How.NAME, read_name(typed), _number(birth_year, 4), _number(rt, 3))


def _number(typed: str, most: int) -> int | None:
    """A short whole number; None where the field was left empty."""
    text = typed.strip()
    if not text:
        return None
    if not re.fullmatch(rf"[0-9]{{1,{most}}}", text):
        raise UserError("VERIFICATION-006")
    return int(text)


def read_nik(typed: str) -> str:
    """The sixteen digits of a NIK.

    Raises
    ------
    UserError
        VERIFICATION-001 for another number of digits, 003 for a number that fills a field and names nobody.
    """
    nik = re.sub(r"[\s.,\-–'/]", "", typed)
    if not re.fullmatch(r"[0-9]{16}", nik):
        raise UserError("VERIFICATION-001", count=len(re.findall(r"\d", nik)))
    if is_filler(nik):
        raise UserError("VERIFICATION-003")
    return nik


def read_name(typed: str) -> str:
    """A name with single spaces.

    Raises
    ------
    UserError
        VERIFICATION-004 for fewer than three letters, 005 for a text too long to be a name.
    """
    name = " ".join(typed.split())
    if len(re.findall(r"[A-Za-z]", name)) < SHORTEST_NAME:
        raise UserError("VERIFICATION-004", least=SHORTEST_NAME)
    if len(name) > LONGEST_NAME:
        raise UserError("VERIFICATION-005", most=LONGEST_NAME)
    return name
