"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ngopeni.kernel.messages import sentence


class Level(StrEnum):
    """How bad it is."""

    FINE = "ok"
    WARNING = "warning"  # somebody should look
    PROBLEM = "problem"  # somebody must act


@dataclass(frozen=True)
class Diagnosis:
    """One check and what it found.

    Parameters
    ----------
    check : str
        Which check, such as ``permissions``.
    level : Level
    code : str
        The sentence: what is so, and what to do where something is.
    values : dict
        What the sentence needs; never personal data.
    """

    check: str
    level: Level
    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def sentence(self, language: str = "id") -> str:
        """What was found, and what to do."""
        return sentence(self.code, self.values, language)

    @property
    def facts(self) -> dict[str, Any]:
        """For programs."""
        return {"check": self.check, "level": self.level.value, "code": self.code, "sentence": self.sentence()}


def fine(check: str, code: str, **values: Any) -> Diagnosis:
    """All is well."""
    return Diagnosis(check, Level.FINE, code, values)


def warning(check: str, code: str, **values: Any) -> Diagnosis:
    """Somebody should look."""
    return Diagnosis(check, Level.WARNING, code, values)


def problem(check: str, code: str, **values: Any) -> Diagnosis:
    """Somebody must act."""
    return Diagnosis(check, Level.PROBLEM, code, values)
