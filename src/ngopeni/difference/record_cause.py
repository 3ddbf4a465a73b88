"""Why a row came, left or changed: the conditions in the order in which they are asked.

Each condition is SQL over ``change`` and what was looked up for it; the first that holds gives the
cause, and the kind of source that shows it.
"""

from __future__ import annotations

from typing import NamedTuple

from ngopeni.difference.causes import Evidence
from ngopeni.kernel.literal import literals

LIST, CIVIL = Evidence.LIST, Evidence.CIVIL_REGISTRY
AWAY = literals(("moved", "moved_abroad"))
WRONGLY = literals(("not_found", "listing_error"))
BEFORE = "status_on <= CAST($since AS DATE)"
BETWEEN = "status_on > CAST($since AS DATE) AND status_on <= CAST($as_of AS DATE)"


class Arm(NamedTuple):
    """One condition with its cause, and the source that shows it; none where nothing does."""

    condition: str
    cause: str
    evidence: Evidence | None = None


def _born_between(date: str) -> str:
    return f"({date} > CAST($since AS DATE) AND {date} <= CAST($as_of AS DATE))"


# Who is n years old was born after this day n + 1 years ago.
YOUNG = "CAST($as_of_number AS INTEGER) - (latter_age + 1) * 10000 >= CAST($since_number AS INTEGER)"
# The six digits of birth in a NIK, women's days lowered again.
NIK_DAY = "CAST(SUBSTRING(latter_sound_nik, 7, 2) AS INTEGER) % 40"
NIK_BIRTH = (
    "(CAST(SUBSTRING(latter_sound_nik, 11, 2) AS INTEGER) * 10000 "
    f"+ CAST(SUBSTRING(latter_sound_nik, 9, 2) AS INTEGER) * 100 + {NIK_DAY})"
)
IS_BORN = (
    f"COALESCE({_born_between('latter_birth_date')}, {YOUNG}, FALSE) "
    f"AND COALESCE({_born_between('civil_birth_date')}, TRUE) "
    f"AND COALESCE({NIK_BIRTH} > CAST($since_number AS INTEGER) % 1000000 "
    f"AND {NIK_BIRTH} <= CAST($as_of_number AS INTEGER) % 1000000, TRUE)"
)
INSIDE = "SUBSTRING({area}, 1, 4) = CAST($regency_digits AS VARCHAR)"

LEFT = (
    Arm("other_row_number IS NOT NULL", "double_removed", Evidence.SAME_PERSON),
    Arm("latter_member_status = 'not_found'", "not_found", LIST),
    Arm("latter_member_status = 'listing_error'", "listing_error", LIST),
    Arm(f"civil_status = 'dead' AND {BEFORE}", "dead", CIVIL),
    Arm(f"civil_status = 'dead' AND {BETWEEN}", "died", CIVIL),
    Arm(f"civil_status = 'moved' AND {BEFORE}", "moved", CIVIL),
    Arm(f"civil_status = 'moved' AND {BETWEEN}", "moved_out", CIVIL),
    Arm("civil_status = 'dead' AND former_status = 'dead' AND status_on IS NULL", "dead", CIVIL),
    Arm("civil_status = 'moved' AND former_status = 'moved' AND status_on IS NULL", "moved", CIVIL),
    Arm("latter_member_status = 'dead' AND former_member_status = 'present'", "died", LIST),
    Arm(f"latter_member_status IN ({AWAY}) AND former_member_status = 'present'", "moved_out", LIST),
    Arm(f"latter_member_status IN ('dead', {AWAY})", "undated"),
    Arm("civil_status IN ('dead', 'moved') AND status_on IS NULL", "undated"),
    # Whoever stands in the list twice may have stood in the household of others.
    Arm("servant_row_number IS NOT NULL AND row_count = 1", "never_eligible", Evidence.PUBLIC_SERVANT),
    Arm("TRUE", "no_trace"),
)
ENTERED = (
    Arm("other_row_number IS NOT NULL", "double_added", Evidence.SAME_PERSON),
    Arm(f"former_member_status IN ({WRONGLY})", "found", LIST),
    Arm(f"is_with_kin AND {IS_BORN} AND civil_birth_date IS NOT NULL", "born", CIVIL),
    Arm(f"is_with_kin AND {IS_BORN}", "born", LIST),
    Arm(
        f"NOT {INSIDE.format(area='former_area')} AND {INSIDE.format(area='civil_area')} AND former_area <> ''",
        "moved_in",
        CIVIL,
    ),
    Arm("is_of_known_card AND former_status = 'alive'", "found", CIVIL),
    Arm("TRUE", "no_origin"),
)
# Who stays may show several things at once; each is counted, and the first is the row's own cause.
GONE = (
    Arm(f"civil_status = 'dead' AND {BETWEEN}", "died", CIVIL),
    Arm(f"civil_status = 'moved' AND {BETWEEN}", "moved_out", CIVIL),
)
FORMER_PLACE = "REPLACE(former_village_code, '.', '')"
LATTER_PLACE = "REPLACE(latter_village_code, '.', '')"
MOVED = (
    # Of two rows of one person, one may have gone and another have come.
    Arm("row_count > 1", "move_unshown"),
    # A row that wanders although its person is gone follows the household.
    Arm(f"civil_status = 'dead' OR (civil_status = 'moved' AND {BEFORE})", "move_unshown"),
    Arm(f"former_area = {LATTER_PLACE}", "moved", CIVIL),
    Arm(f"former_area = {FORMER_PLACE} AND civil_area = {LATTER_PLACE}", "moved_within", CIVIL),
    Arm("former_address_key <> latter_address_key", "moved_within", LIST),
    Arm("TRUE", "move_unshown"),
)
MENDED = (
    Arm("latter_sound_nik IS NOT NULL", "nik_mended", LIST),
    Arm("TRUE", "nik_spoiled", LIST),
)
MARRIED = (Arm("TRUE", "married", LIST),)
DECILE = (
    Arm("is_ranking_redone AND is_still", "ranking_redone", Evidence.RANKING),
    Arm("TRUE", "decile_unshown"),
)


def sql_for_arms(arms: tuple[Arm, ...]) -> str:
    """The cause and the evidence as one text, ``died:civil_registry``; so they can never come apart."""
    listed = " ".join(f"WHEN {arm.condition} THEN '{arm.cause}:{arm.evidence or ''}'" for arm in arms)
    return f"CASE {listed} END"
