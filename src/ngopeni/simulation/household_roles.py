"""What each role in a household brings: sex, age and marriage, drawn against those who are there already."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array, choose, happens, whole

ROLES = {"h": 1, "s": 2, "c": 3, "d": 4, "g": 5, "p": 6, "o": 8}
MAN, WOMAN = 1, 2
SINGLE, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4
ABSENT = -(10**6)


class Draft:
    """Households while they are being made up: a row each, a column for each place in the longest template.

    Only what the makers of the roles below share; it is gone when `compose` returns.
    """

    def __init__(self, dice: np.random.RandomState, count: int, on: int) -> None:
        templates = listed("households")
        self.dice, self.on = dice, on
        self.which = choose(dice, count, [each["weight"] for each in templates])
        longest = max(len(each["roles"]) for each in templates)
        letters = np.array([list(each["roles"].ljust(longest)) for each in templates])
        self.letters = letters[self.which]
        self.head_age = np.array([each["head_age"] for each in templates])[self.which]
        self.head_sex = np.array([MAN if each["head"] == "m" else WOMAN for each in templates])[self.which]
        self.has_inlaw = np.array(["d" in each["roles"] for each in templates])[self.which]
        shape = (count, longest)
        self.birth = np.full(shape, ABSENT, dtype=np.int64)
        self.sex, self.marital = np.full(shape, MAN, dtype=np.int64), np.full(shape, SINGLE, dtype=np.int64)
        self.mother, self.family = np.full(shape, -1, dtype=np.int64), np.ones(shape, dtype=np.int64)
        # Of each household: the woman whose children they are, the eldest child, the married pair and who came last.
        self.woman, self.woman_birth = np.full(count, -1, dtype=np.int64), np.zeros(count, dtype=np.int64)
        self.eldest, self.inlaw = np.full(count, -1, dtype=np.int64), np.full(count, -1, dtype=np.int64)
        self.last_child, self.last_grandchild = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        self.parents = np.zeros(count, dtype=np.int64)

    def years(self, rows: Array, low: float, high: float) -> Array:
        """A span of days for each row, between two numbers of years."""
        return whole(self.dice, len(rows), int(low * 365), int(high * 365))


def _head(draft: Draft, rows: Array, place: int) -> None:
    low, high = draft.head_age[rows, 0], draft.head_age[rows, 1]
    half = (draft.dice.random_sample(len(rows)) + draft.dice.random_sample(len(rows))) / 2
    age = low + (half * (high - low + 1)).astype(np.int64)
    draft.birth[rows, place] = draft.on - age * 365 - age // 4 - draft.years(rows, 0, 1)
    draft.sex[rows, place] = draft.head_sex[rows]
    alone = np.where(happens(draft.dice, 0.8, len(rows)), WIDOWED, DIVORCED)
    draft.marital[rows, place] = np.where(age < 30, SINGLE, alone)
    is_woman = draft.head_sex[rows] == WOMAN
    draft.woman[rows] = np.where(is_woman, place, -1)
    # A father alone: the mother was somewhat younger than he is.
    draft.woman_birth[rows] = draft.birth[rows, place] + np.where(is_woman, 0, 3 * 365)


def _spouse(draft: Draft, rows: Array, place: int) -> None:
    birth = draft.birth[rows, 0] + draft.years(rows, -2, 8)
    draft.birth[rows, place] = np.minimum(birth, draft.on - 19 * 365)
    draft.sex[rows, place] = WOMAN
    draft.marital[rows, place] = draft.marital[rows, 0] = MARRIED
    draft.woman[rows], draft.woman_birth[rows] = place, draft.birth[rows, place]


def _child(draft: Draft, rows: Array, place: int) -> None:
    woman, is_first = draft.woman_birth[rows], draft.eldest[rows] < 0
    # Without a married child in the house, those still at home are the youngest.
    at_home = np.maximum(woman + 19 * 365, np.minimum(draft.on - 25 * 365, woman + 38 * 365))
    start = np.where(draft.has_inlaw[rows], woman + 18 * 365, at_home)
    latest = np.where(draft.has_inlaw[rows], start + 8 * 365, np.minimum(draft.on, woman + 38 * 365))
    span = np.clip(latest - start, 365, 17 * 365)
    first = start + (draft.dice.random_sample(len(rows)) * span).astype(np.int64)
    birth = np.where(is_first, first, draft.last_child[rows] + 450 + draft.years(rows, 0, 5.5))
    is_twin = ~is_first & happens(draft.dice, 0.012, len(rows))
    birth = np.where(is_twin, draft.last_child[rows], birth)
    kept = (birth <= draft.on) & (birth <= woman + 46 * 365) & (is_first | (draft.last_child[rows] > ABSENT))
    draft.last_child[rows] = np.where(kept, birth, ABSENT)
    draft.birth[rows, place] = np.where(kept, birth, ABSENT)
    draft.sex[rows, place] = np.where(happens(draft.dice, 0.51, len(rows)), MAN, WOMAN)
    draft.mother[rows, place] = draft.woman[rows]
    draft.eldest[rows] = np.where(is_first & kept, place, draft.eldest[rows])


def _inlaw(draft: Draft, rows: Array, place: int) -> None:
    eldest = draft.eldest[rows]
    grown = (eldest >= 0) & (draft.birth[rows, eldest] <= draft.on - 20 * 365)
    rows, eldest, spans = rows[grown], eldest[grown], draft.years(rows, -4, 4)[grown]
    birth = draft.birth[rows, eldest] + spans
    draft.birth[rows, place] = np.minimum(birth, draft.on - 19 * 365)
    draft.sex[rows, place] = MAN + WOMAN - draft.sex[rows, eldest]
    draft.marital[rows, place] = draft.marital[rows, eldest] = MARRIED
    draft.family[rows, place] = draft.family[rows, eldest] = 2
    draft.inlaw[rows] = place


def _grandchild(draft: Draft, rows: Array, place: int) -> None:
    inlaw, eldest = draft.inlaw[rows], draft.eldest[rows]
    mother = np.where(draft.sex[rows, eldest] == WOMAN, eldest, inlaw)
    is_first = draft.last_grandchild[rows] == 0
    start = np.where(is_first, draft.birth[rows, mother] + 19 * 365, draft.last_grandchild[rows] + 500)
    span = np.where(is_first, draft.years(rows, 0, 7), draft.years(rows, 0, 4))
    alone = draft.on - draft.years(rows, 2, 17)
    birth = np.where(draft.has_inlaw[rows], start + span, alone)
    kept = (birth <= draft.on) & ((inlaw >= 0) | ~draft.has_inlaw[rows])
    draft.last_grandchild[rows] = birth
    draft.birth[rows, place] = np.where(kept, birth, ABSENT)
    draft.sex[rows, place] = np.where(happens(draft.dice, 0.51, len(rows)), MAN, WOMAN)
    draft.mother[rows, place] = np.where(inlaw >= 0, mother, -1)
    draft.family[rows, place] = np.where(inlaw >= 0, 2, 1)


def _parent(draft: Draft, rows: Array, place: int) -> None:
    birth = draft.birth[rows, 0] - draft.years(rows, 19, 29)
    draft.birth[rows, place] = np.where(birth > draft.on - 97 * 365, birth, ABSENT)
    is_first = draft.parents[rows] == 0
    is_woman = np.where(is_first, happens(draft.dice, 0.7, len(rows)), draft.sex[rows, place - 1] == MAN)
    draft.sex[rows, place] = np.where(is_woman, WOMAN, MAN)
    draft.marital[rows, place] = WIDOWED
    draft.parents[rows] += 1
    is_mother = is_woman & (draft.birth[rows, place] > ABSENT)
    draft.mother[rows, 0] = np.where(is_mother, place, draft.mother[rows, 0])


def _other(draft: Draft, rows: Array, place: int) -> None:
    draft.birth[rows, place] = draft.on - draft.years(rows, 10, 70)
    draft.sex[rows, place] = np.where(happens(draft.dice, 0.5, len(rows)), MAN, WOMAN)


MAKERS: dict[str, Callable[[Draft, Array, int], None]] = {
    "h": _head,
    "s": _spouse,
    "c": _child,
    "d": _inlaw,
    "g": _grandchild,
    "p": _parent,
    "o": _other,
}
