"""How a number that names somebody is read: digits kept, and those that Excel has ruined found, in SQL.

Excel keeps fifteen digits. A NIK of sixteen that went through a numeric cell comes back as 3,31602E+15,
or with a last digit that is always 0. Such a number names somebody else, so it counts as missing.
"""

from __future__ import annotations

from ngopeni.intake.layout import Field

SCIENTIFIC = "^[0-9]([.,][0-9]+)?[Ee][+]?[0-9]+$"
SIXTEEN = "^([0-9]{16})([.,]0+)?$"
NUMERIC_CELL = "^[0-9]{16}[.,]0+$"
DIGITS = "^[0-9]+$"
# So many numbers that end in 0, and none that does not, are no accident.
ENOUGH, ENOUGH_NUMERIC = 20, 3


def ruined_fact(field: Field) -> str:
    """The column of ``column_fact`` that says whether sixteen digits cannot be trusted."""
    return f"is_ruined_{field.name}"


def sql_for_ruined(text: str) -> str:
    """Whether every number of sixteen digits in a column ends in 0."""
    number = f"NULLIF(NULLIF(REGEXP_EXTRACT({text}, '{SIXTEEN}', 1), ''), '0000000000000000')"
    is_numeric = f"REGEXP_MATCHES({text}, '{NUMERIC_CELL}')"
    return (
        f"COALESCE(BOOL_AND({number} IS NULL OR {number} LIKE '%0'), FALSE) AND (COUNT({number}) >= {ENOUGH} "
        f"OR COUNT(CASE WHEN {is_numeric} THEN {number} END) >= {ENOUGH_NUMERIC})"
    )


def sql_for_is_ruined(text: str, ruined: str) -> str:
    """Whether a cell's number was ruined.

    Parameters
    ----------
    text : str
        The column of text.
    ruined : str
        The column of `ruined_fact`.
    """
    is_one_of_them = f"({ruined} AND REGEXP_MATCHES({text}, '{SIXTEEN}'))"
    return f"({text} IS NOT NULL AND (REGEXP_MATCHES({text}, '{SCIENTIFIC}') OR {is_one_of_them}))"


def sql_for_identifier(text: str, ruined: str) -> str:
    """The digits of a number; missing where it holds none or was ruined."""
    bare = f"REGEXP_REPLACE(REGEXP_REPLACE({text}, '[.,]0+$', ''), '[^0-9]', '', 'g')"
    return (
        f"CASE WHEN NOT {ruined} AND REGEXP_MATCHES({text}, '{DIGITS}') THEN {text} "
        f"WHEN {sql_for_is_ruined(text, ruined)} THEN NULL ELSE NULLIF({bare}, '') END"
    )
