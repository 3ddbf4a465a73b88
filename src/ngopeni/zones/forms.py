"""The rule page's form: plain fields that make a rule, or sentences that say what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ngopeni.zones.inputs import Input, label_of
from ngopeni.zones.rule import Direction, Rule, RulePart

Post = Mapping[str, str]
SHARED, OWN, NONE = "shared", "own", "none"
THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}([.][0-9]{3})+(,[0-9]+)?")


def rule_fields(post: Post, inputs: Sequence[Input]) -> dict[str, Any]:
    """What was filled in, as the plain values of a rule file.

    Parameters
    ----------
    post : mapping of str to str
    inputs : sequence of Input
        The figures that the page offered.

    Returns
    -------
    dict
        For ``rule_fields.rule_from_fields``, which checks it.
    """
    mode = post.get("kelurahan-mode", NONE)
    desa_types = ["desa", "kelurahan"] if mode == SHARED else ["desa"]
    parts = []
    if post.get("desa-mode", OWN) == OWN:
        parts.append(_part("desa", desa_types, post, inputs))
    if mode == OWN:
        parts.append(_part("kelurahan", ["kelurahan"], post, inputs))
    return {
        "code": post.get("code") or post.get("title", ""),
        "title": post.get("title", "").strip(),
        "valid_from": post.get("valid_from", ""),
        "author": post.get("author", "").strip(),
        "source": post.get("source", "").strip(),
        "parts": parts,
    }


def _part(prefix: str, types: list[str], post: Post, inputs: Sequence[Input]) -> dict[str, Any]:
    chosen = [
        {
            "code": each.code,
            "direction": post.get(f"{prefix}-direction-{each.code}", str(each.direction)),
            "weight": _number(post.get(f"{prefix}-weight-{each.code}", "1")),
        }
        for each in _listed(prefix, post, inputs)
        if post.get(f"{prefix}-use-{each.code}")
    ]
    return {
        "village_types": types,
        "inputs": chosen,
        "normalisation": post.get(f"{prefix}-normalisation", "none"),
        "method": post.get(f"{prefix}-method", ""),
        "red": _number(post.get(f"{prefix}-red", "")),
        "yellow": _number(post.get(f"{prefix}-yellow", "")),
        "within": post.get(f"{prefix}-within", "regency"),
    }


def _listed(prefix: str, values: Mapping[str, str], inputs: Sequence[Input]) -> list[Input]:
    """The offered figures, then those that the rule uses although no village has them on this date."""
    offered = {each.code for each in inputs}
    used = [key.removeprefix(f"{prefix}-use-") for key in values if key.startswith(f"{prefix}-use-")]
    absent = [code for code in used if code not in offered]
    return [*inputs, *(Input(code, label_of(code), "", Direction.HIGH_IS_WORSE) for code in absent)]


def _number(text: str) -> str:
    """An Indonesian number as a machine reads it; 0.5989 is understood too.

    Examples
    --------
    >>> _number("1.250,5"), _number("0.5989")
    ('1250.5', '0.5989')
    """
    text = text.strip().replace("−", "-")
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return text.replace(",", ".")


def form_values(rule: Rule) -> dict[str, str]:
    """The form filled in from a rule: the reverse of `rule_fields`."""
    values = {
        "code": rule.code,
        "title": rule.title,
        "valid_from": rule.valid_from.isoformat(),
        "author": rule.author,
        "source": rule.source,
        "desa-mode": NONE,
        "kelurahan-mode": NONE,
    }
    for part in rule.parts:
        if "desa" in part.village_types:
            values |= {"desa-mode": OWN} | _part_values("desa", part)
            if "kelurahan" in part.village_types:
                values["kelurahan-mode"] = SHARED
        else:
            values |= {"kelurahan-mode": OWN} | _part_values("kelurahan", part)
    return values


def _part_values(prefix: str, part: RulePart) -> dict[str, str]:
    values = {
        f"{prefix}-normalisation": str(part.normalisation),
        f"{prefix}-method": str(part.method),
        f"{prefix}-red": _shown(part.red),
        f"{prefix}-yellow": _shown(part.yellow),
        f"{prefix}-within": str(part.within),
    }
    for each in part.inputs:
        values[f"{prefix}-use-{each.code}"] = "on"
        values[f"{prefix}-direction-{each.code}"] = str(each.direction)
        values[f"{prefix}-weight-{each.code}"] = _shown(each.weight)
    return values


def _shown(number: float) -> str:
    """Every digit, with a decimal comma."""
    return repr(number).removesuffix(".0").replace(".", ",")


def part_form(prefix: str, values: Mapping[str, str], inputs: Sequence[Input]) -> dict[str, Any]:
    """One part of the form as the template draws it."""
    rows = [
        {
            "input": each,
            "is_used": bool(values.get(f"{prefix}-use-{each.code}")),
            "direction": values.get(f"{prefix}-direction-{each.code}", str(each.direction)),
            "weight": values.get(f"{prefix}-weight-{each.code}", "1"),
        }
        for each in _listed(prefix, values, inputs)
    ]
    names = ("mode", "normalisation", "method", "red", "yellow", "within")
    return {"prefix": prefix, "rows": rows, **{name: values.get(f"{prefix}-{name}", "") for name in names}}
