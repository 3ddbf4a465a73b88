"""Invented people of whom it is known who is who: how many are found, and whether the short way finds as many."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.cli import lessons
from ngopeni.cli.commands.linkage import SEEDS
from ngopeni.kernel.engine import Engine
from ngopeni.linkage.build import build
from ngopeni.linkage.clusters import grouped
from ngopeni.linkage.model import shipped
from ngopeni.linkage.pairs import score
from ngopeni.linkage.tables import MATCH_PAIR, PERSON_LINK
from ngopeni.simulation.simulate import TRUTH, simulate
from ngopeni.tables import TABLES

REGENCY, PERSONS, SEED, LIST = "33.19", 8_000, 7, "dtsen"
DATES = lessons.DATES
MODEL = shipped()
assert SEED not in SEEDS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("truth")
    simulate(made, load_areas(REGENCY), persons=PERSONS, seed=SEED, dates=DATES, layouts=(LIST, TRUTH))
    return made


@pytest.fixture(scope="module")
def engine(folder):
    """Both lists with their truth, prepared for comparison; their rows under names of their own date."""
    made = Engine(threads=1)
    for date, when in zip(DATES, ("former_", ""), strict=True):
        lessons._show(made, folder, REGENCY, LIST, date, when, ())
        made.define(f"{when}rows", f"SELECT * REPLACE ('{date} ' || unique_id AS unique_id) FROM {when}listed")
        empty = folder / "homes" / LIST / str(date) / "civil_record.parquet"
        made.load(TABLES["civil_record"], [])
        made.write(TABLES["civil_record"], empty)
    yield made
    made.close()


@pytest.fixture(scope="module")
def truth(engine):
    """The person of every row of both dates."""
    sides = [
        f"SELECT '{date} ' || unique_id AS row, person_id FROM {when}truth"
        for date, when in zip(DATES, ("former_", ""), strict=True)
    ]
    return {row["row"]: row["person_id"] for row in engine.rows(" UNION ALL ".join(sides))}


@pytest.fixture(scope="module")
def short_way(engine, folder):
    """The person of every row, as the batch finds them: date by date, the unchanged ones without comparison."""
    found, homes = {}, [folder / "homes" / LIST / str(date) for date in DATES]
    standings = defaultdict(int)
    for place, date in enumerate(DATES):
        own = Engine(threads=1)
        build(own, homes[place], homes[:place], {}, date)
        for table in (PERSON_LINK, MATCH_PAIR):
            own.write(table, homes[place] / f"{table.name}.parquet")
        for row in own.rows("SELECT * FROM person_link"):
            found[f"{date} {row['record_key']}"] = row["person_key"]
            standings[date, row["standing"]] += 1
        own.close()
    return found, standings


@pytest.fixture(scope="module")
def long_way(engine):
    """The person of every row, when all rows of both dates are compared and grouped together."""
    links = []
    for names in (("rows",), ("former_rows",), ("rows", "former_rows")):
        score(engine, MODEL, *names, at_least=MODEL.review_from, name="all_pair")
        links += engine.run("SELECT id_l, id_r, match_weight FROM all_pair")
    groups = grouped(links, MODEL.threshold)
    rows = engine.rows("SELECT unique_id FROM rows UNION ALL SELECT unique_id FROM former_rows")
    return {row["unique_id"]: groups.get(row["unique_id"], row["unique_id"]) for row in rows}


def pairs_of(persons):
    """Every two rows of one person."""
    rows = defaultdict(list)
    for row, person in persons.items():
        rows[person].append(row)
    return {pair for group in rows.values() for pair in itertools.combinations(sorted(group), 2)}


def test_the_list_is_as_long_as_was_asked_for_and_its_truth_is_whole(truth, short_way):
    found, standings = short_way
    assert found.keys() == truth.keys()
    assert sum(count for (date, _), count in standings.items() if date == DATES[1]) > 0.9 * PERSONS
    assert standings[DATES[1], "settled"] > 0.5 * PERSONS
    assert standings[DATES[1], "linked"] > 0.01 * PERSONS


def test_the_short_way_finds_the_persons_of_the_long_one(short_way, long_way):
    short, long = pairs_of(short_way[0]), pairs_of(long_way)
    assert len(long) > 0.7 * PERSONS
    assert len(short & long) / len(short | long) >= 0.995


@pytest.mark.parametrize("way", ["short_way", "long_way"])
def test_nearly_every_pair_found_is_true_and_nearly_every_true_one_is_found(way, truth, request):
    found = request.getfixturevalue(way)
    told, true = pairs_of(found[0] if way == "short_way" else found), pairs_of(truth)
    assert len(told & true) / len(told) >= 0.98
    assert len(told & true) / len(true) >= 0.98


@pytest.mark.parametrize("date", DATES, ids=str)
def test_second_rows_within_a_list_are_found(date, truth, short_way):
    told, true = (
        {pair for pair in pairs_of(persons) if all(row.startswith(str(date)) for row in pair)}
        for persons in (short_way[0], truth)
    )
    assert len(true) > 100
    assert len(told & true) / len(told) >= 0.98
    assert len(told & true) / len(true) >= 0.97
