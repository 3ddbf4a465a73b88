"""Names of people as numbers of words, with the spellings that officers confuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array

GROUPS: tuple[str, ...] = (
    "male_elder",
    "male_younger",
    "female_elder",
    "female_younger",
    "male_following",
    "female_following",
)
GROUPS += ("male_leading", "female_leading")
SPELLINGS = 3
# The older spelling and what ears confuse: tried in this order until there are enough.
SOUNDS = (("U", "OE"), ("J", "DJ"), ("Y", "I"), ("I", "Y"), ("F", "P"), ("V", "F"), ("H", ""), ("O", "A"), ("K", "Q"))


@dataclass(frozen=True)
class Words:
    """Every word of a name; a word is named by its place, and 0 is no word.

    Attributes
    ----------
    texts : list of str
    groups : dict of str to array
        Words by list, the commonest first.
    spellings : array of shape (words, 3)
        Other spellings of a word.
    initials : array of shape (words,)
    """

    texts: list[str]
    groups: dict[str, Array]
    spellings: Array
    initials: Array
    _places: dict[str, int] = field(repr=False)

    def place(self, text: str) -> int:
        """The number of a word."""
        return self._places[text]


@cache
def known_words() -> Words:
    """All words of the reference lists and their spellings."""
    names = listed("names")
    lists = {group: names[group].split() for group in GROUPS}
    lists |= {"titles": names["elder_titles"].split(), "learned": names["learned_titles"]}
    lists |= {"placeholders": names["placeholders"]}
    base = sorted({word for group in lists.values() for word in group})
    variants = {word: spellings_of(word) for word in base}
    more = sorted({word for group in variants.values() for word in group} | {f"{word[0]}." for word in base})
    texts = ["", *dict.fromkeys([*base, *more])]
    places = {text: place for place, text in enumerate(texts)}
    spellings, initials = np.zeros((len(texts), SPELLINGS), dtype=np.int64), np.zeros(len(texts), dtype=np.int64)
    for word in base:
        others = variants[word] or [word]
        spellings[places[word]] = [places[others[number % len(others)]] for number in range(SPELLINGS)]
        initials[places[word]] = places[f"{word[0]}."]
    groups = {name: np.array([places[word] for word in group]) for name, group in lists.items()}
    return Words(texts, groups, spellings, initials, places)


def spellings_of(word: str) -> list[str]:
    """Three other spellings of a word.

    Examples
    --------
    >>> spellings_of("SUGENG")
    ['SOEGENG', 'SUGEN', 'SUGNEG']
    """
    found = list(listed("names")["spellings"].get(word, []))
    for sound, other in SOUNDS:
        place = word.find(sound, 1)
        if place > 0:
            found.append(word[:place] + other + word[place + len(sound) :])
    middle = len(word) // 2
    found += [word[:-1], word[:middle] + word[middle + 1 : middle + 2] + word[middle] + word[middle + 2 :]]
    found += [word + word[-1], word[0] + word]
    return [each for each in dict.fromkeys(found) if each not in {word, ""}][:SPELLINGS]
