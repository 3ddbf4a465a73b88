"""Rules tried on their evidence, all cases of all rules in one run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ngopeni.kernel.engine import Engine
from ngopeni.quality.build import judge, prepare, prepare_lists
from ngopeni.quality.judging import RELATIONS
from ngopeni.quality.person_fact import KEYS
from ngopeni.quality.rule import Case, Level, Rule
from ngopeni.quality.rules import all_rules
from ngopeni.quality.tests.laying import AS_OF, Laid, load

OF_RECORDS = (Level.PERSON, Level.HOUSEHOLD)
# What is sound where the evidence of a village or a list says nothing.
SOUND: Mapping[str, Any] = {
    "asks_nik": True,
    "asks_birth": True,
    "asks_housing": True,
    "person_count": 100,
    "list_count": 50_000,
    "list_earlier_count": 50_000,
    "row_count": 100,
    "aside_count": 0,
    "measured_on": AS_OF,
    "as_of": AS_OF,
    "nik_count": 100,
    "formed_nik_count": 100,
    "is_unplaced": False,
    "is_nameless": False,
}


@dataclass(frozen=True)
class Trial:
    """A case of a rule: ``side`` is bad, good or others."""

    name: str
    rule: Rule
    side: str
    case: Case


def trials() -> list[Trial]:
    return [
        Trial(f"{rule.code}-{side}-{number}", rule, side, case)
        for rule in all_rules().values()
        for side in ("bad", "good", "others")
        for number, case in enumerate(getattr(rule, side))
    ]


def found(rules: Mapping[str, Rule], listed: list[Trial]) -> dict[str, set[str]]:
    """Which rules the one judged in each trial breaks, by the trial's name."""
    engine = laid_out(listed)
    for level in set(Level) - set(OF_RECORDS):
        _lay_facts(engine, level, [each for each in listed if each.rule.level is level])
    judge(engine, {level: [rule for rule in rules.values() if rule.level is level] for level in Level})
    broken: dict[str, set[str]] = {each.name: set() for each in listed}
    for row in engine.rows("SELECT rule_code, level, subject_key FROM finding"):
        name, _, place = row["subject_key"].partition("/")
        # Of a person's case the first row is judged, of a household's the first household.
        if row["level"] not in OF_RECORDS or place.split("/")[0] == "0":
            broken[name].add(row["rule_code"])
    engine.close()
    return broken


def laid_out(listed: list[Trial]) -> Engine:
    """An engine with the cases about records, ready to be judged."""
    laid = Laid()
    for each in listed:
        if each.rule.level in OF_RECORDS:
            laid.lay(each.name, each.case)
    engine = Engine(threads=1)
    load(engine, laid)
    prepare(engine)
    prepare_lists(engine, [row["profile"] for row in laid.tables["registry"]], AS_OF)
    return engine


def _lay_facts(engine: Engine, level: Level, listed: list[Trial]) -> None:
    """Put the cases in place of the level's relation."""
    name = RELATIONS[level].name
    types = {row["column_name"]: row["column_type"] for row in engine.rows(f"DESCRIBE {name}")}
    keys = dict.fromkeys(KEYS, None) | {"source_id": "source"}
    rows = [{**keys, **SOUND, **each.case, "subject_key": each.name, "profile": each.name} for each in listed]  # type: ignore[dict-item]
    engine.load_rows(name, types, [[row.get(column) for column in types] for row in rows])


def moved(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules again and again, each time with one number in one condition a step higher or lower."""
    found = {}
    for code, rule in rules.items():
        for place, condition in enumerate(_moved(rule.condition)):
            name = f"{code}_{place}"
            found[name] = replace(rule, code=name, condition=condition)
    return found


def _moved(condition: str) -> Iterator[str]:
    """A whole number moves by one, a fraction by a tenth of itself; what stands in quotes stays."""
    for number in re.finditer(r"'[^']*'|(?<![\w.])\d+(?:\.\d+)?(?![\w.])", condition):
        text = number.group()
        if text.startswith("'"):
            continue
        steps = (str(float(text) * 1.1), str(float(text) * 0.9)) if "." in text else (int(text) + 1, int(text) - 1)
        for step in steps:
            yield f"{condition[: number.start()]}{step}{condition[number.end() :]}"


def mutated(rules: Mapping[str, Rule], **change: str) -> dict[str, Rule]:
    """The same rules, each with something in it replaced."""
    return {code: replace(rule, **change) for code, rule in rules.items()}
