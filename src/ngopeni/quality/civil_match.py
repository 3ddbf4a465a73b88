"""What other offices say of the numbers on a list: the civil registry and the payrolls."""

from __future__ import annotations

from ngopeni.quality.identity_number import is_formed
from ngopeni.quality.listed_person import letters

# A match file that knows fewer of a village's numbers was not made for that village.
COVERED = 0.5
OFFICIAL = "village_official"


def sql_for_civil_latest() -> str:
    """``civil_latest``: the newest word of the civil registry on each NIK."""
    return (
        f"SELECT nik AS civil_nik, no_kk AS civil_kk, {letters('full_name')} AS civil_name_key, "
        "birth_date AS civil_birth_date, sex AS civil_sex, civil_status, registered_area_code AS civil_area_code "
        f"FROM civil_record WHERE {is_formed('nik')} "
        "QUALIFY ROW_NUMBER() OVER (PARTITION BY nik ORDER BY measured_on DESC, source_id DESC, row_number DESC) = 1"
    )


def sql_for_civil_cover() -> str:
    """``civil_cover``: for each list and village, whether the match file was made for it."""
    return (
        "SELECT profile, village_code, "
        f"COUNT(civil_nik) >= {COVERED} * COUNT(formed_nik) AND COUNT(civil_nik) > 0 AS is_covered "
        "FROM listed_person LEFT JOIN civil_latest ON civil_nik = formed_nik GROUP BY profile, village_code"
    )


def sql_for_payroll() -> str:
    """``payroll``: which payrolls there are at all; without one, nobody can be said to stand on it or not."""
    state = f"COALESCE(servant_kind, '') <> '{OFFICIAL}'"
    return (
        f"SELECT COUNT(CASE WHEN {state} THEN 1 END) > 0 AS has_state_payroll, "
        f"COUNT(CASE WHEN NOT ({state}) THEN 1 END) > 0 AS has_village_payroll "
        f"FROM public_servant WHERE {is_formed('nik')}"
    )


def sql_for_servant() -> str:
    """``servant``: every NIK on a payroll; whoever serves both state and village counts as the state's."""
    return (
        f"SELECT nik AS servant_nik, MIN(CASE WHEN servant_kind = '{OFFICIAL}' THEN 1 ELSE 0 END) = 1 "
        f"AS is_village_official FROM public_servant WHERE {is_formed('nik')} GROUP BY nik"
    )
