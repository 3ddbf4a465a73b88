"""Names of invented people: words drawn by age and sex."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import Columns
from ngopeni.simulation.household_roles import MAN
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array, band, choose, choose_by, happens, zipf_parts
from ngopeni.simulation.words import known_words

WORDS = ("word1", "word2", "word3")
MOTHER_WORDS = ("mother1", "mother2", "mother3")


def draw_names(dice: np.random.RandomState, sex: Array, age: Array) -> Columns:
    """Names by sex (1 man, 2 woman) and age in years.

    Returns
    -------
    Columns
        word1, word2, word3: places in `known_words`, 0 where a name is shorter.
    """
    names = listed("names")
    count = len(sex)
    length = 1 + choose_by(dice, band(age, names["words_by_age"]), [row["parts"] for row in names["words_by_age"]])
    elder_part = np.array([row["part"] for row in names["elder_list_by_age"]])[band(age, names["elder_list_by_age"])]
    is_elder = happens(dice, elder_part / 1000, count)
    given, following, leading = (np.zeros(count, dtype=np.int64) for _ in range(3))
    for kind, is_kind in (("male", sex == MAN), ("female", sex != MAN)):
        for which, rows in (("elder", is_kind & is_elder), ("younger", is_kind & ~is_elder)):
            given[rows] = _words(dice, f"{kind}_{which}", int(rows.sum()))
        following[is_kind] = _words(dice, f"{kind}_following", int(is_kind.sum()))
        leading[is_kind] = _words(dice, f"{kind}_leading", int(is_kind.sum()))
    # Three words begin with one like SITI or MUHAMMAD; so do some names of two.
    leads = (length == 3) | ((length == 2) & happens(dice, 0.3, count))
    leads &= leading != given
    words = np.zeros((count, 3), dtype=np.int64)
    words[:, 0] = np.where(leads, leading, given)
    words[:, 1] = np.where(leads, given, np.where(length > 1, following, 0))
    words[:, 2] = np.where(leads & (length == 3), following, 0)
    words[:, 1] = np.where(words[:, 1] == words[:, 0], 0, words[:, 1])
    words[:, 1:] = np.where((words[:, 1] == 0)[:, None], words[:, :0:-1], words[:, 1:])
    return {name: words[:, place] for place, name in enumerate(WORDS)}


def draw_mothers(dice: np.random.RandomState, people: Columns, age: Array) -> Columns:
    """Names of the mothers: of the one in the same house where there is one, else invented.

    Parameters
    ----------
    people : Columns
        With the words of their own names, and mother: a row of `people` or -1.
    """
    count = len(age)
    invented = draw_names(dice, np.full(count, 2), age + 26)
    mother = people["mother"]
    return {
        theirs: np.where(mother >= 0, people[own][mother], invented[own])
        for own, theirs in zip(WORDS, MOTHER_WORDS, strict=True)
    }


def _words(dice: np.random.RandomState, group: str, count: int) -> Array:
    words = known_words().groups[group]
    return words[choose(dice, count, zipf_parts(len(words)))] if count else np.zeros(0, dtype=np.int64)
