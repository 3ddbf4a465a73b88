"""Answers in the words of the questionnaire that asked for them, or in those that people prefer now."""

from __future__ import annotations

from functools import cache
from typing import Any

from ngopeni.intake.answers import UNKNOWN_MARK
from ngopeni.intake.crosswalk import FOLDER, INSTRUMENTS, WORDS, crosswalk
from ngopeni.verification.shown_words import shown_words

ASSETS = ("refrigerator", "television", "gold", "motorcycle", "car", "land")
# Columns whose answers stand in the crosswalk under another name.
ITEMS = {"family_relation": "relation", "kin": "relation", **{f"has_{asset}": "yes_no" for asset in ASSETS}}


def answer_words(instrument: str, column: str, value: Any, language: str) -> str | None:
    """What an answer means, in the words of its instrument; the text itself where nobody knows its meaning.

    Parameters
    ----------
    instrument : str
        Whose code it was.
    column : str
        The canonical column.
    value : Any
        Its canonical meaning.
    language : {"id", "en"}

    Examples
    --------
    >>> answer_words("bdt2015", "has_car", "no", "id"), answer_words("bdt2015", "wall", "?0", "id")
    ('Tidak', '0')
    >>> answer_words("bdt2015", "disability", "none", "id"), answer_words("bdt2015", "disability", "none", "en")
    ('Tidak ada disabilitas', 'No disability')
    """
    if not isinstance(value, str):
        return None
    if value.startswith(UNKNOWN_MARK):
        return value.removeprefix(UNKNOWN_MARK)
    item = ITEMS.get(column, column)
    return shown_words(item, value, language) or _meanings(instrument, item).get(value, value)


@cache
def _meanings(instrument: str, item: str) -> dict[str, str]:
    """The first words of each meaning: of the instrument itself, then of what people write, then of any other."""
    found: dict[str, str] = {}
    for name in dict.fromkeys((instrument, WORDS, *INSTRUMENTS)):
        if not (FOLDER / f"{name}.yaml").exists():
            continue
        entry = crosswalk(name)["items"].get(item, {})
        told = [(str(each["meaning"]), each.get("id")) for each in entry.get("codes", {}).values()]
        told += [(str(meaning), each.get("id")) for meaning, each in entry.get("meanings", {}).items()]
        for meaning, words in told:
            if words:
                found.setdefault(meaning, str(words))
    return found
