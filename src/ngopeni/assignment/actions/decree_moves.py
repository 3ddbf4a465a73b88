"""One move of a decree by the table: allowed, written down."""

from __future__ import annotations

from ngopeni.accounts.models import User
from ngopeni.assignment.decree_states import Move, move
from ngopeni.assignment.models import Decree, DecreeStep
from ngopeni.kernel.error import UserError


def check_move(decree: Decree, code: str, by: User) -> Move:
    """The move of that name from where the decree stands.

    Raises
    ------
    UserError
        DECREE-026 when the table has none, or what `User.refusal` says.
    """
    found = move(code, decree.state)
    if found is None or found.permission is None:
        raise UserError("DECREE-026")
    refusal = by.refusal(found.permission)
    if refusal is not None:
        raise refusal
    return found


def make_move(decree: Decree, code: str, by: str, note: str = "") -> None:
    """Move a decree on, with the step that says so; whether somebody may is checked before."""
    found = move(code, decree.state)
    assert found is not None, f"no move {code} from {decree.state}"
    DecreeStep.objects.create(
        decree=decree, from_state=decree.state, to_state=found.target, note=note[:300], taken_by=by
    )
    decree.state = found.target
    decree.save()
