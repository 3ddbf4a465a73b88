"""Every kind of mistake occurs at about its rate, and only where the truth file says so."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from ngopeni.simulation.lists import listed
from ngopeni.simulation.tests.conftest import FIRST, LAST, read

KINDS = listed("errors")["kinds"]


@pytest.fixture(scope="module")
def marked(regency):
    """By layout: rows with the kinds of mistakes in each, at the first date."""
    rows = {
        "bdt2015": read(regency / f"bdt2015_{FIRST}.csv"),
        "dtks_short": read(regency / f"dtks_short_{FIRST}.csv"),
        "p3ke": read(regency / f"p3ke_{FIRST}.csv", above=4),
        "dtsen": read(regency / f"dtsen_{FIRST}.csv"),
    }
    truth = {layout: [] for layout in rows}
    for each in read(regency / f"truth_record_{FIRST}.csv"):
        if each["layout"] in truth:
            truth[each["layout"]].append(set(filter(None, each["errors"].split("|"))))
    return {layout: list(zip(rows[layout], truth[layout], strict=True)) for layout in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_it_occurs_at_about_its_rate(marked, kind):
    layout = "bdt2015" if "bdt2015" in KINDS[kind]["layouts"] else "dtks_short"
    rate, count = KINDS[kind]["rate"], len(marked[layout])
    found = sum(kind in kinds for _, kinds in marked[layout])
    # Some kinds fall on whole households, so that their number varies more.
    assert abs(found - rate * count) < 0.25 * rate * count + 4 * (4 * rate * count) ** 0.5


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_told_only_of_layouts_that_show_it(marked, kind):
    for layout, rows in marked.items():
        assert (layout in KINDS[kind]["layouts"]) or not any(kind in kinds for _, kinds in rows)


def test_every_kind_has_a_rate_and_a_source():
    for kind in KINDS.values():
        assert 0 < kind["rate"] < 0.1
        assert kind["source"]


def test_a_nik_is_ruined_where_the_truth_says_so_and_only_there(marked):
    ruined = {kind for kind in KINDS if kind.startswith("nik_")}
    for row, kinds in marked["dtks_short"]:
        nik, birth = row["Nomor NIK"], dt.datetime.strptime(row["Tanggal Lahir"], "%d/%m/%Y").date()
        if "nik_empty" in kinds:
            assert nik == ""
        if "nik_zeros" in kinds:
            assert nik == "0" * 16
        if "nik_nines" in kinds:
            assert nik == "9" * 16
        if "nik_length" in kinds:
            assert re.fullmatch(r"[0-9]{15}|[0-9]{17}", nik)
        if "nik_serial_zero" in kinds:
            assert re.fullmatch(r"[0-9]{12}0000", nik)
        if not ruined & kinds and not {"birth_heaped", "birth_swapped", "age_impossible", "sex_wrong"} & kinds:
            day = birth.day + (40 if row["Jenis Kelamin"] == "P" else 0)
            assert nik[6:12] == f"{day:02d}{birth:%m%y}"


def test_written_names_are_the_true_ones_unless_the_truth_says_otherwise(regency, marked):
    people = {each["person_id"]: each for each in read(regency / f"truth_person_{FIRST}.csv")}
    records = [each for each in read(regency / f"truth_record_{FIRST}.csv") if each["layout"] == "dtks_short"]
    for (row, kinds), record in zip(marked["dtks_short"], records, strict=True):
        true = people[record["person_id"]]
        mistaken = any(kind.startswith("name_") for kind in kinds)
        assert (row["Nama"] == true["name"]) is not mistaken
        if not any(kind.startswith(("nik_", "kk_", "one_person")) for kind in kinds):
            assert (row["Nomor NIK"], row["Nomor KK"]) == (true["nik"], true["no_kk"])
        if not any(kind.startswith(("birth_", "age_")) for kind in kinds):
            assert row["Tanggal Lahir"] == f"{dt.date.fromisoformat(true['birth_date']):%d/%m/%Y}"


def test_heaped_birth_dates_stand_on_three_days(marked):
    days = Counter(row["Tanggal Lahir"][:5] for row, kinds in marked["dtks_short"] if "birth_heaped" in kinds)
    assert set(days) == {"31/12", "01/01", "01/07"}


def test_impossible_ages_are_impossible(marked):
    ages = [int(row["Umur"]) for row, kinds in marked["bdt2015"] if "age_impossible" in kinds]
    assert all(age < 0 or age > 119 for age in ages)
    assert min(ages) < 0 < max(ages)
    assert all(0 <= int(row["Umur"]) < 105 for row, kinds in marked["bdt2015"] if "age_impossible" not in kinds)


def test_houses_contradict_themselves_and_codes_are_unknown_where_the_truth_says_so(marked):
    for row, kinds in marked["bdt2015"]:
        light = row["Sumber Penerangan"] == "3" and row["Daya Terpasang"] != ""
        toilet = row["Fasilitas BAB"] == "4" and row["Jenis Kloset"] != "4"
        assert (light or toilet) is ("housing_contradiction" in kinds)
        unknown = row["Lantai Terluas"] == "15" or row["Dinding Terluas"] == "0" or row["Sumber Air Minum"] == "99"
        assert unknown is ("household_unknown_code" in kinds)
        if "asset_code" not in kinds:
            assert row["Ada Tabung Gas"] in {"1", "2"}
            assert row["Ada Lemari Es"] in {"3", "4"}
        else:
            assert row["Ada Lemari Es"] in {"0", "1", "2"}


def test_rows_of_unknown_villages_name_no_village_of_the_regency(marked):
    lost = [row for row, kinds in marked["bdt2015"] if "unknown_village" in kinds]
    assert lost
    assert {(row["Kode Desa"], row["Desa/Kel"]) for row in lost} == {("999", "DAFTAR LAMA")}


def test_a_double_is_a_second_row_of_a_person_who_has_a_first(regency):
    rows = [each for each in read(regency / f"truth_record_{FIRST}.csv") if each["layout"] == "bdt2015"]
    count = Counter(each["person_id"] for each in rows)
    doubles = [each for each in rows if "double" in each["errors"].split("|")]
    assert set(count.values()) == {1, 2}
    assert len(doubles) == sum(value == 2 for value in count.values())


def test_ruined_numbers_are_fewer_at_the_last_date(regency, marked):
    later = [each for each in read(regency / f"truth_record_{LAST}.csv") if each["layout"] == "bdt2015"]
    share = sum("nik_" in each["errors"] for each in later) / len(later)
    first = sum(any(kind.startswith("nik_") for kind in kinds) for _, kinds in marked["bdt2015"])
    assert share < 0.8 * first / len(marked["bdt2015"])


def test_dtsen_is_cleaner_than_the_registry(marked):
    def share(layout):
        return sum(any(kind.startswith("nik_") for kind in kinds) for _, kinds in marked[layout]) / len(marked[layout])

    assert share("dtsen") < 0.6 * share("dtks_short")
