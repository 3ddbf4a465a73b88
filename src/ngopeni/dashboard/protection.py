"""What the papers on data protection are made of: reference facts, and what the data dictionary says is held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.accounts.rights import PERSONAL, Permission
from ngopeni.accounts.roles import ROLES, Role
from ngopeni.kernel.contract import Privacy
from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.tables import TABLES

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
ABOUT_PEOPLE = (Privacy.PERSONAL, Privacy.SPECIFIC)
RANKS = tuple(Privacy)  # from public to specific
PRIVACY_WORDS = {
    Privacy.PUBLIC: "umum",
    Privacy.INTERNAL: "internal",
    Privacy.PERSONAL: "pribadi",
    Privacy.SPECIFIC: "spesifik",
}


class Status(StrEnum):
    """How far a reference fact may be relied on."""

    READ = "read"
    GENERAL = "general"
    VERIFY = "verify"
    PROPOSED = "proposed"


STATUS_WORDS = {
    Status.READ: "dibaca di sumber yang disebut",
    Status.GENERAL: "pengetahuan umum, naskahnya belum dibaca ulang",
    Status.VERIFY: "perlu diperiksa",
    Status.PROPOSED: "usulan, perlu keputusan daerah",
}


@dataclass(frozen=True)
class Law:
    """What a paper leans on.

    Parameters
    ----------
    code, cite, says : str
    status : Status
    source : str
        Where it was read, when it was.
    """

    code: str
    cite: str
    says: str
    status: Status
    source: str = ""

    @property
    def standing(self) -> str:
        """How far it may be relied on, in words."""
        words = STATUS_WORDS[self.status]
        return f"{words}: {self.source}" if self.source else words


@dataclass(frozen=True)
class Measure:
    """Something that is done against a risk.

    Parameters
    ----------
    code, title, does : str
    where : str
        The thing itself, ``module:name``; empty for what the office does.
    by : {"program", "office"}
    right : str
        The right of the page that uses it, where only a page does.
    """

    code: str
    title: str
    does: str
    where: str = ""
    by: str = "program"
    right: str = ""

    def is_in_place(self, asked: frozenset[Permission]) -> bool:
        """Whether it is there for those who use the program: some page asks for its right."""
        return not self.right or Permission(self.right) in asked


class Kind(StrEnum):
    """Where something is held."""

    TABLE = "table"
    RECORD = "record"
    LIBRARY = "library"
    FOLDER = "folder"  # or a file that stands alone


KIND_WORDS = {
    Kind.TABLE: "tabel edisi",
    Kind.RECORD: "basis data",
    Kind.LIBRARY: "basis data (pustaka)",
    Kind.FOLDER: "folder atau berkas",
}


@dataclass(frozen=True)
class Holding:
    """A table, a model, a library's table or a folder, and what stands in it.

    Parameters
    ----------
    name : str
    kind : Kind
    what : str
        What one row is, in Indonesian.
    classes : mapping of str to Privacy
        By column or field; empty where the dictionary does not reach.
    words : mapping of str to str
        What each column is, where the dictionary says it.
    told : Privacy, optional
        How sensitive it is, where it has no columns.
    """

    name: str
    kind: Kind
    what: str
    classes: Mapping[str, Privacy] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    told: Privacy | None = None

    def columns(self, *classes: Privacy) -> list[str]:
        """Columns of these classes, in their order."""
        return [name for name, privacy in self.classes.items() if privacy in classes]

    def in_words(self, *classes: Privacy) -> list[str]:
        """The same as an official reads them, each with its name in the program."""
        return [f"{self.words[name]} ({name})" for name in self.columns(*classes)]

    @property
    def is_personal(self) -> bool:
        """Whether anything in it is about a person."""
        return bool(self.columns(*ABOUT_PEOPLE))

    @property
    def highest(self) -> Privacy | None:
        """The most sensitive class in it."""
        return max(self.classes.values(), key=RANKS.index, default=self.told)


@dataclass(frozen=True)
class State:
    """What is so in a workspace today.

    Parameters
    ----------
    regency : str
        Its title.
    today : date
    as_of : date, optional
        Of the newest snapshot.
    edition : str, optional
    is_demo : bool
    rows : mapping of str to int
        Rows by the name of a holding.
    accounts : mapping of str to int
        Open accounts by role.
    able : int
        People who may read names today.
    asked : frozenset of Permission
        Rights that some page asks for.
    """

    regency: str
    today: dt.date
    as_of: dt.date | None = None
    edition: str | None = None
    is_demo: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)
    accounts: Mapping[str, int] = field(default_factory=dict)
    able: int = 0
    asked: frozenset[Permission] = frozenset()


@cache
def facts(name: str) -> dict[str, Any]:
    """A file of reference facts."""
    return dict(read_yaml(REFERENCE / "protection" / f"{name}.yaml"))


@cache
def laws() -> dict[str, Law]:
    """Everything that the papers lean on, by code."""
    listed = [Law(**{**each, "status": Status(each["status"])}) for each in facts("law")["laws"]]
    return {law.code: law for law in listed}


@cache
def measures() -> dict[str, Measure]:
    """Everything that is done, by code."""
    return {each["code"]: Measure(**each) for each in facts("measures")["measures"]}


@cache
def holdings() -> dict[str, Holding]:
    """Everything that is held, by name: tables of the dictionary, models, tables of libraries, folders."""
    found = [
        Holding(
            table.name,
            Kind.TABLE,
            table.description,
            {column.name: column.privacy for column in table.columns},
            {column.name: column.description.rstrip(".") for column in table.columns},
        )
        for table in TABLES.values()
    ]
    told, words = facts("retention"), facts("fields")["words"]
    decided = read_yaml(REFERENCE / "model_privacy.yaml")
    for label in {**decided, **told["records"]}:
        what = told["records"].get(label, {}).get("what", label)
        classes = {name: Privacy(value) for name, value in decided.get(label, {}).items()}
        found.append(Holding(label, Kind.RECORD, what, classes, words))
    for name, each in told["libraries"].items():
        classes = dict.fromkeys(each.get("personal", ()), Privacy.PERSONAL)
        found.append(Holding(name, Kind.LIBRARY, each["what"], classes, words))
    for name, each in told["folders"].items():
        found.append(Holding(name, Kind.FOLDER, each["what"], told=Privacy(each["privacy"])))
    return {holding.name: holding for holding in found}


def roles_with(*permissions: Permission) -> list[Role]:
    """Roles that hold any of these rights, in the order of the register."""
    return [role for role in ROLES.values() if set(permissions).intersection(role.permissions)]


def name_roles() -> list[Role]:
    """Roles that open what stands about persons."""
    return roles_with(*PERSONAL)


def count_columns(*classes: Privacy, kind: Kind = Kind.TABLE) -> int:
    """Columns of these classes over all holdings of a kind."""
    return sum(len(each.columns(*classes)) for each in holdings().values() if each.kind is kind)
