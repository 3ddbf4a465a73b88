"""What people write here and everybody who plans reads."""

from __future__ import annotations

from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number

SHORTEST = 5


def checked_text(text: str) -> str:
    """A reason or remark without its edges.

    Raises
    ------
    UserError
        ASSIGNMENT-021 for one that says nothing, 022 for one with the number of an identity card.
    """
    text = text.strip()
    if len(text) < SHORTEST:
        raise UserError("ASSIGNMENT-021")
    if holds_person_number(text):
        raise UserError("ASSIGNMENT-022")
    return text
