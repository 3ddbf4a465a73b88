"""What a rule is: data with its source and its evidence; no rule is code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ngopeni.kernel.finding import Severity

# A row of evidence: only the columns that matter; whoever tries a rule fills in sound values for the rest.
Told = Mapping[str, Any]
# A row alone, or with those around it: the first is the one that is judged.
Case = Told | tuple[Told, ...]


class Level(StrEnum):
    """What a rule is about, and so which relation it is judged over."""

    PERSON = "person"
    HOUSEHOLD = "household"
    ROW = "row"  # a row of a file that could not be used
    VILLAGE = "village"  # a village in one list
    LIST = "list"


# Codes of the words for whom rules of a level judge where they judge everybody.
EVERYBODY = {
    Level.PERSON: "QUALITY-781",
    Level.HOUSEHOLD: "QUALITY-782",
    Level.ROW: "QUALITY-783",
    Level.VILLAGE: "QUALITY-784",
    Level.LIST: "QUALITY-785",
}


class Ground(StrEnum):
    """What kind of authority stands behind a rule."""

    LAW = "law"
    AUDIT = "audit"  # what auditors count as wrong
    PRACTICE = "practice"  # what ministries check, or their questionnaire says
    JUDGEMENT = "judgement"  # our own, open to argument


@dataclass(frozen=True)
class Source:
    """Where a rule comes from.

    Parameters
    ----------
    ground : Ground
    reference : str
        Paper or reasoning, in Indonesian.
    is_read : bool
        Whether we have the text from a source that we read; otherwise it is general knowledge of the field.
    """

    ground: Ground
    reference: str
    is_read: bool = True


@dataclass(frozen=True)
class Rule:
    """One thing that can be wrong, with the proof that it is found and that the truth is left alone.

    Parameters
    ----------
    code : str
        Stable; its sentence is in the message catalogue.
    level : Level
    severity : Severity
    column : str
        The column that it points at.
    condition : str
        SQL over the level's relation, true where the rule is broken.
    source : Source
    advice : str
        Code of the sentence that says what to do.
    bad, good : tuple of Case
        Evidence: what must be found, and what is right though it looks odd.
    others : tuple of Case
        What is wrong, but for another rule to find.
    applies : str
        SQL, true where the rule can be judged at all; what is not known is not judged.
    base : str
        Code of the words for whom that is, where it is not everybody.
    other : str
        Column with the key of the counterpart, where there is one.
    is_about_child : bool
        Whether to be found by it tells something of a child that only who reads specific data may know.
    """

    code: str
    level: Level
    severity: Severity
    column: str
    condition: str
    source: Source
    advice: str
    bad: tuple[Case, ...]
    good: tuple[Case, ...]
    others: tuple[Case, ...] = ()
    applies: str = "TRUE"
    base: str = ""
    other: str = ""
    is_about_child: bool = False

    @property
    def is_broken(self) -> str:
        """SQL that is true or false, never missing."""
        return f"COALESCE(({self.applies}) AND ({self.condition}), FALSE)"

    def reads(self, columns: Iterable[str]) -> list[str]:
        """Those of a relation's columns that the rule looks at, in their order.

        Examples
        --------
        >>> source = Source(Ground.JUDGEMENT, "")
        >>> rule = Rule("X-101", Level.PERSON, Severity.NOTE, "age", "age > 120", source, "", (), ())
        >>> rule.reads(["nik", "age", "birth_age"])
        ['age']
        """
        words = set(re.findall(r"[a-z_][a-z0-9_]*", f"{self.applies} {self.condition}"))
        return [column for column in columns if column in words]
