"""Sentences of errors, findings and explanations, in two languages, from ``reference/messages``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.wording import say
from ngopeni.kernel.yaml_file import read_yaml

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "messages"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every message by code: ``{code: {"id": ..., "en": ...}}``.

    Raises
    ------
    AssertionError
        When two files define the same code.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for code, texts in read_yaml(path).items():
            assert code not in found, f"message {code} is defined twice, the second time in {path.name}"
            found[code] = texts
    return found


def sentence(code: str, values: Mapping[str, Any], language: str = "id") -> str:
    """The sentence of a code, filled with values worded for its language.

    Parameters
    ----------
    code : str
        A code of the catalogue.
    values : mapping
        Placeholder to value; numbers and dates are written as the language writes them.
    language : {"id", "en"}

    Returns
    -------
    str

    Raises
    ------
    AssertionError
        When the code is not in the catalogue.
    """
    texts = catalogue().get(code)
    assert texts is not None, f"message {code} is not in {FOLDER.name}"
    return texts[language].format_map({name: say(value, language) for name, value in values.items()})
