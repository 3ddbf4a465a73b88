"""Two rows side by side: what each says, masked, and the household around each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Any

from ngopeni.intake.masking import masked
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.quality.identity_number import is_filler

MASKED = ("nik", "no_kk", "birth_date", "mother_name")
# Of everybody in the household, what tells who it is.
OF_MEMBER = ("record_key", "source_id", "row_number", "full_name", "sex", "is_head", "is_member")
ADDRESS = ("address", "hamlet", "rt", "rw")
LARGEST_HOME = 30
# Ages told at different dates may differ by as much.
YEARS_APART = 2


def sql_for_homes() -> str:
    """Everybody of the households in which two rows of one date stand, heads first."""
    kept = ", ".join((*OF_MEMBER, *MASKED, "village_code", "household_key", "age"))
    # The villages are asked for too: only then the parts of the file that hold others are left unread.
    near = "village_code IN ($village_l, $village_r)"
    homes = f"SELECT household_key FROM person WHERE {near} AND record_key IN ($key_l, $key_r)"
    return (
        f"SELECT {kept}, COALESCE(relation, family_relation) AS kin, "
        "COALESCE(YEAR(birth_date), YEAR(measured_on) - age) AS birth_year FROM person "
        f"WHERE {near} AND household_key IN ({homes}) ORDER BY is_head DESC, is_member DESC, source_id, row_number"
    )


def sql_for_addresses() -> str:
    """Where the households of two rows live."""
    return (
        f"SELECT household_key, {', '.join(ADDRESS)} FROM household "
        "WHERE village_code IN ($village_l, $village_r) AND household_key IN ($home_l, $home_r)"
    )


def sql_for_linked() -> str:
    """Pairs of rows that are one person."""
    return "SELECT record_key_l, record_key_r, is_former FROM match_pair WHERE decision = 'linked'"


@lru_cache(maxsize=8)
def linked_pairs(snapshot: Snapshot) -> frozenset[tuple[str, str, bool]]:
    """The pairs of a snapshot that are one person, with whether the second row is of the date before.

    Kept, for a snapshot never changes.
    """
    rows = snapshot.query(sql_for_linked(), "match_pair")
    return frozenset((row["record_key_l"], row["record_key_r"], row["is_former"]) for row in rows)


def homes_of(snapshot: Snapshot, places: Sequence[tuple[str, str]]) -> list[list[Row]]:
    """Everybody of the household of each of two rows, with its address, unmasked: for `beside` alone.

    Parameters
    ----------
    snapshot : Snapshot
    places : sequence of (village code, record key)
        One or two.
    """
    (village_l, key_l), (village_r, key_r) = places[0], places[-1]
    villages = {"village_l": village_l, "village_r": village_r}
    # One table for each question: joined, the whole list would be read.
    rows = snapshot.query(sql_for_homes(), "person", **villages, key_l=key_l, key_r=key_r)
    home_keys = {row["record_key"]: row["household_key"] for row in rows}
    found = [home_keys.get(key, "") for _village, key in places]
    values = {**villages, "home_l": found[0], "home_r": found[-1]}
    told = {row["household_key"]: row for row in snapshot.query(sql_for_addresses(), "household", **values)}
    addresses = {key: {name: told.get(key, {}).get(name) for name in ADDRESS} for key in found}
    return [[{**row, **addresses[key]} for row in rows if row["household_key"] == key] for key in found]


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
        ``left`` and ``right``, each with ``self`` and ``members``; ``is_one_home``, whether both are of one household;
        ``alike``, the fields that say the same; ``digits_apart``, the places at which the numbers differ. None where a
        row is not there.
    """
    places = [(pair[f"village_code_{side}"], pair[f"record_key_{side}"]) for side in ("l", "r")]
    if left.folder == right.folder:
        homes = homes_of(left, places)
    else:
        homes = [*homes_of(left, places[:1]), *homes_of(right, places[1:])]
    one, other = (
        next((each for each in home if each["record_key"] == key), None)
        for home, (_village, key) in zip(homes, places, strict=True)
    )
    if one is None or other is None:
        return None
    linked = _linked(left, homes, bool(pair["is_former"]))
    return {
        "left": {"self": _masked(one), "members": _members(homes[0], homes[1], (one, other), linked[0])},
        "right": {"self": _masked(other), "members": _members(homes[1], homes[0], (one, other), linked[1])},
        "is_one_home": left.folder == right.folder and one["household_key"] == other["household_key"],
        "alike": frozenset(name for name in one if one[name] is not None and one[name] == other[name]),
        "digits_apart": digits_apart(one["nik"], other["nik"]),
    }


def _linked(snapshot: Snapshot, homes: Sequence[list[Row]], is_former: bool) -> tuple[set[str], set[str]]:
    """Of each household the rows that are one person with a row of the other."""
    pairs, found = linked_pairs(snapshot), (set[str](), set[str]())
    for one, other in product((row["record_key"] for row in homes[0]), [row["record_key"] for row in homes[1]]):
        if (one, other, is_former) in pairs or (not is_former and (other, one, False) in pairs):
            found[0].add(one)
            found[1].add(other)
    return found


def _name(member: Row) -> str:
    return " ".join((member["full_name"] or "").upper().split())


def _is_alike(one: Row, other: Row) -> bool:
    """Whether two members have one name, and neither sex nor age says that they are two."""
    if not _name(one) or _name(one) != _name(other) or (one["sex"] and other["sex"] and one["sex"] != other["sex"]):
        return False
    years = (one["birth_year"], other["birth_year"])
    return None in years or abs(years[0] - years[1]) <= YEARS_APART


def _members(home: list[Row], other_home: list[Row], asked: tuple[Row, Row], linked: set[str]) -> list[Row]:
    """The household; marked who beside those in question is in the other one too, linked or by name, sex and age."""
    own = {each["record_key"] for each in asked}
    others = [each for each in other_home if each["record_key"] not in own]
    return [
        {
            **{name: each[name] for name in ("full_name", "sex", "is_head", "is_member", "kin", "birth_year")},
            "is_self": each["record_key"] in own,
            "is_in_both": each["record_key"] not in own
            and (each["record_key"] in linked or any(_is_alike(each, one) for one in others)),
        }
        for each in home[:LARGEST_HOME]
    ]


def _masked(row: Row) -> Row:
    """A row without its keys, with what identifies a person mostly hidden."""
    closed = {"record_key", "household_key"}
    return {name: masked(value) if name in MASKED else value for name, value in row.items() if name not in closed}


def digits_apart(one: str | None, other: str | None) -> list[int]:
    """The places at which two numbers of the same length differ, counted from one; none where lengths differ.

    None either where one of them is a filler: beside noughts alone the places tell where the other has none.

    Examples
    --------
    >>> digits_apart("3316021201900003", "3316021301900003"), digits_apart("33", "331"), digits_apart("1234", "0000")
    ([8], [], [])
    """
    if not one or not other or len(one) != len(other) or is_filler(one) or is_filler(other):
        return []
    return [place for place, (left, right) in enumerate(zip(one, other, strict=True), start=1) if left != right]
