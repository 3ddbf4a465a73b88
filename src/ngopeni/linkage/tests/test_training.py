"""Weights are learned as counting by hand gives them."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.linkage import training
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.comparisons.birth import KIN, TWINS
from ngopeni.linkage.levels import sql_for_levels
from ngopeni.linkage.prepared import prepare
from ngopeni.linkage.tests.laying import HERE, THERE, lay
from ngopeni.linkage.training import HALF, RAREST, SCALE, Counted, Lesson, chances, learn

BY_NAME = {each.name: each for each in COMPARISONS}
NUMBER = {(each.name, level.code): number for each in COMPARISONS for number, level in each.numbered().items()}


def counted(other_count=1_000_000, **kinds):
    """Counts of some levels, told by code."""
    told = {kind: {(key[0], NUMBER[key]): n for key, n in counts.items()} for kind, counts in kinds.items()}
    return Counted(other_count=other_count, **{kind: Counter(counts) for kind, counts in told.items()})


# Small counts by hand -----------------------------------------------------------------------------


def test_m_is_the_share_of_the_pairs_of_one_person():
    found = chances(counted(same={("sex", "same"): 99, ("sex", "other"): 1}))
    assert found["sex", "same"][0] == 0.99
    assert found["sex", "other"][0] == 0.01


def test_no_difference_between_two_rows_of_one_person_is_rarer_than_one_in_a_thousand():
    found = chances(counted(same={("sex", "same"): 5000}))
    assert found["sex", "other"][0] == found["name", "near"][0] == RAREST == 0.001


def test_pairs_that_lack_a_value_tell_nothing():
    kinds = counted(same={("sex", "same"): 10, ("sex", "other"): 10}, drawn={("sex", "same"): 40, ("sex", "other"): 60})
    kinds.same["sex", -1] = kinds.drawn["sex", -1] = 900
    assert chances(kinds)["sex", "same"] == (0.5, 0.4)


def test_u_of_a_common_level_is_its_share_of_the_pairs_drawn():
    found = chances(counted(drawn={("name", "other"): 9970, ("name", "near"): 30}, near={("name", "near"): 7}))
    assert found["name", "other"][1] == 0.997
    assert found["name", "near"][1] == 0.003


def test_u_of_a_rare_level_is_counted_among_all_pairs_that_are_near():
    drawn = {("name", "other"): 9971, ("name", "near"): 29}
    found = chances(counted(drawn=drawn, near={("name", "near"): 4000, ("name", "same"): 500}))
    assert found["name", "near"][1] == 4000 / 1_000_000
    assert found["name", "same"][1] == 500 / 1_000_000
    assert found["name", "shorter"][1] == HALF / 1_000_000


def test_u_of_a_rare_level_is_of_the_pairs_that_can_be_compared():
    kinds = counted(drawn={("name", "other"): 2500}, near={("name", "same"): 500})
    kinds.drawn["name", -1] = 7500
    assert chances(kinds)["name", "same"][1] == 500 / (1_000_000 * 0.25)


def test_levels_that_are_given_a_column_have_shares_of_their_own():
    same = {("birth", "same_in_family"): 3, ("birth", "other_in_family"): 1}
    same |= {("birth", "same"): 1, ("birth", "other"): 1}
    given = {("birth", "same_in_family"): 1, ("birth", "other_in_family"): 999}
    found = chances(counted(same=same, given=given, drawn={("birth", "other"): 100}))
    assert found["birth", "same_in_family"] == (0.75, 0.001)
    assert found["birth", "swapped_in_family"] == (RAREST, HALF / 1000)
    assert found["birth", "same"][0] == 0.5
    assert found["birth", "other"] == (0.5, 1.0)


def test_counts_of_several_lists_are_added():
    one, other = (counted(n, same={("sex", "same"): n}, near={("sex", "other"): 2 * n}) for n in (10, 100))
    one.add(other)
    assert (one.other_count, one.same["sex", 1], one.near["sex", 0]) == (110, 110, 220)


def test_every_level_has_its_chances_though_nothing_was_counted():
    found = chances(Counted(other_count=100))
    assert set(found) == {(each.name, level.code) for each in COMPARISONS for level in each.levels}
    assert all(0 < share <= 1 for pair in found.values() for share in pair)


# A list of a hundred rows, pair by pair ------------------------------------------------------------

NAMES = ("SLAMET RIYADI", "SLAMET", "TUKIMIN", "SITI AMINAH", "WARSITO", "LASTRI", "JOKO SUSILO", "DARMI", "BUDI")
COUNT, SAMPLE = 100, 200_000


def invented(dice, count):
    """Persons of two villages, in households of three, some of them with a second row."""
    rows, persons = [], []
    while len(rows) < count:
        person, home = len(persons), len(persons) // 3
        day = f"19{dice.choice((50, 85))}-0{dice.randint(1, 3)}-1{dice.randint(0, 3)}"
        row = {
            "name": dice.choice(NAMES),
            "nik": f"331901{day[8:]}{day[5:7]}{day[2:4]}{dice.randint(1, 20):04d}",
            "no_kk": f"33190101011{home:05d}",
            "birth_date": dice.choice((day, day, day, None)),
            "birth_year": int(day[:4]),
            "sex": dice.choice("LP"),
            "mother_name": dice.choice(("WAGINAH", "SUMIATI", None)),
            "village_code": (HERE, THERE)[home % 2],
            "rt": str(home % 3 + 1),
            "household_key": f"h{home}",
        }
        persons.append(row)
        rows.append((person, row))
        if dice.random() < 0.3:
            changed = dice.choice(("name", "nik", "birth_date", "mother_name", "no_kk", None))
            rows.append((person, {**row, "household_key": f"x{person}", **({changed: None} if changed else {})}))
    return [(f"p{person}", {"unique_id": f"r{place:03d}", **row}) for place, (person, row) in enumerate(rows[:count])]


@pytest.fixture(scope="module")
def lesson():
    """What is learned from the list, and the level of each of its pairs by comparison."""
    dice, engine = random.Random(11), Engine(threads=1)
    listed = invented(dice, COUNT)
    # At the date before everybody was there, and every fifth has a name of one word less since.
    former = [
        (person, {**row, "name": f"{row['name']} WATI" if place % 5 == 0 else row["name"]})
        for place, (person, row) in enumerate(listed)
    ]
    for when, rows in (("", listed), ("former_", former)):
        lay(engine, f"{when}listed", [row for _, row in rows])
        prepare(engine, f"{when}listed", f"{when}prepared")
        truth = [(row["unique_id"], person) for person, row in rows]
        engine.load_rows(f"{when}truth", {"unique_id": "VARCHAR", "person_id": "VARCHAR"}, truth)
    changed = "SELECT unique_id FROM listed WHERE CAST(SUBSTR(unique_id, 2) AS INTEGER) % 5 = 0"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "SAMPLE", SAMPLE)
        found = learn(engine, Lesson("prepared", "truth", "former_prepared", "former_truth", changed))
    pairs = (
        "SELECT l.unique_id AS id_l, r.unique_id AS id_r FROM prepared AS l "
        "JOIN prepared AS r ON l.unique_id < r.unique_id"
    )
    levels = {(row["id_l"], row["id_r"]): row for row in engine.rows(sql_for_levels(pairs, "prepared", "prepared"))}
    prepared = {row["unique_id"]: row for row in engine.rows("SELECT * FROM prepared")}
    before = engine.rows(sql_for_levels("SELECT * FROM changed_pair", "prepared", "former_prepared"))
    engine.close()
    return found, levels, {row["unique_id"]: person for person, row in listed}, prepared, before


def test_every_two_rows_are_counted_once(lesson):
    found, levels, persons, *_ = lesson
    same = [pair for pair in levels if persons[pair[0]] == persons[pair[1]]]
    assert len(levels) == 4950
    assert found.other_count == 4950 - len(same)
    assert len(same) > 10


def test_m_is_that_of_all_pairs_of_one_person(lesson):
    found, levels, persons, _, before = lesson
    same = [row for pair, row in levels.items() if persons[pair[0]] == persons[pair[1]]]
    assert len(before) == COUNT / 5
    for name in BY_NAME:
        own, changed = (Counter(row[f"level_{name}"] for row in rows) for rows in (same, before))
        for number in {*own, *changed}:
            # A fixed number of pairs for each kind, whatever the list's length.
            expected = round(own[number] * SCALE / len(same)) + round(changed[number] * SCALE / len(before))
            assert found.same[name, number] == expected


def test_u_of_what_is_common_is_within_the_error_of_sampling(lesson):
    found, levels, persons, *_ = lesson
    others = [row for pair, row in levels.items() if persons[pair[0]] != persons[pair[1]]]
    learned = chances(found)
    compared = 0
    for (name, code), number in NUMBER.items():
        if BY_NAME[name].numbered()[number].given or found.drawn[name, number] < training.COMMON:
            continue
        alike = [other for other, level in BY_NAME[name].numbered().items() if not level.given]
        total = sum(row[f"level_{name}"] in alike for row in others)
        share = sum(row[f"level_{name}"] == number for row in others) / total
        assert learned[name, code][1] == pytest.approx(share, rel=0.02), code
        compared += 1
    assert compared > 15


def test_what_is_rare_is_counted_among_all_pairs_that_could_stand_there(lesson):
    found, levels, persons, *_ = lesson
    others = [row for pair, row in levels.items() if persons[pair[0]] != persons[pair[1]]]
    # Levels that ask for a number, a card, a day or a neighbourhood: nowhere else can they occur.
    rare = [("nik", code) for code in ("same", "same_but_name", "serial_off", "no_serial")]
    rare += [("family", code) for code in ("card_and_mother", "card", "card_not_mother", "mother_and_neighbourhood")]
    seen = 0
    for name, code in rare:
        number = NUMBER[name, code]
        expected = sum(row[f"level_{name}"] == number for row in others)
        assert found.near[name, number] == expected, code
        seen += expected
    assert seen > 50


def test_u_of_what_is_given_is_among_those_who_have_it_in_common(lesson):
    found, levels, persons, prepared, _ = lesson
    for columns, name in ((("birth_digits",), "nik"), (TWINS, "nik"), (TWINS, "name"), (KIN, "birth")):
        pairs = [
            row
            for (one, other), row in levels.items()
            if persons[one] != persons[other]
            and all(prepared[one][each] == prepared[other][each] is not None for each in columns)
        ]
        counts = Counter(row[f"level_{name}"] for row in pairs)
        for number, level in BY_NAME[name].numbered().items():
            if level.given == columns:
                assert found.given[name, number] == counts[number]
            assert level.given or found.given[name, number] == 0
        assert sum(counts.values()) > (3 if columns == TWINS else 30)


def test_the_same_rows_teach_the_same_whatever_their_order():
    rows = [row for _, row in invented(random.Random(3), 40)]
    drawn = []
    for ordered in (rows, rows[::-1]):
        engine = Engine(threads=1)
        lay(engine, "people", ordered)
        prepare(engine, "people")
        engine.define("turned", training.sql_for_turned("prepared"))
        engine.define("drawn", training.sql_for_drawn(), strides=50, row_count=40)
        drawn.append(sorted(map(str, engine.rows("SELECT * FROM drawn"))))
        engine.close()
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == pytest.approx(50 * 40, rel=0.05)


def test_nobody_is_drawn_beside_the_own_row(lesson):
    found, *_ = lesson
    pairs = sum(n for (name, _), n in found.drawn.items() if name == "sex")
    assert SAMPLE * 0.9 < pairs <= SAMPLE + COUNT


def test_pairs_are_named_once_whatever_they_share():
    pairs = list(itertools.combinations(["a", "b", "c"], 2))
    engine = Engine(threads=1)
    numbers = {"nik": "3319011203850001", "no_kk": "3319010101100001"}
    lay(engine, "people", [{"unique_id": each, **numbers} for each in "abc"])
    prepare(engine, "people")
    sql = training.sql_for_pairs("prepared", ["l.nik = r.nik", "l.no_kk = r.no_kk"])
    assert sorted((row["id_l"], row["id_r"]) for row in engine.rows(sql)) == pairs
    engine.close()
