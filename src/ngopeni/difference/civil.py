"""What the civil registry says of persons whose rows changed, now and at the date before."""

from __future__ import annotations

from ngopeni.difference.causes import Kind
from ngopeni.difference.change import IS_MOVED
from ngopeni.difference.told import sql_for_name, sql_for_sound_nik

GONE = "'dead', 'moved'"
AGE = "(YEAR(told_on) - YEAR(newest.birth_date))"


def sql_for_asked_person() -> str:
    """``asked_person``: whoever came, left or moved, and whose number the civil registry calls dead or moved."""
    gone = f"SELECT nik FROM civil_record WHERE civil_status IN ({GONE}) AND nik IS NOT NULL"
    changed = f"SELECT person_key FROM change WHERE kind IN ('{Kind.ENTERED}', '{Kind.LEFT}') OR {IS_MOVED}"
    numbered = [
        f"SELECT person_key FROM told_{when} AS told JOIN person_{when} AS named ON named.record_key = told.record_key "
        f"WHERE nik IN ({gone})"
        for when in ("before", "after")
    ]
    return " UNION ".join([changed, *numbered])


def sql_for_asked_nik() -> str:
    """``asked_nik``: all numbers of those persons, each with what its row tells of the person."""
    sides = [
        f"SELECT named.person_key, {sql_for_sound_nik('nik')} AS sound_nik, {sql_for_name('full_name')} AS name_key, "
        f"birth_date, sex, age, {on} AS told_on FROM asked_person "
        f"JOIN person_{when} AS named ON named.person_key = asked_person.person_key "
        f"JOIN told_{when} AS told ON told.record_key = named.record_key"
        for when, on in (("before", "CAST($since AS DATE)"), ("after", "CAST($as_of AS DATE)"))
    ]
    listed = "\nUNION ALL\n".join(sides)
    return f"SELECT * FROM ({listed}) AS listed WHERE sound_nik IS NOT NULL"


def sql_for_civil_entry() -> str:
    """``civil_entry``: the civil registry's rows of those numbers, with the date of their delivery."""
    return (
        f"SELECT nik, {sql_for_name('civil_record.full_name')} AS name_key, birth_date, sex, no_kk, civil_status, "
        "status_on, REGEXP_REPLACE(COALESCE(registered_area_code, ''), '[^0-9]', '', 'g') AS area_digits, "
        "civil_record.source_id, row_number, source.as_of FROM civil_record "
        "JOIN source ON source.source_id = civil_record.source_id "
        "WHERE nik IN (SELECT sound_nik FROM asked_nik)"
    )


def sql_for_civil_person() -> str:
    """``civil_person``: for each person the newest entry under the own number, and what stood there at the first date.

    An entry is the person's when the birth date is the same, or the name is and neither sex nor age
    speaks against it. Two numbers that both fit, or two entries of one delivery, say nothing.
    """
    age = f"ABS(asked_nik.age - {AGE}) <= 2"
    fits = (
        "(newest.birth_date = asked_nik.birth_date OR (newest.name_key = asked_nik.name_key "
        f"AND COALESCE(newest.sex = asked_nik.sex, TRUE) AND COALESCE({age}, TRUE)))"
    )
    named = (
        f"SELECT person_key, MIN(nik) AS nik FROM asked_nik JOIN ({_newest('TRUE')}) AS newest "
        f"ON newest.nik = asked_nik.sound_nik WHERE {fits} GROUP BY person_key HAVING COUNT(DISTINCT nik) = 1"
    )
    return (
        "SELECT person_key, newest.civil_status, newest.status_on, newest.birth_date AS civil_birth_date, "
        "newest.area_digits AS civil_area, newest.source_id AS civil_source_id, newest.row_number AS civil_row_number, "
        "former.civil_status AS former_status, former.area_digits AS former_area, former.no_kk AS former_no_kk "
        f"FROM ({named}) AS named JOIN ({_newest('TRUE')}) AS newest ON newest.nik = named.nik "
        f"LEFT JOIN ({_newest('as_of <= CAST($since AS DATE)')}) AS former ON former.nik = named.nik"
    )


def _newest(condition: str) -> str:
    """For each number the one entry of its newest delivery."""
    return (
        "SELECT * FROM (SELECT civil_entry.*, ROW_NUMBER() OVER (PARTITION BY nik ORDER BY as_of DESC) AS turn, "
        "COUNT(*) OVER (PARTITION BY nik, as_of) AS entry_count "
        f"FROM civil_entry WHERE {condition}) AS ranked WHERE turn = 1 AND entry_count = 1"
    )


def sql_for_known_card() -> str:
    """``known_card``: rows of those who came to a household with which they shared a card at the first date."""
    return (
        "SELECT DISTINCT change.record_key_after AS carded_key FROM change "
        "JOIN civil_person ON civil_person.person_key = change.person_key AND former_status = 'alive' "
        f"JOIN change AS kin ON kin.latter_household_key = change.latter_household_key AND kin.kind = '{Kind.STAYED}' "
        "JOIN told_after AS told ON told.record_key = kin.record_key_after "
        "JOIN civil_record ON civil_record.nik = told.nik AND civil_record.no_kk = former_no_kk "
        "JOIN source ON source.source_id = civil_record.source_id AND source.as_of <= CAST($since AS DATE) "
        f"WHERE change.kind = '{Kind.ENTERED}'"
    )
