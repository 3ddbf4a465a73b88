"""What each row of the list in force tells, at one date, as far as two dates are compared by it."""

from __future__ import annotations

# What a row tells, carried along as it stands.
CARRIED: tuple[str, ...] = (
    "village_code",
    "source_id",
    "row_number",
    "sex",
    "birth_date",
    "age",
    "marital_status",
    "member_status",
)
CARRIED += ("relation", "nik", "full_name")
# Serial numbers begin at 0001, days of women are raised by 40.
DAY = "([04][1-9]|[1256][0-9]|[37][01])"
SOUND = (
    f"LENGTH({{nik}}) = 16 AND REGEXP_MATCHES({{nik}}, '^[1-9][0-9]{{{{5}}}}{DAY}(0[1-9]|1[0-2])[0-9]{{{{6}}}}$') "
    "AND SUBSTRING({nik}, 13, 4) <> '0000'"
)


def sql_for_name(column: str) -> str:
    """A name as it is compared: letters alone, in capitals, one space between words."""
    bare = f"TRIM(REGEXP_REPLACE(UPPER({column}), '[^A-Z]+', ' ', 'g'))"
    return f"NULLIF({bare}, '')"


def sql_for_sound_nik(column: str) -> str:
    """A NIK that can be one: sixteen digits with a possible day, month and serial number; else missing."""
    return f"CASE WHEN {SOUND.format(nik=column)} THEN {column} END"


def sql_for_told(when: str) -> str:
    """``told_before`` or ``told_after``: a row for each row of the list in force.

    Parameters
    ----------
    when : str
        What stands before the names of the tables: ``before_``, or nothing for those of the later date.
    """
    carried = ", ".join(f"person.{name}" for name in CARRIED)
    return (
        f"SELECT person.record_key, person.household_key, {carried}, is_member, is_head, "
        f"household.decile, COALESCE(household.percentile, household.decile) AS place_in_order "
        f"FROM {when}person AS person "
        f"JOIN (SELECT profile FROM {when}registry WHERE is_in_force) AS in_force ON in_force.profile = person.profile "
        f"LEFT JOIN {when}household AS household ON household.household_key = person.household_key"
    )
