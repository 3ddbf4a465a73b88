"""The laws that a decree names: verified, left out, corrected or added by who may write its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.decree_facts import told_of
from ngopeni.assignment.actions.decree_texts import may_write
from ngopeni.assignment.actions.decrees import lock
from ngopeni.assignment.decree.facts import Law
from ngopeni.assignment.decree.legal_list import SECTIONS
from ngopeni.assignment.decree.plain import to_plain
from ngopeni.assignment.decree.told import told_from_fields
from ngopeni.assignment.models import Decree
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.kernel.workspace import Workspace

LONGEST_LAW = 500
# Codes of those that an office added to its decree.
OWN = "own"


@transaction.atomic
def write_law(
    *,
    decree: Decree,
    workspace: Workspace,
    code: str,
    text: str,
    is_verified: bool,
    is_left_out: bool,
    by: User,
) -> None:
    """Say of a law of the list whether somebody verified it and whether it is left out, or correct its words.

    Raises
    ------
    UserError
        DECREE-018 by who may not write the words now, 040 for a law that is not in the list, 041 without words, with
        too many, or with the number of an identity card.
    """
    locked, laws = _open(decree, workspace, by)
    if code not in {law.code for law in laws}:
        raise UserError("DECREE-040")
    text = _checked(text)
    changed = [
        replace(law, text=text, is_verified=is_verified, is_left_out=is_left_out) if law.code == code else law
        for law in laws
    ]
    _keep(locked, changed, code, by)


@transaction.atomic
def add_law(*, decree: Decree, workspace: Workspace, text: str, section: str, by: User) -> Law:
    """Add a law to a decree's list; nobody has verified it yet.

    Raises
    ------
    UserError
        DECREE-018, 041 as `write_law`, 040 for another section.
    """
    locked, laws = _open(decree, workspace, by)
    if section not in SECTIONS:
        raise UserError("DECREE-040")
    taken = {law.code for law in laws}
    code = next(name for name in (f"{OWN}-{number}" for number in range(1, len(laws) + 2)) if name not in taken)
    made = Law(code, _checked(text), section, is_verified=False)  # type: ignore[arg-type]
    _keep(locked, [*laws, made], code, by)
    return made


def _open(decree: Decree, workspace: Workspace, by: User) -> tuple[Decree, list[Law]]:
    locked = lock(decree)
    if not may_write(locked, by):
        raise UserError("DECREE-018")
    return locked, list(told_of(locked, workspace).head.laws)


def _checked(text: str) -> str:
    text = " ".join(text.split()).rstrip(";.")
    if not text or len(text) > LONGEST_LAW or holds_person_number(text):
        raise UserError("DECREE-041", most=LONGEST_LAW)
    return text


def _keep(decree: Decree, laws: Sequence[Law], code: str, by: User) -> None:
    """With the decree, and in what it says once that is frozen."""
    decree.laws = to_plain(list(laws))
    if decree.facts:
        decree.facts = told_from_fields(decree.facts).with_laws(tuple(laws)).to_fields()
    decree.save(update_fields=["laws", "facts"])
    record("assignment.write_law", by=by.username, subject=f"decree:{decree.pk}", law=code)
