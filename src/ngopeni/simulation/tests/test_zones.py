"""The default rule, on the real path from file to map, finds the published red villages."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.build import build
from ngopeni.intake.receiving import receive
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.workspace import make_workspace
from ngopeni.simulation.simulate import DATES, simulate
from ngopeni.zones.build import preview
from ngopeni.zones.rule_file import shipped_rules

FIRST = DATES[0]
# As many as the demonstration has: of fewer people a village's share jumps by itself.
PERSONS = 60_000
PUBLISHED = Path(__file__).resolve().parents[2] / "reference" / "red_zones" / "33.16.csv"


def published() -> dict[str, int]:
    """Red villages of each district as the newspaper printed them."""
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        return {row["district_code"]: int(row["red_villages"]) for row in csv.DictReader(stream)}


@cache
def assessed(regency_code: str, seed: int) -> tuple[dict[str, Any], ...]:
    """The zones of a simulated regency at the first date, by the rule that we ship."""
    folder, areas = Path(mkdtemp()), load_areas(regency_code)
    simulate(folder, areas, persons=PERSONS, seed=seed, dates=[FIRST], layouts=("bdt2015", "population"))
    workspace = make_workspace(folder / "home", regency_code, FIRST, is_demo=True)
    for path in sorted(folder.glob("*.csv")):
        receive(
            workspace,
            path,
            areas,
            file_name=path.name,
            as_of=FIRST,
            received_at=dt.datetime(2025, 1, 2, 3, 4, 5),
            received_by="rina",
            publisher="Rekaan",
            is_simulated=True,
        )
    build(workspace, {})
    snapshot = workspace.editions / str(current_edition(workspace)) / str(FIRST)
    engine = Engine(threads=1)
    for name in ("village", "zone_input"):
        engine.read(name, [snapshot / f"{name}.parquet"])
    preview(engine, shipped_rules()[0], [], FIRST)
    rows = engine.rows(
        "SELECT zone.*, village_type FROM zone JOIN village ON village.village_code = zone.village_code "
        "ORDER BY zone.village_code"
    )
    engine.close()
    return tuple(rows)


def red_by_district(rows: tuple[dict[str, Any], ...]) -> Counter[str]:
    return Counter(row["village_code"][:8] for row in rows if row["zone"] == "red")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_red_villages_of_each_district_are_as_many_as_were_published(seed):
    rows = assessed("33.16", seed)
    red = red_by_district(rows)
    districts = {district.district_code for district in load_areas("33.16").districts}
    assert {code: red[code] for code in sorted(districts)} == published()
    assert sum(red.values()) == sum(published().values()) == 48


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_village_is_assessed_and_green_and_yellow_ones_are_there_too(seed):
    rows = assessed("33.16", seed)
    counts = Counter(row["zone"] for row in rows)
    assert set(counts) == {"red", "yellow", "green"}
    assert sum(counts.values()) == len(load_areas("33.16").villages)
    assert min(counts.values()) >= 40
    assert {row["village_type"] for row in rows if row["zone"] == "red"} == {"desa"}


def test_no_red_village_stands_so_near_the_limit_that_a_few_rows_would_change_it():
    for row in assessed("33.16", 1):
        assert abs(row["score"] - 60) > 5, row["village_code"]


def test_each_seed_draws_red_villages_of_its_own():
    red = [{row["village_code"] for row in assessed("33.16", seed) if row["zone"] == "red"} for seed in (1, 2, 3)]
    assert red[0] != red[1] != red[2] != red[0]


def test_another_regency_has_a_picture_of_its_own():
    rows = assessed("33.19", 1)
    villages = load_areas("33.19").villages
    counts = Counter(row["zone"] for row in rows)
    assert 0 < counts["red"] < len(villages) / 3
    assert counts["green"] > 0
    assert counts["unassessed"] == 0
    assert {row["village_code"] for row in rows} == {village.village_code for village in villages}
    # Nothing of the table that was published for the other one: no district has its number throughout.
    numbers = [count for _, count in sorted(published().items())]
    districts = sorted({row["village_code"][:8] for row in rows})
    assert [red_by_district(rows)[code] for code in districts] != numbers[: len(districts)]
    assert len(red_by_district(rows)) > 1
