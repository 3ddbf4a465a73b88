"""Texts inside SQL, where a parameter cannot stand: names of files, lists of codes, views."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def literal(text: str | Path) -> str:
    """A text as SQL writes it.

    Examples
    --------
    >>> literal("Ma'rang")
    "'Ma''rang'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def literals(texts: Iterable[str | Path]) -> str:
    """Several texts as a list in SQL.

    Examples
    --------
    >>> literals(["a", "b"])
    "'a', 'b'"
    """
    return ", ".join(map(literal, texts))
