"""What is wrong with the rows of a source, and which of them are set aside for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ngopeni.intake.answers import UNKNOWN_MARK, sql_for_is_unknown
from ngopeni.intake.identifiers import sql_for_is_ruined
from ngopeni.intake.layout import Field, Kind, Layout
from ngopeni.kernel.finding import Severity
from ngopeni.kernel.literal import literals

# An answer that nobody knows is still an answer.
UNKNOWN_ANSWER = "INTAKE-131"
HARMLESS = "^[0-9.,-]{1,6}$"
PROBLEM_RULES = {
    "outside": ("INTAKE-111", Severity.ERROR),
    "unknown_code": ("INTAKE-110", Severity.ERROR),
    "unknown_name": ("INTAKE-112", Severity.ERROR),
    "no_place": ("INTAKE-114", Severity.ERROR),
    "other_name": ("INTAKE-113", Severity.WARNING),
}


def sql_for_problem(layout: Layout, mapping: Mapping[str, int]) -> str:
    """``problem``: everything wrong with each row of ``judged_row``, and the unknown answers in ``unknown_row``."""
    parts = [] if layout.level == "person" else [_place_problems(layout)]
    for field in layout.value_fields:
        if field.name in mapping and field.kind is not Kind.RW:
            parts.extend(_field_problems(layout, field))
        if field.name in mapping and field.kind is Kind.CODE:
            parts.append(_unknown_answers(layout, field))
    parts.extend(
        f"SELECT row_number, '{check.rule_code}' AS rule_code, '{check.severity}' AS severity, "
        f"'{check.column}' AS column_name, {_shown(layout, f'CAST({check.column} AS VARCHAR)')} AS raw_value "
        f"FROM judged_row WHERE {check.condition}"
        for check in layout.checks
    )
    if not layout.is_delivery:
        parts.append(_repeats(layout))
    return "\nUNION ALL\n".join(parts)


def sql_for_is_aside(layout: Layout) -> str:
    """Whether a row of ``parsed_row`` cannot be used, where rows do not depend on each other."""
    conditions = [check.condition for check in layout.checks if check.severity is Severity.ERROR]
    if layout.level != "person":
        harmless = ["other_name", *(["no_place"] if layout.is_place_optional else [])]
        conditions.append(f"COALESCE(place_problem NOT IN ({literals(harmless)}), FALSE)")
    for field in layout.value_fields:
        if not field.column.optional:
            conditions += [condition for _, condition in _conditions(field)]
    return _any(conditions)


def sql_for_has_problem(layout: Layout) -> str:
    """Whether anything but an unknown answer is wrong with a row of ``parsed_row``, where rows stand alone."""
    conditions = [check.condition for check in layout.checks]
    if layout.level != "person":
        conditions.append("place_problem IS NOT NULL")
    for field in layout.value_fields:
        if field.kind is not Kind.RW:
            conditions += [condition for _, condition in _conditions(field)]
    return _any(conditions)


def sql_for_has_unknown(layout: Layout) -> str:
    """Whether a row of the layout's table holds an answer that nobody knows."""
    return _any([sql_for_is_unknown(field.name) for field in layout.value_fields if field.kind is Kind.CODE])


def judged_fields(layout: Layout) -> list[Field]:
    """The fields that anything but an unknown answer can be wrong with."""
    checked = " ".join(check.condition for check in layout.checks)
    return [field for field in layout.value_fields if any(_conditions(field)) or field.name in checked]


def _any(conditions: list[str]) -> str:
    return " OR ".join(f"COALESCE({condition}, FALSE)" for condition in conditions) or "FALSE"


def sql_for_import_finding() -> str:
    """``import_finding``: the problems, numbered within their row, and whether the row is set aside.

    An unknown answer in a row that cannot be used tells nobody anything.
    """
    judged = (
        f"SELECT problem.*, MAX(CASE WHEN severity = '{Severity.ERROR}' THEN 1 ELSE 0 END) "
        "OVER (PARTITION BY row_number) = 1 AS is_set_aside FROM problem"
    )
    return (
        "SELECT $source_id AS source_id, row_number, "
        "CAST(ROW_NUMBER() OVER (PARTITION BY row_number ORDER BY severity, rule_code, column_name) AS INTEGER) "
        f"AS position, rule_code, severity, column_name, raw_value, is_set_aside FROM ({judged}) AS judged "
        f"WHERE NOT (is_set_aside AND rule_code = '{UNKNOWN_ANSWER}')"
    )


def sql_for_problem_summary(condition: str = "TRUE") -> str:
    """The findings by rule and column, gravest and most frequent first."""
    return (
        "SELECT rule_code, severity, column_name, COUNT(*) AS found_count, MIN(row_number) AS row_number, "
        f"ARG_MIN(raw_value, row_number) AS example, severity = '{Severity.ERROR}' AS is_set_aside "
        f"FROM import_finding WHERE {condition} GROUP BY rule_code, severity, column_name "
        "ORDER BY severity, found_count DESC, rule_code, column_name"
    )


def _place_problems(layout: Layout) -> str:
    rule = " ".join(f"WHEN '{problem}' THEN '{code}'" for problem, (code, _) in PROBLEM_RULES.items())
    weight = " ".join(f"WHEN '{problem}' THEN '{weight}'" for problem, (_, weight) in PROBLEM_RULES.items())
    column = f"{layout.level}_code"
    ignored = " AND place_problem <> 'no_place'" if layout.is_place_optional else ""
    shown = f"COALESCE(text_{column}, text_{layout.level}_name)"
    if layout.is_personal:
        # Where columns have slipped, a person's name may stand here; a village's stands in many rows.
        shown = f"CASE WHEN COUNT(*) OVER (PARTITION BY {shown}) > 2 THEN {shown} END"
    return (
        f"SELECT row_number, CASE place_problem {rule} END AS rule_code, CASE place_problem {weight} END AS severity, "
        f"'{column}' AS column_name, {shown} AS raw_value FROM judged_row WHERE place_problem IS NOT NULL{ignored}"
    )


def _shown(layout: Layout, value: str) -> str:
    """A value as a finding may carry it: of people, only a few digits that name nobody."""
    return f"CASE WHEN REGEXP_MATCHES({value}, '{HARMLESS}') THEN {value} END" if layout.is_personal else value


def _field_problems(layout: Layout, field: Field) -> list[str]:
    """Missing, unreadable, out of bounds: a required value sets the row aside, another only warns."""
    weight = Severity.WARNING if field.column.optional else Severity.ERROR
    shown = _shown(layout, f"text_{field.name}")
    return [
        f"SELECT row_number, '{rule}' AS rule_code, '{weight}' AS severity, "
        f"'{field.name}' AS column_name, {shown} AS raw_value FROM judged_row WHERE {condition}"
        for rule, condition in _conditions(field)
    ]


def _unknown_answers(layout: Layout, field: Field) -> str:
    """Answers that kept their text behind a mark."""
    shown = _shown(layout, f"SUBSTR({field.name}, {len(UNKNOWN_MARK) + 1})")
    return (
        f"SELECT row_number, '{UNKNOWN_ANSWER}' AS rule_code, '{Severity.WARNING}' AS severity, "
        f"'{field.name}' AS column_name, {shown} AS raw_value FROM unknown_row WHERE {sql_for_is_unknown(field.name)}"
    )


def _conditions(field: Field) -> Iterator[tuple[str, str]]:
    """What may be wrong with a cell, and how it is told."""
    name, text = field.name, f"text_{field.name}"
    if not field.column.optional:
        yield "INTAKE-100", f"{text} IS NULL"
    if field.kind in (Kind.IDENTIFIER, Kind.KEY):
        is_ruined = sql_for_is_ruined(field)
        yield "INTAKE-130", is_ruined
        yield "INTAKE-101", f"{text} IS NOT NULL AND {name} IS NULL AND NOT {is_ruined}"
        return
    if field.kind in (Kind.CODE, Kind.TEXT, Kind.RT, Kind.RW):
        return
    yield "INTAKE-101", f"{text} IS NOT NULL AND {name} IS NULL"
    bounds = [
        condition
        for bound, condition in (
            (field.column.minimum, f"{name} < {field.column.minimum}"),
            (field.column.maximum, f"{name} > {field.column.maximum}"),
        )
        if bound is not None
    ]
    if bounds:
        yield "INTAKE-102", " OR ".join(bounds)


def _repeats(layout: Layout) -> str:
    """A key that comes twice. Equal rows: the first is kept. Unequal rows: none can be trusted."""
    keys, first_key = ", ".join(layout.key), layout.key[0]
    values = [field.name for field in layout.value_fields if field.name not in layout.key]
    group = f"OVER (PARTITION BY {keys})"
    # A missing value differs from a present one, and equals another missing one.
    unequal = " OR ".join(
        f"MIN({name}) {group} <> MAX({name}) {group} OR COUNT({name}) {group} NOT IN (0, COUNT(*) {group})"
        for name in values
    )
    placed = " AND ".join(f"{key} IS NOT NULL" for key in layout.key)
    return (
        "SELECT row_number, CASE WHEN is_unequal THEN 'INTAKE-115' ELSE 'INTAKE-116' END AS rule_code, "
        f"'{Severity.ERROR}' AS severity, '{first_key}' AS column_name, raw_value FROM ("
        f"SELECT row_number, CAST({first_key} AS VARCHAR) AS raw_value, {unequal} AS is_unequal, "
        f"ROW_NUMBER() OVER (PARTITION BY {keys} ORDER BY row_number) AS turn FROM judged_row "
        f"WHERE {placed} AND COALESCE(place_problem, 'other_name') = 'other_name') AS repeated "
        "WHERE turn > 1 OR is_unequal"
    )
