"""Numbers of people follow the rules of the civil register."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from ngopeni.simulation.tests.conftest import FIRST, LAST, read


@pytest.fixture(scope="module")
def people(regency):
    return read(regency / f"truth_person_{LAST}.csv")


def test_a_true_nik_tells_birth_and_sex(people):
    for each in people:
        nik, birth = each["nik"], dt.date.fromisoformat(each["birth_date"])
        assert len(nik) == 16
        day = birth.day + (40 if each["sex"] == "2" else 0)
        assert nik[6:12] == f"{day:02d}{birth:%m%y}", each["person_id"]
        assert nik[12:] != "0000"


def test_nobody_shares_a_true_nik_and_families_share_a_card(people):
    assert max(Counter(each["nik"] for each in people).values()) == 1
    cards = {each["family_id"]: each["no_kk"] for each in people}
    assert len(set(cards.values())) == len(cards)
    assert all(cards[each["family_id"]] == each["no_kk"] for each in people)


def test_most_numbers_were_issued_where_people_live_and_some_elsewhere(people):
    home = sum(each["nik"][:6] == each["village_code"].replace(".", "")[:6] for each in people)
    assert 0.75 < home / len(people) < 0.9
    assert sum(each["nik"][:2] != "33" for each in people) > 0


def test_a_person_keeps_the_number_and_the_birth_date(regency, people):
    later = {each["person_id"]: each for each in people}
    for each in read(regency / f"truth_person_{FIRST}.csv"):
        for column in ("nik", "birth_date", "name", "mother_name", "sex"):
            assert later[each["person_id"]][column] == each[column]


def test_children_of_a_house_have_its_mother(regency):
    rows = read(regency / f"truth_person_{FIRST}.csv")
    women = {(each["household_id"], each["name"]) for each in rows if each["sex"] == "2"}
    young = [each for each in rows if each["birth_date"] > "2008"]
    known = sum((each["household_id"], each["mother_name"]) in women for each in young)
    assert known / len(young) > 0.85


def test_a_third_have_one_name_and_the_commonest_follow_zipf(regency):
    rows = read(regency / f"truth_person_{FIRST}.csv")
    assert 0.30 < sum(" " not in each["name"] for each in rows) / len(rows) < 0.38
    common = [count for _, count in Counter(each["name"] for each in rows).most_common(100)]
    assert common[0] > 3 * common[99]


def test_households_have_one_to_fifteen_members_and_families_heads(regency):
    rows = read(regency / f"truth_person_{FIRST}.csv")
    sizes = Counter(Counter(each["household_id"] for each in rows).values())
    assert min(sizes) == 1
    assert 12 <= max(sizes) <= 15
    assert sizes[3] + sizes[4] > sum(sizes.values()) / 3


def test_some_are_really_born_on_the_first_of_january(regency):
    rows = read(regency / f"truth_person_{FIRST}.csv")
    share = sum(each["birth_date"].endswith("-01-01") for each in rows) / len(rows)
    assert 0.003 < share < 0.02
