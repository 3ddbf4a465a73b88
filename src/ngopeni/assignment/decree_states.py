"""Where a decree can stand, and the moves between: the table that pages, rights and the diagram come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ngopeni.accounts.rights import Permission


class State(StrEnum):
    """Where a decree stands."""

    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    REVOKED = "revoked"
    EXPIRED = "expired"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Move:
    """A move that somebody may make.

    Attributes
    ----------
    code : str
    source, target : State
    permission : Permission, optional
        None where no person makes it: it follows from another decree, or from the calendar.
    """

    code: str
    source: State
    target: State
    permission: Permission | None


MOVES = (
    Move("submit", State.DRAFTED, State.IN_REVIEW, Permission.DRAFT_DECREES),
    Move("discard", State.DRAFTED, State.DISCARDED, Permission.DRAFT_DECREES),
    Move("return", State.IN_REVIEW, State.DRAFTED, Permission.SIGN_DECREES),
    Move("sign", State.IN_REVIEW, State.SIGNED, Permission.SIGN_DECREES),
    Move("put_in_force", State.SIGNED, State.IN_FORCE, Permission.SIGN_DECREES),
    Move("withdraw", State.SIGNED, State.WITHDRAWN, Permission.SIGN_DECREES),
    Move("amend", State.IN_FORCE, State.AMENDED, None),
    Move("amend", State.AMENDED, State.AMENDED, None),
    Move("revoke", State.IN_FORCE, State.REVOKED, None),
    Move("revoke", State.AMENDED, State.REVOKED, None),
    Move("expire", State.IN_FORCE, State.EXPIRED, None),
    Move("expire", State.AMENDED, State.EXPIRED, None),
)
# A decree that was amended holds on as amended.
HOLDING = frozenset({State.IN_FORCE, State.AMENDED})
# Given up before it ever came into force: as a draft, or after the signature.
GIVEN_UP = frozenset({State.DISCARDED, State.WITHDRAWN})


def move(code: str, source: State | str) -> Move | None:
    """The move of that name from there, None where there is none."""
    return next((each for each in MOVES if each.code == code and each.source == source), None)


def moves_from(source: State | str) -> list[Move]:
    """Every move from a state that a person makes."""
    return [each for each in MOVES if each.source == source and each.permission is not None]


def path() -> list[State]:
    """The states that a decree passes on its way into force, in order."""
    states = [State.DRAFTED]
    while onward := next((each for each in moves_from(states[-1]) if _is_onward(each, states)), None):
        states.append(onward.target)
    return states


def _is_onward(step: Move, passed: list[State]) -> bool:
    return step.target not in passed and step.target not in GIVEN_UP
