"""The log in words: each action's kind and sentence, from ``reference/event_words.yaml``."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.accounts.role_words import right_word, role_name
from ngopeni.kernel.wording import say
from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "event_words.yaml"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Placeholders that hold the code of a place, or several.
PLACES = {"scope", "scopes"}


@cache
def event_words() -> dict[str, dict[str, Any]]:
    """The whole file: kinds, actions, values, subjects."""
    words: dict[str, dict[str, Any]] = read_yaml(FILE)
    return words


def actions_of(kind: str) -> list[str]:
    """The actions of a kind."""
    return [action for action, words in event_words()["actions"].items() if words["kind"] == kind]


def event_sentence(
    action: str, subject: str, details: Mapping[str, Any], places: Mapping[str, str], language: str
) -> str:
    """What an event says.

    Parameters
    ----------
    action, subject : str
    details : mapping
        As the log keeps them.
    places : mapping
        Name of a place by its code.
    language : {"id", "en"}

    Returns
    -------
    str
        The code of the action itself where a later version of the program wrote it.

    Examples
    --------
    >>> event_sentence("zones.object", "village:33.16.01.2001", {"version": 3}, {"33.16.01.2001": "Jono"}, "id")
    'Menyanggah zona (desa Jono), penetapan nomor 3.'
    >>> event_sentence("people.read_person", "x", {"paper": "SK 1/2026"}, {}, "id")
    'Membaca satu warga (x). Hak dari SK 1/2026.'
    """
    words = event_words()["actions"].get(action)
    if words is None:
        return f"{action} ({subject})"
    values = {name: _value(name, value, places, language) for name, value in details.items()}
    values["subject"] = _subject(subject, places, language)
    told = str(words[language])
    if details.get("paper") and "{paper}" not in told:
        told = f"{told} {event_words()['opened_by'][language]}"
    return told.format_map(defaultdict(lambda: "–", values))


def _value(name: str, value: Any, places: Mapping[str, str], language: str) -> str:
    if isinstance(value, list):
        return say([_value(name, each, places, language) for each in value], language) or "–"
    if name in PLACES:
        return places.get(value, value)
    if name == "giver":
        return _subject(str(value), places, language)
    if name == "role":
        return role_name(str(value), language)
    known = event_words()["values"].get(name, {})
    if isinstance(value, str) and value in known:
        return str(known[value][language])
    if isinstance(value, str) and DATE.fullmatch(value):
        value = dt.date.fromisoformat(value)
    return say(value, language) or "–"


def _subject(subject: str, places: Mapping[str, str], language: str) -> str:
    """``row:0a1b2c:7`` as ``baris 0a1b2c nomor 7``: what it is, then its parts."""
    front, _colon, rest = subject.partition(":")
    word = event_words()["subjects"].get(front)
    if word is None or not rest:
        return str(word[language]) if word else subject
    if front == "permission":
        return f"{word[language]} {right_word(rest, language)}"
    parts = [places.get(part, part) for part in rest.split(":")]
    return f"{word[language]} {' / '.join(parts)}"
