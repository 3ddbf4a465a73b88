"""Which rows meet: those that share a block and nothing else, and who lives with them."""

from __future__ import annotations

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.blocks import BLOCKS
from ngopeni.linkage.meeting import meet
from ngopeni.linkage.tests.laying import ANYBODY, FAR, HERE, THERE, lay

FULL = {**ANYBODY, "household_key": "h1"}
# The same in nothing: what is shared is laid over it.
OTHER = {
    "name": "TUKIMIN",
    "nik": "3374051507600003",
    "no_kk": "3319010502110007",
    "birth_date": "1960-07-15",
    "sex": "L",
    "mother_name": "LASTRI",
    "village_code": FAR,
    "household_key": "h2",
}
SHARED = {
    ("nik",): {"nik": FULL["nik"]},
    ("nik_stem", "first_name"): {"nik": f"{FULL['nik'][:12]}0077", "name": "SLAMET WIDODO"},
    ("birth_digits", "skeleton"): {"birth_date": FULL["birth_date"], "name": "RIYADI SLAMET"},
    ("skeleton", "village_code", "year_key"): {"name": FULL["name"], "village_code": HERE, "birth_date": "1985-07-20"},
    ("no_kk", "first_name"): {"no_kk": FULL["no_kk"], "name": "SLAMET WIDODO"},
    ("household_key", "first_name"): {"household_key": "h1", "name": "SLAMET WIDODO"},
    ("birth_digits", "village_code", "initial"): {
        "birth_date": FULL["birth_date"],
        "village_code": HERE,
        "name": "SUTARJO",
    },
    ("birth_digits", "mother_skeleton", "initial"): {
        "birth_date": FULL["birth_date"],
        "mother_name": FULL["mother_name"],
        "name": "SUTARJO",
    },
    ("birth_digits", "mother_skeleton", "district_code"): {
        "birth_date": FULL["birth_date"],
        "mother_name": FULL["mother_name"],
        "village_code": THERE,
    },
}
DAY_HERE = {"birth_date": FULL["birth_date"], "village_code": HERE}


def met(left, right, *, is_across):
    """How many pairs two rows make."""
    engine = Engine(threads=1)
    sides = {"l": "one", "r": "two"} if is_across else {"l": "one"}
    rows = [{"unique_id": "a", **left}, {"unique_id": "b", **right}]
    lay(engine, "one", rows[:1] if is_across else rows)
    lay(engine, "two", rows[1:])
    meet(engine, sides, {}, is_within=not is_across)
    count = engine.count("beside")
    engine.close()
    return count


def test_every_block_has_its_two_rows():
    assert set(SHARED) == set(BLOCKS)


@pytest.mark.parametrize("is_across", [False, True], ids=["within", "across"])
@pytest.mark.parametrize("block", BLOCKS, ids="-".join)
def test_two_rows_that_share_one_block_alone_meet_once(block, is_across):
    assert met(FULL, {**OTHER, **SHARED[block]}, is_across=is_across) == 1
    assert met({**OTHER, **SHARED[block]}, FULL, is_across=is_across) == 1


@pytest.mark.parametrize("is_across", [False, True], ids=["within", "across"])
def test_two_rows_that_share_nothing_do_not_meet(is_across):
    assert met(FULL, OTHER, is_across=is_across) == 0


@pytest.mark.parametrize("is_across", [False, True], ids=["within", "across"])
@pytest.mark.parametrize("lacking", ["left", "right", "both"])
def test_day_and_village_are_enough_where_a_mother_is_missing(lacking, is_across):
    left = {**FULL, "mother_name": None if lacking in {"left", "both"} else FULL["mother_name"]}
    right = {**OTHER, **DAY_HERE, "mother_name": None if lacking in {"right", "both"} else OTHER["mother_name"]}
    assert met(left, right, is_across=is_across) == 1


@pytest.mark.parametrize("is_across", [False, True], ids=["within", "across"])
def test_day_and_village_are_not_enough_where_both_mothers_are_told(is_across):
    assert met(FULL, {**OTHER, **DAY_HERE}, is_across=is_across) == 0


def test_those_at_home_are_found_in_the_whole_list_also_for_a_part_of_it():
    engine = Engine(threads=1)
    home = [{**OTHER, "unique_id": name, "name": name, "household_key": "h1"} for name in ("SITI", "BUDI")]
    rows = [{"unique_id": "a", **FULL}, *home]
    lay(engine, "listed", rows)
    lay(engine, "part", rows[:1])
    lay(engine, "former", [{"unique_id": "f", **FULL, "household_key": "h9"}])
    told = {}
    for among in ({"part": "listed"}, {}):
        meet(engine, {"l": "part", "r": "former"}, among, is_within=False)
        found = {row["row_key"]: row["home_names"] for row in engine.rows("SELECT row_key, home_names FROM compared")}
        told[bool(among)] = found["a"]
    engine.close()
    assert sorted(told[True]) == ["BD male", "RD SLMT male", "ST male"]
    assert told[False] is None
