"""Codes of instruments and what they mean, dated, out of the reference files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "crosswalks"


@cache
def crosswalk(instrument: str) -> dict[str, Any]:
    """The file of an instrument: ``title``, ``valid_from``, ``source`` and its ``items``."""
    return dict(yaml.safe_load((FOLDER / f"{instrument}.yaml").read_text(encoding="utf-8")))


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
    meanings: dict[str, str] = {}
    for name in ("words", instrument):
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
