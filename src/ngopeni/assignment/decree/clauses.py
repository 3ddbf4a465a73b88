"""Clause templates: the texts of decrees as files that the legal section can read and write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ngopeni.assignment.decree.clause_words import ClauseRefused
from ngopeni.assignment.decree.placeholders import check_names

STATUSES = ("read", "general_knowledge", "proposal")
CONDITIONS = ("", "partners", "amount", "period_changed", "villages_changed", "rows_changed", "continued")


@dataclass(frozen=True)
class Clause:
    """A paragraph of a decree: where it comes from, and when it is left out."""

    code: str
    text: str
    status: str
    items: tuple[str, ...] = ()
    only_if: str = ""


@dataclass(frozen=True)
class Template:
    """The texts of one kind of decree in one version.

    Parameters
    ----------
    code : str
        ``regent``, ``agency``, ``regent_amendment``, ``agency_amendment`` or ``revocation``.
    subject, annex : str
        What stands behind "tentang", and above the annex.
    considering, deciding : tuple of Clause
        "Menimbang", and what is decided.
    copies : tuple of str
    """

    code: str
    version: str
    valid_from: dt.date
    source: str
    subject: str
    annex: str
    considering: tuple[Clause, ...]
    deciding: tuple[Clause, ...]
    copies: tuple[str, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in reading order."""
        return self.considering + self.deciding


def editable_texts(template: Template) -> dict[str, str]:
    """Every text that an office may write anew, by its code; items as ``tasks.a``."""
    texts = {"subject": template.subject, "annex": template.annex}
    for clause in template.clauses:
        texts[clause.code] = clause.text
        texts |= {_item_code(clause, place): item for place, item in enumerate(clause.items)}
    return texts


def with_texts(template: Template, texts: Mapping[str, str]) -> Template:
    """The template with clauses that the office wrote anew; an empty one is left out.

    Parameters
    ----------
    template : Template
    texts : mapping of str to str
        By the codes of `editable_texts`.

    Raises
    ------
    UserError
        DECREE-005 for a clause that is not there, DECREE-002 for an unknown placeholder.
    """
    known = editable_texts(template)
    for code, text in texts.items():
        if code not in known:
            raise ClauseRefused("DECREE-005", clause=code, template=template.code, known=list(known))
        check_names([text], template.code, template.code, code, ClauseRefused)
    return replace(
        template,
        subject=texts.get("subject") or template.subject,
        annex=texts.get("annex") or template.annex,
        considering=_anew(template.considering, texts),
        deciding=_anew(template.deciding, texts),
    )


def _item_code(clause: Clause, place: int) -> str:
    return f"{clause.code}.{chr(ord('a') + place)}"


def _anew(clauses: tuple[Clause, ...], texts: Mapping[str, str]) -> tuple[Clause, ...]:
    changed = []
    for clause in clauses:
        items = [texts.get(_item_code(clause, place), item) for place, item in enumerate(clause.items)]
        text = texts.get(clause.code, clause.text)
        if text.strip():
            changed.append(replace(clause, text=text, items=tuple(item for item in items if item.strip())))
    return tuple(changed)
