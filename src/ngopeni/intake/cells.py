"""How the text of a cell becomes a value, in SQL."""

from __future__ import annotations

from collections.abc import Iterable

from ngopeni.intake.answers import sql_for_meaning
from ngopeni.intake.dates import sql_for_date
from ngopeni.intake.identifiers import is_digits, sql_for_facts, sql_for_identifier
from ngopeni.intake.layout import Field, Kind
from ngopeni.kernel.literal import literal

SPACE = "[ \N{NO-BREAK SPACE}]*"
# Rp 1.250.000,- and 12,5 % are numbers with their unit around them; hundreds of digits are none.
BARE = f"^(?:(?:[Rr][Pp][.]?|IDR){SPACE})?(-?[0-9.,]{{0,39}}[0-9])(?:,-+)?(?:{SPACE}%)?$"
RT_AND_RW = "^([0-9]+)[ ]*[/-][ ]*([0-9]+)$"
PLAIN = "^-?[0-9]*[.,]?[0-9]+$"
BY_DOTS = "^-?[1-9][0-9]{0,2}([.][0-9]{3})+(,[0-9]+)?$"
BY_COMMAS = "^-?[1-9][0-9]{0,2}(,[0-9]{3})+([.][0-9]+)?$"
# 1.234 and 1,234 may be a thousand and more, or one and a little.
ONE_DOT = "^-?[1-9][0-9]{0,2}[.][0-9]{3}$"
ONE_COMMA = "^-?[1-9][0-9]{0,2},[0-9]{3}$"
POINT = "^-?[0-9]*[.][0-9]+$"
COMMAS_AND_POINT = "^-?[1-9][0-9]{0,2}(,[0-9]{3})+[.][0-9]+$"


def sql_for_value(field: Field) -> str:
    """An expression that is the typed value, or NULL where the text cannot be read so.

    Numbers are read as Indonesian and English write them. Where one mark before three digits leaves
    it open, whole numbers and rupiah take it for thousands, and figures with an upper bound for a
    decimal point. Other decimals follow the rest of their column: once it shows an English number
    such as 12.5, all are read as English, else as Indonesian.

    Parameters
    ----------
    field : Field
        Its text stands in the column ``text_<name>`` of ``text_row``.

    Returns
    -------
    str
    """
    text = f"text_{field.name}"
    if field.kind is Kind.TEXT:
        return text
    if field.kind is Kind.CHOICE:
        return _choice(field, text)
    if field.kind is Kind.CODE:
        return sql_for_meaning(field.choices, text)
    if field.kind in (Kind.IDENTIFIER, Kind.KEY):
        return sql_for_identifier(field)
    if field.kind is Kind.RT:
        return f"COALESCE(NULLIF(REGEXP_EXTRACT({text}, '{RT_AND_RW}', 1), ''), {text})"
    if field.kind is Kind.RW:
        return f"COALESCE({text}, NULLIF(REGEXP_EXTRACT(text_rt, '{RT_AND_RW}', 2), ''))"
    if field.kind is Kind.DATE:
        return sql_for_date(text)
    number = f"TRY_CAST({_number(field, _bare(text))} AS DOUBLE)"
    if field.kind is not Kind.INTEGER:
        return _digits_first(text, "DOUBLE", number)
    # 12.0 is a whole number, 12.5 is not one and must not be rounded in silence.
    return _digits_first(
        text, "INTEGER", f"CASE WHEN {number} = FLOOR({number}) THEN TRY_CAST({number} AS INTEGER) END"
    )


def _digits_first(text: str, kind: str, careful: str) -> str:
    """Nearly every number is a few digits; only others are worth the careful reading."""
    return (
        f"CASE WHEN {text} IS NULL THEN NULL "
        f"WHEN LENGTH({text}) <= 9 AND {is_digits(text)} THEN TRY_CAST({text} AS {kind}) ELSE {careful} END"
    )


def _bare(text: str) -> str:
    """The digits and marks alone; an empty text where there is more."""
    return f"REGEXP_EXTRACT({text}, '{BARE}', 1)"


def _number(field: Field, bare: str) -> str:
    """The number as the cast wants it: no mark between thousands, a point before decimals."""
    by_dots, by_commas = _matches(bare, BY_DOTS), _matches(bare, BY_COMMAS)
    if field.column.maximum is not None and field.kind is not Kind.INTEGER:
        by_dots += f" AND NOT {_matches(bare, ONE_DOT)}"
        by_commas += f" AND NOT {_matches(bare, ONE_COMMA)}"
    elif field.kind is not Kind.INTEGER and field.column.unit != "idr":
        is_english = _is_english(field)
        by_dots += f" AND NOT ({_matches(bare, ONE_DOT)} AND {is_english})"
        by_commas += f" AND ({is_english} OR NOT {_matches(bare, ONE_COMMA)})"
    return (
        f"CASE WHEN {by_dots} THEN REPLACE(REPLACE({bare}, '.', ''), ',', '.') "
        f"WHEN {by_commas} THEN REPLACE({bare}, ',', '') "
        f"WHEN {_matches(bare, PLAIN)} THEN REPLACE({bare}, ',', '.') END"
    )


def _is_english(field: Field) -> str:
    """The column that says whether some number of the field can only be English."""
    return f"is_english_{field.name}"


def sql_for_column_fact(fields: Iterable[Field]) -> str:
    """``column_fact``: one row with what the whole of a column tells about each of its cells."""
    facts = ["COUNT(*) AS looked_at_count"]
    for field in fields:
        if field.kind in (Kind.IDENTIFIER, Kind.KEY):
            facts += sql_for_facts(field)
        elif field.kind is Kind.DECIMAL and field.column.maximum is None and field.column.unit != "idr":
            bare = _bare(f"text_{field.name}")
            is_point = f"{_matches(bare, POINT)} AND NOT {_matches(bare, ONE_DOT)}"
            is_sure = f"BOOL_OR({is_point} OR {_matches(bare, COMMAS_AND_POINT)})"
            facts.append(f"COALESCE({is_sure}, FALSE) AS {_is_english(field)}")
    return f"SELECT {', '.join(facts)} FROM text_row"


def _matches(text: str, pattern: str) -> str:
    return f"REGEXP_MATCHES({text}, '{pattern}')"


def _choice(field: Field, text: str) -> str:
    cases = " ".join(
        f"WHEN UPPER(TRIM({text})) = {literal(written)} THEN {literal(meant)}"
        for written, meant in field.choices.items()
    )
    return f"CASE {cases} END"
