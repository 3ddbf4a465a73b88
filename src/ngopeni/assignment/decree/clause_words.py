"""What clauses, templates and placeholders are called on screens and in refusals."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.yaml_file import read_yaml

FOLDER = Path(__file__).resolve().parents[2] / "reference" / "decrees"
WORDS = "words.yaml"


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    words: dict[str, dict[str, dict[str, str]]] = read_yaml(FOLDER / WORDS)
    return words


def clause_title(code: str, language: str = "id") -> str:
    """A clause, or an item of one.

    Examples
    --------
    >>> clause_title("period"), clause_title("tasks.b")
    ('Masa tugas', 'Tugas, huruf b')
    """
    clause, _dot, item = code.partition(".")
    words = _words()["clauses"].get(clause)
    if words is None:
        return code
    letter = {"id": "huruf", "en": "letter"}[language]
    return f"{words[language]}, {letter} {item}" if item else words[language]


def template_title(code: str, language: str = "id") -> str:
    """A kind of decree."""
    words = _words()["templates"].get(code)
    return words[language] if words else code


def placeholder_words(name: str, language: str = "id") -> str:
    """What fills a placeholder."""
    return _words()["placeholders"][name][language]


class ClauseRefused(UserError):
    """A `UserError` about words that were written on a page; its values name clauses and kinds of decrees by code.

    Examples
    --------
    >>> ClauseRefused("DECREE-003", file="regent", clause="period", placeholder="{ends_on}").sentence()[:50]
    'Klausul “Masa tugas” pada keputusan kepala daerah '
    """

    def sentence(self, language: str = "id") -> str:
        """What is wrong and what to do, with clauses by their titles."""
        told: dict[str, Any] = dict(self.values)
        for name in {"file", "template"} & told.keys():
            told[name] = template_title(told[name], language)
        if "clause" in told:
            told["clause"] = clause_title(told["clause"], language)
        if self.code == "DECREE-005":
            told["known"] = [clause_title(code, language) for code in told["known"]]
        return sentence(self.code, told, language)
