"""Links for lists of a few rows, by keys that are equal to the letter, so that a test says by its rows who is who.

A person is whoever has the same NIK and the same name, within a date and between dates. Where that fails, the list's
own number together with the name or the NIK decides, then a NIK with the birth date, then the name within the list's
own household; each only where it names one person on either side.
"""

from __future__ import annotations

from ngopeni.difference.told import sql_for_name, sql_for_sound_nik, sql_for_told
from ngopeni.kernel.engine import Engine

DATES = ("before", "after")


def link_by_letters(engine: Engine) -> None:
    """Make ``person_before`` and ``person_after`` (record_key, person_key) out of the tables of both dates."""
    for when, prefix in (("before", "before_"), ("after", "")):
        engine.define(f"told_{when}", sql_for_told(prefix))
    engine.define("repeated_nik", sql_for_repeated_nik())
    engine.define("same_row", sql_for_same_row())
    for when in DATES:
        engine.define(f"self_{when}", sql_for_self(when))
    engine.define("self_link", sql_for_same_number_and_name())
    for sql in (sql_for_same_list_number(), sql_for_same_birth(), sql_for_same_household()):
        engine.define("more_link", sql)
        engine.define("self_link", "SELECT * FROM self_link UNION ALL SELECT * FROM more_link")
    for when in DATES:
        engine.define(f"person_{when}", sql_for_person_key(when))


def sql_for_repeated_nik() -> str:
    """``repeated_nik``: numbers that stand more than once in one of the lists."""
    sides = [f"SELECT nik FROM told_{when} WHERE nik IS NOT NULL GROUP BY nik HAVING COUNT(*) > 1" for when in DATES]
    return " UNION ".join(sides)


def sql_for_same_row() -> str:
    """``same_row``: rows that say the same of whom they mean at both dates: nearly all.

    What follows would link them too, since nobody else has their NIK; here they are linked at one stroke.
    """
    return (
        "SELECT former.record_key AS same_key FROM told_before AS former "
        "JOIN told_after AS latter ON latter.record_key = former.record_key "
        "LEFT JOIN repeated_nik ON repeated_nik.nik = former.nik "
        "WHERE COALESCE(former.full_name, '') = COALESCE(latter.full_name, '') "
        "AND COALESCE(former.nik, '') = COALESCE(latter.nik, '') "
        "AND repeated_nik.nik IS NULL"
    )


def sql_for_self(when: str) -> str:
    """``self_before`` or ``self_after``: each other row with what names its person within its own date."""
    told = (
        f"SELECT record_key, household_key, {sql_for_name('full_name')} AS name_key, "
        f"{sql_for_sound_nik('nik')} AS sound_nik, birth_date, sex FROM told_{when} "
        "LEFT JOIN same_row ON same_key = record_key WHERE same_key IS NULL"
    )
    return (
        "SELECT told.*, COALESCE(sound_nik || '/' || name_key, record_key) AS self_key, "
        f"sound_nik IS NOT NULL AND name_key IS NOT NULL AS is_numbered FROM ({told}) AS told"
    )


def sql_for_same_number_and_name() -> str:
    """The first links: NIK and name are the same."""
    sides = [f"SELECT DISTINCT self_key FROM self_{when} WHERE is_numbered" for when in DATES]
    return (
        f"SELECT former.self_key AS self_before, latter.self_key AS self_after FROM ({sides[0]}) AS former "
        f"JOIN ({sides[1]}) AS latter ON latter.self_key = former.self_key"
    )


def sql_for_same_list_number() -> str:
    """Rows with the list's own number whose name or NIK is the same as well, or that never had either."""
    same = "former.name_key = latter.name_key OR former.sound_nik = latter.sound_nik"
    bare = "COALESCE(former.name_key, latter.name_key, former.sound_nik, latter.sound_nik) IS NULL"
    return _links("record_key", f"AND ({same} OR {bare})")


def sql_for_same_birth() -> str:
    """Rows with the same NIK and birth date, and a name that is written differently."""
    return _links("sound_nik", "AND former.birth_date = latter.birth_date")


def sql_for_same_household() -> str:
    """Rows of the list's own household with the same name, and nothing that speaks against it."""
    return _links("household_key", "AND former.name_key = latter.name_key AND COALESCE(former.sex = latter.sex, TRUE)")


def _links(key: str, more: str) -> str:
    """Pairs of persons not linked yet; only where each has one partner."""
    free = {
        when: f"SELECT * FROM self_{when} WHERE self_key NOT IN (SELECT self_{when} FROM self_link)" for when in DATES
    }
    found = (
        "SELECT DISTINCT former.self_key AS self_before, latter.self_key AS self_after "
        f"FROM ({free['before']}) AS former JOIN ({free['after']}) AS latter ON latter.{key} = former.{key} {more}"
    )
    return (
        "SELECT self_before, self_after FROM (SELECT self_before, self_after, "
        "COUNT(*) OVER (PARTITION BY self_before) AS after_count, "
        f"COUNT(*) OVER (PARTITION BY self_after) AS before_count FROM ({found}) AS found) AS counted "
        "WHERE after_count = 1 AND before_count = 1"
    )


def sql_for_person_key(when: str) -> str:
    """The person of every row; one whom nobody on the other side is, is a person all the same."""
    linked = f"SELECT self_{when} AS self_key, self_before AS person_key FROM self_link"
    return (
        "SELECT same_key AS record_key, same_key AS person_key FROM same_row\nUNION ALL\n"
        f"SELECT record_key, COALESCE(linked.person_key, '{when}:' || self_{when}.self_key) AS person_key "
        f"FROM self_{when} LEFT JOIN ({linked}) AS linked ON linked.self_key = self_{when}.self_key"
    )
