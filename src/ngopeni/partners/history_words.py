"""A line of an institution's history in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ngopeni.kernel.wording import write_date, write_number
from ngopeni.measures.need import needs
from ngopeni.partners.fields import CONTACTS, Type, fields
from ngopeni.partners.kind import kind_words, other_words
from ngopeni.partners.mandates import subjects

HIDDEN = "•••"


@dataclass(frozen=True)
class Line:
    """What changed, from what, to what."""

    what: str
    old: str
    new: str


def history_line(
    field: str, old: str, new: str, places: Mapping[str, str], language: str, *, opens_contacts: bool
) -> Line:
    """One change in words.

    Parameters
    ----------
    field : str
        As the history keeps it: a key, with its year, need or opposite after a colon where it has one.
    old, new : str
    places : mapping of str to str
        Names of districts, villages and institutions by code.
    language : {"id", "en"}
    opens_contacts : bool
        Whether the reader may know whom to call.

    Examples
    --------
    >>> history_line("leads_max:2026", "", "2", {}, "id", opens_contacts=True)
    Line(what='Desa yang sanggup dipimpin 2026', old='', new='2')
    """
    key, _colon, detail = field.partition(":")
    known = fields().get(key)
    words = other_words("history")
    what = known.label[language] if known else words[key][language]
    if key == "mandate":
        detail = next((need.label[language] for need in needs() if need.code == detail), detail)
    if key in CONTACTS and not opens_contacts:
        old, new = (HIDDEN if value else "" for value in (old, new))
    told = [_value(key, value, places, language) for value in (old, new)]
    return Line(f"{what} {places.get(detail, detail)}".strip(), *told)


def _value(key: str, value: str, places: Mapping[str, str], language: str) -> str:
    """A kept value as people read it."""
    known = fields().get(key)
    if not value:
        return ""
    if key == "mandate":
        level, _space, programme = value.partition(" ")
        return f"{other_words('levels')[level][language]} {programme}".strip()
    if key in {"is_active", "conflict"}:
        return other_words("history")[value][language]
    if key == "kind":
        return kind_words()[value][language]
    if key == "subject":
        return subjects()[value].label[language] if value in subjects() else value
    if known and known.kind is Type.WHOLE:
        return write_number(int(value), language=language)
    if known and known.kind is Type.DATE:
        return write_date(dt.date.fromisoformat(value), language)
    return places.get(value, value)
