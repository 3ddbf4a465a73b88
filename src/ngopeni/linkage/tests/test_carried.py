"""Pairs that nobody has judged wait at the next date too, as long as their rows say the same."""

from __future__ import annotations

import datetime as dt

import pytest

from ngopeni.linkage.tests.laying import HERE, THERE, Dates, keys, person

FIRST, SECOND, THIRD = dt.date(2022, 12, 31), dt.date(2023, 12, 31), dt.date(2024, 12, 31)
TOLD = {
    "full_name": "SUKIRNO",
    "birth_date": dt.date(1954, 5, 7),
    "no_kk": "3319012004100004",
    "mother_name": "SUKINAH",
}
ONE = person("one", "hone", HERE, nik="3319010705540004", **TOLD)
OTHER = person("other", "hother", THERE, nik="3319010705540004", **TOLD)
# Somebody else, so that a list is never empty.
KEEPER = person("keeper", "hkeeper", full_name="LASTRI", nik="3319014101600001", birth_date=dt.date(1960, 1, 1))


def pair(tables, left, right):
    """The pair of two rows, of which there is one at most."""
    wanted = {f"bdt2015:{left}", f"bdt2015:{right}"}
    found = [row for row in tables["match_pair"] if {row["record_key_l"], row["record_key_r"]} == wanted]
    assert len(found) <= 1
    return found[0] if found else None


def lay(folder, *lists):
    """Lists at the dates, in order."""
    dates = Dates(folder)
    for date, rows in zip((FIRST, SECOND, THIRD), lists, strict=False):
        dates.lay(date, [KEEPER, *rows])
    return dates


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """Both rows at three dates."""
    dates = lay(tmp_path_factory.mktemp("standing"), [ONE, OTHER], [ONE, OTHER], [ONE, OTHER])
    return {date: dates.link(date) for date in (FIRST, SECOND, THIRD)}


def test_a_pair_stands_at_every_date_at_which_both_rows_say_the_same(standing):
    first = pair(standing[FIRST], "one", "other")
    assert first is not None
    for date, tables in standing.items():
        told = pair(tables, "one", "other")
        assert (told["is_former"], told["as_of_r"], told["decision"], told["verdict"]) == (False, date, "linked", None)
        assert {name: told[name] for name in told if name != "as_of_r"} == {
            name: first[name] for name in first if name != "as_of_r"
        }


def test_a_judgement_at_the_first_date_holds_at_all(standing, tmp_path):
    told = pair(standing[FIRST], "one", "other")
    names = ("record_key_l", "fingerprint_l", "record_key_r", "fingerprint_r")
    said = {name: told[name] for name in names}
    said |= {"verdict": "different", "decided_by": "analis", "decided_on": dt.date(2025, 1, 1)}
    dates = lay(tmp_path, [ONE, OTHER], [ONE, OTHER], [ONE, OTHER])
    for date in (FIRST, SECOND, THIRD):
        tables = dates.link(date, [said])
        assert keys(tables)["one"] != keys(tables)["other"]
        found = pair(tables, "one", "other")
        assert (found["decision"], found["verdict"]) == ("cut", "different")


def test_of_a_pair_whose_second_row_left_the_list_the_former_row_stays(tmp_path):
    dates = lay(tmp_path, [ONE, OTHER], [ONE], [ONE])
    dates.link(FIRST)
    for date in (SECOND, THIRD):
        found = pair(dates.link(date), "one", "other")
        assert (found["is_former"], found["as_of_r"], found["record_key_l"]) == (True, FIRST, "bdt2015:one")


def test_a_pair_is_gone_when_a_row_says_something_else(tmp_path):
    changed = {**ONE, "full_name": "RUKMINI", "nik": "3319014101700009", "birth_date": dt.date(1970, 1, 1)}
    changed |= {"no_kk": None, "mother_name": None}
    dates = lay(tmp_path, [ONE, OTHER], [changed, OTHER])
    assert pair(dates.link(FIRST), "one", "other") is not None
    assert pair(dates.link(SECOND), "one", "other") is None
