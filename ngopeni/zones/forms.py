"""The rule page's form: plain fields that make a rule, or sentences that say what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ngopeni.zones.inputs import Input
from ngopeni.zones.rule import Rule, RulePart

Post = Mapping[str, str]
SHARED, OWN, NONE = "shared", "own", "none"


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
        For ``rule_file.rule_from_fields``, which checks it.
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
            "direction": post.get(f"{prefix}-direction-{place}", str(each.direction)),
            "weight": _number(post.get(f"{prefix}-weight-{place}", "1")),
        }
        for place, each in enumerate(inputs)
        if post.get(f"{prefix}-use-{place}")
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


def _number(text: str) -> str:
    """Indonesian decimals as a machine reads them."""
    return text.strip().replace(",", ".")


def form_values(rule: Rule, inputs: Sequence[Input]) -> dict[str, str]:
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
            values |= {"desa-mode": OWN} | _part_values("desa", part, inputs)
            if "kelurahan" in part.village_types:
                values["kelurahan-mode"] = SHARED
        else:
            values |= {"kelurahan-mode": OWN} | _part_values("kelurahan", part, inputs)
    return values


def _part_values(prefix: str, part: RulePart, inputs: Sequence[Input]) -> dict[str, str]:
    values = {
        f"{prefix}-normalisation": str(part.normalisation),
        f"{prefix}-method": str(part.method),
        f"{prefix}-red": _shown(part.red),
        f"{prefix}-yellow": _shown(part.yellow),
        f"{prefix}-within": str(part.within),
    }
    used = {each.code: each for each in part.inputs}
    for place, offered in enumerate(inputs):
        if offered.code in used:
            values[f"{prefix}-use-{place}"] = "on"
            values[f"{prefix}-direction-{place}"] = str(used[offered.code].direction)
            values[f"{prefix}-weight-{place}"] = _shown(used[offered.code].weight)
    return values


def _shown(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def part_form(prefix: str, values: Mapping[str, str], inputs: Sequence[Input]) -> dict[str, Any]:
    """One part of the form as the template draws it."""
    rows = [
        {
            "place": place,
            "input": each,
            "is_used": bool(values.get(f"{prefix}-use-{place}")),
            "direction": values.get(f"{prefix}-direction-{place}", str(each.direction)),
            "weight": values.get(f"{prefix}-weight-{place}", "1"),
        }
        for place, each in enumerate(inputs)
    ]
    names = ("mode", "normalisation", "method", "red", "yellow", "within")
    return {"prefix": prefix, "rows": rows, **{name: values.get(f"{prefix}-{name}", "") for name in names}}
