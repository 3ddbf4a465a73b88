"""What may be said of official poverty against the targets."""

from __future__ import annotations

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.targets.build import FOLDER, build
from ngopeni.targets.tables import TARGET
from ngopeni.targets.verdict import judge


def official(**years: float):
    """Rows of the official series: ``y2020=11.5``."""
    return [{"year": int(year[1:]), "headcount_percent": value} for year, value in years.items()]


def path(**years: float):
    """Rows of targets."""
    return [{"year": int(year[1:]), "target_percent": value} for year, value in years.items()]


@pytest.mark.parametrize(
    ("percent", "is_met"),
    [(9.99, True), (10.0, True), (10.01, False)],
)
def test_a_target_is_met_at_it_or_below(percent, is_met):
    verdict = judge(official(y2024=percent), path(y2024=10))
    assert [each.is_met for each in verdict.years] == [is_met]
    assert verdict.is_below_next is is_met


def test_a_year_without_a_figure_is_neither_met_nor_missed():
    verdict = judge(official(y2020=12, y2023=11), path(y2020=13, y2021=12, y2024=9))
    assert [(each.year, each.official_percent, each.is_met) for each in verdict.years] == [
        (2020, 12, True),
        (2021, None, None),
        (2024, None, None),
    ]
    assert verdict.latest["year"] == 2023
    assert verdict.next_target["year"] == 2024
    assert verdict.is_below_next is False


def test_the_next_target_is_that_of_the_newest_official_year_or_later():
    targets = path(y2022=12, y2023=11, y2025=8)
    assert judge(official(y2023=11.5), targets).next_target["year"] == 2023
    assert judge(official(y2024=7.5), targets).next_target["year"] == 2025
    assert judge(official(y2024=7.5), targets).is_below_next is True
    assert judge(official(y2026=7.5), targets).next_target is None
    assert judge(official(y2026=7.5), targets).is_below_next is None


def test_without_a_series_nothing_is_judged():
    verdict = judge([], path(y2022=12, y2023=11))
    assert verdict.latest is None
    assert verdict.is_below_next is None
    assert verdict.next_target["year"] == 2022
    assert {each.is_met for each in verdict.years} == {None}


def test_without_targets_there_is_only_the_newest_figure():
    verdict = judge(official(y2024=10, y2021=12), [])
    assert (verdict.years, verdict.next_target, verdict.is_below_next) == ([], None, None)
    assert verdict.latest["year"] == 2024


def test_the_order_of_rows_does_not_matter():
    series, targets = official(y2019=12, y2020=11, y2021=10), path(y2020=12, y2022=9, y2024=7)
    backwards = judge(series[::-1], targets[::-1])
    assert backwards.next_target == judge(series, targets).next_target == {"year": 2022, "target_percent": 9}
    assert backwards.latest == judge(series, targets).latest


@pytest.mark.parametrize("regency_code", [*sorted(file.stem for file in FOLDER.glob("*.yaml")), "33.19"])
def test_the_targets_that_ship_keep_their_contract_and_name_their_source(regency_code):
    engine = Engine(threads=1)
    build(engine, regency_code)
    engine.check(TARGET)
    rows = engine.rows("SELECT * FROM target ORDER BY year")
    assert all(row["source"] and row["regency_code"] == regency_code for row in rows)
    assert bool(rows) == (FOLDER / f"{regency_code}.yaml").exists()
    engine.close()
