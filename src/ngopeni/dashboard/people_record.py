"""One row of a list, and the household around it, as the list tells it; numbers and birth dates masked at once."""

from __future__ import annotations

from typing import Any

from ngopeni.intake.household_need import YEARS
from ngopeni.intake.masking import masked
from ngopeni.kernel.snapshot import Row, Snapshot

MASKED = ("nik", "no_kk", "birth_date", "mother_name")
# What a person may open with a purpose.
REVEALED = ("nik", "no_kk", "birth_date")
ADULT_AGE = 18
# No file has more rows; an address may name any number.
LONGEST_FILE = 2**31 - 1
SPECIFIC_OF_PERSON = ("pregnancy", "disability", "chronic_illness", "school_participation")
# Of a child also what else the questionnaire asked: data of children is specific data.
CLOSED_OF_CHILD = ("education", "diploma", "works", "industry", "job_status", "marital_status")


def sql_for_place_of(table: str) -> str:
    """The village of the row of ``person`` or ``household`` at ``$source_id`` and ``$row_number``."""
    return f"SELECT village_code FROM {table} WHERE source_id = $source_id AND row_number = $row_number"


def sql_for_person() -> str:
    """The person at ``$source_id`` and ``$row_number`` in ``$village_code``."""
    return (
        f"SELECT *, COALESCE(age, {YEARS}) AS years, COALESCE(relation, family_relation) AS kin FROM person "
        "WHERE village_code = $village_code AND source_id = $source_id AND row_number = $row_number"
    )


def sql_for_household() -> str:
    """The household at ``$source_id`` and ``$row_number`` in ``$village_code``."""
    return (
        "SELECT * FROM household "
        "WHERE village_code = $village_code AND source_id = $source_id AND row_number = $row_number"
    )


def sql_for_home() -> str:
    """The household of ``$household_key`` in ``$village_code``."""
    return "SELECT * FROM household WHERE village_code = $village_code AND household_key = $household_key"


def sql_for_members() -> str:
    """Everybody of the household of ``$household_key`` in ``$village_code``, the head first."""
    return (
        "SELECT source_id, row_number, full_name, sex, is_head, is_member, member_status, "
        f"COALESCE(age, {YEARS}) AS years, COALESCE(relation, family_relation) AS kin FROM person "
        "WHERE village_code = $village_code AND household_key = $household_key "
        "ORDER BY is_head DESC, is_member DESC, source_id, row_number"
    )


def sql_for_needs() -> str:
    """What the household of ``$household_key`` in ``$village_code`` needs."""
    return (
        "SELECT need_code, status FROM household_need "
        "WHERE village_code = $village_code AND household_key = $household_key"
    )


def sql_for_findings() -> str:
    """What is wrong with ``$record_key`` or ``$household_key`` of ``$village_code``; with its fingerprint."""
    return (
        "SELECT rule_code, level, severity, subject_key, fingerprint FROM finding WHERE village_code = $village_code "
        "AND list_contains($subjects, subject_key) ORDER BY rule_code, subject_key"
    )


def sql_for_problems() -> str:
    """What was wrong with the cells of the row at ``$source_id`` and ``$row_number`` as it was read."""
    return (
        "SELECT column_name, rule_code, severity, raw_value AS example FROM import_finding "
        "WHERE source_id = $source_id AND row_number = $row_number ORDER BY position"
    )


def village_of_row(snapshot: Snapshot, table: str, source_id: str, row_number: int) -> str | None:
    """The village in which a row stands; empty for a row of no village, None where there is no such row."""
    if row_number > LONGEST_FILE:
        return None
    rows = snapshot.query(sql_for_place_of(table), table, source_id=source_id, row_number=row_number)
    return (rows[0]["village_code"] or "") if rows else None


def person_at(snapshot: Snapshot, village_code: str, source_id: str, row_number: int) -> Row:
    """The whole row of a person, unmasked: for `shown_person` alone."""
    place = {"village_code": village_code, "source_id": source_id, "row_number": row_number}
    return snapshot.query(sql_for_person(), "person", **place)[0]


def household_at(snapshot: Snapshot, village_code: str, source_id: str, row_number: int) -> Row:
    """The household that a row begins."""
    place = {"village_code": village_code, "source_id": source_id, "row_number": row_number}
    return snapshot.query(sql_for_household(), "household", **place)[0]


def home_of(snapshot: Snapshot, village_code: str, household_key: str) -> Row | None:
    """The household of a key."""
    place = {"village_code": village_code, "household_key": household_key}
    rows = snapshot.query(sql_for_home(), "household", **place)
    return rows[0] if rows else None


def members_of(snapshot: Snapshot, village_code: str, household_key: str) -> list[Row]:
    """Everybody of a household, the head first."""
    place = {"village_code": village_code, "household_key": household_key}
    return snapshot.query(sql_for_members(), "person", **place)


def need_statuses(snapshot: Snapshot, village_code: str, household_key: str) -> dict[str, str]:
    """The status of each need; nothing for a household of a list that is not in force."""
    place = {"village_code": village_code, "household_key": household_key}
    rows = snapshot.query(sql_for_needs(), "household_need", **place)
    return {row["need_code"]: row["status"] for row in rows}


def findings_of(snapshot: Snapshot, village_code: str, subjects: list[str]) -> list[Row]:
    """What the rules of quality find about these keys."""
    return snapshot.query(sql_for_findings(), "finding", village_code=village_code, subjects=subjects)


def problems_of(snapshot: Snapshot, source_id: str, row_number: int) -> list[Row]:
    """What was odd about a row as it was read."""
    return snapshot.query(sql_for_problems(), "import_finding", source_id=source_id, row_number=row_number)


def is_child(row: Row) -> bool:
    """Whether somebody is, or may be, under eighteen.

    Examples
    --------
    >>> is_child({"years": 12, "is_head": False}), is_child({"years": None, "is_head": True})
    (True, False)
    """
    return row["years"] < ADULT_AGE if row["years"] is not None else not row["is_head"]


def closed_columns(row: Row, opens_specific: bool) -> tuple[str, ...]:
    """What of a person is closed to somebody who may not read specific data."""
    if opens_specific:
        return ()
    return (*SPECIFIC_OF_PERSON, *CLOSED_OF_CHILD) if is_child(row) else SPECIFIC_OF_PERSON


def shown_person(row: Row, opens_specific: bool, *, is_revealed: bool = False) -> dict[str, Any]:
    """A person's row as a page may show it: masked, without keys, without what is closed.

    Parameters
    ----------
    row : dict
        Of `person_at`.
    opens_specific : bool
    is_revealed : bool
        Whether what can be opened has been opened, with a purpose.
    """
    closed = (*closed_columns(row, opens_specific), "record_key", "household_key", "family_key")
    shown = {name: value for name, value in row.items() if name not in closed}
    hidden = [name for name in MASKED if not (is_revealed and name in REVEALED)]
    return shown | {name: masked(row[name]) for name in hidden}
