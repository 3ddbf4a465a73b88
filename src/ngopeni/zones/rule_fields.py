"""Rules as plain values, as a file or a form holds them, checked when they become a rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ngopeni.kernel.error import UserError
from ngopeni.zones.plain_value import LABELS, choice_of, date_of, list_of, number_of, text_of, value_of, village_type_of
from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, RuleInput, RulePart, Within

# Addresses of pages that stand beside those of the rules.
TAKEN = ("baru", "pratinjau")


def rule_to_fields(rule: Rule) -> dict[str, Any]:
    """The rule as plain values, the same that the file holds."""
    return {
        "code": rule.code,
        "title": rule.title,
        "valid_from": rule.valid_from.isoformat(),
        "author": rule.author,
        "source": rule.source,
        "parts": [_part_to_fields(part) for part in rule.parts],
    }


def _part_to_fields(part: RulePart) -> dict[str, Any]:
    return {
        "village_types": list(part.village_types),
        "inputs": [
            {"code": each.code, "direction": str(each.direction), "weight": each.weight} for each in part.inputs
        ],
        "normalisation": str(part.normalisation),
        "method": str(part.method),
        "red": part.red,
        "yellow": part.yellow,
        "within": str(part.within),
    }


def rule_from_fields(fields: Mapping[str, Any]) -> Rule:
    """Check plain values and make them a rule.

    Raises
    ------
    UserError
        ZONES-002 a field is missing, ZONES-003 a value is not among the choices, ZONES-004 no
        input or no part, ZONES-005 two parts for one type, ZONES-006 several inputs without a
        normalisation, ZONES-007 limits in the wrong order, ZONES-008 a number that cannot be,
        ZONES-009 an input twice, ZONES-010 more than all villages.
    """
    parts = tuple(_part(part) for part in list_of(fields, "parts"))
    if not parts:
        raise UserError("ZONES-004")
    types = [kind for part in parts for kind in part.village_types]
    if len(set(types)) != len(types):
        raise UserError("ZONES-005")
    title = text_of(fields, "title")  # first: in the form, the code comes from it
    return Rule(
        code=_code(text_of(fields, "code")),
        title=title,
        valid_from=date_of(text_of(fields, "valid_from")),
        author=text_of(fields, "author"),
        source=text_of(fields, "source"),
        parts=parts,
    )


def _code(text: str) -> str:
    code = slug(text)
    if not code:
        raise UserError("ZONES-002", field=LABELS.get("code", "code"))
    return f"aturan-{code}" if code in TAKEN else code


def slug(text: str) -> str:
    """A rule's code from free text.

    Examples
    --------
    >>> slug("IDM & DTKS 2024!")
    'idm-dtks-2024'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]


def _part(fields: Mapping[str, Any]) -> RulePart:
    part = RulePart(
        village_types=tuple(village_type_of(kind) for kind in list_of(fields, "village_types")),
        inputs=tuple(_input(each) for each in list_of(fields, "inputs")),
        normalisation=choice_of(Normalisation, {"normalisation": "none", **fields}, "normalisation"),
        method=choice_of(Method, fields, "method"),
        red=number_of(value_of(fields, "red"), "red"),
        yellow=number_of(value_of(fields, "yellow"), "yellow"),
        within=choice_of(Within, {"within": "regency", **fields}, "within"),
    )
    check_part(part)
    return part


def check_part(part: RulePart) -> None:
    """Refuse a part that cannot be carried out.

    Raises
    ------
    UserError
        See `rule_from_fields`.
    """
    if not part.inputs or not part.village_types:
        raise UserError("ZONES-004")
    codes = [each.code for each in part.inputs]
    if len(set(codes)) != len(codes):
        raise UserError("ZONES-009")
    if len(part.inputs) > 1 and part.normalisation is Normalisation.NONE:
        raise UserError("ZONES-006")
    if any(each.weight <= 0 for each in part.inputs):
        raise UserError("ZONES-008", field=LABELS.get("weight", "weight"))
    if part.method is Method.THRESHOLD:
        worse = part.red - part.yellow
        if worse < 0 if part.direction is Direction.HIGH_IS_WORSE else worse > 0:
            raise UserError("ZONES-007", red=part.red, yellow=part.yellow)
    else:
        _check_amounts(part)


def _check_amounts(part: RulePart) -> None:
    """Numbers or percent of villages."""
    total = round(part.red + part.yellow, 4)
    for field, amount in (("red", part.red), ("yellow", part.yellow)):
        if amount < 0 or (part.method is Method.TOP_N and not amount.is_integer()):
            raise UserError("ZONES-008", field=LABELS.get(field, field))
    if total == 0:
        raise UserError("ZONES-008", field=LABELS.get("red", "red"))
    if part.method is Method.QUANTILE and total > 100:
        raise UserError("ZONES-010", total=total)


def _input(fields: Mapping[str, Any]) -> RuleInput:
    return RuleInput(
        code=text_of(fields, "code"),
        direction=choice_of(Direction, fields, "direction"),
        weight=number_of(fields.get("weight", 1), "weight"),
    )
