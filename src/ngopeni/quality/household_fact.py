"""Everything that the rules about a household ask, in one row a household."""

from __future__ import annotations

from ngopeni.intake.answers import sql_for_is_unknown
from ngopeni.quality.listed_person import IN_TURN, letters

HOUSING: tuple[str, ...] = ("floor", "wall", "roof", "drinking_water", "lighting", "toilet_facility")
ANSWERS: tuple[str, ...] = (
    *HOUSING,
    "building_status",
    "land_status",
    "wall_condition",
    "roof_condition",
    "electric_power",
)
ANSWERS += ("cooking_fuel", "toilet_type", "waste_disposal", "has_refrigerator", "has_television", "has_gold")
ANSWERS += ("has_motorcycle", "has_car", "has_land")
TOLD = (*ANSWERS, "address", "hamlet", "told_member_count", "decile", "percentile", "floor_area_m2")
# What two rows about one household share; without an address nothing is compared.
ALIKE = ("profile", "village_code", "head_name_key", "place_key", "listed_count", "male_count")
OF_HOME = ("listed_count", "related_count", "head_count", "spouse_count", "aged_count", "oldest_years")
COLUMNS: tuple[str, ...] = (*TOLD, *OF_HOME, "all_row_count", "card_village_count", "twin_count", "other_household")
COLUMNS += ("unknown_answer_count", "housing_count", "asks_housing", "asks_welfare")


def sql_for_listed_household() -> str:
    """``listed_household``: households with members, and by what two of them would be the same."""
    told = ", ".join(f"household.{name}" for name in TOLD)
    place = " || '/' || ".join(f"COALESCE({name}, '')" for name in ("hamlet", "rt", "rw"))
    return (
        "SELECT household.household_key AS subject_key, profile, village_code, source_id, row_number, "
        f"{told}, {', '.join(f'home.{name}' for name in OF_HOME)}, male_count, first_years, "
        f"COALESCE({letters('head_name')}, first_name_key) AS head_name_key, "
        f"UPPER(TRIM(address)) || '/' || {place} AS place_key "
        "FROM household JOIN home ON home.household_key = household.household_key"
    )


def sql_for_every_row() -> str:
    """``every_row``: how many rows each household has, those who are gone included."""
    return f"SELECT household_key, COUNT(*) AS all_row_count FROM person {IN_TURN} GROUP BY household_key"


def sql_for_household_twin() -> str:
    """``household_twin``: households of a village that look the same, their heads of one age or a year apart."""
    return (
        f"SELECT {', '.join(ALIKE)}, COUNT(*) AS twin_count, MIN(subject_key) AS first_key, "
        "MAX(subject_key) AS last_key FROM listed_household "
        f"WHERE head_name_key IS NOT NULL AND place_key IS NOT NULL GROUP BY {', '.join(ALIKE)} "
        "HAVING COUNT(*) > 1 AND COALESCE(MAX(first_years) - MIN(first_years), 0) <= 1"
    )


def sql_for_household_fact() -> str:
    """``household_fact``: every household with what its members and its answers come to."""
    same = " AND ".join(f"household_twin.{name} = listed_household.{name}" for name in ALIKE)
    unknown = " + ".join(f"CASE WHEN {sql_for_is_unknown(name)} THEN 1 ELSE 0 END" for name in ANSWERS)
    answered = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in HOUSING)
    cards = (
        "SELECT household_key, MAX(card_village_count) AS card_village_count FROM listed_person "
        "JOIN card ON card.profile = listed_person.profile AND card.formed_kk = listed_person.formed_kk "
        "WHERE card_village_count > 1 GROUP BY household_key"
    )
    habit = (
        f"SELECT profile, SUM({answered}) > 0 AS asks_housing, COUNT(decile) > 0 AS asks_welfare "
        "FROM listed_household GROUP BY profile"
    )
    return (
        f"SELECT listed_household.*, all_row_count, card_village_count, twin_count, {unknown} AS unknown_answer_count, "
        f"{answered} AS housing_count, asks_housing, asks_welfare, "
        "CASE WHEN subject_key = first_key THEN last_key ELSE first_key END AS other_household "
        f"FROM listed_household JOIN every_row ON every_row.household_key = subject_key "
        f"LEFT JOIN ({cards}) AS far_card ON far_card.household_key = subject_key "
        f"LEFT JOIN household_twin ON {same} "
        f"JOIN ({habit}) AS habit ON habit.profile = listed_household.profile"
    )
