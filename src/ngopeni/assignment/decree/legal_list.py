"""The legal list: which laws a decree names, and which of them somebody verified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from ngopeni.assignment.decree.clause_files import FOLDER, LEGAL_LIST
from ngopeni.assignment.decree.facts import Law, Regency
from ngopeni.kernel.error import UserError
from ngopeni.kernel.yaml_file import load_yaml

# From the highest rank to the lowest.
RANKS = ("uu", "pp", "perpres", "permen", "perda", "perbup", "inpres", "circular")
SECTIONS = ("mengingat", "memperhatikan")
STATUSES = ("verified", "not_verified")


@dataclass(frozen=True)
class LegalEntry:
    """An entry of the list, with what was read of it and where it holds."""

    law: Law
    rank: str
    year: int
    read: str
    only_in: tuple[str, ...] = ()
    only_kind: str = ""
    unless: str = ""

    def holds_in(self, regency: Regency) -> bool:
        """Whether it is for this province and this kind of regency."""
        return (not self.only_in or regency.province_code in self.only_in) and self.only_kind in ("", regency.kind)


@dataclass(frozen=True)
class LegalList:
    """A version of the list."""

    version: str
    dated: dt.date
    source: str
    entries: tuple[LegalEntry, ...]


def laws_for(regency: Regency) -> tuple[Law, ...]:
    """The laws that a new decree of a regency begins with, in legal order.

    Parameters
    ----------
    regency : Regency
    """
    holding = [entry for entry in legal_list().entries if entry.holds_in(regency)]
    codes = {entry.law.code for entry in holding}
    return tuple(_named(entry.law, regency) for entry in holding if entry.unless not in codes)


def _named(law: Law, regency: Regency) -> Law:
    text = law.text.replace("{regency_full_name}", regency.full_name)
    return Law(law.code, text, law.section, law.is_verified)


@cache
def legal_list() -> LegalList:
    """The list of the reference folder."""
    return legal_list_from_text((FOLDER / LEGAL_LIST).read_text(encoding="utf-8"))


def legal_list_from_text(text: str) -> LegalList:
    """A list out of its file, checked.

    Raises
    ------
    UserError
        DECREE-001 a field is missing, DECREE-004 a value is not among the choices, DECREE-008 out of order.
    """
    try:
        fields = load_yaml(text)
        entries = tuple(_entry(each) for each in fields["laws"])
        found = LegalList(
            str(fields["version"]), dt.date.fromisoformat(str(fields["dated"])), str(fields["source"]), entries
        )
    except (yaml.YAMLError, TypeError, AttributeError, ValueError) as error:
        raise UserError("DECREE-001", file=LEGAL_LIST, field="YAML") from error
    except KeyError as error:
        raise UserError("DECREE-001", file=LEGAL_LIST, field=str(error.args[0])) from error
    _check_order(entries)
    return found


def _entry(fields: Mapping[str, Any]) -> LegalEntry:
    code = str(fields["code"])
    for field, known in (("rank", RANKS), ("section", SECTIONS), ("status", STATUSES)):
        if fields[field] not in known:
            raise UserError(
                "DECREE-004", file=LEGAL_LIST, clause=code, field=field, value=str(fields[field]), known=known
            )
    return LegalEntry(
        law=Law(code, str(fields["text"]), fields["section"], fields["status"] == "verified"),
        rank=fields["rank"],
        year=int(fields["year"]),
        read=str(fields["read"]),
        only_in=tuple(map(str, fields.get("only_in", ()))),
        only_kind=str(fields.get("only_kind", "")),
        unless=str(fields.get("unless", "")),
    )


def _check_order(entries: tuple[LegalEntry, ...]) -> None:
    """Within a section: by rank, then year."""
    for section in SECTIONS:
        listed = [entry for entry in entries if entry.law.section == section]
        places = [(RANKS.index(entry.rank), entry.year) for entry in listed]
        for before, after, entry in zip(places, places[1:], listed[1:], strict=False):
            if after < before:
                raise UserError("DECREE-008", file=LEGAL_LIST, clause=entry.law.code)
