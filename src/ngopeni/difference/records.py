"""The causes of every row that came, left or changed, and the table of all rows."""

from __future__ import annotations

from ngopeni.difference.causes import Evidence, Kind, sql_for_class
from ngopeni.difference.change import IS_MOVED, STAYED
from ngopeni.difference.civil import GONE as GONE_STATUSES
from ngopeni.difference.record_cause import DECILE, ENTERED, GONE, LEFT, MARRIED, MENDED, MOVED, Arm, sql_for_arms
from ngopeni.difference.told import sql_for_name, sql_for_sound_nik

# A ranking is redone for everybody at once: then most households have another place although nothing else changed.
REDONE = 0.5
ASPECTS = ("presence", "gone", "move", "mend", "marriage", "decile")
# Of somebody who stands in the list twice, one row may have gone and another come under the same number.
IS_MENDED = "is_renumbered AND row_count = 1"
IS_RANKED_ANEW = "former_decile <> latter_decile"
# What a household's place in the order could follow.
IS_STILL = f"NOT ({IS_MOVED}) AND NOT ({IS_MENDED}) AND turned_key IS NULL"
TURNED = (
    "(SELECT DISTINCT household_key_after AS turned_key FROM need_turn) AS turned ON turned_key = latter_household_key"
)
CHANGE_KEY = "COALESCE(record_key_after, 'left:' || record_key_before)"
ADDRESS = ("address", "hamlet", "rt", "rw")
# What the causes are read from, of the row at either date.
DETAILS = ("source_id", "row_number", "member_status", "birth_date", "age")


def sql_for_ranking() -> str:
    """``ranking``: one row, whether the order of households was worked out anew between the dates."""
    return (
        f"SELECT COALESCE(COUNT(CASE WHEN is_reordered THEN 1 END) > {REDONE} * COUNT(*), FALSE) AS is_ranking_redone "
        f"FROM change LEFT JOIN {TURNED} WHERE {STAYED} AND {IS_STILL} AND is_reordered IS NOT NULL"
    )


def sql_for_servant_home() -> str:
    """``servant_home``: households of which nobody stayed, with a member on the list of servants of the first date."""
    servants = (
        f"SELECT nik, {sql_for_name('full_name')} AS name_key, source_id AS servant_source_id, "
        "row_number AS servant_row_number FROM before_public_servant WHERE nik IS NOT NULL"
    )
    found = (
        "SELECT household_key, servant_source_id, servant_row_number, ROW_NUMBER() OVER (PARTITION BY household_key "
        "ORDER BY servant_source_id, servant_row_number) AS turn FROM "
        "(SELECT * FROM told_before WHERE nik IN (SELECT nik FROM before_public_servant)) AS told "
        f"JOIN ({servants}) AS servants ON servants.nik = {sql_for_sound_nik('told.nik')} "
        f"AND servants.name_key = {sql_for_name('told.full_name')} "
        # Who stands in the list twice may stand in the household of others.
        "JOIN person_before AS named ON named.record_key = told.record_key "
        "LEFT JOIN several ON several_key = named.person_key WHERE is_member AND several_key IS NULL"
    )
    stayed = f"SELECT DISTINCT former_household_key AS stayed_key FROM change WHERE {STAYED}"
    return (
        f"SELECT household_key AS servant_home_key, servant_source_id, servant_row_number FROM ({found}) AS found "
        f"LEFT JOIN ({stayed}) AS stayed ON stayed_key = household_key WHERE turn = 1 AND stayed_key IS NULL"
    )


def sql_for_noticed() -> str:
    """``noticed``: the rows of which anything changed, with what their two rows tell."""
    gone = f"SELECT person_key AS gone_key FROM civil_person WHERE civil_status IN ({GONE_STATUSES})"
    details = ", ".join(f"{side}.{name} AS {side}_{name}" for side in ("former", "latter") for name in DETAILS)
    is_other = f"{IS_MOVED} OR is_renumbered OR is_wed OR {IS_RANKED_ANEW} OR gone_key IS NOT NULL"
    addresses = [
        " || '|' || ".join(f"COALESCE(UPPER({side}_home.{name}), '')" for name in ADDRESS) + f" AS {side}_address_key"
        for side in ("former", "latter")
    ]
    return (
        f"SELECT change.*, {details}, {sql_for_sound_nik('latter.nik')} AS latter_sound_nik, {', '.join(addresses)} "
        f"FROM change LEFT JOIN ({gone}) AS gone ON gone_key = person_key "
        "LEFT JOIN told_before AS former ON former.record_key = record_key_before "
        "LEFT JOIN told_after AS latter ON latter.record_key = record_key_after "
        "LEFT JOIN before_household AS former_home ON former_home.household_key = former_household_key "
        "LEFT JOIN household AS latter_home ON latter_home.household_key = latter_household_key "
        f"WHERE kind IN ('{Kind.ENTERED}', '{Kind.LEFT}') OR ({STAYED} AND ({is_other}))"
    )


def sql_for_judged() -> str:
    """``judged``: those rows with a cause for each thing that changed about them."""
    aspects = {
        "presence": f"CASE kind WHEN '{Kind.LEFT}' THEN {sql_for_arms(LEFT)} "
        f"WHEN '{Kind.ENTERED}' THEN {sql_for_arms(ENTERED)} END",
        "gone": _when(STAYED, GONE),
        "move": _when(f"{STAYED} AND {IS_MOVED}", MOVED),
        "mend": _when(f"{STAYED} AND {IS_MENDED}", MENDED),
        "marriage": _when(f"{STAYED} AND is_wed", MARRIED),
        "decile": _when(f"{STAYED} AND {IS_RANKED_ANEW}", DECILE),
    }
    listed = ", ".join(f"{sql} AS {name}_told" for name, sql in aspects.items())
    kin = f"SELECT DISTINCT latter_household_key AS kin_key FROM change WHERE {STAYED}"
    looked_up = (
        "SELECT noticed.*, other_source_id, other_row_number, civil_status, status_on, civil_birth_date, civil_area, "
        "civil_source_id, civil_row_number, former_status, former_area, servant_source_id, servant_row_number, "
        "kin_key IS NOT NULL AS is_with_kin, carded_key IS NOT NULL AS is_of_known_card, "
        f"is_ranking_redone, COALESCE({IS_STILL}, FALSE) AS is_still FROM noticed "
        "LEFT JOIN extra ON extra.kind = noticed.kind AND extra.record_key = CASE noticed.kind "
        f"WHEN '{Kind.LEFT}' THEN record_key_before ELSE record_key_after END "
        "LEFT JOIN civil_person ON civil_person.person_key = noticed.person_key "
        "LEFT JOIN servant_home ON servant_home_key = former_household_key "
        f"LEFT JOIN ({kin}) AS kin ON kin_key = noticed.latter_household_key "
        "LEFT JOIN known_card ON carded_key = noticed.record_key_after "
        f"LEFT JOIN {TURNED} CROSS JOIN ranking"
    )
    return f"SELECT looked_up.*, {listed} FROM ({looked_up}) AS looked_up"


def _when(condition: str, arms: tuple[Arm, ...]) -> str:
    return f"CASE WHEN {condition} THEN {sql_for_arms(arms)} END"


def sql_for_shown() -> str:
    """``shown``: each of those rows with its own cause and the row that shows it."""
    own = f"COALESCE({', '.join(f'{name}_told' for name in ASPECTS)})"
    place = {
        "source_id": ("other_source_id", "civil_source_id", "servant_source_id", "{side}_source_id"),
        "row_number": ("other_row_number", "civil_row_number", "servant_row_number", "{side}_row_number"),
    }
    found = ", ".join(f"{_of_evidence(*columns)} AS evidence_{name}" for name, columns in place.items())
    return (
        f"SELECT shown_key, {sql_for_class('cause')} AS class, cause, evidence_code, {found} FROM (SELECT judged.*, "
        f"{CHANGE_KEY} AS shown_key, SPLIT_PART({own}, ':', 1) AS cause, "
        f"NULLIF(SPLIT_PART({own}, ':', 2), '') AS evidence_code FROM judged) AS told"
    )


def sql_for_record_change() -> str:
    """``record_change``: every row of both dates once."""
    return (
        f"SELECT {CHANGE_KEY} AS change_key, record_key_before, record_key_after, "
        "CAST($profile AS VARCHAR) AS profile, CAST($since AS DATE) AS since, CAST($as_of AS DATE) AS as_of, "
        "COALESCE(latter_village_code, former_village_code) AS village_code, "
        "former_village_code AS village_code_before, latter_village_code AS village_code_after, kind, "
        f"{STAYED} AND {IS_MOVED} AS is_moved, {STAYED} AND {IS_MENDED} AS is_mended, "
        f"{STAYED} AND is_wed AS is_married, "
        "former_decile AS decile_before, latter_decile AS decile_after, "
        "class, cause, evidence_code, evidence_source_id, evidence_row_number "
        f"FROM change LEFT JOIN shown ON shown_key = {CHANGE_KEY}"
    )


def _of_evidence(same_person: str, civil: str, servant: str, own: str) -> str:
    """The column that holds the shown row; a list shows it in its later row, or in its earlier one."""
    listed = f"COALESCE({own.format(side='latter')}, {own.format(side='former')})"
    return (
        f"CASE evidence_code WHEN '{Evidence.SAME_PERSON}' THEN {same_person} "
        f"WHEN '{Evidence.CIVIL_REGISTRY}' THEN {civil} WHEN '{Evidence.PUBLIC_SERVANT}' THEN {servant} "
        f"WHEN '{Evidence.LIST}' THEN {listed} END"
    )
