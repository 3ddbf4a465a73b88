"""What a row says comes into columns that can be compared, and fillers are nothing."""

from __future__ import annotations

import pytest

from ngopeni.linkage.levels import READ
from ngopeni.linkage.prepared import FIELDS, HEAPS, LARGEST_HOME
from ngopeni.linkage.tests.laying import ANYBODY, HERE, prepared
from ngopeni.quality.identity_number import COUNTED_UP

SOUND = "3319011203850001"


def column(name, values, field=None, **told):
    """What becomes of a field's values, each in a row of its own."""
    rows = prepared([{**ANYBODY, "no_kk": None, **told, field or name: value} for value in values])
    return [row[name] for row in rows]


def test_fillers_are_no_number():
    fillers = ["0" * 16, "9" * 16, "1" * 16, "0" * 14, *COUNTED_UP, "-", "", None, "TIDAK ADA", "331901", "1" * 40]
    assert column("nik_digits", fillers, "nik") == [None] * len(fillers)
    assert column("no_kk", fillers) == [None] * len(fillers)


def test_a_number_is_its_digits_however_it_is_written():
    written = [SOUND, "3319-0112-0385-0001", " 3319 0112 0385 0001 ", "'3319011203850001"]
    assert column("nik", written) == [SOUND] * 4


def test_a_number_of_nearly_sixteen_digits_is_kept():
    lengths = [SOUND[:13], SOUND[:14], SOUND[:15], SOUND, SOUND + "0", SOUND + "00", SOUND + "000"]
    digits = [None, *lengths[1:6], None]
    assert column("nik_digits", lengths, "nik") == digits
    assert column("nik", lengths) == digits
    assert column("nik_stem", lengths, "nik") == [None, None, None, SOUND[:12], None, None, None]
    assert column("no_kk", lengths) == [None, None, None, SOUND, None, None, None]


def test_a_serial_of_noughts_leaves_the_first_twelve_digits():
    (row, other) = prepared([{"nik": "3319011203850000"}, {"nik": "3319011203850010"}])
    assert (row["nik"], row["nik_stem"], row["nik_digits"]) == (None, "331901120385", "3319011203850000")
    assert (other["nik"], other["nik_stem"]) == ("3319011203850010", "331901120385")


def test_the_day_of_a_woman_stays_as_it_is_in_her_nik():
    assert column("nik_stem", ["3319015203850001"], "nik", sex="P") == ["331901520385"]


def test_neighbourhoods_are_the_same_with_and_without_noughts():
    rows = prepared([{**ANYBODY, "rt": rt, "rw": rw} for rt, rw in [("1", "2"), ("001", "02"), ("RT 01", "RW.2")]])
    assert {row["place"] for row in rows} == {"3319012001/2/1"}
    rows = prepared(
        [{**ANYBODY, "rt": rt, "rw": rw} for rt, rw in [("1", None), ("1", "000"), ("10", "2"), ("1", "20")]]
    )
    assert [row["place"] for row in rows] == [
        "3319012001//1",
        "3319012001//1",
        "3319012001/2/10",
        "3319012001/20/1",
    ]


def test_without_an_rt_the_village_is_the_place():
    assert column("place", [None, "", "0", "-"], "rt", rw="2") == ["3319012001"] * 4
    assert column("rt", [None, "", "0", "-"]) == [None] * 4
    assert column("place", [None], "village_code") == [None]


def test_codes_of_villages_are_the_same_with_and_without_dots():
    assert column("village_code", [HERE, "3319012001", "33 19 01 2001", " 33.19.01.2001"]) == ["3319012001"] * 4
    assert column("village_code", ["", None, " "]) == [None] * 3
    assert column("district_code", [HERE], "village_code") == ["331901"]


def test_sexes_are_read_in_the_words_of_every_list():
    men, women = ["L", "1", "laki-laki", "Male", "PRIA"], ["P", "2", "Perempuan", "female", "F"]
    assert column("sex", [*men, *women]) == ["male"] * 5 + ["female"] * 5
    assert column("sex", ["X", "", None, "3"]) == [None] * 4


def test_birthdays_that_stand_for_unknown_ones_are_marked():
    days = [f"1985-{heap[:2]}-{heap[2:]}" for heap in HEAPS]
    assert column("is_heaped", [*days, "1985-12-30", "1985-01-02", None], "birth_date") == [True] * 3 + [False] * 2 + [
        None
    ]
    assert column("birth_digits", ["1985-03-12", None], "birth_date") == ["19850312", None]


def test_the_year_of_birth_is_that_of_the_day_and_otherwise_the_told_one():
    assert column("birth_year", ["1985-03-12", None], "birth_date", birth_year=1990) == [1985, 1990]
    assert column("year_key", ["1985-03-12", None], "birth_date") == [1985, 0]


def test_everybody_at_home_is_known_by_the_bones_of_their_names():
    home = [{"household_key": "h1", "name": name} for name in ("SLAMET", "SITI", "SITTI", None)]
    card = [{"no_kk": ANYBODY["no_kk"], "name": name} for name in ("BUDI", "JOKO")]
    both = {"household_key": "h1", "no_kk": ANYBODY["no_kk"], "name": "TUKIMIN", "sex": "L"}
    rows = prepared([*home, *card, both, {"name": "LASTRI"}])
    named = [sorted(row["home_names"] or []) for row in rows]
    # Where a list has households of its own, its cards are not asked.
    at_home = ["SLMT ", "ST ", "TKMN male"]
    assert named == [at_home] * 4 + [["BD ", "YK "]] * 2 + [at_home, []]


def test_who_lives_alone_and_who_lives_in_a_crowd_is_not_known_by_the_home():
    letters = "BCDGKLMNPR"
    crowd = [f"{one}A{other}A" for one in letters for other in letters if one != other]
    for count, is_home in ((1, False), (2, True), (LARGEST_HOME, True), (LARGEST_HOME + 1, False)):
        rows = prepared([{"household_key": "h", "name": name} for name in crowd[:count]])
        assert {row["home_names"] is not None for row in rows} == {is_home}, count


@pytest.mark.parametrize("left_out", [field for field in FIELDS if field != "unique_id"])
def test_a_table_may_lack_any_column_but_the_number(left_out):
    (row,) = prepared([ANYBODY], [field for field in FIELDS if field != left_out])
    (blank,) = prepared([{**ANYBODY, left_out: None}])
    assert row == blank
    assert set(READ) <= row.keys()


def test_a_table_of_numbers_alone_is_prepared():
    (row,) = prepared([{}], ["unique_id"])
    assert {name: value for name, value in row.items() if value is not None} == {"unique_id": "0000", "year_key": 0}


def test_a_row_has_the_forms_of_its_own_name_and_of_its_mothers():
    (row,) = prepared([ANYBODY])
    assert (row["name_key"], row["skeleton"], row["initials"], row["initial"]) == ("SLAMET RIADI", "RD SLMT", "SR", "S")
    assert (row["mother_key"], row["mother_skeleton"]) == ("WAGINAH", "WGN")


def test_who_has_no_name_is_still_there():
    rows = prepared([{**ANYBODY, "name": name, "mother_name": None} for name in (None, "-", "XXX")])
    assert [(row["name_key"], row["initials"], row["mother_key"]) for row in rows] == [(None, None, None)] * 3
