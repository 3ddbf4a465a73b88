"""What kinds of institutions assist villages, and how far each can serve a need."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from ngopeni.kernel.yaml_file import read_yaml

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "partners"


class Kind(StrEnum):
    """A kind of institution, in the order of every table and page."""

    AGENCY = "agency"
    UNIVERSITY = "university"
    SMK = "smk"
    COMPANY = "company"
    ZAKAT = "zakat"
    OTHER = "other"


class MandateLevel(StrEnum):
    """How an institution comes to serve a need, the strongest first."""

    MAIN = "main"  # by law its own affair
    SUPPORTING = "supporting"  # beside its own affair
    EXPERTISE = "expertise"  # no mandate: it knows how, or has the means


class Against(StrEnum):
    """With whom a conflict of interest may be stated."""

    VILLAGE = "village"
    DISTRICT = "district"
    INSTITUTION = "institution"


class AgreementKind(StrEnum):
    """What sort of agreement an institution has signed."""

    MOU = "mou"
    PKS = "pks"
    OTHER = "other"


ORDER = {str(kind): place for place, kind in enumerate(Kind)}
Words = dict[str, dict[str, str]]


@cache
def kind_words() -> Words:
    """The word of each kind, by its code and language.

    Examples
    --------
    >>> kind_words()["zakat"]["id"]
    'Lembaga zakat'
    """
    words = read_yaml(FOLDER / "kinds.yaml")
    assert set(words) == set(Kind), "kinds.yaml names other kinds than the program"
    return dict(words)


@cache
def other_words(part: str) -> Words:
    """Words by code and language.

    Parameters
    ----------
    part : {"levels", "against", "agreements", "history"}

    Examples
    --------
    >>> other_words("levels")["main"]["id"]
    'mandat utama'
    """
    return dict(read_yaml(FOLDER / "words.yaml")[part])
