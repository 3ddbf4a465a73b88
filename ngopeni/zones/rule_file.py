"""Rules as files that officials can read: YAML in, YAML out, with plain refusals."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ngopeni.kernel.error import UserError
from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, RuleInput, RulePart, Within

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "zone_rules"
TYPES = ("desa", "kelurahan")
Choice = TypeVar("Choice", bound=StrEnum)


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with the program, our default first."""
    rules = [rule_from_text(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
    return tuple(sorted(rules, key=lambda rule: rule.code != "bawaan"))


def rule_from_text(text: str) -> Rule:
    """Read a rule file.

    Raises
    ------
    UserError
        ZONES-001 when it is no YAML; otherwise as `rule_from_fields`.
    """
    try:
        fields = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UserError("ZONES-001") from error
    if not isinstance(fields, dict):
        raise UserError("ZONES-001")
    return rule_from_fields(fields)


def rule_to_text(rule: Rule) -> str:
    """The rule as a file."""
    return yaml.safe_dump(rule_to_fields(rule), allow_unicode=True, sort_keys=False, width=100)


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
        ZONES-009 an input twice.
    """
    parts = tuple(_part(part) for part in _needed(fields, "parts"))
    if not parts:
        raise UserError("ZONES-004")
    types = [kind for part in parts for kind in part.village_types]
    if len(set(types)) != len(types):
        raise UserError("ZONES-005")
    return Rule(
        code=slug(str(_needed(fields, "code"))),
        title=str(_needed(fields, "title")).strip(),
        valid_from=_date(_needed(fields, "valid_from")),
        author=str(_needed(fields, "author")).strip(),
        source=str(_needed(fields, "source")).strip(),
        parts=parts,
    )


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
        village_types=tuple(_choice(kind, TYPES) for kind in _needed(fields, "village_types")),
        inputs=tuple(_input(each) for each in _needed(fields, "inputs")),
        normalisation=_enum(Normalisation, fields.get("normalisation", "none")),
        method=_enum(Method, _needed(fields, "method")),
        red=_number(_needed(fields, "red"), "red"),
        yellow=_number(_needed(fields, "yellow"), "yellow"),
        within=_enum(Within, fields.get("within", "regency")),
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
        raise UserError("ZONES-008", field="weight")
    if part.method is Method.THRESHOLD:
        worse = part.red - part.yellow
        if worse < 0 if part.direction is Direction.HIGH_IS_WORSE else worse > 0:
            raise UserError("ZONES-007", red=part.red, yellow=part.yellow)
    elif part.red < 0 or part.yellow < 0 or part.red + part.yellow == 0:
        raise UserError("ZONES-008", field="red")
    if part.method is Method.QUANTILE and part.red + part.yellow > 100:
        raise UserError("ZONES-010", total=part.red + part.yellow)
    if part.method is Method.TOP_N and not (part.red.is_integer() and part.yellow.is_integer()):
        raise UserError("ZONES-008", field="red")


def _input(fields: Mapping[str, Any]) -> RuleInput:
    return RuleInput(
        code=str(_needed(fields, "code")),
        direction=_enum(Direction, _needed(fields, "direction")),
        weight=_number(fields.get("weight", 1), "weight"),
    )


def _needed(fields: Mapping[str, Any], name: str) -> Any:
    value = fields.get(name) if isinstance(fields, Mapping) else None
    if value is None or value == "":
        raise UserError("ZONES-002", field=name)
    return value


def _enum(kind: type[Choice], value: Any) -> Choice:
    try:
        return kind(str(value))
    except ValueError as error:
        raise UserError("ZONES-003", value=str(value), known=[str(each) for each in kind]) from error


def _choice(value: Any, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UserError("ZONES-003", value=str(value), known=known)
    return str(value)


def _number(value: Any, field: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise UserError("ZONES-008", field=field) from error
    if not math.isfinite(number):
        raise UserError("ZONES-008", field=field)
    return number


def _date(value: Any) -> dt.date:
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise UserError("ZONES-002", field="valid_from") from error
