"""What the rules about rows without a village, about villages and about whole lists ask."""

from __future__ import annotations

from ngopeni.quality.person_fact import HEAPS

ROW_COLUMNS = ("is_unplaced", "is_nameless")
VILLAGE_COLUMNS = (
    *("person_count", "asks_nik", "asks_birth", "nik_missing_count", "birth_missing_count", "dated_count"),
    *("heaped_count", "household_count", "housing_missing_count", "asks_housing", "population_count"),
    *("earlier_count", "list_count", "list_earlier_count", "listed_village_count", "village_count"),
)
LIST_COLUMNS: tuple[str, ...] = (
    "measured_on",
    "as_of",
    "row_count",
    "aside_count",
    "listed_village_count",
    "village_count",
)
LIST_COLUMNS += ("nik_count", "formed_nik_count", "person_count")


def sql_for_row_fact() -> str:
    """``row_fact``: every row of a standing list that could not be used."""
    unplaced = "rule_code IN ('INTAKE-110', 'INTAKE-111', 'INTAKE-112', 'INTAKE-114')"
    return (
        "SELECT import_finding.source_id || ':' || CAST(import_finding.row_number AS VARCHAR) AS subject_key, "
        "profile, CAST(NULL AS VARCHAR) AS village_code, import_finding.source_id, import_finding.row_number, "
        f"BOOL_OR({unplaced}) AS is_unplaced, BOOL_OR(rule_code = 'INTAKE-140') AS is_nameless "
        "FROM import_finding JOIN standing_source ON standing_source.source_id = import_finding.source_id "
        "WHERE is_set_aside GROUP BY profile, import_finding.source_id, import_finding.row_number"
    )


def sql_for_standing_source() -> str:
    """``standing_source``: the files of the lists that stand on this date."""
    return (
        "SELECT source.source_id, source.profile, source.row_count, set_aside_count FROM source "
        "JOIN registry ON registry.profile = source.profile AND registry.measured_on = source.as_of "
        "JOIN turn ON turn.list_profile = source.profile"
    )


def sql_for_village_fact() -> str:
    """``village_fact``: each village in each list, also where the list does not know it."""
    heaped = f"MONTH(birth_date) * 100 + DAY(birth_date) IN ({', '.join(map(str, HEAPS))})"
    people = (
        "SELECT profile, village_code, MIN(source_id) AS source_id, COUNT(*) AS person_count, "
        "COUNT(*) - COUNT(formed_nik) AS nik_missing_count, COUNT(*) - COUNT(years) AS birth_missing_count, "
        f"COUNT(birth_date) AS dated_count, COUNT(CASE WHEN {heaped} THEN 1 END) AS heaped_count "
        "FROM listed_person GROUP BY profile, village_code"
    )
    homes = (
        "SELECT profile, village_code, COUNT(*) AS household_count, BOOL_OR(asks_housing) AS asks_housing, "
        "COUNT(CASE WHEN housing_count < 3 THEN 1 END) AS housing_missing_count "
        "FROM household_fact GROUP BY profile, village_code"
    )
    known = (
        "SELECT list_fact.profile, village.village_code, list_fact.source_id, person_count AS list_count, "
        "listed_village_count, village_count, list_earlier_count FROM list_fact CROSS JOIN village"
    )
    here = "{0}.profile = known.profile AND {0}.village_code = known.village_code"
    return (
        "SELECT known.profile || ':' || known.village_code AS subject_key, known.profile, known.village_code, "
        "COALESCE(people.source_id, known.source_id) AS source_id, CAST(NULL AS INTEGER) AS row_number, "
        "COALESCE(person_count, 0) AS person_count, asks_nik, asks_birth, nik_missing_count, birth_missing_count, "
        "dated_count, heaped_count, household_count, housing_missing_count, asks_housing, population_count, "
        "earlier_count, list_count, list_earlier_count, listed_village_count, village_count "
        f"FROM ({known}) AS known LEFT JOIN ({people}) AS people ON {here.format('people')} "
        f"LEFT JOIN ({homes}) AS homes ON {here.format('homes')} "
        f"LEFT JOIN earlier_village ON {here.format('earlier_village')} "
        "LEFT JOIN list_habit ON list_habit.profile = known.profile "
        "LEFT JOIN population ON population.village_code = known.village_code"
    )


def sql_for_list_fact() -> str:
    """``list_fact``: each list as a whole."""
    people = (
        "SELECT profile, MIN(source_id) AS source_id, MIN(measured_on) AS measured_on, COUNT(*) AS person_count, "
        "COUNT(nik) AS nik_count, COUNT(formed_nik) AS formed_nik_count, "
        "COUNT(DISTINCT village_code) AS listed_village_count FROM listed_person GROUP BY profile"
    )
    files = (
        "SELECT profile, SUM(row_count) AS row_count, SUM(set_aside_count) AS aside_count "
        "FROM standing_source GROUP BY profile"
    )
    # Only where the list of the date before has another date can anything have changed.
    earlier = "SELECT profile, SUM(earlier_count) AS list_earlier_count FROM earlier_village GROUP BY profile"
    return (
        "SELECT people.profile AS subject_key, people.profile, CAST(NULL AS VARCHAR) AS village_code, "
        "people.source_id, CAST(NULL AS INTEGER) AS row_number, measured_on, CAST($as_of AS DATE) AS as_of, "
        "row_count, aside_count, person_count, nik_count, formed_nik_count, listed_village_count, "
        "(SELECT COUNT(*) FROM village) AS village_count, list_earlier_count "
        f"FROM ({people}) AS people LEFT JOIN ({files}) AS files ON files.profile = people.profile "
        f"LEFT JOIN ({earlier}) AS earlier ON earlier.profile = people.profile"
    )


def sql_for_earlier_village() -> str:
    """``earlier_village``: what the same kind of list counted at the date before, where it is another list."""
    return (
        "SELECT earlier_household.profile, village_code, SUM(member_count) AS earlier_count FROM earlier_household "
        "JOIN registry ON registry.profile = earlier_household.profile "
        "AND registry.measured_on > earlier_household.measured_on "
        "GROUP BY earlier_household.profile, village_code"
    )
