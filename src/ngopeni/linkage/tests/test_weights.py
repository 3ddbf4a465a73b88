"""Every weight is worked out once more in plain Python; a blank field takes exactly its own weight away."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.explained import PRIOR, sql_for_explained
from ngopeni.linkage.model import HALF, SHIPPED, read_model, shipped, write_model
from ngopeni.linkage.pairs import score
from ngopeni.linkage.prepared import prepare
from ngopeni.linkage.reasons import sentences
from ngopeni.linkage.tests.cases import sides
from ngopeni.linkage.tests.laying import ANYBODY, THERE, lay

EVERYTHING = -1000.0
NAMES = [each.name for each in COMPARISONS]
# What is common or rare among the rows changes the weight of the name at these levels, by this column.
BY_FREQUENCY = {"same": "name_key", "sounds_same": "skeleton", "same_first": "first_name"}
LOCAL = {"card_and_mother", "card", "card_not_mother", "members_and_mother", "members", "mother_and_neighbourhood"}


def scored(engine, left, right=None, model=None):
    score(engine, model or shipped(), left, right, at_least=EVERYTHING, name="pair")
    return {(row["id_l"], row["id_r"]): row for row in engine.rows("SELECT * FROM pair")}


def few(pairs):
    """The pairs of the cases, and some of all others."""
    return {
        key: row
        for place, (key, row) in enumerate(sorted(pairs.items()))
        if key[0][1:] == key[1][1:] or place % 50 == 0
    }


def told(name, number):
    levels = next(each.levels for each in COMPARISONS if each.name == name)
    return levels[len(levels) - 1 - number].code if number >= 0 else None


def recomputed(row, text, tables, by_key, counted):
    """The weights of a pair out of the file of weights and the rows of its tables."""
    rows = max(len(table) for table in tables)
    if len(tables) == 1:
        chance = min(0.5, 2 * text["doubles_ratio"] / rows)
    else:
        chance = min(0.5, 1 / rows)
    found = {PRIOR: math.log2(chance / (1 - chance))}
    for name in NAMES:
        level = told(name, row[f"level_{name}"])
        found[name] = 0.0
        if level is None:
            continue
        m, u = (text["levels"][name][level][share] for share in ("m", "u"))
        if name == "family" and level in LOCAL:
            u = min(0.5, u * text["lesson"]["rows"] / rows)
        found[name] = math.log2(m / u)
        if name == "name" and level in BY_FREQUENCY:
            column = BY_FREQUENCY[level]
            share = counted[column][by_key[row["id_l"]][column]] / counted[column].total()
            found[name] = math.log2(m / share)
    return found


@pytest.fixture(scope="module")
def engine():
    made = Engine(threads=1)
    for name, rows in zip(("l", "r"), sides(), strict=True):
        lay(made, f"people_{name}", [{**row, "unique_id": f"{name}{row['unique_id']}"} for row in rows])
        prepare(made, f"people_{name}", f"side_{name}")
    yield made
    made.close()


@pytest.mark.parametrize("sides", ["lr", "l"], ids=["two lists", "one list"])
def test_the_weight_of_every_field_is_that_of_the_file(engine, sides):
    tables = [engine.rows(f"SELECT * FROM side_{side}") for side in sides]
    by_key, text = {row["unique_id"]: row for row in tables[0]}, read_yaml(SHIPPED)
    counted = {
        column: Counter(row[column] for table in tables for row in table if row[column] is not None)
        for column in BY_FREQUENCY.values()
    }
    pairs = few(scored(engine, *(f"people_{side}" for side in sides)))
    levels = {(name, told(name, row[f"level_{name}"])) for row in pairs.values() for name in NAMES}
    assert len(pairs) > 200
    assert len(levels) > (45 if len(sides) == 2 else 15)
    for row in pairs.values():
        weights = recomputed(row, text, tables, by_key, counted)
        assert {PRIOR: row["prior_weight"]} | {name: row[f"weight_{name}"] for name in NAMES} == pytest.approx(
            weights, abs=1e-9
        )
        total = sum(weights.values())
        assert row["match_weight"] == pytest.approx(total, abs=1e-9)
        assert row["match_probability"] == pytest.approx(1 / (1 + 2**-total), abs=1e-9)


def test_the_reasons_of_a_pair_say_its_weights_and_add_up(engine):
    scored(engine, "people_l", "people_r")
    engine.define("pair", "SELECT * FROM pair WHERE SUBSTR(id_l, 2) = SUBSTR(id_r, 2)")
    pairs = {(row["id_l"], row["id_r"]): row for row in engine.rows("SELECT * FROM pair")}
    words = sentences("id")
    rows = engine.rows(sql_for_explained("pair", words))
    assert [(row["id_l"], row["id_r"]) for row in rows] == sorted(pairs)
    assert len(rows) > 100
    for row in rows:
        pair = pairs[row["id_l"], row["id_r"]]
        assert [each["field"] for each in row["reasons"]] == [PRIOR, *NAMES]
        assert math.fsum(each["weight"] for each in row["reasons"]) == pytest.approx(row["match_weight"], abs=1e-9)
        for each in row["reasons"][1:]:
            level = told(each["field"], pair[f"level_{each['field']}"])
            assert each["level"] == (level or "missing")
            assert each["weight"] == pair[f"weight_{each['field']}"]
            assert each["sentence"] == words[each["field"], level or ""]


def test_pairs_below_the_asked_weight_are_left_out(engine):
    score(engine, shipped(), "people_l", "people_r", at_least=EVERYTHING, name="pair")
    score(engine, shipped(), "people_l", "people_r", at_least=20.0, name="heavy")
    expected = engine.rows("SELECT id_l, id_r, match_weight FROM pair WHERE match_weight >= 20 ORDER BY ALL")
    assert engine.rows("SELECT id_l, id_r, match_weight FROM heavy ORDER BY ALL") == expected
    assert 0 < len(expected) < engine.count("pair")


@pytest.mark.parametrize("count", [(0,), (1,), (0, 2), (2, 0)])
def test_where_there_is_no_pair_there_is_an_empty_table_of_the_same_columns(engine, count):
    names = [f"few_{place}" for place in range(len(count))]
    for name, rows in zip(names, count, strict=True):
        engine.define(name, f"SELECT * FROM people_l LIMIT {rows}")
    score(engine, shipped(), *names, at_least=EVERYTHING, name="none")
    assert engine.count("none") == 0
    score(engine, shipped(), "people_l", at_least=EVERYTHING, name="filled")
    columns = [
        [(row["column_name"], row["column_type"]) for row in engine.rows(f"DESCRIBE {name}")]
        for name in ("none", "filled")
    ]
    assert columns[0] == columns[1]


# Blank fields ------------------------------------------------------------------------------------

OTHERS = [
    {"unique_id": f"o{place}", "name": name, "nik": f"33740111{place:02d}770003", "village_code": THERE, "sex": "L"}
    for place, name in enumerate(("TUKIMIN", "WARSITO", "LASTRI", "JOKO SUSILO", "DARMI", "PONIMAN", "SUTARJO"))
]


BLANKED = ("nik", "name", "birth_date", "sex", "mother_name", "no_kk", "rt", "village_code")
ROWS = [{**ANYBODY, "unique_id": "a"}, {**ANYBODY, "unique_id": "b"}, *OTHERS]
ROWS += [{**ANYBODY, "unique_id": f"b without {field}", field: None} for field in BLANKED]


@pytest.fixture(scope="module")
def blanked():
    """The pair of two equal rows, and what is left of it when one of them lacks a field."""
    made = Engine(threads=1)
    lay(made, "people", ROWS)
    pairs = scored(made, "people")
    made.close()
    return {field: pairs["a", f"b without {field}" if field else "b"] for field in ("", *BLANKED)}


def change(blanked, field):
    """By how much the weight of the pair changes without a field, and by how much each reason does."""
    whole, left = blanked[""], blanked[field]
    parts = {name: left[f"weight_{name}"] - whole[f"weight_{name}"] for name in NAMES}
    return left["match_weight"] - whole["match_weight"], {name: part for name, part in parts.items() if part}


def level_weight(name, level):
    return shipped().among(len(ROWS)).weight(name, level)


@pytest.mark.parametrize("field", ["nik", "name", "sex"])
def test_without_it_a_pair_loses_exactly_the_weight_told_for_it(blanked, field):
    total, parts = change(blanked, field)
    assert parts == {field: -blanked[""][f"weight_{field}"]}
    assert total == pytest.approx(-blanked[""][f"weight_{field}"], abs=1e-9)
    assert total < -0.5


def regained_name():
    """Among twins the name weighs the same however common it is; otherwise by its share of all names."""
    names = [row["name"] for row in ROWS if row["name"]]
    m, _ = shipped().chances["name", "same"]
    return math.log2(m / (names.count(ANYBODY["name"]) / len(names))) - level_weight("name", "same_among_twins")


def test_without_a_day_the_nik_weighs_more_since_the_day_no_longer_tells_it(blanked):
    total, parts = change(blanked, "birth_date")
    regained = level_weight("nik", "same") - level_weight("nik", "same_among_twins")
    assert regained > 0
    expected = {"birth": -blanked[""]["weight_birth"], "nik": regained, "name": regained_name()}
    assert parts == pytest.approx(expected, abs=1e-9)
    assert total == pytest.approx(sum(expected.values()), abs=1e-9)


# What two rows regain when they are no longer known for kin: other kin are born on other days, twins have other NIKs.
NOT_KIN = {
    "name": regained_name(),
    "birth": level_weight("birth", "same") - level_weight("birth", "same_in_family"),
    "nik": level_weight("nik", "same_and_day") - level_weight("nik", "same_among_twins"),
}


def test_without_a_mother_the_card_alone_speaks_and_the_day_is_not_that_of_kin(blanked):
    total, parts = change(blanked, "mother_name")
    expected = {"family": level_weight("family", "card") - level_weight("family", "card_and_mother"), **NOT_KIN}
    assert parts == pytest.approx(expected, abs=1e-9)
    assert total == pytest.approx(sum(expected.values()), abs=1e-9)


def test_without_a_card_mother_and_neighbourhood_speak(blanked):
    total, parts = change(blanked, "no_kk")
    lost = level_weight("family", "mother_and_neighbourhood") - level_weight("family", "card_and_mother")
    assert parts == pytest.approx({"family": lost}, abs=1e-9)
    assert total == pytest.approx(lost, abs=1e-9)


@pytest.mark.parametrize("field", ["rt", "village_code"])
def test_without_a_place_the_card_still_speaks_and_nobody_is_known_for_kin(blanked, field):
    total, parts = change(blanked, field)
    assert parts == pytest.approx(NOT_KIN, abs=1e-9)
    assert total == pytest.approx(sum(NOT_KIN.values()), abs=1e-9)


# The model ---------------------------------------------------------------------------------------


def test_who_lives_together_by_chance_is_rarer_in_a_longer_list():
    model = shipped()
    longer = model.among(10 * model.lesson_rows)
    for key, (m, u) in model.chances.items():
        is_local = key[0] == "family" and key[1] in LOCAL
        assert longer.chances[key] == (m, pytest.approx(u / 10) if is_local else u)
    assert model.among(1).chances["family", "card"][1] == HALF


def test_the_prior_of_one_list_follows_its_doubles_and_that_of_two_the_longer():
    model = shipped()
    assert model.prior(1000) == pytest.approx(2 * 0.03 / 1000)
    assert model.prior(1000, 10) == model.prior(10, 1000) == pytest.approx(1 / 1000)
    assert model.prior(0) <= HALF
    assert model.prior(1, 1) == HALF


def test_no_two_levels_of_a_comparison_weigh_the_same_and_every_share_is_one():
    model = shipped()
    for each in COMPARISONS:
        weights = [model.weight(each.name, level.code) for level in each.levels]
        assert len(set(weights)) == len(weights)
    assert all(0 < share <= 1 for pair in model.chances.values() for share in pair)
    assert model.review_from < model.threshold < model.review_to


def test_a_model_is_read_as_it_was_written_and_keeps_what_people_chose(tmp_path):
    model, path = shipped(), tmp_path / "weights.yaml"
    chances = {key: (m / 2, u / 3) for key, (m, u) in model.chances.items()}
    write_model(path, chances, {"rows": 77, "seeds": [5]})
    read = read_model(path)
    assert read.chances == {key: pytest.approx(pair, rel=1e-4) for key, pair in chances.items()}
    assert (read.threshold, read.review_from, read.review_to) == (model.threshold, model.review_from, model.review_to)
    assert (read.doubles_ratio, read.lesson_rows) == (model.doubles_ratio, 77)
    head = [line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert path.read_text(encoding="utf-8").splitlines()[: len(head)] == head


def test_a_model_that_lacks_a_level_is_not_read(tmp_path):
    path = tmp_path / "weights.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace("    swapped: {", "    turned: {"), encoding="utf-8")
    with pytest.raises(AssertionError, match="swapped"):
        read_model(path)
