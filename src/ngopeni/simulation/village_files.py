"""Files with a row for each village: population, IDM, SDGs Desa and the truth about villages."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ngopeni.simulation.streams import Array, stream, whole
from ngopeni.simulation.turnover import placed_rows
from ngopeni.simulation.village_index import idm_csv
from ngopeni.simulation.village_plan import PARTS
from ngopeni.simulation.world import World

GOALS = 18
# The goal of no poverty follows the village's welfare, and these follow it loosely.
POVERTY, FOLLOWING = 1, {2, 3, 4, 6, 7, 8, 10, 11}


def write_population(world: World, path: Path, date: dt.date) -> None:
    """Population by village, men and women, families."""
    men = whole(stream(world.seed, "men"), len(world.population), 4850, 5050) * world.population // PARTS
    families = world.population * 10 // 31
    header = ["kode desa", "nama desa", "tahun", "jumlah penduduk", "laki-laki", "perempuan", "jumlah kk"]
    rows = []
    for place, village in enumerate(world.areas.villages):
        people = int(world.population[place])
        parts = [people, int(men[place]), people - int(men[place]), max(1, int(families[place]))]
        rows.append([village.village_code, village.village_name, date.year, *parts])
    _write(path, header, rows)


def write_idm(world: World, path: Path, date: dt.date) -> None:
    """The invented IDM; one seed for all dates, so that it moves only as welfare does."""
    # Brings shares to the range of the risk that the index was made for.
    risk = np.minimum(99.0, placed_rows(world) * 114 / world.population + 1)
    by_code = {each.village_code: float(value) for each, value in zip(world.areas.villages, risk, strict=True)}
    path.write_bytes(idm_csv(world.areas.villages, by_code, date, world.seed))


def write_sdgs(world: World, path: Path, date: dt.date) -> None:
    """SDGs Desa: 18 scores and their mean, zero where the survey is missing; desa only."""
    header = ["kode desa", "nama desa", "tahun", *[f"sdgs_{goal}" for goal in range(1, GOALS + 1)], "skor"]
    scores = _scores(world)
    rows = []
    for place, village in enumerate(world.areas.villages):
        if village.village_type == "desa":
            own = [int(value) for value in scores[place]]
            total = sum(own)
            mean = (total + GOALS // 2) // GOALS
            rows.append(
                [village.village_code, village.village_name, date.year, *[_hundredths(value) for value in own]]
                + [_hundredths(mean)]
            )
    _write(path, header, rows)


def write_truth(world: World, path: Path) -> None:
    """Population, rows of the registry and latent welfare (100 - the share that is truly poor) of each village."""
    people, homes = world.persons, world.households
    poor = world.is_here & (homes["percentile"][people["household"]] <= 40)
    count = len(world.population)
    true_poor = np.bincount(homes["village"][people["household"][poor]], minlength=count)
    rows = placed_rows(world)
    welfare = PARTS - true_poor * PARTS // world.population
    table = [
        [each.village_code, int(world.population[place]), int(rows[place]), _hundredths(int(welfare[place]))]
        for place, each in enumerate(world.areas.villages)
    ]
    _write(path, ["village_code", "population", "members", "latent_welfare"], table)


def _scores(world: World) -> Array:
    """Scores of all villages and goals, in hundredths."""
    count = len(world.population)
    dice = stream(world.seed, "sdgs")
    share = placed_rows(world) * PARTS // world.population
    found = np.zeros((count, GOALS), dtype=np.int64)
    for goal in range(1, GOALS + 1):
        noise = whole(dice, count, -1200, 1200)
        level = whole(dice, count, 2500, 8500)
        if goal == POVERTY:
            level = PARTS - share
        elif goal in FOLLOWING:
            level = (level + PARTS - share) // 2
        is_missing = dice.random_sample(count) < 0.08
        found[:, goal - 1] = np.where(is_missing, 0, np.clip(level + noise, 100, PARTS))
    return found


def _hundredths(value: int) -> str:
    return f"{value // 100}.{value % 100:02d}"


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    stream_out = io.StringIO(newline="")
    csv.writer(stream_out, lineterminator="\n").writerows([header, *rows])
    path.write_bytes(stream_out.getvalue().encode())
