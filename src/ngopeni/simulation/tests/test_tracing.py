"""Each row of each file about people leads to a true person."""

from __future__ import annotations

from collections import Counter

import pytest

from ngopeni.simulation.person_files import OF_PEOPLE, OF_REGISTRY
from ngopeni.simulation.simulate import DATES
from ngopeni.simulation.tests.conftest import ABOVE, FIRST, read

NAMES = {"bdt2015": "Nama ART", "dtks_short": "Nama", "p3ke": "Nama"}


@pytest.mark.parametrize("date", DATES)
def test_every_row_of_every_file_has_its_person(regency, date):
    truth = Counter()
    people = {each["person_id"] for each in read(regency / f"truth_person_{date}.csv")}
    numbers: dict[str, list[int]] = {}
    for each in read(regency / f"truth_record_{date}.csv"):
        truth[each["layout"]] += 1
        numbers.setdefault(each["layout"], []).append(int(each["row_number"]))
        assert each["person_id"] in people
    assert set(truth) == {*OF_REGISTRY, *OF_PEOPLE}
    for layout in truth:
        assert len(read(regency / f"{layout}_{date}.csv", above=ABOVE.get(layout, 0))) == truth[layout]
        assert numbers[layout] == list(range(1, truth[layout] + 1))


@pytest.mark.parametrize("layout", OF_PEOPLE)
def test_other_offices_write_the_true_number_and_name(regency, layout):
    people = {each["person_id"]: each for each in read(regency / f"truth_person_{FIRST}.csv")}
    records = [each for each in read(regency / f"truth_record_{FIRST}.csv") if each["layout"] == layout]
    rows = read(regency / f"{layout}_{FIRST}.csv", above=ABOVE.get(layout, 0))
    for row, record in zip(rows, records, strict=True):
        true = people[record["person_id"]]
        assert (row["nik"], row["nama"]) == (true["nik"], true["name"])
        assert row["kode_wilayah"] == true["village_code"]


def test_those_with_a_row_are_those_who_are_listed(regency):
    for date in DATES:
        people = read(regency / f"truth_person_{date}.csv")
        records = [each for each in read(regency / f"truth_record_{date}.csv") if each["layout"] == "bdt2015"]
        first = {each["person_id"] for each in records if "double" not in each["errors"].split("|")}
        assert first == {each["person_id"] for each in people if each["is_listed"] == "1"}


def test_the_mistake_of_a_dead_person_is_told(regency):
    people = {each["person_id"]: each for each in read(regency / f"truth_person_{FIRST}.csv")}
    for each in read(regency / f"truth_record_{FIRST}.csv"):
        if each["layout"] == "bdt2015":
            kinds = each["errors"].split("|")
            assert ("dead_listed" in kinds) is (people[each["person_id"]]["is_alive"] == "0")


def test_the_dead_are_in_the_civil_register_as_dead_or_not_yet_reported(regency):
    people = {each["nik"]: each for each in read(regency / f"truth_person_{FIRST}.csv")}
    rows = read(regency / f"civil_registry_{FIRST}.csv")
    dead = [row["status"] for row in rows if people[row["nik"]]["is_alive"] == "0"]
    assert set(dead) == {"MENINGGAL", "HIDUP"}
    assert dead.count("MENINGGAL") > 3 * dead.count("HIDUP")
    assert all(row["tanggal_status"] for row in rows if row["status"] != "HIDUP")


def test_no_name_is_left_out_of_a_file_but_where_it_is_a_mistake(regency):
    for layout, column in NAMES.items():
        records = [each for each in read(regency / f"truth_record_{FIRST}.csv") if each["layout"] == layout]
        rows = read(regency / f"{layout}_{FIRST}.csv", above=ABOVE.get(layout, 0))
        for row, record in zip(rows, records, strict=True):
            assert (row[column] == "") is ("name_empty" in record["errors"].split("|"))
