"""Rows of one person at two dates become pairs; who has more rows at one date keeps some without a partner."""

from __future__ import annotations

from ngopeni.kernel.engine import Engine

# By what rows of a person who has several are paired, the surest first.
TIERS = ("record_key", "household_key", "village_code", "person_key")
DATES = ("before", "after")


def pair_rows(engine: Engine) -> None:
    """``row_pair`` (record_key_before, record_key_after) out of ``person_before`` and ``person_after``."""
    engine.define("several", sql_for_several())
    for when in DATES:
        engine.define(f"several_{when}", sql_for_several_rows(when))
    engine.define("several_pair", sql_for_no_pair())
    for tier in TIERS:
        engine.define("more_pair", sql_for_more_pair(tier))
        engine.define("several_pair", "SELECT * FROM several_pair UNION ALL SELECT * FROM more_pair")
    engine.define("row_pair", sql_for_row_pair())


def sql_for_several() -> str:
    """``several``: persons with more than one row at a date, and the greater number of rows."""
    sides = [
        f"SELECT person_key, COUNT(*) AS row_count FROM person_{when} GROUP BY person_key HAVING COUNT(*) > 1"
        for when in DATES
    ]
    return (
        "SELECT person_key AS several_key, MAX(row_count) AS row_count "
        f"FROM ({' UNION ALL '.join(sides)}) AS counted GROUP BY person_key"
    )


def sql_for_several_rows(when: str) -> str:
    """``several_before`` or ``several_after``: the rows of those persons."""
    return (
        f"SELECT told.record_key, household_key, village_code, is_member, person_key FROM told_{when} AS told "
        f"JOIN person_{when} AS named ON named.record_key = told.record_key "
        "JOIN several ON several_key = named.person_key"
    )


def sql_for_no_pair() -> str:
    """``several_pair`` before any pair is found."""
    return "SELECT record_key AS record_key_before, record_key AS record_key_after FROM several_before WHERE FALSE"


def sql_for_more_pair(tier: str) -> str:
    """Pairs of the rows still without a partner that agree in one more thing, the first with the first."""
    sides = []
    for when in DATES:
        turn = f"ROW_NUMBER() OVER (PARTITION BY person_key, {tier} ORDER BY is_member DESC, record_key) AS turn"
        sides.append(
            f"SELECT record_key, person_key, {tier} AS tier_key, {turn} FROM several_{when} "
            f"WHERE record_key NOT IN (SELECT record_key_{when} FROM several_pair)"
        )
    return (
        "SELECT former.record_key AS record_key_before, latter.record_key AS record_key_after "
        f"FROM ({sides[0]}) AS former JOIN ({sides[1]}) AS latter ON latter.person_key = former.person_key "
        "AND latter.tier_key = former.tier_key AND latter.turn = former.turn"
    )


def sql_for_row_pair() -> str:
    """``row_pair``: those pairs, and the rows of everybody who has one row at either date: nearly all."""
    return (
        "SELECT person_before.record_key AS record_key_before, person_after.record_key AS record_key_after "
        "FROM person_before JOIN person_after ON person_after.person_key = person_before.person_key "
        "LEFT JOIN several ON several_key = person_before.person_key WHERE several_key IS NULL\nUNION ALL\n"
        "SELECT record_key_before, record_key_after FROM several_pair"
    )
