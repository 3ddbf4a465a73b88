"""The register of rules: a module for each subject; adding a rule to one adds it everywhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ngopeni.quality.rule import Level, Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    found = [rule for module in iter_modules(__path__) for rule in import_module(f"{__name__}.{module.name}").RULES]
    codes = [rule.code for rule in found]
    assert len(set(codes)) == len(codes), "two rules have one code"
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def rules_of(level: Level) -> list[Rule]:
    """The rules that are judged over one relation."""
    return [rule for rule in all_rules().values() if rule.level is level]
