"""Rows of the list in force as they are linked, and what the same rows said at the date before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.prepared import FIELDS

# What a row says of who it means. An age tells another year at each date, so it is compared apart.
SAID = tuple(name for name in FIELDS if name not in {"unique_id", "birth_year"})
# One of these must be there for two equal rows to be one person without further question.
TELLING = ("nik", "birth_date", "household_key")


def sql_for_listed(when: str = "") -> str:
    """The rows of the list in force with a fingerprint of what they say."""
    return sql_for_said(sql_for_rows(when))


def sql_for_rows(when: str) -> str:
    """The rows of the list in force, in the columns of `FIELDS`."""
    fields = {
        "unique_id": "person.record_key",
        "name": "person.full_name",
        "no_kk": "person.no_kk",
        "birth_year": "COALESCE(YEAR(person.birth_date), YEAR(person.measured_on) - person.age)",
        "rt": "household.rt",
        "rw": "household.rw",
        "village_code": "person.village_code",
        "household_key": "person.household_key",
    }
    told = ", ".join(f"{fields.get(name, f'person.{name}')} AS {name}" for name in FIELDS)
    return (
        f"SELECT {told} FROM {when}person AS person "
        f"JOIN (SELECT profile FROM {when}registry WHERE is_in_force) AS in_force ON in_force.profile = person.profile "
        f"LEFT JOIN {when}household AS household ON household.household_key = person.household_key"
    )


def sql_for_said(rows: str) -> str:
    """Rows with `FIELDS`, each with a fingerprint of what it says and whether that tells who it means."""
    said = " || '|' || ".join(f"COALESCE(CAST({name} AS VARCHAR), '')" for name in SAID)
    return f"SELECT listed.*, MD5({said}) AS fingerprint, {sql_for_telling()} AS is_telling FROM ({rows}) AS listed"


def sql_for_telling() -> str:
    """Whether a row tells who it means."""
    return "(" + " OR ".join(f"{name} IS NOT NULL" for name in TELLING) + ")"


def show_former(engine: Engine, folders: Sequence[Path]) -> None:
    """Make ``former``, the last rows of everybody known before, and ``former_link``.

    Who is missing from one list and stands in the next is found by the row of the list before.

    Parameters
    ----------
    engine : Engine
        Holds ``listed``.
    folders : sequence of Path
        Of the dates before that have a list in force, newest first; each named after its date.
    """
    engine.define("former", sql_for_no_former())
    for place, folder in enumerate(folders):
        for name in ("registry", "person", "household", "person_link"):
            engine.read(f"older_{name}", [folder / f"{name}.parquet"])
        engine.define("older", sql_for_older(is_newest=place == 0), held_on=folder.name)
        engine.run("INSERT INTO former SELECT * FROM older")
    engine.define("former_link", sql_for_former_link())


def sql_for_no_former() -> str:
    """``former`` before anybody is known."""
    return (
        "SELECT listed.*, unique_id AS record_key, fingerprint AS person_key, CAST(NULL AS DATE) AS former_on "
        "FROM listed WHERE FALSE"
    )


def sql_for_older(*, is_newest: bool) -> str:
    """Rows of a date of people who are not known by a later one; only of the newest the own keys tell them apart."""
    key = "unique_id" if is_newest else "CAST($held_on AS VARCHAR) || '|' || unique_id"
    fields = ", ".join(f"{key} AS unique_id" if name == "unique_id" else name for name in FIELDS)
    return (
        # What they said is marked there already.
        f"SELECT {fields}, link.fingerprint, {sql_for_telling()} AS is_telling, unique_id AS record_key, person_key, "
        f"CAST($held_on AS DATE) AS former_on FROM ({sql_for_rows('older_')}) AS older "
        "JOIN (SELECT record_key, person_key, fingerprint FROM older_person_link) AS link "
        "ON link.record_key = older.unique_id WHERE person_key NOT IN (SELECT person_key FROM former)"
    )


def sql_for_former_link() -> str:
    """``former_link``: who those rows are; ``record_key`` is the own key here, ``former_key`` that of its date."""
    return (
        "SELECT unique_id AS record_key, record_key AS former_key, person_key, village_code, fingerprint, former_on "
        "FROM former"
    )


def sql_for_settled() -> str:
    """``settled``: rows that say the same as one row of the date before, and nobody else does at either date."""
    # Whoever says it twice, at either date, meets the other side more than once.
    met = (
        "SELECT MIN(listed.unique_id) AS record_key, MIN(former.person_key) AS person_key, "
        "MIN(ABS(listed.birth_year - former.birth_year)) AS years_apart FROM listed "
        "JOIN former ON former.fingerprint = listed.fingerprint "
        "WHERE listed.is_telling GROUP BY listed.fingerprint HAVING COUNT(*) = 1"
    )
    return f"SELECT record_key, person_key FROM ({met}) AS met WHERE COALESCE(years_apart <= 1, TRUE)"


def sql_for_residue(table: str) -> str:
    """Rows that are not settled yet."""
    return (
        f"SELECT {table}.* FROM {table} LEFT JOIN settled ON settled.record_key = {table}.unique_id "
        "WHERE settled.record_key IS NULL"
    )
