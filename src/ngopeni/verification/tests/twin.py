"""The search by name once more, slow and plain, out of the words of the page: what counts as alike."""

from __future__ import annotations

import re

TITLES = {"H", "HJ", "HAJI", "HAJJAH", "KH", "DR", "DRS", "DRA", "IR", "BPK", "BAPAK", "IBU", "NY", "TN", "SDR", "SDRI"}
TITLES |= {"ALM", "ALMH", "BIN", "BINTI"}


def plain(name: str) -> str:
    """Capitals and single spaces; no degree, no apostrophe, no old spelling."""
    text = name.split(",", maxsplit=1)[0].upper()
    text = re.sub("['’`]", "", text)
    for old, new in (("OE", "U"), ("DJ", "J"), ("TJ", "C")):
        text = text.replace(old, new)
    return re.sub("[^A-Z]+", " ", text).strip()


def distance(first: str, second: str) -> int:
    """How many letters must be put in, left out or changed."""
    row = list(range(len(second) + 1))
    for i, one in enumerate(first, 1):
        above, row = row, [i]
        for j, other in enumerate(second, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (one != other)))
    return row[-1]


def alike(first: str, second: str) -> float:
    return 1 - distance(first, second) / max(len(first), len(second), 1)


def word_alike(word: str, wanted: str) -> float:
    if word == wanted:
        return 1.0
    if len(wanted) >= 3 and word.startswith(wanted):
        return 0.9
    return alike(word, wanted)


def name_alike(name: str, asked: str) -> float:
    """How much a name is like the one asked for, by words and as a whole, whichever is more; 0 where too little."""
    name, asked = plain(name), plain(asked)
    words = set(name.split(" ")) - TITLES
    wanted = set(asked.split(" ")) - TITLES
    best = [max((word_alike(word, each) for word in words), default=0.0) for each in wanted] if words else []
    by_word = sum(best) / len(best) if best and min(best) >= 0.6 else 0.0
    whole = alike(name.replace(" ", ""), asked.replace(" ", ""))
    found = max(by_word, whole)
    return found if found >= 0.75 else 0.0
