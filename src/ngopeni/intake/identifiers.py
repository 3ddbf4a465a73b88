"""How a number that names somebody is read: kept as text, and those that Excel has ruined found, in SQL.

Excel keeps fifteen digits. A NIK of sixteen that went through a numeric cell comes back as 3,31602E+15,
or with a last digit that is always 0. Such a number names somebody else, so it counts as missing.
"""

from __future__ import annotations

from ngopeni.intake.layout import Field, Kind

SCIENTIFIC = "^[0-9]([.,][0-9]+)?[Ee][+]?[0-9]+$"
SIXTEEN = "^([0-9]{16})([.,]0+)?$"
# A cell that held a number is told by its decimals.
NUMERIC_SIXTEEN = "^([0-9]{16})[.,]0+$"
NUMERIC_LONGER = "^[0-9]{17,}[.,]0+$"
SPACED = "^[^0-9A-Za-z*]*[0-9][^A-Za-z*]*$"
DECIMALS = "[.,]0+$"
# So many numbers that end in 0, and none that does not, are no accident.
ENOUGH, ENOUGH_NUMERIC = 20, 3


def sql_for_facts(field: Field) -> list[str]:
    """Columns of ``column_fact``: whether all numbers of the field are ruined, whether those of numeric cells are."""
    text = f"text_{field.name}"
    return [
        f"{_all_end_in_zero(text, SIXTEEN, ENOUGH)} AS is_ruined_{field.name}",
        f"{_all_end_in_zero(text, NUMERIC_SIXTEEN, ENOUGH_NUMERIC)} AS is_lost_{field.name}",
    ]


def _all_end_in_zero(text: str, pattern: str, enough: int) -> str:
    # Sixteen digits and no more are told without a pattern.
    plain = f"CASE WHEN {is_digits(text)} THEN {text} END" if pattern == SIXTEEN else "NULL"
    extracted = f"NULLIF(REGEXP_EXTRACT({text}, '{pattern}', 1), '')"
    number = f"CASE WHEN LENGTH({text}) = 16 THEN {plain} WHEN LENGTH({text}) > 16 THEN {extracted} END"
    named = f"NULLIF({number}, '0000000000000000')"
    return f"COALESCE(BOOL_AND({named} LIKE '%0'), FALSE) AND COUNT({named}) >= {enough}"


def is_digits(text: str) -> str:
    """Whether a text is a whole number as it would be written back: a fifth of the price of a pattern."""
    return f"COALESCE(CAST(TRY_CAST({text} AS BIGINT) AS VARCHAR) = {text} AND {text} >= '0', FALSE)"


def sql_for_is_ruined(field: Field) -> str:
    """Whether a cell's number was ruined."""
    text = f"text_{field.name}"
    patterns = [
        f"REGEXP_MATCHES({text}, '{SCIENTIFIC}')",
        f"REGEXP_MATCHES({text}, '{NUMERIC_LONGER}')",
        f"({_is_all_ruined(field)} AND REGEXP_MATCHES({text}, '{SIXTEEN}'))",
        f"(is_lost_{field.name} AND REGEXP_MATCHES({text}, '{NUMERIC_SIXTEEN}'))",
    ]
    plain = f"{_is_all_ruined(field)} AND LENGTH({text}) = 16"
    return f"({text} IS NOT NULL AND CASE WHEN {is_digits(text)} THEN {plain} ELSE {' OR '.join(patterns)} END)"


def _is_all_ruined(field: Field) -> str:
    """Whether the whole column is; a list may well number its rows in tens, but one NIK in ten ends in 0."""
    return f"is_ruined_{field.name}" if field.kind is Kind.IDENTIFIER else "FALSE"


def sql_for_identifier(field: Field) -> str:
    """The number as text; missing where it was ruined or, for numbers of the state, holds no digit."""
    text = f"text_{field.name}"
    bare = f"REGEXP_REPLACE({text}, '{DECIMALS}', '')"
    # Spaces and marks between the digits go; stars or letters mean that digits are hidden or missing.
    digits = f"CASE WHEN REGEXP_MATCHES({bare}, '{SPACED}') THEN REGEXP_REPLACE({bare}, '[^0-9]', '', 'g') END"
    kept = bare if field.kind is Kind.KEY else digits
    return (
        f"CASE WHEN {text} IS NULL THEN NULL WHEN NOT {_is_all_ruined(field)} AND {is_digits(text)} THEN {text} "
        f"WHEN {sql_for_is_ruined(field)} THEN NULL ELSE {kept} END"
    )
