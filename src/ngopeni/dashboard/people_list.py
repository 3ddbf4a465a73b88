"""The households of one village in one list: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ngopeni.dashboard.people_record import SPECIFIC_OF_PERSON
from ngopeni.intake.household_need import YEARS
from ngopeni.intake.masking import masked
from ngopeni.intake.registry import NEEDS
from ngopeni.kernel.literal import literals
from ngopeni.kernel.snapshot import Row, Snapshot

# What these say about somebody is of children, health and disability (UU 27/2022 art. 4(2)).
CLOSED_NEEDS = ("out_of_school", "stunting_risk", "disability")
OPEN_NEEDS = tuple(need for need in NEEDS if need not in CLOSED_NEEDS)
LONGEST_SEARCH, MOST_WORDS = 60, 5
UNKNOWN_DECILE = 0
TABLES = ("person", "household", "household_need")
# Places are written as numbers and as words; numbers are put in their own order first.
NEIGHBOURHOOD = (
    "household.hamlet NULLS LAST, TRY_CAST(household.rw AS INTEGER) NULLS LAST, household.rw NULLS LAST, "
    "TRY_CAST(household.rt AS INTEGER) NULLS LAST, household.rt NULLS LAST, household.address NULLS LAST"
)
SORTS = {
    "nama": "head_name NULLS LAST",
    "alamat": NEIGHBOURHOOD,
    "desil": "household.decile NULLS LAST",
    "kebutuhan": "need_count DESC NULLS LAST",
    "anggota": "household.member_count DESC",
}


@dataclass(frozen=True)
class Asked:
    """Which households of which list are wanted.

    Parameters
    ----------
    village_code, profile : str
    opens_specific : bool
        Whether needs that tell of children, health or disability count too.
    search : str
        Words of a name or an address; empty for all.
    decile : int, optional
        0 for those whose decile is not known.
    need_code : str
        Households that have this need; empty for all.
    sort : str
        A key of `SORTS`.
    """

    village_code: str
    profile: str
    opens_specific: bool
    search: str = ""
    decile: int | None = None
    need_code: str = ""
    sort: str = "nama"

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs that may be told."""
        return NEEDS if self.opens_specific else OPEN_NEEDS

    @property
    def words(self) -> list[str]:
        """What is searched for, word by word."""
        return self.search.upper()[:LONGEST_SEARCH].split()[:MOST_WORDS]

    def values(self) -> dict[str, Any]:
        """What the parameters of a statement stand for."""
        found: dict[str, Any] = {"village_code": self.village_code, "profile": self.profile}
        if self.decile:
            found["decile"] = self.decile
        if self.need_code:
            found["need_code"] = self.need_code
        return found | {f"word_{place}": word for place, word in enumerate(self.words)}


def sql_for_wanted(asked: Asked) -> str:
    """The wanted households with their head, what they need, and the member whose name was searched for."""
    matched, conditions = _searched(asked), ["household.village_code = $village_code", "household.profile = $profile"]
    if asked.decile is not None:
        conditions.append("household.decile = $decile" if asked.decile else "household.decile IS NULL")
    if asked.need_code:
        conditions.append("needed.asked_count > 0")
    if matched:
        place = " AND ".join(f"CONTAINS({_place()}, $word_{number})" for number in range(len(asked.words)))
        conditions.append(f"(matched.matched_name IS NOT NULL OR ({place}))")
    asked_need = "COUNT(CASE WHEN status = 'need' AND need_code = $need_code THEN 1 END)" if asked.need_code else "0"
    needed = (
        "SELECT household_key, CAST(COUNT(CASE WHEN status = 'need' THEN 1 END) AS INTEGER) AS need_count, "
        "CAST(COUNT(CASE WHEN status = 'unknown' THEN 1 END) AS INTEGER) AS unknown_count, "
        f"{asked_need} AS asked_count FROM household_need "
        f"WHERE village_code = $village_code AND need_code IN ({literals(asked.needs)}) GROUP BY household_key"
    )
    return (
        f"WITH here AS (SELECT * FROM person WHERE village_code = $village_code AND profile = $profile), "
        f"needed AS ({needed}){f', matched AS ({matched})' if matched else ''} "
        "SELECT household.source_id, household.row_number, household.address, household.hamlet, household.rt, "
        "household.rw, household.member_count, household.decile, COALESCE(head.full_name, household.head_name) "
        "AS head_name, needed.need_count, needed.unknown_count, "
        f"{'matched.matched_name' if matched else 'NULL'} AS matched_name FROM household "
        "LEFT JOIN here AS head ON head.household_key = household.household_key AND head.is_head "
        "LEFT JOIN needed ON needed.household_key = household.household_key "
        f"{'LEFT JOIN matched ON matched.household_key = household.household_key ' if matched else ''}"
        f"WHERE {' AND '.join(conditions)}"
    )


def sql_for_page(asked: Asked) -> str:
    """A page of the wanted households, `$most` after `$skipped`."""
    order = f"{SORTS[asked.sort]}, head_name NULLS LAST, household.source_id, household.row_number"
    return f"{sql_for_wanted(asked)} ORDER BY {order} LIMIT $most OFFSET $skipped"


def sql_for_count(asked: Asked) -> str:
    """How many households are wanted, and how many members they have."""
    return (
        "SELECT CAST(COUNT(*) AS INTEGER) AS household_count, CAST(COALESCE(SUM(member_count), 0) AS INTEGER) "
        f"AS member_count FROM ({sql_for_wanted(asked)}) AS wanted"
    )


def sql_for_people(asked: Asked, taken: tuple[str, ...] = ()) -> str:
    """The persons of the wanted list one by one, household by household; of specific data only what is taken along.

    Parameters
    ----------
    asked : Asked
    taken : tuple of str
        Of `SPECIFIC_OF_PERSON`; nothing where specific data are closed.
    """
    columns = ", ".join(f"person.{name}" for name in taken if name in SPECIFIC_OF_PERSON and asked.opens_specific)
    needed = (
        "SELECT household_key, CAST(COUNT(CASE WHEN status = 'need' THEN 1 END) AS INTEGER) AS need_count "
        f"FROM household_need WHERE village_code = $village_code AND need_code IN ({literals(asked.needs)}) "
        "GROUP BY household_key"
    )
    return (
        "WITH here AS (SELECT *, COALESCE(age, " + YEARS + ") AS years FROM person "
        "WHERE village_code = $village_code AND profile = $profile), needed AS (" + needed + ") "
        "SELECT COALESCE(head.full_name, household.head_name) AS head_name, person.full_name, "
        "COALESCE(person.relation, person.family_relation) AS relation, person.sex, person.years, person.nik, "
        "person.no_kk, household.address, household.hamlet, household.rt, household.rw, household.decile, "
        f"needed.need_count, person.is_member, person.source_id, person.row_number{f', {columns}' if columns else ''} "
        "FROM here AS person JOIN household ON household.household_key = person.household_key "
        "AND household.village_code = $village_code "
        "LEFT JOIN here AS head ON head.household_key = person.household_key AND head.is_head "
        "LEFT JOIN needed ON needed.household_key = person.household_key "
        f"ORDER BY {NEIGHBOURHOOD}, head_name NULLS LAST, household.source_id, household.row_number, "
        "person.source_id, person.row_number"
    )


def _searched(asked: Asked) -> str:
    """Members whose name holds every word that is searched for, one for each household."""
    if not asked.words:
        return ""
    every = " AND ".join(f"CONTAINS(UPPER(full_name), $word_{number})" for number in range(len(asked.words)))
    return f"SELECT household_key, MIN(full_name) AS matched_name FROM here WHERE {every} GROUP BY household_key"


def _place() -> str:
    """Where a household lives, as one text to search in."""
    neighbourhood = "COALESCE(' RT ' || household.rt, '') || COALESCE(' RW ' || household.rw, '')"
    return f"UPPER(COALESCE(household.address, '') || ' ' || COALESCE(household.hamlet, '') || {neighbourhood})"


def household_count(snapshot: Snapshot, asked: Asked) -> Row:
    """How many households are wanted, and how many members they have."""
    return snapshot.query(sql_for_count(asked), *TABLES, **asked.values())[0]


def household_page(snapshot: Snapshot, asked: Asked, most: int, skipped: int) -> list[Row]:
    """A page of the wanted households."""
    return snapshot.query(sql_for_page(asked), *TABLES, **asked.values(), most=most, skipped=skipped)


def people_of(snapshot: Snapshot, asked: Asked, taken: tuple[str, ...] = ()) -> list[Row]:
    """Everybody of the village in the list; numbers are masked before anything else sees them."""
    place = {"village_code": asked.village_code, "profile": asked.profile}
    rows = snapshot.query(sql_for_people(asked, taken), *TABLES, **place)
    return [{**row, "nik": masked(row["nik"]), "no_kk": masked(row["no_kk"])} for row in rows]


def person_count(snapshot: Snapshot, asked: Asked) -> int:
    """How many persons stand in the list for the village."""
    sql = "SELECT COUNT(*) AS n FROM person WHERE village_code = $village_code AND profile = $profile"
    place = {"village_code": asked.village_code, "profile": asked.profile}
    return int(snapshot.query(sql, "person", **place)[0]["n"])
