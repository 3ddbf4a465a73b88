"""Looking for a resident among the rows of one village, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ngopeni.intake.household_need import YEARS
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.verification.name_match import sql_for_name_likeness
from ngopeni.verification.nik_hash import sql_for_nik_hash
from ngopeni.verification.query import How, Query

MOST = 20


@dataclass(frozen=True)
class Found:
    """What a search found.

    Parameters
    ----------
    rows : list of dict
        The best first, at most `MOST`: source_id, row_number, profile, is_in_force, is_member, full_name, birth_year,
        years, hamlet, rt, rw, head_name, nik.
    count : int
        How many there are in all.
    best : float
        How much the most alike of all is like what was asked, 0 to 1.
    """

    rows: list[Row]
    count: int
    best: float = 0.0

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.rows)

    @property
    def has_exact(self) -> bool:
        """Whether somebody bears every word that was asked for, or has the NIK."""
        return self.best >= 1


def search(snapshot: Snapshot, village_code: str, query: Query, pepper: str) -> Found:
    """Those of a village who are meant.

    Parameters
    ----------
    snapshot : Snapshot
    village_code : str
        Nobody of another village is ever found.
    query : Query
    pepper : str
        The workspace's key for NIK.
    """
    if query.how is How.NIK:
        sql = sql_for_nik_match()
        asked: dict[str, Any] = {"pepper": pepper, "wanted": query.hashed(pepper).hashed_nik}
    else:
        sql, asked = sql_for_name_match(), {"name": query.text}
    asked |= {"birth_year": query.birth_year, "rt": query.rt}
    tables = ("person", "household", "registry")
    rows = snapshot.query(sql, *tables, village_code=village_code, most=MOST, **asked)
    return Found(rows, rows[0]["hit_count"], rows[0]["best_likeness"]) if rows else Found([], 0)


def sql_for_nik_match() -> str:
    """The rows of ``$village_code`` whose NIK is ``$wanted``, a hash with ``$pepper``."""
    matched = (
        "SELECT record_key, 1.0 AS likeness, 1.0 AS by_whole FROM person "
        f"WHERE village_code = $village_code AND {sql_for_nik_hash('nik')} = $wanted"
    )
    return _with_home(matched)


def sql_for_name_match() -> str:
    """The rows of ``$village_code`` whose name is like ``$name``."""
    people = "SELECT record_key, full_name FROM person WHERE village_code = $village_code AND full_name IS NOT NULL"
    return _with_home(sql_for_name_likeness(people))


def _with_home(matched: str) -> str:
    """What tells the matched rows apart at a counter; lists in force first, then the best likeness."""
    here = f"SELECT *, COALESCE(age, {YEARS}) AS years FROM person WHERE village_code = $village_code"
    return (
        f"WITH resident AS ({here}) SELECT resident.source_id, resident.row_number, resident.profile, "
        "registry.is_in_force, resident.is_member, resident.full_name, resident.nik, "
        "YEAR(resident.birth_date) AS birth_year, resident.years, household.hamlet, household.rt, household.rw, "
        "COALESCE(head.full_name, household.head_name) AS head_name, "
        "CAST(COUNT(*) OVER () AS INTEGER) AS hit_count, MAX(matched.likeness) OVER () AS best_likeness "
        f"FROM ({matched}) AS matched JOIN resident ON resident.record_key = matched.record_key "
        "JOIN registry ON registry.profile = resident.profile "
        "JOIN household ON household.household_key = resident.household_key "
        "LEFT JOIN resident AS head ON head.household_key = resident.household_key AND head.is_head "
        "WHERE household.village_code = $village_code "
        # Many go by one name alone, and alike: the year of birth and the neighbourhood tell them apart.
        "AND ($birth_year IS NULL OR ABS(YEAR(resident.measured_on) - resident.years - $birth_year) <= 1) "
        "AND ($rt IS NULL OR TRY_CAST(household.rt AS INTEGER) = $rt) "
        "ORDER BY registry.is_in_force DESC, matched.likeness DESC, matched.by_whole DESC, resident.full_name, "
        "resident.source_id, resident.row_number LIMIT $most"
    )


def sql_for_cover() -> str:
    """What the list in force tells of ``$village_code``: how many rows, and how many without a NIK that can be read."""
    return (
        "SELECT CAST(COUNT(*) AS INTEGER) AS row_count, "
        "CAST(COUNT(CASE WHEN nik IS NULL OR LENGTH(nik) <> 16 THEN 1 END) AS INTEGER) AS without_nik_count "
        "FROM person JOIN registry ON registry.profile = person.profile "
        "WHERE registry.is_in_force AND person.village_code = $village_code"
    )


def cover(snapshot: Snapshot, village_code: str) -> dict[str, Any]:
    """The list in force and how far it can answer for a village.

    Returns
    -------
    dict
        ``profile`` and ``measured_on`` of the list, both None where there is none; ``row_count`` and
        ``without_nik_count`` of the village.
    """
    force = next((row for row in snapshot.table("registry") if row["is_in_force"]), None)
    if force is None:
        return {"profile": None, "measured_on": None, "row_count": 0, "without_nik_count": 0}
    counts = snapshot.query(sql_for_cover(), "person", "registry", village_code=village_code)[0]
    return {"profile": force["profile"], "measured_on": force["measured_on"], **counts}
