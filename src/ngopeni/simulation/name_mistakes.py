"""What officers do to names: five words in a row (before, three of the name, after), places in `known_words`.

Every function takes the dice, the names and the people's sex and age, and gives the names as they are written.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ngopeni.simulation.columns import Columns
from ngopeni.simulation.streams import Array, happens, whole
from ngopeni.simulation.words import SPELLINGS, known_words

BEFORE, FIRST, LAST, AFTER = 0, 1, 3, 4
WIDTH = 5


def length_of(names: Array) -> Array:
    """How many words a name has without titles."""
    return (names[:, FIRST : LAST + 1] > 0).sum(axis=1)


def empty(dice: np.random.RandomState, names: Array, people: Columns) -> Array:
    """Nothing written."""
    return np.zeros_like(names)


def placeholder(dice: np.random.RandomState, names: Array, people: Columns) -> Array:
    """A dash, XXX or the like."""
    words = known_words().groups["placeholders"]
    found = np.zeros_like(names)
    found[:, FIRST] = words[whole(dice, len(names), 0, len(words) - 1)]
    return found


def abbreviated(dice: np.random.RandomState, names: Array, people: Columns) -> Array:
    """A leading word or the following words as initials; a name of one word loses all but its initial."""
    initials, found = known_words().initials, names.copy()
    is_first = (length_of(names) == 1) | happens(dice, 0.4, len(names))
    found[:, FIRST] = np.where(is_first, initials[names[:, FIRST]], names[:, FIRST])
    for place in (FIRST + 1, LAST):
        found[:, place] = np.where(is_first, names[:, place], initials[names[:, place]])
    return found


def respelled(dice: np.random.RandomState, names: Array, people: Columns) -> Array:
    """One word in another spelling."""
    place = FIRST + (dice.random_sample(len(names)) * length_of(names)).astype(np.int64)
    which = whole(dice, len(names), 0, SPELLINGS - 1)
    found, rows = names.copy(), np.arange(len(names))
    old = names[rows, place]
    new = known_words().spellings[old, which]
    found[rows, place] = np.where(new > 0, new, old)
    return found


def word_dropped(dice: np.random.RandomState, names: Array, people: Columns) -> Array:
    """The last word missing; only for names of two or more."""
    found, rows = names.copy(), np.arange(len(names))
    found[rows, FIRST + length_of(names) - 1] = 0
    return found


def titled(dice: np.random.RandomState, names: Array, people: Columns) -> Array:
    """A title that is not part of the name: of the pilgrim for elders, of the learned for others."""
    words, found = known_words(), names.copy()
    hajj, learned = words.groups["titles"], words.groups["learned"]
    is_elder = people["age"] >= 45
    found[:, BEFORE] = np.where(is_elder, hajj[people["sex"] - 1], 0)
    found[:, AFTER] = np.where(is_elder, 0, learned[whole(dice, len(names), 0, len(learned) - 1)])
    return found


BY_KIND: dict[str, Callable[[np.random.RandomState, Array, Columns], Array]] = {
    "name_empty": empty,
    "name_placeholder": placeholder,
    "name_abbreviated": abbreviated,
    "name_spelling": respelled,
    "name_word_dropped": word_dropped,
    "name_titled": titled,
}
