"""This stage's tables of a snapshot."""

from __future__ import annotations

from ngopeni.intake.need_rules import NEED, NO_NEED, UNKNOWN
from ngopeni.kernel.engine import Engine

# The older lists hold the lowest four tenths of the nation, DTSEN everybody: so that one limit can serve
# both, only these deciles count, and whoever's decile is not known.
LOW_DECILES = 4


def build(engine: Engine) -> None:
    """Make ``village_registry``, ``village_decile`` and ``village_need``.

    Parameters
    ----------
    engine : Engine
        Holds ``registry``, ``household``, ``family``, ``household_need`` and ``population``.
    """
    engine.define("counted_household", sql_for_counted_household())
    engine.define("village_registry", sql_for_village_registry())
    engine.define("village_decile", sql_for_village_decile())
    engine.define("village_need", sql_for_village_need())


def sql_for_counted_household() -> str:
    """``counted_household``: what is counted of each household; nobody is counted twice."""
    return (
        "SELECT household_key, household.village_code, household.regency_code, household.profile, "
        "household.measured_on, source_id, member_count, decile "
        "FROM household JOIN registry ON registry.profile = household.profile "
        "WHERE registry.is_in_force AND member_count > 0"
    )


def sql_for_village_registry() -> str:
    """``village_registry``: members, households, families, and the share of the population."""
    counts = (
        "SELECT village_code, MIN(regency_code) AS regency_code, MIN(profile) AS profile, "
        "MIN(measured_on) AS measured_on, MIN(source_id) AS source_id, "
        "CAST(SUM(member_count) AS INTEGER) AS member_count, "
        f"CAST(SUM(CASE WHEN COALESCE(decile, 0) <= {LOW_DECILES} THEN member_count ELSE 0 END) AS INTEGER) "
        "AS low_member_count, CAST(COUNT(*) AS INTEGER) AS household_count "
        "FROM counted_household GROUP BY village_code"
    )
    families = (
        "SELECT family.village_code, CAST(COUNT(*) AS INTEGER) AS family_count FROM family "
        "JOIN registry ON registry.profile = family.profile "
        "WHERE registry.is_in_force AND member_count > 0 GROUP BY family.village_code"
    )
    share = "ROUND(100.0 * low_member_count / NULLIF(population_count, 0), 4)"
    return (
        "SELECT counts.village_code, counts.regency_code, counts.profile, counts.measured_on, counts.source_id, "
        "member_count, low_member_count, household_count, families.family_count, population_count, "
        "population.measured_on AS population_on, "
        f"population.source_id AS population_source_id, CAST({share} AS DOUBLE) AS registry_share_percent "
        f"FROM ({counts}) AS counts JOIN ({families}) AS families ON families.village_code = counts.village_code "
        "LEFT JOIN population ON population.village_code = counts.village_code"
    )


def sql_for_village_decile() -> str:
    """``village_decile``: households and members by decile; 0 where it is not known."""
    return (
        "SELECT village_code, COALESCE(decile, 0) AS decile, CAST(COUNT(*) AS INTEGER) AS household_count, "
        "CAST(SUM(member_count) AS INTEGER) AS member_count FROM counted_household "
        "GROUP BY village_code, COALESCE(decile, 0)"
    )


def sql_for_village_need() -> str:
    """``village_need``: for each need, those who have it, those of whom it is known, those of whom it is not."""
    counts = (
        "SELECT village_code, need_code, "
        f"CAST(COUNT(CASE WHEN status = '{NEED}' THEN 1 END) AS INTEGER) AS need_count, "
        f"CAST(COUNT(CASE WHEN status IN ('{NEED}', '{NO_NEED}') THEN 1 END) AS INTEGER) AS denominator_count, "
        f"CAST(COUNT(CASE WHEN status = '{UNKNOWN}' THEN 1 END) AS INTEGER) AS unknown_count "
        "FROM household_need GROUP BY village_code, need_code"
    )
    return (
        "SELECT counts.village_code, need_code, measured_on, source_id, need_count, denominator_count, "
        "unknown_count, "
        "CAST(ROUND(100.0 * need_count / NULLIF(denominator_count, 0), 4) AS DOUBLE) AS need_percent "
        f"FROM ({counts}) AS counts JOIN village_registry ON village_registry.village_code = counts.village_code"
    )
