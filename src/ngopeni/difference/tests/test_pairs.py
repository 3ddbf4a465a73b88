"""Which two dates may be compared, and how other pairs than neighbours are kept."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from ngopeni.difference.pairs import compared, stored
from ngopeni.difference.tests.laying import live
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Snapshot, snapshot_at

DATES = (dt.date(2022, 12, 31), dt.date(2023, 12, 31), dt.date(2024, 12, 31))


@pytest.fixture(scope="module")
def regency(tmp_path_factory):
    return live(tmp_path_factory.mktemp("pairs"), persons=2_000, seed=2, dates=DATES)


@pytest.fixture
def snapshots(regency):
    return [snapshot_at(regency, date) for date in DATES]


def refusal(workspace, before, after) -> str:
    with pytest.raises(UserError) as caught:
        compared(workspace, before, after)
    assert caught.value.sentence("id")
    assert caught.value.sentence("en")
    return caught.value.code


class Told(Snapshot):
    """A snapshot with another list in force."""

    def __init__(self, snapshot, **changed):
        super().__init__(snapshot.folder)
        self._tables["registry"] = [{**snapshot.table("registry")[0], **changed}]


def test_neighbours_are_what_the_later_snapshot_says_itself(regency, snapshots):
    assert compared(regency, snapshots[0], snapshots[1]) is stored(snapshots[1])
    assert stored(snapshots[0]) is None


def test_the_first_against_the_last_is_worked_out_and_kept(regency, snapshots):
    shutil.rmtree(regency.differences, ignore_errors=True)
    found = compared(regency, snapshots[0], snapshots[2])
    assert (found.since, found.as_of) == (DATES[0], DATES[2])
    folder = regency.differences / snapshots[2].edition / f"{DATES[0]}_{DATES[2]}"
    names = {path.name for path in folder.iterdir()}
    assert names == {"village_balance.parquet", "village_change.parquet"}
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    written = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert compared(regency, snapshots[0], snapshots[2]).balance == found.balance
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == written


def test_what_both_steps_have_in_common_is_what_the_whole_has(regency, snapshots):
    whole = compared(regency, snapshots[0], snapshots[2])
    steps = [compared(regency, *snapshots[at : at + 2]) for at in (0, 1)]
    totals = [sum(row["after_count"] - row["before_count"] for row in each.balance) for each in (whole, *steps)]
    assert totals[0] == totals[1] + totals[2]


def test_files_of_an_edition_that_is_gone_are_swept(regency, snapshots):
    shutil.rmtree(regency.differences, ignore_errors=True)
    old = regency.differences / "0123456789abcdef" / "2020-01-01_2021-01-01"
    old.mkdir(parents=True)
    compared(regency, snapshots[0], snapshots[2])
    assert not old.exists()


def test_dates_of_two_editions_are_refused(regency, snapshots, tmp_path):
    other = Snapshot(tmp_path / "another" / str(DATES[0]))
    assert refusal(regency, other, snapshots[1]) == "DIFFERENCE-001"


def test_a_date_without_a_list_is_refused(regency, snapshots):
    empty = Told(snapshots[0], is_in_force=False)
    assert refusal(regency, empty, snapshots[1]) == "DIFFERENCE-002"


@pytest.mark.parametrize("changed", [{"profile": "dtsen"}, {"instrument": "regsosek"}, {"instrument_version": "1999"}])
def test_lists_of_another_kind_or_instrument_are_refused(regency, snapshots, changed):
    assert refusal(regency, Told(snapshots[0], **changed), snapshots[1]) == "DIFFERENCE-003"


def test_the_same_list_and_the_wrong_order_are_refused(regency, snapshots):
    assert refusal(regency, snapshots[1], snapshots[1]) == "DIFFERENCE-004"
    assert refusal(regency, snapshots[1], snapshots[0]) == "DIFFERENCE-004"
