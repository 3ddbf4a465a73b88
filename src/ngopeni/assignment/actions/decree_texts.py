"""The words of a decree: clauses that an office writes anew."""

from __future__ import annotations

from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.assignment.actions.decree_facts import template_for
from ngopeni.assignment.actions.decrees import lock
from ngopeni.assignment.decree.clause_words import ClauseRefused
from ngopeni.assignment.decree.clauses import editable_texts, with_texts
from ngopeni.assignment.decree.placeholders import REQUIRED, names_in
from ngopeni.assignment.decree.told import told_from_fields
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Decree
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number

LONGEST_TEXT = 4000


@transaction.atomic
def write_text(*, decree: Decree, code: str, text: str | None, by: User) -> None:
    """Write a clause anew; an empty text leaves it out, None brings the template's back.

    Raises
    ------
    UserError
        DECREE-018 when it is neither drafted nor in review by somebody who may sign, 005 for a clause that is not
        there, 002 and 003 for placeholders, 019 for the number of an identity card or a text too long.
    """
    locked = lock(decree)
    if not may_write(locked, by):
        raise UserError("DECREE-018")
    text = None if text is None else " ".join(text.split())
    if text is not None:
        _check(locked, code, text)
    known = editable_texts(template_for(locked))
    texts = {name: each for name, each in locked.texts.items() if name != code}
    if text is not None and text != known.get(code):
        texts[code] = text
    with_texts(template_for(locked), texts)
    locked.texts = texts
    if locked.facts:
        locked.facts = told_from_fields(locked.facts).with_texts(texts).to_fields()
    locked.save(update_fields=["texts", "facts"])
    record("assignment.write_text", by=by.username, subject=f"decree:{locked.pk}", clause=code)


def may_write(decree: Decree, by: User) -> bool:
    """Whether somebody may change the words now: who drafts while it is a draft, who signs while it is reviewed."""
    if decree.state == State.DRAFTED:
        return by.can(Permission.DRAFT_DECREES)
    return decree.state == State.IN_REVIEW and by.can(Permission.SIGN_DECREES)


def _check(decree: Decree, code: str, text: str) -> None:
    template = template_for(decree)
    if len(text) > LONGEST_TEXT or holds_person_number(text):
        raise UserError("DECREE-019", most=LONGEST_TEXT)
    if code in ("subject", "annex") and not text:
        return
    for name in sorted(REQUIRED[template.code].get(code, frozenset()) - names_in(text)):
        raise ClauseRefused("DECREE-003", file=template.code, clause=code, placeholder=f"{{{name}}}")
