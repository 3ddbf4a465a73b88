"""Every row of both dates once: as a pair, as one that left, or as one that came."""

from __future__ import annotations

from ngopeni.difference.causes import Kind

STAYED = f"kind = '{Kind.STAYED}'"
IS_MOVED = "former_village_code <> latter_village_code"


def sql_for_change() -> str:
    """``change``: the rows of both dates as pairs, with what became of them.

    Half a million rows carry only what everybody is counted by; what a row tells beside is looked up in
    ``told_before`` and ``told_after`` for the few of which something has changed.
    """
    was, is_now = "COALESCE(former.is_member, FALSE)", "COALESCE(latter.is_member, FALSE)"
    kind = (
        f"CASE WHEN {was} AND {is_now} THEN '{Kind.STAYED}' WHEN {was} THEN '{Kind.LEFT}' "
        f"WHEN {is_now} THEN '{Kind.ENTERED}' ELSE '{Kind.ABSENT}' END"
    )
    paired = (
        "SELECT record_key, person_key, record_key_after AS partner_key FROM person_before "
        "LEFT JOIN row_pair ON record_key_before = record_key"
    )
    former = (
        "SELECT told.*, person_key, partner_key FROM told_before AS told "
        f"JOIN ({paired}) AS paired ON paired.record_key = told.record_key"
    )
    latter = (
        "SELECT told.*, person_key FROM told_after AS told "
        "JOIN person_after ON person_after.record_key = told.record_key"
    )
    sides = [
        f"{side}.{name} AS {side}_{name}"
        for side in ("former", "latter")
        for name in ("household_key", "village_code", "decile")
    ]
    return (
        "SELECT former.record_key AS record_key_before, latter.record_key AS record_key_after, "
        "COALESCE(former.person_key, latter.person_key) AS person_key, COALESCE(row_count, 1) AS row_count, "
        f"{kind} AS kind, {', '.join(sides)}, "
        "COALESCE(former.nik, '') <> COALESCE(latter.nik, '') AS is_renumbered, "
        "COALESCE(former.marital_status = 'single' AND latter.marital_status = 'married', FALSE) AS is_wed, "
        # A place of nought is what lists write for one that is not known.
        "NULLIF(former.place_in_order, 0) <> NULLIF(latter.place_in_order, 0) AS is_reordered "
        f"FROM ({former}) AS former FULL JOIN ({latter}) AS latter ON latter.record_key = former.partner_key "
        "LEFT JOIN several ON several_key = COALESCE(former.person_key, latter.person_key)"
    )


def sql_for_extra() -> str:
    """``extra``: rows that came or left beside another row of the same person, with that other row.

    Of several rows that come or leave together one is the person's own.
    """
    first = (
        f"ROW_NUMBER() OVER (PARTITION BY person_key ORDER BY CASE WHEN {STAYED} THEN 0 ELSE 1 END, "
        "COALESCE(record_key_after, record_key_before))"
    )
    found = []
    for kind, when in ((Kind.LEFT, "before"), (Kind.ENTERED, "after")):
        counted = (
            f"SELECT record_key_{when} AS record_key, person_key, kind, {first} AS turn "
            f"FROM change WHERE row_count > 1 AND kind IN ('{Kind.STAYED}', '{kind}')"
        )
        found.append(
            "SELECT other.record_key, other.kind, told.source_id AS other_source_id, "
            "told.row_number AS other_row_number "
            f"FROM ({counted}) AS other JOIN ({counted}) AS own ON own.person_key = other.person_key AND own.turn = 1 "
            f"JOIN told_{when} AS told ON told.record_key = own.record_key "
            f"WHERE other.turn > 1 AND other.kind = '{kind}'"
        )
    return "\nUNION ALL\n".join(found)


def sql_for_home_pair() -> str:
    """``home_pair``: households of both dates that are each other's nearest by the persons they share."""
    shared = (
        "SELECT former_household_key AS household_key_before, latter_household_key AS household_key_after, "
        f"COUNT(*) AS shared_count FROM change WHERE {STAYED} GROUP BY former_household_key, latter_household_key"
    )
    order = "shared_count DESC, CASE WHEN household_key_before = household_key_after THEN 0 ELSE 1 END, {other}"
    turns = [
        f"ROW_NUMBER() OVER (PARTITION BY household_key_{side} ORDER BY {order.format(other=f'household_key_{other}')})"
        for side, other in (("before", "after"), ("after", "before"))
    ]
    return (
        "SELECT household_key_before, household_key_after, shared_count FROM "
        f"(SELECT shared.*, {turns[0]} AS turn_before, {turns[1]} AS turn_after FROM ({shared}) AS shared) AS ranked "
        "WHERE turn_before = 1 AND turn_after = 1"
    )
