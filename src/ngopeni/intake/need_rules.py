"""What counts as each of the eight needs, in canonical meanings, so that every instrument is judged alike.

The words of the same rules, for people, are in ``reference/needs.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ngopeni.intake.answers import sql_for_is_unknown
from ngopeni.kernel.literal import literals

NEED, NO_NEED, UNKNOWN, NOT_APPLICABLE = STATUSES = ("need", "no_need", "unknown", "not_applicable")
SCHOOL_AGES = (7, 18)


@dataclass(frozen=True)
class HousingRule:
    """A need that follows from the household's answers about its house.

    Parameters
    ----------
    bad : mapping of str to tuple of str
        Column to the meanings of which one alone is a need.
    asked : tuple of str
        The columns that must all be known before it can be said that there is no need.
    """

    bad: Mapping[str, tuple[str, ...]]
    asked: tuple[str, ...]


# Kepmensos 262/HUK/2022 letters e to h and the fourteen criteria of BPS.
HOUSING_RULES = {
    "house": HousingRule(
        {
            "floor": ("earth", "bamboo", "wood_low"),
            "wall": ("woven_bamboo", "bamboo", "log"),
            "roof": ("bamboo", "thatch"),
        },
        ("floor", "wall", "roof"),
    ),
    "water": HousingRule(
        {"drinking_water": ("unprotected_well", "unprotected_spring", "surface_water", "rain")}, ("drinking_water",)
    ),
    "electricity": HousingRule(
        {"lighting": ("none", "pln_unmetered"), "electric_power": ("unmetered",)}, ("lighting",)
    ),
}
UNSAFE_DISPOSAL = ("surface_water", "open_ground")


def sql_for_housing(rule: HousingRule) -> str:
    """The status of a need by the house."""
    bad = " OR ".join(f"{column} IN ({literals(meanings)})" for column, meanings in rule.bad.items())
    known = " AND ".join(is_known(column) for column in rule.asked)
    return f"CASE WHEN {bad} THEN '{NEED}' WHEN {known} THEN '{NO_NEED}' ELSE '{UNKNOWN}' END"


def sql_for_toilet() -> str:
    """The status of the need for a toilet: one of its own, and waste that does not lie open."""
    return (
        f"CASE WHEN waste_disposal IN ({literals(UNSAFE_DISPOSAL)}) THEN '{NEED}' "
        f"WHEN {is_known('toilet_facility')} AND toilet_facility <> 'own' THEN '{NEED}' "
        f"WHEN toilet_facility = 'own' AND (waste_disposal IS NULL OR {is_known('waste_disposal')}) THEN '{NO_NEED}' "
        f"ELSE '{UNKNOWN}' END"
    )


def is_known(column: str) -> str:
    """Whether an answer was given and has a meaning."""
    return f"({column} IS NOT NULL AND NOT {sql_for_is_unknown(column)})"
