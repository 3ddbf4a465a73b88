"""What is different from the last file of the same kind, so that a person notices before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ngopeni.intake.layout import plain_header

# A village whose rows change by more than a fifth, and by more than ten, deserves a look.
JUMP_SHARE, JUMP_ROWS = 0.2, 10
SHOWN = 8


@dataclass(frozen=True)
class Difference:
    """One difference, for a sentence of the catalogue.

    Parameters
    ----------
    code : str
    values : dict
    """

    code: str
    values: dict[str, Any]


def differences(new: Mapping[str, Any], old: Mapping[str, Any], names: Mapping[str, str]) -> list[Difference]:
    """Compare a file with the last of its kind.

    Parameters
    ----------
    new, old : mapping
        ``headers``, and ``by_village``: rows in use by village code.
    names : mapping of str to str
        Village names by code.

    Returns
    -------
    list of Difference
        Empty when nothing is worth a look.
    """
    found = []
    rows, before = sum(new["by_village"].values()), sum(old["by_village"].values())
    if before and rows != before:
        found.append(Difference("INTAKE-201", {"new": rows, "old": before}))
    if old.get("headers"):
        found += _columns(new["headers"], old["headers"])
    if new["by_village"] and old["by_village"]:
        found += _villages(new["by_village"], old["by_village"], names)
    return found


def _columns(new: list[str], old: list[str]) -> list[Difference]:
    known, given = {plain_header(text): text for text in old}, {plain_header(text): text for text in new}
    gone = [text for plain, text in known.items() if plain not in given]
    added = [text for plain, text in given.items() if plain not in known]
    found = [Difference("INTAKE-202", {"columns": gone[:SHOWN]})] if gone else []
    return found + ([Difference("INTAKE-203", {"columns": added[:SHOWN]})] if added else [])


def _villages(new: Mapping[str, int], old: Mapping[str, int], names: Mapping[str, str]) -> list[Difference]:
    def named(codes: list[str]) -> list[str]:
        return [names.get(code, code) for code in codes[:SHOWN]]

    gone = sorted(set(old) - set(new))
    added = sorted(set(new) - set(old))
    jumped = [
        code
        for code in sorted(set(new) & set(old))
        if abs(new[code] - old[code]) > max(JUMP_ROWS, JUMP_SHARE * old[code])
    ]
    found = []
    for code, villages in (("INTAKE-204", gone), ("INTAKE-205", added), ("INTAKE-206", jumped)):
        if villages:
            found.append(Difference(code, {"count": len(villages), "villages": named(villages)}))
    return found
