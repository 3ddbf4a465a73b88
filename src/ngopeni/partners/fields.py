"""What is kept of an institution: one list for forms, the history, and the Excel file in and out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.partners.kind import FOLDER, MandateLevel


class Part(StrEnum):
    """What a field belongs to."""

    INSTITUTION = "institution"
    MANDATE = "mandate"
    CAPACITY = "capacity"


class Type(StrEnum):
    """How the value of a field is read."""

    TEXT = "text"
    CHOICE = "choice"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    NEEDS = "needs"


@dataclass(frozen=True)
class Field:
    """One thing that is kept.

    Parameters
    ----------
    key : str
    part : Part
    kind : Type
    label : dict of str to str
        By language; the Indonesian one is the header of the Excel file.
    most : int
        Longest text, or largest number; 0 where there is no bound.
    """

    key: str
    part: Part
    kind: Type
    label: dict[str, str]
    most: int = 0

    @property
    def empty(self) -> str | tuple[str, ...] | None:
        """The value of a field that nobody has filled in."""
        if self.kind in (Type.TEXT, Type.CHOICE):
            return ""
        return () if self.kind is Type.NEEDS else None


CONTACTS = ("contact_name", "contact_phone", "contact_email")
# The fields that hold needs, and the level that they mean.
LEVEL_OF = {
    "main": MandateLevel.MAIN,
    "supporting": MandateLevel.SUPPORTING,
    "expertise_needs": MandateLevel.EXPERTISE,
}


@cache
def fields() -> dict[str, Field]:
    """Every field by its key, in the order of forms and files."""
    listed = read_yaml(FOLDER / "fields.yaml")
    return {
        key: Field(
            key,
            Part(told["part"]),
            Type(told["kind"]),
            {language: told[language] for language in ("id", "en")},
            told.get("most", 0),
        )
        for key, told in listed.items()
    }


def fields_of(*parts: Part) -> list[Field]:
    """The fields of some parts, in their order."""
    return [field for field in fields().values() if field.part in parts]


def label_of(key: str, language: str = "id") -> str:
    """What a field is called.

    Examples
    --------
    >>> label_of("leads_max")
    'Desa yang sanggup dipimpin'
    """
    return fields()[key].label[language]
