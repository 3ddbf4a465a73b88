"""Rules as files that officials can read: YAML in, YAML out, with plain refusals."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from ngopeni.kernel.error import UserError
from ngopeni.kernel.yaml_file import load_yaml
from ngopeni.zones.rule import Rule
from ngopeni.zones.rule_fields import rule_from_fields, rule_to_fields

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "zone_rules"


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
        fields = load_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # YAML itself lets impossible dates, endless numbers and bottomless lists through.
        raise UserError("ZONES-001") from error
    if not isinstance(fields, dict):
        raise UserError("ZONES-001")
    return rule_from_fields(fields)


def rule_to_text(rule: Rule) -> str:
    """The rule as a file."""
    return yaml.safe_dump(rule_to_fields(rule), allow_unicode=True, sort_keys=False, width=100)
