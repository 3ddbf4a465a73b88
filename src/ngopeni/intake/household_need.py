"""What each household of the registry in force needs, or that it is not known."""

from __future__ import annotations

from ngopeni.intake.need_rules import (
    HOUSING_RULES,
    NEED,
    NO_NEED,
    NOT_APPLICABLE,
    SCHOOL_AGES,
    UNKNOWN,
    is_known,
    sql_for_housing,
    sql_for_toilet,
)
from ngopeni.intake.registry import NEEDS

# Completed years on the day of the list.
COMPLETED = (
    "CAST(YEAR(measured_on) - YEAR(birth_date) - CASE WHEN MONTH(measured_on) * 100 + DAY(measured_on) "
    "< MONTH(birth_date) * 100 + DAY(birth_date) THEN 1 ELSE 0 END AS INTEGER)"
)
# A birth after the list, or before anybody alive, tells no age.
YEARS = f"CASE WHEN {COMPLETED} BETWEEN 0 AND 130 THEN {COMPLETED} END"
# What a household's house lacks is answered once, in its first row, as the house itself is.
OF_THE_HOUSE = ("house", "water", "toilet", "electricity")


def sql_for_member_fact() -> str:
    """``member_fact``: for each household in force, what its members' answers come to.

    For each need that a list answers itself, the worst answer of any member; members who are gone
    do not count.
    """
    youngest, oldest = SCHOOL_AGES
    is_pupil = f"years BETWEEN {youngest} AND {oldest}"
    school = "school_participation"
    facts = {
        "head_works": "MAX(CASE WHEN is_head THEN works END)",
        "head_told_work": "MAX(CASE WHEN is_head THEN told_work END)",
        "ageless_count": "COUNT(CASE WHEN years IS NULL THEN 1 END)",
        "pupil_count": f"COUNT(CASE WHEN {is_pupil} THEN 1 END)",
        "absent_count": f"COUNT(CASE WHEN {is_pupil} AND {school} IN ('never', 'left') THEN 1 END)",
        "attending_count": f"COUNT(CASE WHEN {is_pupil} AND {school} = 'attending' THEN 1 END)",
        "disabled_count": f"COUNT(CASE WHEN {is_known('disability')} AND disability <> 'none' THEN 1 END)",
        "able_count": "COUNT(CASE WHEN disability = 'none' THEN 1 END)",
        "member_count": "COUNT(*)",
    }
    for need in NEEDS:
        if need in OF_THE_HOUSE:
            facts[f"first_told_{need}"] = f"MAX(CASE WHEN is_first THEN told_{need} END)"
            continue
        for status in (NEED, NO_NEED):
            facts[f"{need}_{status}_count"] = f"COUNT(CASE WHEN told_{need} = '{status}' THEN 1 END)"
    listed = ", ".join(f"{expression} AS {name}" for name, expression in facts.items())
    return (
        f"SELECT household_key, {listed} FROM (SELECT keyed_record.household_key, "
        f"keyed_record.is_head, keyed_record.is_first, COALESCE(age, {YEARS}) AS years, listed_row.* "
        "FROM listed_row JOIN keyed_record ON keyed_record.place = listed_row.place AND keyed_record.is_member "
        "JOIN (SELECT profile FROM registry WHERE is_in_force) AS in_force ON in_force.profile = keyed_record.profile"
        ") AS member GROUP BY household_key"
    )


def sql_for_household_need() -> str:
    """``household_need``: a row for each household in force and each need."""
    worked_out = {need: sql_for_housing(rule) for need, rule in HOUSING_RULES.items()} | {
        "toilet": sql_for_toilet(),
        "work": _sql_for_work(),
        "out_of_school": _sql_for_school(),
        "stunting_risk": f"'{UNKNOWN}'",
        "disability": _sql_for_disability(),
    }
    statuses = ", ".join(f"{_told_first(need, worked_out[need])} AS {need}_status" for need in NEEDS)
    each = "\nUNION ALL\n".join(
        f"SELECT household_key, '{need}' AS need_code, village_code, {need}_status AS status FROM judged"
        for need in NEEDS
    )
    return (
        f"WITH judged AS (SELECT household.household_key, village_code, {statuses} FROM household "
        f"JOIN member_fact ON member_fact.household_key = household.household_key)\n{each}"
    )


def _told_first(need: str, worked_out: str) -> str:
    """What the list answers itself, else what follows from other answers."""
    if need in OF_THE_HOUSE:
        told = f"first_told_{need}"
        return f"CASE WHEN {told} IN ('{NEED}', '{NO_NEED}') THEN {told} ELSE {worked_out} END"
    if need == "work":
        return f"CASE WHEN head_told_work IN ('{NEED}', '{NO_NEED}') THEN head_told_work ELSE {worked_out} END"
    return (
        f"CASE WHEN {need}_{NEED}_count > 0 THEN '{NEED}' "
        f"WHEN {need}_{NO_NEED}_count = member_fact.member_count THEN '{NO_NEED}' ELSE {worked_out} END"
    )


def _sql_for_work() -> str:
    return f"CASE head_works WHEN 'no' THEN '{NEED}' WHEN 'yes' THEN '{NO_NEED}' ELSE '{UNKNOWN}' END"


def _sql_for_school() -> str:
    return (
        f"CASE WHEN absent_count > 0 THEN '{NEED}' "
        f"WHEN pupil_count = 0 AND ageless_count = 0 THEN '{NOT_APPLICABLE}' "
        f"WHEN pupil_count > 0 AND attending_count = pupil_count AND ageless_count = 0 THEN '{NO_NEED}' "
        f"ELSE '{UNKNOWN}' END"
    )


def _sql_for_disability() -> str:
    return (
        f"CASE WHEN disabled_count > 0 THEN '{NEED}' WHEN able_count = member_fact.member_count THEN '{NO_NEED}' "
        f"ELSE '{UNKNOWN}' END"
    )
