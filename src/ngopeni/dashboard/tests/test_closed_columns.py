"""What of a person's row is masked, and what is closed to those who may not read specific data."""

from __future__ import annotations

import datetime as dt

from ngopeni.dashboard.people_record import closed_columns, shown_person

PERSON = {
    "nik": "3319011203800001",
    "no_kk": "3319010101100001",
    "birth_date": dt.date(1980, 3, 12),
    "mother_name": "Suparmi",
    "full_name": "Siti Aminah",
    "years": 44,
    "is_head": True,
    "pregnancy": "no",
    "disability": "none",
    "chronic_illness": "none",
    "school_participation": "left",
    "education": "primary",
    "diploma": "primary",
    "works": "yes",
    "industry": "farming",
    "job_status": "own",
    "marital_status": "married",
}
OF_ANYBODY = {"pregnancy", "disability", "chronic_illness", "school_participation"}
OF_A_CHILD = {"education", "diploma", "works", "industry", "job_status", "marital_status"}


def test_numbers_birth_date_and_mother_are_masked_and_the_name_is_not():
    shown = shown_person(PERSON, opens_specific=True)
    assert shown["nik"] == shown["no_kk"] == "3319" + 12 * "•"
    assert shown["birth_date"] == "1980"
    assert shown["mother_name"] == "S•••"
    assert shown["full_name"] == "Siti Aminah"


def test_what_is_revealed_are_numbers_and_birth_date_alone():
    shown = shown_person(PERSON, opens_specific=False, is_revealed=True)
    assert (shown["nik"], shown["no_kk"]) == (PERSON["nik"], PERSON["no_kk"])
    assert shown["birth_date"] == PERSON["birth_date"]
    assert shown["mother_name"] == "S•••"


def test_health_and_school_are_closed_and_of_a_child_work_and_marriage_too():
    child = {**PERSON, "years": 12, "is_head": False}
    assert set(closed_columns(PERSON, opens_specific=False)) == OF_ANYBODY
    assert set(closed_columns(child, opens_specific=False)) == OF_ANYBODY | OF_A_CHILD
    assert closed_columns(child, opens_specific=True) == ()
    assert not (OF_ANYBODY | OF_A_CHILD) & shown_person(child, opens_specific=False).keys()
