"""What happened between dates explains every difference between them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from ngopeni.simulation.events import CLASSES
from ngopeni.simulation.simulate import DATES
from ngopeni.simulation.tests.conftest import read


@pytest.fixture(scope="module")
def events(regency):
    return read(regency / "truth_event.csv")


@pytest.fixture(scope="module")
def people(regency):
    return {
        str(date): {each["person_id"]: each for each in read(regency / f"truth_person_{date}.csv")} for date in DATES
    }


def between(events, since, on):
    return [each for each in events if (each["from_date"], each["to_date"]) == (str(since), str(on))]


def test_rows_at_a_date_are_those_before_with_what_came_and_went(regency, events):
    for since, on in pairwise(DATES):
        before, after = (len(read(regency / f"bdt2015_{date}.csv")) for date in (since, on))
        assert after == before + sum(int(each["row_change"]) for each in between(events, since, on))


def test_listed_people_at_a_date_are_those_before_with_those_who_came_and_went(people, events):
    for since, on in pairwise(DATES):
        change = Counter()
        for each in between(events, since, on):
            if not each["event"].startswith("double_"):
                change[each["person_id"]] += int(each["row_change"])
        for person, each in people[str(on)].items():
            before = people[str(since)].get(person, {"is_listed": "0"})
            assert int(each["is_listed"]) == int(before["is_listed"]) + change[person], person


def test_every_death_birth_and_move_is_an_event(people, events):
    for since, on in pairwise(DATES):
        kinds: dict[str, set[str]] = {}
        for each in between(events, since, on):
            kinds.setdefault(each["event"], set()).add(each["person_id"])
        before, after = people[str(since)], people[str(on)]
        died = {key for key, each in after.items() if each["is_alive"] == "0" and before.get(key, each) is not each}
        assert {key for key in died if before[key]["is_alive"] == "1"} == kinds["died"]
        left = {key for key in before if before[key]["is_resident"] != after[key]["is_resident"]}
        assert left == kinds["moved_out"]
        assert after.keys() - before.keys() == kinds["born"] | kinds["moved_in"]
        moved = {key for key in before if before[key]["village_code"] != after[key]["village_code"]}
        # Those who died or had left are counted with their household, and did not move.
        assert {key for key in moved if after[key]["is_alive"] == after[key]["is_resident"] == "1"} <= kinds[
            "moved_within"
        ]


def test_each_event_has_its_class_and_every_class_occurs(events):
    assert {each["event"]: each["class"] for each in events}.items() <= CLASSES.items()
    assert {each["class"] for each in events} == {"life", "data", "rank"}
    seen = {each["event"] for each in events}
    wanted = {
        "died",
        "moved_out",
        "moved_in",
        "moved_within",
        "born",
        "recovered",
        "fell",
        "double_removed",
        "nik_mended",
    }
    wanted |= {"found", "never_eligible", "dead_removed", "need_met:house", "need_met:toilet", "need_met:water"}
    assert wanted | {"need_met:electricity", "need_met:out_of_school", "need_met:work", "rank_out"} <= seen


def test_who_recovered_is_above_the_line_and_who_fell_below(people, events):
    for since, on in pairwise(DATES):
        for each in between(events, since, on):
            after = people[str(on)][each["person_id"]]
            if each["event"] in {"recovered", "rank_out"}:
                assert int(after["welfare_percentile"]) > 40
            if each["event"] in {"fell", "found", "rank_in"} and each["person_id"] in people[str(since)]:
                assert int(after["welfare_percentile"]) <= 40 or after["is_listed"] == "0" or each["event"] == "found"


def test_a_met_need_was_there_and_is_gone(people, events):
    for since, on in pairwise(DATES):
        for each in between(events, since, on):
            verb, _, need = each["event"].partition(":")
            if verb in {"need_met", "need_arisen"}:
                was, now = (people[str(date)][each["person_id"]][f"need_{need}"] for date in (since, on))
                household = {people[str(date)][each["person_id"]]["household_id"] for date in (since, on)}
                if len(household) == 1:
                    assert (was, now) == (("1", "0") if verb == "need_met" else ("0", "1"))


def test_needs_are_met_more_often_than_they_arise(events):
    count = Counter(each["event"] for each in events)
    for need in ("house", "water", "toilet", "electricity"):
        assert count[f"need_met:{need}"] > count[f"need_arisen:{need}"]
