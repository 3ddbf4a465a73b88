"""Records as they are compared: what every source calls otherwise, in columns of one name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.spelling import spell
from ngopeni.quality.identity_number import is_sentinel

# What a table of people may tell; only the first is needed.
FIELDS: dict[str, str] = {
    "unique_id": "VARCHAR",
    "name": "VARCHAR",
    "nik": "VARCHAR",
    "no_kk": "VARCHAR",
    "birth_date": "DATE",
    "sex": "VARCHAR",
    "mother_name": "VARCHAR",
    "village_code": "VARCHAR",
    "rt": "VARCHAR",
    "rw": "VARCHAR",
    # Where a list has no birth date but an age, and a number for its households.
    "birth_year": "INTEGER",
    "household_key": "VARCHAR",
}
DIGITS = 16
# More people than that on one number are no household.
LARGEST_HOME = 30
# Where a prepared row lives, and who it is to those at home: a man and a woman may be called alike.
HOME = "COALESCE(household_key, no_kk)"
MATE = "{} || ' ' || COALESCE(sex, '')"
# Days that stand for an unknown one.
HEAPS = ("1231", "0101", "0701")
MEN, WOMEN = ("L", "1", "LAKI-LAKI", "LAKI LAKI", "MALE", "M", "PRIA"), ("P", "2", "PEREMPUAN", "FEMALE", "F", "WANITA")


def prepare(engine: Engine, table: str, name: str = "prepared") -> None:
    """Make ``prepared`` out of a table of people: all of its rows, with ``home_names``.

    Parameters
    ----------
    engine : Engine
    table : str
        Holds ``unique_id`` and any of the other `FIELDS`.
    name : str
        Of the table to be made.
    """
    columns = engine.columns(table)
    spell(engine, sql_for_texts(table, columns), f"{name}_spelled")
    engine.define(f"{name}_alone", sql_for_prepared(table, columns, f"{name}_spelled"))
    engine.define(name, sql_for_housed(f"{name}_alone", f"SELECT {HOME} AS home, skeleton, sex FROM {name}_alone"))
    engine.run(f"DROP TABLE {name}_spelled")
    engine.run(f"DROP TABLE {name}_alone")


def sql_for_texts(table: str, columns: Collection[str], fields: Sequence[str] = ("name", "mother_name")) -> str:
    """``text``: the names that a table of people tells."""
    told = [field if field in columns else "NULL" for field in fields]
    return "\nUNION ALL\n".join(f"SELECT CAST({each} AS VARCHAR) AS text FROM {table}" for each in told)


def sql_for_prepared(table: str, columns: Collection[str], spelled: str) -> str:
    """``prepared``: a row for each record, in the columns that blocks and comparisons ask for.

    Parameters
    ----------
    table : str
        Name of a table of people, or a query in brackets with a name.
    columns : collection of str
        Those of `FIELDS` that it has.
    spelled : str
        Name of the table that `spelling.spell` made of their names.
    """
    told = ", ".join(
        f"CAST({field if field in columns else 'NULL'} AS {kind}) AS {field}" for field, kind in FIELDS.items()
    )
    bare = ", ".join(f"{_digits(field)} AS bare_{field}" for field in ("nik", "no_kk", "rt", "rw"))
    bared = f"SELECT told.*, {bare} FROM (SELECT {told} FROM {table}) AS told"
    read = (
        "SELECT unique_id, name, mother_name, household_key, "
        "NULLIF(REPLACE(REPLACE(UPPER(village_code), '.', ''), ' ', ''), '') AS village_code, "
        f"{_number('bare_nik')} AS nik_digits, {_number('bare_no_kk')} AS kk_digits, "
        "STRFTIME(birth_date, '%Y%m%d') AS birth_digits, COALESCE(YEAR(birth_date), birth_year) AS birth_year, "
        # Of a neighbourhood the number without the noughts before it.
        f"{_sex()} AS sex, NULLIF(LTRIM(bare_rt, '0'), '') AS rt, NULLIF(LTRIM(bare_rw, '0'), '') AS rw "
        f"FROM ({bared}) AS bared"
    )
    formed = f"LENGTH({{}}) = {DIGITS}"
    # A number cut short is a number still; one whose serial was not known is none.
    is_nik = "SUBSTR(nik_digits, 13) <> '0000'"
    return (
        f"SELECT unique_id, {MATE.format('own.skeleton')} AS mate, "
        "own.name_key, own.skeleton, own.first_name, own.initials, SUBSTR(own.initials, 1, 1) AS initial, "
        "mother.name_key AS mother_key, mother.skeleton AS mother_skeleton, "
        f"nik_digits, CASE WHEN {is_nik} THEN nik_digits END AS nik, "
        f"CASE WHEN {formed.format('nik_digits')} THEN SUBSTR(nik_digits, 1, 12) END AS nik_stem, "
        f"CASE WHEN {formed.format('kk_digits')} THEN kk_digits END AS no_kk, household_key, "
        "birth_digits, CASE WHEN birth_digits IS NULL THEN NULL "
        f"ELSE SUBSTR(birth_digits, 5, 4) IN {HEAPS} END AS is_heaped, CAST(birth_year AS INTEGER) AS birth_year, "
        "COALESCE(CAST(birth_year AS INTEGER), 0) AS year_key, sex, SUBSTR(village_code, 1, 6) AS district_code, "
        # The neighbourhood, or the village where no RT is told.
        "village_code, rt, COALESCE(village_code || '/' || COALESCE(rw, '') || '/' || rt, village_code) AS place "
        f"FROM ({read}) AS read LEFT JOIN {spelled} AS own ON own.text = read.name "
        f"LEFT JOIN {spelled} AS mother ON mother.text = read.mother_name"
    )


def sql_for_housed(prepared: str, mates: str) -> str:
    """The same rows with the names of all who share the household or the card: ``home_names``.

    Parameters
    ----------
    prepared : str
        Name of a table of prepared rows.
    mates : str
        A query for ``home``, ``skeleton`` and ``sex`` of everybody among whom those at home are.
    """
    named = (
        f"SELECT DISTINCT home, {MATE.format('skeleton')} AS mate FROM ({mates}) AS mates WHERE skeleton IS NOT NULL "
        f"AND home IN (SELECT {HOME} FROM {prepared})"
    )
    homes = (
        f"SELECT home, LIST(mate) AS home_names FROM ({named}) AS named GROUP BY home "
        f"HAVING COUNT(*) BETWEEN 2 AND {LARGEST_HOME}"
    )
    return f"SELECT {prepared}.*, home_names FROM {prepared} LEFT JOIN ({homes}) AS homes ON homes.home = {HOME}"


def _number(digits: str) -> str:
    """Digits that may name somebody: not one digit over and over, and not counted up."""
    is_long = f"LENGTH({digits}) BETWEEN {DIGITS - 2} AND {DIGITS + 2}"
    return f"CASE WHEN {is_long} AND NOT {is_sentinel(digits)} THEN {digits} END"


def _digits(text: str) -> str:
    """The digits of a text; nearly all texts have nothing else, and are not searched."""
    return (
        f"CASE WHEN REGEXP_MATCHES({text}, '^[0-9]+$') THEN {text} ELSE REGEXP_REPLACE({text}, '[^0-9]', '', 'g') END"
    )


def _sex() -> str:
    return f"CASE WHEN UPPER(sex) IN {MEN} THEN 'male' WHEN UPPER(sex) IN {WOMEN} THEN 'female' END"
