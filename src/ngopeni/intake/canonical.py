"""Rows of registries become persons, households and families, each counted once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ngopeni.intake.archive import Source
from ngopeni.intake.canonical_tables import FAMILY, HOUSEHOLD, HOUSEHOLD_NEED, PERSON, REGISTRY
from ngopeni.intake.crosswalk import crosswalk_date
from ngopeni.intake.household_need import sql_for_household_need, sql_for_member_fact
from ngopeni.intake.layouts import layouts
from ngopeni.intake.registry import HOUSEHOLD_COLUMNS, PERSON_COLUMNS
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.literal import literals

# Of lists of one date the one that tells most is counted; the newest instrument first.
PREFERENCE = ("dtsen", "bdt2015", "p3ke", "custom", "dtks_short")
# A list of a few villages does not replace that of the whole regency.
WHOLE = 0.9
# More than any file has rows, and more than all have: the place of a row among all files is one number,
# and its standing in the household goes before it.
ROWS, PLACES = 2**31, 2**60
FAMILY_KEY = (
    "CASE WHEN keyed_record.family_number IS NULL THEN keyed_record.household_key "
    "ELSE keyed_record.household_key || '/' || CAST(keyed_record.family_number AS VARCHAR) END"
)
DELIVERY = dict.fromkeys(("source_id", "profile", "instrument", "instrument_version"), "VARCHAR") | {
    "as_of": "DATE",
    "preference": "INTEGER",
    "turn": "INTEGER",
}
GONE = ("dead", "moved", "moved_abroad", "listing_error", "not_found")


def build(engine: Engine, known: Sequence[tuple[Source, Path]], regency_code: str) -> None:
    """Make the canonical tables out of the newest delivery of each registry.

    Parameters
    ----------
    engine : Engine
    known : sequence of (note, path)
        The sources of registries in use, each with its typed Parquet.
    regency_code : str
    """
    if not known:
        for table in (REGISTRY, PERSON, HOUSEHOLD, FAMILY, HOUSEHOLD_NEED):
            engine.load(table, [])
        return
    engine.read("registry_row", [path for _, path in known])
    _load_profiles(engine, [note for note, _ in known])
    engine.view("listed_row", sql_for_listed_row())
    engine.define("registry", sql_for_registry(), regency_code=regency_code)
    engine.define("record", sql_for_record())
    engine.define("superseded", sql_for_superseded())
    engine.define("keyed_record", sql_for_keyed_record())
    engine.view("person", sql_for_person())
    engine.view("household", sql_for_household())
    engine.define("family", sql_for_family())
    engine.define("member_fact", sql_for_member_fact())
    engine.define("household_need", sql_for_household_need())


def _load_profiles(engine: Engine, notes: Sequence[Source]) -> None:
    """``delivery``: what each source is, and how much its kind is preferred."""
    rows = [
        (
            note["source_id"],
            note["profile"],
            layouts()[note["profile"]].instrument,
            crosswalk_date(layouts()[note["profile"]].instrument),
            note["as_of"],
            PREFERENCE.index(note["profile"]),
            turn,
        )
        for turn, note in enumerate(sorted(notes, key=lambda note: (note.get("received_at", ""), note["source_id"])))
    ]
    engine.load_rows("delivery", DELIVERY, rows)


def sql_for_listed_row() -> str:
    """``listed_row``: every row with what its list is, and its place among all rows."""
    return (
        "SELECT registry_row.*, profile, instrument, instrument_version, as_of, preference, turn, "
        f"CAST(turn AS BIGINT) * {ROWS} + row_number AS place "
        "FROM registry_row JOIN delivery ON delivery.source_id = registry_row.source_id"
    )


def sql_for_registry() -> str:
    """``registry``: the lists of this date; in force is the newest that covers the regency."""
    listed = (
        "SELECT profile, instrument, instrument_version, as_of, preference, "
        "COUNT(DISTINCT turn) AS source_count, COUNT(*) AS row_count, "
        "COUNT(DISTINCT village_code) AS village_count FROM listed_row "
        "GROUP BY profile, instrument, instrument_version, as_of, preference"
    )
    covers = f"CASE WHEN village_count >= {WHOLE} * MAX(village_count) OVER () THEN 0 ELSE 1 END"
    return (
        "SELECT profile, CAST($regency_code AS VARCHAR) AS regency_code, instrument, instrument_version, "
        "as_of AS measured_on, CAST(source_count AS INTEGER) AS source_count, CAST(row_count AS INTEGER) AS row_count, "
        "CAST(village_count AS INTEGER) AS village_count, "
        "ROW_NUMBER() OVER (ORDER BY covers, as_of DESC, preference) = 1 AS is_in_force "
        f"FROM (SELECT *, {covers} AS covers FROM ({listed}) AS listed) AS covering"
    )


def sql_for_record() -> str:
    """``record``: each row with the numbers that its list gives to person, household and family."""
    number = "household_id || '-' || CAST(member_number AS VARCHAR)"
    is_card = "REGEXP_MATCHES(no_kk, '^[0-9]{16}$') AND no_kk NOT IN ('0000000000000000', '9999999999999999')"
    return (
        "SELECT place, source_id, row_number, profile, village_code, turn, "
        f"profile || ':' || COALESCE(record_id, {number}) AS told_key, "
        f"household_id, CASE WHEN {is_card} THEN no_kk END AS card, family_number, "
        "COALESCE(relation, family_relation) AS relation, "
        f"COALESCE(member_status NOT IN ({literals(GONE)}), TRUE) AS is_member "
        "FROM listed_row"
    )


def sql_for_superseded() -> str:
    """``superseded``: numbers that come in several files of one date; the file received last has the row.

    A list that was mended and brought again replaces itself, row by row.
    """
    return (
        "SELECT told_key, MAX(turn) AS newest_turn FROM record WHERE told_key IS NOT NULL "
        "GROUP BY told_key HAVING MIN(turn) <> MAX(turn)"
    )


def sql_for_keyed_record() -> str:
    """``keyed_record``: the keys; a number that comes twice in its list names nobody.

    A household is named by its list's number within the village, else by its card through the first of
    its rows, so that no card's number becomes a key.
    """
    repeated = (
        "SELECT record.told_key FROM record LEFT JOIN superseded ON superseded.told_key = record.told_key "
        "WHERE record.told_key IS NOT NULL AND (superseded.told_key IS NULL OR record.turn = superseded.newest_turn) "
        "GROUP BY record.told_key HAVING COUNT(*) > 1"
    )
    keyed = (
        "SELECT record.*, CASE WHEN record.told_key IS NULL OR repeated.told_key IS NOT NULL THEN "
        "record.source_id || ':' || CAST(row_number AS VARCHAR) ELSE record.told_key END AS record_key "
        f"FROM record LEFT JOIN ({repeated}) AS repeated ON repeated.told_key = record.told_key "
        "LEFT JOIN superseded ON superseded.told_key = record.told_key "
        "WHERE superseded.told_key IS NULL OR record.turn = superseded.newest_turn"
    )
    carded = (
        "SELECT profile, village_code, card, MIN(record_key) AS card_key FROM keyed "
        "WHERE household_id IS NULL AND card IS NOT NULL GROUP BY profile, village_code, card"
    )
    household = (
        "CASE WHEN household_id IS NOT NULL THEN keyed.profile || ':' || keyed.village_code || ':' || household_id "
        "WHEN carded.card_key IS NOT NULL THEN 'kk:' || carded.card_key ELSE keyed.record_key END"
    )
    housed = (
        f"SELECT keyed.*, {household} AS household_key FROM keyed LEFT JOIN carded ON carded.profile = keyed.profile "
        "AND carded.village_code = keyed.village_code AND carded.card = keyed.card"
    )
    # One number that is least for the member called head, then for the first member, then for those who are gone.
    standing = "CASE WHEN is_member THEN 0 ELSE 2 END + CASE WHEN relation = 'head' THEN 0 ELSE 1 END"
    home = (
        f"SELECT household_key, MIN(place) AS first_place, MIN(({standing}) * {PLACES} + place) "
        "AS head_place, CAST(COUNT(CASE WHEN is_member THEN 1 END) AS INTEGER) AS member_count "
        "FROM housed GROUP BY household_key"
    )
    return (
        f"WITH keyed AS ({keyed}), carded AS ({carded}), housed AS ({housed}), home AS ({home}) "
        "SELECT place, source_id, row_number, profile, village_code, record_key, housed.household_key, is_member, "
        "family_number, place = first_place AS is_first, "
        f"({standing}) * {PLACES} + place = head_place AS is_head, member_count "
        "FROM housed JOIN home ON home.household_key = housed.household_key"
    )


def sql_for_person() -> str:
    """``person``: every row of every registry, under its key."""
    told = ", ".join(f"listed_row.{column.name}" for column in PERSON_COLUMNS)
    return (
        "SELECT keyed_record.record_key, keyed_record.household_key, "
        f"{FAMILY_KEY} AS family_key, keyed_record.profile, "
        "listed_row.regency_code, listed_row.village_code, listed_row.measured_on, listed_row.source_id, "
        f"listed_row.row_number, listed_row.no_kk, {told}, keyed_record.is_member, keyed_record.is_head "
        "FROM listed_row JOIN keyed_record ON keyed_record.place = listed_row.place"
    )


def sql_for_household() -> str:
    """``household``: the answers of its first row, and how many members it has."""
    told = ", ".join(
        "COALESCE(listed_row.decile, CAST(CEIL(listed_row.percentile / 10.0) AS INTEGER)) AS decile"
        if column.name == "decile"
        else f"listed_row.{column.name}"
        for column in HOUSEHOLD_COLUMNS
    )
    return (
        "SELECT keyed_record.household_key, keyed_record.profile, listed_row.regency_code, "
        "listed_row.village_code, "
        "listed_row.measured_on, listed_row.source_id, listed_row.row_number, keyed_record.member_count, "
        f"{told} FROM listed_row JOIN keyed_record ON keyed_record.place = listed_row.place AND keyed_record.is_first"
    )


def sql_for_family() -> str:
    """``family``: the families of each household."""
    return (
        f"SELECT {FAMILY_KEY} AS family_key, household_key, keyed_record.profile, registry.regency_code, village_code, "
        "registry.measured_on, CAST(COUNT(CASE WHEN is_member THEN 1 END) AS INTEGER) AS member_count "
        "FROM keyed_record JOIN registry ON registry.profile = keyed_record.profile "
        "GROUP BY keyed_record.family_number, household_key, keyed_record.profile, registry.regency_code, "
        "village_code, registry.measured_on"
    )
