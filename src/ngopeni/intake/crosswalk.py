"""Codes of instruments and what they mean, dated, out of the reference files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.yaml_file import read_yaml

WORDS, INSTRUMENTS = "words", ("bdt2015", "regsosek2022")
FOLDER = Path(__file__).resolve().parents[1] / "reference" / "crosswalks"


@cache
def crosswalk(instrument: str) -> dict[str, Any]:
    """The file of an instrument: ``title``, ``valid_from``, ``source`` and its ``items``."""
    return dict(read_yaml(FOLDER / f"{instrument}.yaml"))


def _words_of_all(item: str) -> dict[str, str]:
    """What people write in words for an answer, whichever questionnaire asked; codes mean nothing without it."""
    meanings: dict[str, str] = {}
    for name in INSTRUMENTS:
        for entry in crosswalk(name)["items"].get(item, {}).get("codes", {}).values():
            texts = [str(text).upper() for text in (entry.get("id", ""), *entry.get("words", [])) if text]
            meanings |= {text: entry["meaning"] for text in texts if text not in meanings and not text.isdecimal()}
    return meanings


@cache
def codes_of(instrument: str, item: str) -> dict[str, str]:
    """Canonical meaning by everything that stands for it in files, in capitals.

    That is the code with and without a leading zero, its official words, and words that people write
    instead, those of every instrument included.

    Examples
    --------
    >>> codes_of("bdt2015", "waste_disposal")["4"], codes_of("regsosek2022", "waste_disposal")["4"]
    ('surface_water', 'pit')
    """
    meanings = _words_of_all(item) if instrument == WORDS else {}
    for name in (WORDS, instrument):
        found = crosswalk(name)["items"].get(item, {})
        for meaning, entry in found.get("meanings", {}).items():
            meanings |= {str(word).upper(): str(meaning) for word in (entry.get("id", ""), *entry["words"])}
        for code, entry in found.get("codes", {}).items():
            texts = (code, str(code).zfill(2), entry.get("id", ""), *entry.get("words", []))
            meanings |= {str(text).upper(): entry["meaning"] for text in texts if text}
    return meanings


def crosswalk_date(instrument: str) -> str:
    """The day from which an instrument's list of codes holds; without codes of its own, that of the words."""
    name = instrument if (FOLDER / f"{instrument}.yaml").exists() else "words"
    return str(crosswalk(name)["valid_from"])
