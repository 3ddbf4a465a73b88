"""All rules of a level judged in one pass over its relation, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ngopeni.kernel.literal import literal
from ngopeni.quality import household_fact, person_fact, village_fact
from ngopeni.quality.rule import Level, Rule

# Long enough that a changed record is noticed, too short to find a NIK by trying all of them.
FINGERPRINT_DIGITS = 5


@dataclass(frozen=True)
class Relation:
    """Where the rules of a level are judged.

    Parameters
    ----------
    name : str
    columns : tuple of str
        What a rule may ask.
    """

    name: str
    columns: tuple[str, ...]


RELATIONS: Mapping[Level, Relation] = {
    Level.PERSON: Relation("person_fact", person_fact.COLUMNS),
    Level.HOUSEHOLD: Relation("household_fact", household_fact.COLUMNS),
    Level.ROW: Relation("row_fact", village_fact.ROW_COLUMNS),
    Level.VILLAGE: Relation("village_fact", village_fact.VILLAGE_COLUMNS),
    Level.LIST: Relation("list_fact", village_fact.LIST_COLUMNS),
}


def number_of(rule: Rule) -> str:
    """The digits of its code, for names of columns."""
    return rule.code.rsplit("-", 1)[1]


def suspects(level: Level) -> str:
    """The name of the relation of those that break a rule of a level."""
    return f"suspect_{level}"


def sql_for_suspect(level: Level, rules: Iterable[Rule]) -> str:
    """``suspect_<level>``: whoever breaks any rule, with a column for each rule and what the rules read."""
    relation, rules = RELATIONS[level], list(rules)
    read = {name for rule in rules for name in [*rule.reads(relation.columns), *filter(None, [rule.other])]}
    names = [*person_fact.KEYS, *(name for name in relation.columns if name in read)]
    flags = [f"{rule.is_broken} AS breaks_{number_of(rule)}" for rule in rules]
    broken = " OR ".join(f"breaks_{number_of(rule)}" for rule in rules)
    return f"SELECT * FROM (SELECT {', '.join([*names, *flags])} FROM {relation.name}) AS judged WHERE {broken}"


def sql_for_judged(level: Level, rules: Iterable[Rule]) -> str:
    """``judged_<level>``: by village and source, how many each rule could judge."""
    counts = ", ".join(
        f"COUNT(*) AS judged_{number_of(rule)}"
        if rule.applies == "TRUE"
        else f"COUNT(CASE WHEN {rule.applies} THEN 1 END) AS judged_{number_of(rule)}"
        for rule in rules
    )
    # Rows that are not used have no village; they are held against all rows of their file.
    if level is Level.ROW:
        counts = ", ".join(f"row_count AS judged_{number_of(rule)}" for rule in rules)
        return f"SELECT '' AS village_code, source_id, {counts} FROM standing_source"
    return (
        f"SELECT COALESCE(village_code, '') AS village_code, source_id, {counts} FROM {RELATIONS[level].name} "
        "GROUP BY COALESCE(village_code, ''), source_id"
    )


def sql_for_finding(rules: Mapping[Level, Iterable[Rule]]) -> str:
    """``finding``: one row for each rule and whoever breaks it."""
    return "\nUNION ALL\n".join(_findings(level, rule) for level, each in rules.items() for rule in each)


def _findings(level: Level, rule: Rule) -> str:
    constants = {"rule_code": rule.code, "severity": rule.severity, "level": level}
    listed = ", ".join(f"'{value}' AS {name}" for name, value in constants.items())
    return (
        f"SELECT {listed}, subject_key, village_code, profile, source_id, row_number, "
        f"'{rule.column}' AS column_name, {rule.other or 'CAST(NULL AS VARCHAR)'} AS other_key, "
        f"{_fingerprint(level, rule)} AS fingerprint FROM {suspects(level)} WHERE breaks_{number_of(rule)}"
    )


def _fingerprint(level: Level, rule: Rule) -> str:
    """A few digits that change when anything changes that the rule looked at."""
    values = [f"COALESCE(CAST({name} AS VARCHAR), '~')" for name in rule.reads(RELATIONS[level].columns)]
    text = " || '/' || ".join([literal(rule.code), *values])
    return f"SUBSTR(MD5({text}), 1, {FINGERPRINT_DIGITS})"


def sql_for_finding_base(rules: Mapping[Level, Iterable[Rule]], finding: str = "finding") -> str:
    """``finding_base``: for each rule, village and source, who was judged and who was found."""
    each = "\nUNION ALL\n".join(
        f"SELECT '{rule.code}' AS rule_code, village_code, source_id, judged_{number_of(rule)} AS judged_count "
        f"FROM judged_{level} WHERE judged_{number_of(rule)} > 0"
        for level, listed in rules.items()
        for rule in listed
    )
    found = (
        "SELECT rule_code, COALESCE(village_code, '') AS village_code, source_id, COUNT(*) AS finding_count "
        f"FROM {finding} GROUP BY rule_code, COALESCE(village_code, ''), source_id"
    )
    same = " AND ".join(f"found.{name} = judged.{name}" for name in ("rule_code", "village_code", "source_id"))
    return (
        "SELECT judged.rule_code, judged.village_code, judged.source_id, "
        "CAST(judged_count AS INTEGER) AS judged_count, CAST(COALESCE(finding_count, 0) AS INTEGER) AS finding_count "
        f"FROM ({each}) AS judged LEFT JOIN ({found}) AS found ON {same}"
    )
