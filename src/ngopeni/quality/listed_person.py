"""The members of every list, and what follows from each row alone or from those beside it."""

from __future__ import annotations

from ngopeni.intake.answers import sql_for_is_unknown
from ngopeni.intake.household_need import COMPLETED
from ngopeni.quality.identity_number import is_formed, written_day

OLDEST = 120
# So much alike are two spellings of one name, by the ministry's own measure.
SAME_NAME = 0.6
ANSWERS: tuple[str, ...] = (
    "sex",
    "relation",
    "marital_status",
    "member_status",
    "pregnancy",
    "disability",
    "chronic_illness",
)
ANSWERS += ("school_participation", "education", "diploma", "works", "industry", "job_status")
TOLD: tuple[str, ...] = ("nik", "no_kk", "full_name", "sex", "birth_date", "age", "marital_status", "pregnancy")
TOLD += ("school_participation", "diploma", "works", "job_status")


# A long list is judged by itself, so that four of them do not have to fit the memory together.
IN_TURN = "JOIN turn ON turn.list_profile = profile"


def letters(text: str) -> str:
    """A name by its letters alone, so that dots and spaces tell nobody apart."""
    return f"NULLIF(REGEXP_REPLACE(UPPER({text}), '[^A-Z]', '', 'g'), '')"


def similarity(first: str, second: str) -> str:
    """How much two names are alike, 0 to 1; worked out only where they differ."""
    distance = f"1.0 * LEVENSHTEIN({first}, {second}) / GREATEST(LENGTH({first}), LENGTH({second}))"
    return f"CASE WHEN {first} = {second} THEN 1.0 ELSE 1 - {distance} END"


def sql_for_listed_person() -> str:
    """``listed_person``: members of the lists whose turn it is; whoever is gone by the list itself is left out."""
    told = ", ".join(f"person.{name}" for name in TOLD)
    unknown = " OR ".join(f"COALESCE({sql_for_is_unknown(name)}, FALSE)" for name in ANSWERS)
    years = f"COALESCE(age, {COMPLETED})"
    return (
        "SELECT record_key AS subject_key, household_key, profile, village_code, source_id, row_number, measured_on, "
        f"{told}, COALESCE(relation, family_relation) AS relation, is_head, "
        f"UPPER(TRIM(full_name)) AS written_name, {letters('full_name')} AS name_key, "
        f"{letters('mother_name')} AS mother_key, "
        f"CASE WHEN {is_formed('nik')} THEN nik END AS formed_nik, "
        f"CASE WHEN {is_formed('no_kk')} THEN no_kk END AS formed_kk, "
        f"{COMPLETED} AS birth_years, CASE WHEN {years} BETWEEN 0 AND {OLDEST} THEN {years} END AS years, "
        f"({unknown}) AS has_unknown_answer FROM person {IN_TURN} WHERE is_member"
    )


def sql_for_shared_nik() -> str:
    """``shared_nik``: rows whose NIK stands in another row of the same list, and how much those are alike.

    They are few, so windows over them cost nothing. A row without birth or sex is like no other.
    """
    shared = (
        "SELECT profile, formed_nik FROM listed_person WHERE formed_nik IS NOT NULL "
        "GROUP BY profile, formed_nik HAVING COUNT(*) > 1"
    )
    born = "COALESCE(COALESCE(CAST(birth_date AS VARCHAR), CAST(age AS VARCHAR)) || sex, subject_key)"
    name = "COALESCE(name_key, subject_key)"
    within = "PARTITION BY listed_person.profile, listed_person.formed_nik"
    first, last = f"MIN(subject_key) OVER ({within})", f"MAX(subject_key) OVER ({within})"
    holders = (
        f"SELECT subject_key, name_key, sex, years, COUNT(*) OVER ({within}) AS holder_count, "
        f"COUNT(*) OVER ({within}, {name}) AS same_name_count, "
        f"COUNT(*) OVER ({within}, {born}) AS same_birth_count, "
        f"COUNT(*) OVER ({within}, {name}, {born}) AS same_both_count, "
        f"COUNT(*) OVER ({within}, household_key) AS same_household_count, "
        f"CASE WHEN subject_key = {first} THEN {last} ELSE {first} END AS other_holder "
        f"FROM listed_person JOIN ({shared}) AS shared ON shared.profile = listed_person.profile "
        "AND shared.formed_nik = listed_person.formed_nik"
    )
    # Spelled nearly the same and of nearly the same age: one person whose day of birth was written in two ways.
    is_alike = (
        f"{similarity('holder.name_key', 'other.name_key')} >= {SAME_NAME} "
        "AND holder.sex = other.sex AND ABS(holder.years - other.years) <= 1"
    )
    counts = ("holder_count", "same_name_count", "same_birth_count", "same_both_count", "same_household_count")
    return (
        f"WITH holder AS ({holders}) SELECT holder.subject_key, {', '.join(f'holder.{name}' for name in counts)}, "
        f"COALESCE({is_alike}, FALSE) AS is_like_other, holder.other_holder "
        "FROM holder JOIN holder AS other ON other.subject_key = holder.other_holder"
    )


def sql_for_namesake() -> str:
    """``namesake``: rows of one village with the same name, sex and birth date, and how many NIK tell them apart."""
    alike = ("profile", "village_code", "name_key", "sex", "birth_date")
    listed = ", ".join(alike)
    shared = (
        f"SELECT {listed} FROM listed_person WHERE name_key IS NOT NULL AND birth_date IS NOT NULL "
        f"GROUP BY {listed} HAVING COUNT(*) > 1"
    )
    # A NIK that spells another day or sex tells nobody apart.
    spelled = f"SUBSTR(formed_nik, 7, 6) = {written_day('birth_date', 'sex')} AND SUBSTR(formed_nik, 13, 4) <> '0000'"
    row = f"SELECT subject_key, {listed}, CASE WHEN {spelled} THEN formed_nik END AS own_nik FROM listed_person"
    counted = (
        f"SELECT {listed}, COUNT(*) AS namesake_count, COUNT(DISTINCT own_nik) AS namesake_nik_count, "
        f"MIN(subject_key) AS first_key, MAX(subject_key) AS last_key FROM likeness GROUP BY {listed}"
    )
    return (
        f"WITH likeness AS ({row} SEMI JOIN ({shared}) AS shared USING ({listed})) "
        "SELECT subject_key, namesake_count, namesake_nik_count, "
        "CASE WHEN subject_key = first_key THEN last_key ELSE first_key END AS other_namesake "
        f"FROM likeness JOIN ({counted}) AS counted USING ({listed})"
    )


def sql_for_card() -> str:
    """``card``: each family card of a list, how many it names and in how many villages."""
    return (
        "SELECT profile, formed_kk, COUNT(*) AS card_member_count, COUNT(DISTINCT name_key) AS card_name_count, "
        "COUNT(DISTINCT village_code) AS card_village_count "
        "FROM listed_person WHERE formed_kk IS NOT NULL GROUP BY profile, formed_kk"
    )


def sql_for_card_number() -> str:
    """``card_number``: every number that is known to be a family card's: two names stand under it.

    A person whose two numbers are swapped makes no card of the NIK.
    """
    of_civil_registry = f"SELECT civil_kk FROM civil_latest WHERE {is_formed('civil_kk')}"
    return f"SELECT formed_kk AS card_number FROM card WHERE card_name_count > 1 UNION {of_civil_registry}"


def sql_for_home() -> str:
    """``home``: what the members of each household come to.

    Where two are called head, nobody is, and ages are compared with nobody's.
    """
    head = {"head_years": "years", "head_sex": "sex", "head_key": "subject_key"}
    heads = ", ".join(f"MIN(CASE WHEN relation = 'head' THEN {name} END) AS {fact}" for fact, name in head.items())
    return (
        "SELECT household_key, COUNT(*) AS listed_count, COUNT(relation) AS related_count, "
        "COUNT(CASE WHEN relation = 'head' THEN 1 END) AS head_count, "
        "COUNT(CASE WHEN relation = 'spouse' THEN 1 END) AS spouse_count, "
        "COUNT(years) AS aged_count, MAX(years) AS oldest_years, COUNT(DISTINCT formed_kk) AS card_count, "
        "COUNT(CASE WHEN sex = 'male' THEN 1 END) AS male_count, "
        "MIN(CASE WHEN is_head THEN name_key END) AS first_name_key, "
        f"MIN(CASE WHEN is_head THEN years END) AS first_years, {heads} "
        "FROM listed_person GROUP BY household_key"
    )


def sql_for_twice_at_home() -> str:
    """``twice_at_home``: names that stand more than once in a household."""
    return (
        "SELECT household_key, name_key, COUNT(*) AS name_count, MIN(subject_key) AS first_key, "
        "MAX(subject_key) AS last_key FROM listed_person WHERE name_key IS NOT NULL "
        "GROUP BY household_key, name_key HAVING COUNT(*) > 1"
    )


def sql_for_list_habit() -> str:
    """``list_habit``: what a list asks at all; nobody is blamed for a column that it lacks."""
    return (
        "SELECT profile, COUNT(nik) > 0 AS asks_nik, COUNT(no_kk) > 0 AS asks_kk, "
        "COUNT(birth_date) + COUNT(age) > 0 AS asks_birth, COUNT(full_name) > 0 AS asks_name "
        "FROM listed_person GROUP BY profile"
    )


def sql_for_cell_trouble() -> str:
    """``cell_trouble``: numbers and dates that were written but could not be read, by row of a file."""
    flags = {
        "nik_is_unreadable": "column_name = 'nik'",
        "kk_is_unreadable": "column_name = 'no_kk'",
        "birth_is_unreadable": "column_name = 'birth_date'",
        "age_is_unreadable": "column_name = 'age'",
    }
    listed = ", ".join(f"BOOL_OR({condition}) AS {name}" for name, condition in flags.items())
    return (
        f"SELECT source_id, row_number, {listed} FROM import_finding "
        "WHERE column_name IN ('nik', 'no_kk', 'birth_date', 'age') AND NOT is_set_aside "
        "AND rule_code IN ('INTAKE-101', 'INTAKE-102', 'INTAKE-130') GROUP BY source_id, row_number"
    )
