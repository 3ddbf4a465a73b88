"""Every level of every comparison, by two rows that stand at it and two that just do not; Splink says the same."""

from __future__ import annotations

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.levels import READ, sql_for_levels
from ngopeni.linkage.model import settings, shipped
from ngopeni.linkage.prepared import prepare
from ngopeni.linkage.tests.cases import CASES, MISSING, sides
from ngopeni.linkage.tests.laying import lay

BY_NAME = {each.name: each for each in COMPARISONS}


@pytest.fixture(scope="module")
def engine():
    made = Engine(threads=1)
    for name, rows in zip(("l", "r"), sides(), strict=True):
        lay(made, f"people_{name}", rows)
        prepare(made, f"people_{name}", f"side_{name}")
    yield made
    made.close()


@pytest.fixture(scope="module")
def found(engine):
    """The number of each level, by case."""
    pairs = "SELECT unique_id AS id_l, unique_id AS id_r FROM side_l WHERE LENGTH(unique_id) = 3"
    rows = engine.rows(sql_for_levels(pairs, "side_l", "side_r"))
    return {int(row["id_l"]): {name: row[f"level_{name}"] for name in BY_NAME} for row in rows}


def code(comparison, number):
    return BY_NAME[comparison].numbered()[number].code if number >= 0 else MISSING


def told(case):
    return f"{case.comparison}-{case.level}"


@pytest.mark.parametrize(("place", "case"), list(enumerate(CASES)), ids=[told(case) for case in CASES])
def test_two_rows_stand_at_their_level(found, place, case):
    assert code(case.comparison, found[place][case.comparison]) == case.level


def test_every_level_has_its_case():
    levels = {(each.name, level) for each in COMPARISONS for level in [*(one.code for one in each.levels), MISSING]}
    assert {(case.comparison, case.level) for case in CASES} == levels


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda each: each.name)
def test_levels_are_numbered_from_the_last_and_only_the_last_needs_nothing(comparison):
    assert list(comparison.numbered().values()) == list(comparison.levels)
    assert list(comparison.numbered()) == list(reversed(range(len(comparison.levels))))
    assert [level.code for level in comparison.levels if not level.test] == [comparison.levels[-1].code]
    assert len({level.code for level in comparison.levels}) == len(comparison.levels)


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda each: each.name)
def test_what_is_given_comes_first_and_ends_with_all_that_is_left(comparison):
    columns = [level.given for level in comparison.levels]
    assert sorted(columns, key=lambda column: not column) == columns
    for column in set(filter(None, columns)):
        assert [level.condition for level in comparison.levels if level.given == column][-1] == ""


def test_it_is_the_same_from_either_side(engine, found):
    swapped = "SELECT unique_id AS id_l, unique_id AS id_r FROM side_l WHERE LENGTH(unique_id) = 3"
    rows = engine.rows(sql_for_levels(swapped, "side_r", "side_l"))
    assert {int(row["id_l"]): {name: row[f"level_{name}"] for name in BY_NAME} for row in rows} == found


def test_splink_puts_every_pair_at_the_same_levels(engine, found):
    from splink import DuckDBAPI, Linker, SettingsCreator

    own = settings(shipped(), link_type="link_only", prior=0.001)
    own |= {"blocking_rules_to_generate_predictions": ["l.unique_id = r.unique_id"], "retain_matching_columns": True}
    api = DuckDBAPI(connection=engine.connection)
    linker = Linker([api.register("side_l"), api.register("side_r")], SettingsCreator(**own))
    table = linker.inference.predict().physical_name
    rows = engine.rows(f"SELECT * FROM {table}")
    levels = {int(row["unique_id_l"]): {name: row[f"gamma_{name}"] for name in BY_NAME} for row in rows}
    assert levels == found
    model = shipped()
    for row in rows:
        for name, number in found[int(row["unique_id_l"])].items():
            weight = model.weight(name, code(name, number)) if number >= 0 else 0
            assert row[f"mw_{name}"] == pytest.approx(weight, abs=1e-9)


def test_what_levels_and_blocks_read_is_what_they_name():
    from ngopeni.linkage.blocks import BLOCKS

    prepared = set(READ) | {"initial", "year_key", "district_code", "unique_id"}
    conditions = [each.missing for each in COMPARISONS] + [level.test for each in COMPARISONS for level in each.levels]
    text = " ".join(conditions)
    assert [name for name in READ if f"{name}_l" not in text] == []
    assert {column for block in BLOCKS for column in block} <= prepared
