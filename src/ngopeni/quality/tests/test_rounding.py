"""Small counts as they are told: nothing told of an atom, by itself or with all others, gives one away."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator

import duckdb
import pytest
import sqlglot

from ngopeni.quality.board import MEASURES, atom_of, shown, sql_for_base
from ngopeni.quality.rules import all_rules

SECRET = "rahasia"
WHOLE, RULE, OTHER_RULE, OF_VILLAGE = "QUALITY-170", "QUALITY-101", "QUALITY-114", "QUALITY-316"
SMALL = {1, 2, 3, 4}
BY = ("rule_code", "village_code", "source_id")


def told(atoms: list[dict], by: tuple[str, ...] = BY, secret: str = SECRET, rule_code: str = "") -> list[dict]:
    """Atoms with what was waived of each, as the pages get them."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE finding_base (rule_code VARCHAR, village_code VARCHAR, source_id VARCHAR, "
        "judged_count INTEGER, finding_count INTEGER)"
    )
    names = (*BY, "judged_count", "finding_count")
    columns = {name: [atom[name] for atom in atoms] for name in names}
    listed = ", ".join(f"UNNEST(${name})" for name in names)
    connection.execute(f"INSERT INTO finding_base SELECT {listed}", columns)
    waived = [atom_of(atom) for atom in atoms for _ in range(atom.get("waived_count", 0))] or ["-"]
    values = {"is_whole": True, "villages": [""], "waived": waived, "rule_code": rule_code}
    values |= {"rounding": secret} if secret else {}
    cursor = connection.execute(sql_for_base(by, bool(secret)), values)
    rows = [dict(zip([each[0] for each in cursor.description], row, strict=True)) for row in cursor.fetchall()]
    connection.close()
    return rows


def atom(judged: int, found: int, waived: int = 0, rule: str = RULE, village: str = "v", source: str = "s") -> dict:
    counts = {"judged_count": judged, "finding_count": found, "waived_count": waived}
    return {"rule_code": rule, "village_code": village, "source_id": source, **counts}


def every_case(most: int = 14) -> Iterator[tuple[int, int, int, int]]:
    """How many there are, were judged, found and waived."""
    for whole in range(1, most + 1):
        for judged in range(1, whole + 1):
            for found in range(judged + 1):
                for waived in range(found + 1):
                    yield whole, judged, found, waived


@pytest.fixture(scope="module")
def heard() -> dict[tuple, set[tuple[int, int, int, int]]]:
    """Of all that can be told of an atom, from which true counts it can come; with many chances for each."""
    cases, atoms = list(every_case()), []
    for number, (whole, judged, found, waived) in enumerate(cases):
        for draw in range(40):
            place = {"village": str(number), "source": str(draw)}
            atoms += [atom(whole, 0, rule=WHOLE, **place), atom(judged, found, waived, **place)]
    by_place: dict[tuple[str, str], dict[str, dict]] = defaultdict(dict)
    for row in told(atoms):
        by_place[row["village_code"], row["source_id"]][row["rule_code"]] = row
    found_in: dict[tuple, set[tuple[int, int, int, int]]] = defaultdict(set)
    for (village, _), rows in by_place.items():
        own, every = rows[RULE], rows[WHOLE]
        said = (every["judged_count"], *(own[name] for name in MEASURES))
        marks = tuple((own[f"{name}_cells"], shown(own)[name] is None) for name in MEASURES)
        found_in[said, marks].add(cases[int(village)])
    return found_in


@pytest.mark.parametrize("part", ["whole", "judged", "unjudged", "found", "waived", "left"])
def test_no_small_count_follows_from_everything_told_of_its_atom(heard, part):
    """The strongest reader: who has every atom as it is told, and knows which are hidden, and how it is done."""
    take = {
        "whole": lambda whole, judged, found, waived: whole,
        "judged": lambda whole, judged, found, waived: judged,
        "unjudged": lambda whole, judged, found, waived: whole - judged,
        "found": lambda whole, judged, found, waived: found,
        "waived": lambda whole, judged, found, waived: waived,
        "left": lambda whole, judged, found, waived: found - waived,
    }[part]
    for said, cases in heard.items():
        values = {take(*case) for case in cases}
        assert len(values) > 1 or not values & SMALL, (said, cases)


def test_what_is_told_of_an_atom_always_adds_up_and_is_never_a_small_number(heard):
    for ((_, judged, found, waived, left), marks), _ in heard.items():
        assert found == waived + left
        assert 0 <= found <= judged
        for count, (_, is_hidden) in zip((judged, found, waived, left), marks, strict=True):
            assert is_hidden or count not in SMALL


def test_sums_are_right_on_average():
    dice = random.Random(1)
    atoms = []
    for number in range(20_000):
        found = dice.randint(0, 8)
        judged, waived = found + dice.randint(1, 30), dice.randint(0, found)
        atoms += [atom(judged + dice.randint(0, 9), 0, rule=WHOLE, village=str(number))]
        atoms += [atom(judged, found, waived, village=str(number))]
    true = {row["rule_code"]: row for row in told(atoms, ("rule_code",), secret="")}[RULE]
    rounded = {row["rule_code"]: row for row in told(atoms, ("rule_code",))}[RULE]
    for name in MEASURES:
        assert abs(int(rounded[name]) - int(true[name])) < 0.012 * float(true["judged_count"]), name
    for name in ("finding_count", "waived_count", "left_count"):
        assert abs(int(rounded[name]) - int(true[name])) < 0.02 * float(true[name]), name


def test_the_chance_is_the_one_that_anybody_with_the_secret_can_work_out():
    for village in map(str, range(50)):
        (row,) = told([atom(30, 3, village=village)])
        digest = hashlib.md5(f"{SECRET}|{RULE}|{village}|s".encode()).hexdigest()
        assert row["finding_count"] == (5 if int(digest[:4], 16) / 65_536 < 3 / 5 else 0)


def test_it_falls_the_same_at_every_date_and_otherwise_with_another_secret():
    atoms = [atom(30, 3, village=str(number)) for number in range(60)]
    once, again = told(atoms), told(atoms)
    assert once == again
    assert told(atoms, secret="lain") != once


def test_the_rules_of_a_few_persons_share_a_draw_so_that_many_rules_do_not_tell_how_few():
    codes = [code for code, rule in all_rules().items() if rule.level == "person"]
    for number in range(20):
        rows = told([atom(3, 0, rule=code, village=str(number)) for code in codes])
        assert len({row["judged_count"] for row in rows}) == 1


def test_counts_of_villages_and_lists_stay_as_they_are():
    (row,) = told([atom(20, 1, rule=OF_VILLAGE)])
    assert (shown(row)["judged_count"], shown(row)["finding_count"]) == (20, 1)


def test_with_names_open_nothing_is_rounded_or_hidden():
    (row,) = told([atom(20, 3, 1)], secret="")
    assert [shown(row)[name] for name in MEASURES] == [20, 3, 1, 2]


def test_a_small_count_alone_is_hidden_and_a_sum_is_at_least_five_or_hidden():
    for village in map(str, range(30)):
        (alone,) = told([atom(30, 3, village=village)], ("rule_code",))
        assert shown(alone)["finding_count"] is None
        pair = [atom(30, 3, village=village), atom(30, 2, village=f"{village}-")]
        (both,) = told(pair, ("rule_code",))
        assert shown(both)["finding_count"] in {None, 5, 10}


def test_one_rule_alone_is_told_as_it_is_told_among_others():
    atoms = [atom(40, 0, rule=WHOLE), atom(38, 3, rule=RULE), atom(37, 9, 2, rule=OTHER_RULE)]
    for code in (RULE, OTHER_RULE):
        (alone,) = told(atoms, rule_code=code)
        assert alone in told(atoms)


@pytest.mark.parametrize("is_rounded", [False, True])
@pytest.mark.parametrize("by", [("rule_code", "source_id"), ("village_code", "severity")])
def test_the_statement_can_be_said_in_spark(by, is_rounded):
    sql = sql_for_base(by, is_rounded)
    (spoken,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert sqlglot.parse_one(spoken, read="spark")
    assert "rahasia" not in sql
