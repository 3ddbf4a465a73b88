"""Everything that the rules about a person ask, in one row a person."""

from __future__ import annotations

from ngopeni.quality.identity_number import day_of, is_date, is_sentinel, part, written_day
from ngopeni.quality.listed_person import similarity

KEYS = ("subject_key", "profile", "village_code", "source_id", "row_number")
# Days that officers write when only the year is known: 1 January, 1 July, 31 December.
HEAPS = (101, 701, 1231)
# What each relation joined to ``listed_person`` brings.
BROUGHT = {
    "listed_person": (
        *("household_key", "measured_on", "nik", "no_kk", "formed_nik", "formed_kk", "written_name", "name_key"),
        *("mother_key", "sex", "birth_date", "birth_years", "age", "years", "relation", "marital_status", "pregnancy"),
        *("school_participation", "diploma", "works", "job_status", "has_unknown_answer"),
    ),
    "list_habit": ("asks_nik", "asks_kk", "asks_birth", "asks_name"),
    "home": ("head_count", "head_years", "head_sex", "head_key", "listed_count", "card_count"),
    "cell_trouble": ("nik_is_unreadable", "kk_is_unreadable", "birth_is_unreadable", "age_is_unreadable"),
    "shared_nik": (
        *("holder_count", "same_name_count", "same_birth_count", "same_both_count", "same_household_count"),
        *("is_like_other", "other_holder"),
    ),
    "namesake": ("namesake_count", "namesake_nik_count", "other_namesake"),
    "twice_at_home": ("name_count", "first_key", "last_key"),
    "card": ("card_member_count",),
    "card_number": ("card_number",),
    "known_area": ("known_area",),
    "civil_latest": (
        *("civil_nik", "civil_kk", "civil_name_key", "civil_birth_date", "civil_sex", "civil_status"),
        "civil_area_code",
    ),
    "civil_cover": ("is_covered",),
    "servant": ("servant_nik", "is_village_official"),
    "payroll": ("has_state_payroll", "has_village_payroll"),
}
OWN_REGENCY = "REPLACE(SUBSTR(listed_person.village_code, 1, 5), '.', '')"
# Elsewhere districts and regencies were split and numbered anew, and an old number stays in a NIK for life: only at
# home is the district looked up, and only in the own province the regency.
AREA = (
    f"CASE WHEN SUBSTR(formed_nik, 1, 4) = {OWN_REGENCY} THEN SUBSTR(formed_nik, 1, 6) "
    f"WHEN SUBSTR(formed_nik, 1, 2) = SUBSTR({OWN_REGENCY}, 1, 2) THEN SUBSTR(formed_nik, 1, 4) "
    "ELSE SUBSTR(formed_nik, 1, 2) END"
)
OF_LIST = "{0}.profile = listed_person.profile"
JOINS = {
    "list_habit": OF_LIST,
    "home": "home.household_key = listed_person.household_key",
    "cell_trouble": (
        "cell_trouble.source_id = listed_person.source_id AND cell_trouble.row_number = listed_person.row_number"
    ),
    "shared_nik": "shared_nik.subject_key = listed_person.subject_key",
    "namesake": "namesake.subject_key = listed_person.subject_key",
    "twice_at_home": (
        "twice_at_home.household_key = listed_person.household_key AND twice_at_home.name_key = listed_person.name_key"
    ),
    "card": f"{OF_LIST} AND card.formed_kk = listed_person.formed_kk",
    "card_number": "card_number = listed_person.formed_nik",
    "known_area": f"known_area = {AREA}",
    "civil_latest": "civil_nik = listed_person.formed_nik",
    "civil_cover": f"{OF_LIST} AND civil_cover.village_code = listed_person.village_code",
    "servant": "servant_nik = listed_person.formed_nik",
    "payroll": "TRUE",
}
# Each step may use the columns of the one before.
STEPS: tuple[dict[str, str], ...] = (
    {
        "nik_written_day": part("formed_nik", 7, 2),
        "nik_month": part("formed_nik", 9, 2),
        "nik_year": part("formed_nik", 11, 2),
        "nik_serial": "SUBSTR(formed_nik, 13, 4)",
        "nik_spells": "SUBSTR(formed_nik, 7, 6)",
        "nik_is_sentinel": is_sentinel("nik"),
        "kk_spells": "SUBSTR(formed_kk, 7, 6)",
        "kk_regency": "SUBSTR(formed_kk, 1, 4)",
        "own_regency": "REPLACE(SUBSTR(village_code, 1, 5), '.', '')",
        "kk_is_sentinel": is_sentinel("no_kk"),
        "own_spelling": written_day("birth_date", "sex"),
        "is_heaped": f"MONTH(birth_date) * 100 + DAY(birth_date) IN ({', '.join(map(str, HEAPS))})",
        "name_likeness": similarity("name_key", "civil_name_key"),
        "other_at_home": "CASE WHEN subject_key = first_key THEN last_key ELSE first_key END",
    },
    {"nik_day": day_of("nik_written_day")},
    {
        "nik_has_date": is_date("nik_day", "nik_month", "nik_year"),
        # Age in years, less than a hundred, of whoever was born on the day that the NIK spells.
        "nik_years": (
            "(200 + YEAR(measured_on) % 100 - nik_year - CASE WHEN MONTH(measured_on) * 100 + DAY(measured_on) "
            "< nik_month * 100 + nik_day THEN 1 ELSE 0 END) % 100"
        ),
    },
)
COLUMNS = (*(name for names in BROUGHT.values() for name in names), *(name for step in STEPS for name in step))


def sql_for_person_fact() -> str:
    """``person_fact``: every member with all that is known of the row, its household and its numbers elsewhere."""
    told = [f"listed_person.{name}" for name in KEYS]
    told += [f"{relation}.{name}" for relation, names in BROUGHT.items() for name in names]
    joins = " ".join(f"LEFT JOIN {name} ON {condition.format(name)}" for name, condition in JOINS.items())
    sql = f"SELECT {', '.join(told)} FROM listed_person {joins}"
    for number, step in enumerate(STEPS):
        made = ", ".join(f"{expression} AS {name}" for name, expression in step.items())
        sql = f"SELECT *, {made} FROM ({sql}) AS step_{number}"
    return sql
