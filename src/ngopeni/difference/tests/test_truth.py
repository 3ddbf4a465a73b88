"""The difference of an invented regency, held against what really happened there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest

from ngopeni.difference import build as difference_build
from ngopeni.difference.tests import truth
from ngopeni.difference.tests.laying import live
from ngopeni.kernel.edition import current_edition

DATES = (dt.date(2022, 12, 31), dt.date(2023, 12, 31), dt.date(2024, 12, 31))
SPANS = tuple(pairwise(DATES))


@pytest.fixture(scope="module")
def regency(tmp_path_factory):
    """The folder of the truth and that of the edition."""
    folder = tmp_path_factory.mktemp("regency")
    workspace = live(folder, persons=8_000, seed=7, dates=DATES)
    return folder / "files", workspace.editions / str(current_edition(workspace))


@pytest.fixture(scope="module", params=SPANS, ids=lambda span: str(span[1]))
def spanned(request, regency):
    """Two dates compared with true links, their events, everybody, and those of whom a row was set aside."""
    files, edition = regency
    since, as_of = request.param
    engine = truth.open_dates(edition, since, as_of)
    truth.link_truly(engine, files, since, as_of)
    difference_build.compare(engine)
    events = truth.true_events(files, since, as_of)
    aside = truth.set_aside(engine, {date: edition / str(date) for date in (since, as_of)}, files)
    yield engine, events, truth.true_persons(files, since, as_of), aside
    engine.close()


def test_with_true_links_every_class_given_is_that_of_the_truth(spanned):
    engine, events, persons, aside = spanned
    verdict = truth.judge(engine, events, persons, aside)
    assert verdict.differing == Counter()
    assert verdict.groundless == Counter()
    given = sum(count["same"] for count in verdict.events.values())
    assert given > 300
    # What no file tells must not be told: why a household left whole.
    for event in ("recovered", "rank_out", "fell", "rank_in", "moved_in"):
        assert not any(count["same"] for (name, _), count in verdict.events.items() if name == event), event


def test_most_of_what_a_file_shows_is_found(spanned):
    engine, events, persons, aside = spanned
    verdict = truth.judge(engine, events, persons, aside)
    for event, least in (("double_removed", 0.9), ("double_added", 0.75), ("nik_mended", 0.85), ("married", 0.8)):
        counts = sum((count for (name, _), count in verdict.events.items() if name == event), Counter())
        assert counts["same"] >= least * counts.total(), (event, counts)


def test_everybody_gains_and_loses_as_many_rows_as_in_the_truth(spanned):
    engine, events, _, aside = spanned
    told, true = truth.row_changes(engine, events)
    assert len(told) > 300
    assert {person for person in told.keys() | true.keys() if told.get(person) != true.get(person)} <= aside


def test_rows_of_every_village_are_conserved_and_every_row_stands_once(spanned):
    engine, *_ = spanned
    balance = engine.rows("SELECT * FROM village_balance")
    assert len(balance) == 132
    for row in balance:
        came, went = row["entered_count"] + row["moved_in_count"], row["left_count"] + row["moved_out_count"]
        assert row["before_count"] + came - went == row["after_count"]
    for when in ("before", "after"):
        keys = engine.rows(f"SELECT record_key_{when} AS key FROM record_change WHERE record_key_{when} IS NOT NULL")
        assert len({row["key"] for row in keys}) == len(keys) == engine.count(f"told_{when}")


def test_totals_of_villages_are_sums_of_rows(spanned):
    engine, *_ = spanned
    (sums,) = engine.rows(
        "SELECT SUM(entered_count) AS entered, SUM(left_count) AS left_, SUM(moved_in_count) AS came, "
        "SUM(moved_out_count) AS went, SUM(need_met_count) AS met FROM village_change"
    )
    count = {row["kind"]: row["n"] for row in engine.rows("SELECT kind, COUNT(*) AS n FROM change GROUP BY kind")}
    (moved,) = engine.rows("SELECT COUNT(*) AS n FROM record_change WHERE is_moved")
    assert (sums["entered"], sums["left_"]) == (count["entered"], count["left"])
    assert sums["came"] == sums["went"] == moved["n"]


@pytest.mark.parametrize("span", SPANS, ids=lambda span: str(span[1]))
def test_by_the_links_that_were_found_nearly_every_class_given_is_that_of_the_truth(regency, span):
    files, edition = regency
    engine = truth.open_dates(edition, *span)
    truth.know_truly(engine, files, *span)
    difference_build.compare(engine)
    events = truth.true_events(files, *span)
    aside = truth.set_aside(engine, {date: edition / str(date) for date in span}, files)
    verdict = truth.judge(engine, events, truth.true_persons(files, *span), aside)
    engine.close()
    outcomes = sum(verdict.events.values(), Counter())
    wrong = outcomes["differs"] + verdict.groundless.total()
    assert outcomes["same"] > 300
    assert outcomes["same"] >= 0.97 * (outcomes["same"] + wrong), (verdict.differing, verdict.groundless)
    # What no file tells stays unknown, and is said to be.
    assert outcomes["unknown"] > 100


def test_a_built_snapshot_holds_the_difference_to_the_list_before(regency):
    _, edition = regency
    engine = truth.open_dates(edition, *SPANS[0])
    for date, since in ((DATES[0], None), (DATES[1], DATES[0]), (DATES[2], DATES[1])):
        path = edition / str(date) / "village_balance.parquet"
        spans = engine.rows(f"SELECT DISTINCT since, as_of FROM '{path}'")
        assert spans == ([{"since": since, "as_of": date}] if since else [])
    engine.close()
