"""Two rows side by side: what each says, masked, and the household around each."""

from __future__ import annotations

from typing import Any

from ngopeni.intake.masking import masked
from ngopeni.kernel.snapshot import Row, Snapshot

MASKED = ("nik", "no_kk", "birth_date", "mother_name")
# Of everybody in the household, what tells who it is.
OF_MEMBER = ("record_key", "source_id", "row_number", "full_name", "sex", "is_head", "is_member")
LARGEST_HOME = 30


def sql_for_home() -> str:
    """Everybody of the household in which ``$record_key`` of ``$village_code`` stands, the head first."""
    kept = ", ".join(f"person.{name}" for name in (*OF_MEMBER, *MASKED, "household_key", "age"))
    home = "SELECT household_key FROM person WHERE village_code = $village_code AND record_key = $record_key"
    return (
        f"SELECT {kept}, COALESCE(person.relation, person.family_relation) AS kin, "
        "COALESCE(YEAR(person.birth_date), YEAR(person.measured_on) - person.age) AS birth_year, "
        "household.address, household.hamlet, household.rt, household.rw, person_link.person_key "
        "FROM person LEFT JOIN household ON household.household_key = person.household_key "
        "AND household.village_code = $village_code "
        "LEFT JOIN person_link ON person_link.record_key = person.record_key "
        "AND person_link.village_code = $village_code "
        f"WHERE person.village_code = $village_code AND person.household_key IN ({home}) "
        "ORDER BY person.is_head DESC, person.is_member DESC, person.source_id, person.row_number"
    )


def home_of(snapshot: Snapshot, village_code: str, record_key: str) -> list[Row]:
    """Everybody of somebody's household, unmasked: for `beside` alone."""
    values = {"village_code": village_code, "record_key": record_key}
    return snapshot.query(sql_for_home(), "person", "household", "person_link", **values)


def beside(left: Snapshot, right: Snapshot, pair: Row) -> dict[str, Any] | None:
    """Both rows and their households; what is masked is masked here, after it was compared.

    Parameters
    ----------
    left, right : Snapshot
        Of the date of each row.
    pair : dict
        A row of ``match_pair``.

    Returns
    -------
    dict or None
        ``left`` and ``right``, each with ``self`` and ``members``; ``alike``, the fields that say the same;
        ``digits_apart``, the places at which the numbers differ. None where a row is not there.
    """
    homes = [
        home_of(snapshot, pair[f"village_code_{side}"], pair[f"record_key_{side}"])
        for snapshot, side in ((left, "l"), (right, "r"))
    ]
    one, other = (
        next((each for each in home if each["record_key"] == pair[f"record_key_{side}"]), None)
        for home, side in zip(homes, ("l", "r"), strict=True)
    )
    if one is None or other is None:
        return None
    in_both = _in_both(homes[0], homes[1])
    return {
        "left": {"self": _masked(one), "members": _members(homes[0], one, in_both)},
        "right": {"self": _masked(other), "members": _members(homes[1], other, in_both)},
        "alike": frozenset(name for name in one if one[name] is not None and one[name] == other[name]),
        "digits_apart": digits_apart(one["nik"], other["nik"]),
    }


def _in_both(left: list[Row], right: list[Row]) -> set[str]:
    """What members of both households are known by: the person that they are, or a name written alike."""
    return _marks(left) & _marks(right)


def _marks(members: list[Row]) -> set[str]:
    return {mark for each in members for mark in _marks_of(each)}


def _marks_of(member: Row) -> set[str]:
    name = " ".join((member["full_name"] or "").upper().split())
    return {mark for mark in (f"p:{member['person_key'] or ''}", f"n:{name}") if len(mark) > 2}


def _members(home: list[Row], own: Row, in_both: set[str]) -> list[Row]:
    return [
        {
            **{name: each[name] for name in ("full_name", "sex", "is_head", "is_member", "kin", "birth_year")},
            "is_self": each is own,
            "is_in_both": bool(_marks_of(each) & in_both),
        }
        for each in home[:LARGEST_HOME]
    ]


def _masked(row: Row) -> Row:
    """A row without its keys, with what identifies a person mostly hidden."""
    closed = {"record_key", "household_key", "person_key"}
    return {name: masked(value) if name in MASKED else value for name, value in row.items() if name not in closed}


def digits_apart(one: str | None, other: str | None) -> list[int]:
    """The places at which two numbers of the same length differ, counted from one; none where lengths differ.

    Examples
    --------
    >>> digits_apart("3316021201900003", "3316021301900003"), digits_apart("33", "331")
    ([8], [])
    """
    if not one or not other or len(one) != len(other):
        return []
    return [place for place, (left, right) in enumerate(zip(one, other, strict=True), start=1) if left != right]
