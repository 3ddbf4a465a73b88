"""What a resident is told: on the page and, in the same words, on the slip."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ngopeni.intake.masking import masked
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.verification.counter import cover
from ngopeni.verification.papers import papers_by_rule, papers_of_every_visit, papers_of_proposal
from ngopeni.verification.resident import (
    sql_for_aid,
    sql_for_mendable,
    sql_for_other_lists,
    sql_for_place,
    sql_for_resident,
)

# No file has more rows; an address may name any number.
LONGEST_FILE = 2**31 - 1


class Standing(StrEnum):
    """Where a resident stands with the lists."""

    LISTED = "listed"  # in the list in force
    GONE = "gone"  # in it, but dead, moved or not found by its own account
    OTHER_LIST = "other_list"  # only in a list that is not in force
    NOT_LISTED = "not_listed"


@dataclass(frozen=True)
class Answer:
    """What is told about one resident.

    Parameters
    ----------
    standing : Standing
    as_of : date
        Of the snapshot.
    cover : dict
        What `counter.cover` says of the list in force.
    row : dict
        As `resident.sql_for_resident`, with NIK and card masked; empty for somebody who is not listed.
    others : list of dict
        Other lists with the same NIK.
    aid : list of dict
        Programmes by the lists of recipients.
    rules : list of str
        Findings that the resident can help to mend.
    is_simulated : bool
    """

    standing: Standing
    as_of: dt.date
    cover: dict[str, Any]
    row: Row = field(default_factory=dict)
    others: list[Row] = field(default_factory=list)
    aid: list[Row] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    is_simulated: bool = False

    @property
    def papers(self) -> list[str]:
        """Codes of what to bring: for a new proposal, else whatever is asked for and for what can be mended."""
        if self.standing is Standing.NOT_LISTED:
            return papers_of_proposal("new")
        return [*papers_of_every_visit(), *(code for rule in self.rules for code in papers_by_rule()[rule])]

    @property
    def profile(self) -> str | None:
        """The kind of list that the answer is about."""
        return self.row.get("profile") or self.cover["profile"]


def answer_of_row(
    snapshot: Snapshot, village_code: str, source_id: str, row_number: int, today: dt.date
) -> Answer | None:
    """What is told about the person in one row.

    Returns
    -------
    Answer or None
        None where the village has no such row.
    """
    if row_number > LONGEST_FILE:
        return None
    place = {"village_code": village_code, "source_id": source_id, "row_number": row_number}
    rows = snapshot.query(sql_for_resident(), "person", "household", "registry", **place)
    if not rows:
        return None
    row = rows[0]
    key = {name: row[name] for name in ("record_key", "household_key")}
    others = snapshot.query(
        sql_for_other_lists(),
        "person",
        "registry",
        village_code=village_code,
        nik=row["nik"],
        profile=row["profile"],
    )
    aid = snapshot.query(sql_for_aid(), "person", "aid_receipt", village_code=village_code, **key)
    mendable = snapshot.query(
        sql_for_mendable(list(papers_by_rule())), "finding", "waiver", village_code=village_code, today=today, **key
    )
    return Answer(
        standing=_standing(row),
        as_of=snapshot.as_of,
        cover=cover(snapshot, village_code),
        row={**row, "nik": masked(row["nik"]), "no_kk": masked(row["no_kk"])},
        others=others,
        aid=aid,
        rules=[each["rule_code"] for each in mendable],
        is_simulated=is_simulated(snapshot),
    )


def answer_of_key(snapshot: Snapshot, village_code: str, record_key: str, today: dt.date) -> Answer | None:
    """What is told about the person that a record key names; None where the village has nobody of that key."""
    found = snapshot.query(sql_for_place(), "person", village_code=village_code, record_key=record_key)
    return answer_of_row(snapshot, village_code, **found[0], today=today) if found else None


def answer_not_listed(snapshot: Snapshot, village_code: str) -> Answer:
    """What is told where nobody was found."""
    return Answer(
        Standing.NOT_LISTED, snapshot.as_of, cover(snapshot, village_code), is_simulated=is_simulated(snapshot)
    )


def is_simulated(snapshot: Snapshot) -> bool:
    """Whether any source of the snapshot is invented."""
    return any(row["is_simulated"] for row in snapshot.table("source"))


def _standing(row: Row) -> Standing:
    if not row["is_in_force"]:
        return Standing.OTHER_LIST
    return Standing.LISTED if row["is_member"] else Standing.GONE
