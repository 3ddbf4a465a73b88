"""Who lives together: households of heads, spouses, children, in-laws, grandchildren and parents."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import Columns
from ngopeni.simulation.household_roles import ABSENT, MAKERS, MAN, ROLES, Draft


def compose(dice: np.random.RandomState, count: int, on: int) -> Columns:
    """Make up households.

    Parameters
    ----------
    dice : RandomState
    count : int
        Households.
    on : int
        The day they are seen, since 1970.

    Returns
    -------
    Columns
        A row for each person, heads first: household (0 to count - 1), role, family_no, family_role, sex, birth,
        marital, mother (row of the mother, -1 where she lives elsewhere).
    """
    draft = Draft(dice, count, on)
    for place in range(draft.letters.shape[1]):
        for letter, make in MAKERS.items():
            rows = np.flatnonzero(draft.letters[:, place] == letter)
            if len(rows):
                make(draft, rows, place)
    return _flat(draft)


def _flat(draft: Draft) -> Columns:
    """One row for each person, with mothers as rows."""
    is_here = draft.birth > ABSENT
    household = np.nonzero(is_here)[0]
    row_of = np.cumsum(is_here.ravel()).reshape(is_here.shape) - 1
    mother = draft.mother[is_here]
    has_mother = (mother >= 0) & is_here[household, mother]
    codes = np.array([ROLES.get(chr(number), 0) for number in range(128)], dtype=np.int64)
    role = codes[draft.letters[is_here].astype("U1").view(np.int32)]
    sex, family = draft.sex[is_here], draft.family[is_here]
    # In the family of the married child the man is the head.
    pair = np.where(sex == MAN, 1, 2)
    family_role = np.where(family == 2, np.where(role == ROLES["g"], 3, pair), role)
    return {
        "household": household,
        "role": role,
        "family_no": family,
        "family_role": family_role,
        "sex": sex,
        "birth": draft.birth[is_here],
        "marital": draft.marital[is_here],
        "mother": np.where(has_mother, row_of[household, mother], -1),
    }
