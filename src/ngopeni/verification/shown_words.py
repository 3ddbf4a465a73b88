"""Answers of lists in the words in which pages show them, where these are not the questionnaire's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "answer_words.yaml"


@cache
def shown_items() -> dict[str, dict[str, dict[str, str]]]:
    """Words by item of the crosswalks, meaning and language; Indonesian only where it differs from the crosswalk."""
    items: dict[str, dict[str, dict[str, str]]] = read_yaml(FILE)["items"]
    return items


def shown_words(item: str, meaning: str, language: str) -> str | None:
    """The words of one meaning; None where the questionnaire's own are shown.

    Parameters
    ----------
    item, meaning : str
        As in the crosswalks.
    language : {"id", "en"}

    Examples
    --------
    >>> shown_words("disability", "none", "id"), shown_words("sex", "male", "id"), shown_words("sex", "male", "en")
    ('Tidak ada disabilitas', None, 'Male')
    """
    return shown_items().get(item, {}).get(meaning, {}).get(language)
