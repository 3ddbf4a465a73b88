"""Which agency serves which need, out of dated reference data: where a regency's own list begins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.measures.need import needs
from ngopeni.partners.kind import MandateLevel

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "mandates"


@dataclass(frozen=True)
class KnownMandate:
    """One need that agencies of a subject serve.

    Parameters
    ----------
    need_code : str
    level : MandateLevel
    programme_code, programme_name : str
        Of SIPD; empty where no source gives it.
    source : str
        Where the mandate is from, and the code where it has one.
    status : {"read", "general_knowledge"}
        Of the programme code.
    """

    need_code: str
    level: MandateLevel
    programme_code: str
    programme_name: str
    source: str
    status: str


@dataclass(frozen=True)
class Subject:
    """What an agency is about.

    Parameters
    ----------
    code : str
    label : dict of str to str
        By language.
    mandates : tuple of KnownMandate
    generic_name, generic_short_name : str
        What such an agency is usually called; empty where a regency has none of the kind by itself.
    valid_from : date
    """

    code: str
    label: dict[str, str]
    mandates: tuple[KnownMandate, ...]
    generic_name: str
    generic_short_name: str
    valid_from: dt.date


@cache
def subjects(on: dt.date | None = None) -> dict[str, Subject]:
    """The subjects of agencies by code, as the newest file in force on a day has them.

    Parameters
    ----------
    on : date, optional
        By default the newest file there is.

    Raises
    ------
    AssertionError
        When no file is in force by then, or one names a need that nobody counts.
    """
    files = [read_yaml(path) for path in FOLDER.glob("*.yaml")]
    in_force = [each for each in files if on is None or each["valid_from"] <= on]
    assert in_force, f"no mandates are in force on {on}"
    newest = max(in_force, key=lambda each: each["valid_from"])
    return {code: _subject(code, told, newest) for code, told in newest["subjects"].items()}


def _subject(code: str, told: dict[str, Any], file: dict[str, Any]) -> Subject:
    known = [need.code for need in needs()]
    assert set(told["needs"]) <= set(known), f"{code} serves a need that nobody counts"
    generic = told.get("generic", {})
    return Subject(
        code,
        told["label"],
        tuple(_mandate(need, told["needs"][need], file) for need in known if need in told["needs"]),
        generic.get("name", ""),
        generic.get("short_name", ""),
        file["valid_from"],
    )


def _mandate(need: str, told: dict[str, str], file: dict[str, Any]) -> KnownMandate:
    has_code = "code" in told
    return KnownMandate(
        need,
        MandateLevel(told["level"]),
        told.get("code", ""),
        told.get("programme", ""),
        f"{file['source']}; {file['nomenclature']}" if has_code else file["source"],
        told.get("status", file["status"]),
    )


def usual_mandates(subject: str, on: dt.date | None = None) -> tuple[KnownMandate, ...]:
    """What agencies of a subject usually serve; nothing for a subject that nobody knows.

    Examples
    --------
    >>> [(each.need_code, str(each.level)) for each in usual_mandates("labour")]
    [('work', 'main')]
    """
    found = subjects(on).get(subject)
    return found.mandates if found else ()


def plain_programme(code: str) -> str:
    """A programme code as SIPD writes it: some lists write the level of regencies as ``02``.

    Examples
    --------
    >>> plain_programme(" 1.06.05.02.02.0001 "), plain_programme("1.06.05.2.02.0001"), plain_programme("1.01.02")
    ('1.06.05.2.02.0001', '1.06.05.2.02.0001', '1.01.02')
    """
    parts = code.strip().split(".")
    if len(parts) > 3 and parts[3] == "02":
        parts[3] = "2"
    return ".".join(parts)
