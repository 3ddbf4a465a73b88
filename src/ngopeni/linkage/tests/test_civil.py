"""The list held against the civil registry, by the ministry's rule and by all evidence, against plain loops."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.linkage import civil, findings
from ngopeni.linkage.model import shipped
from ngopeni.linkage.tables import CIVIL_LINK, LINK_FINDING, MATCH_PAIR, PERSON_LINK
from ngopeni.linkage.tests.laying import HERE, THERE, lay
from ngopeni.tables import TABLES

OLD, NEW = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
CIVIL = TABLES["civil_record"]
NAMES = ("SLAMET RIYADI", "TUKIMIN", "SITI AMINAH", "WARSITO", "LASTRI", "JOKO SUSILO", "DARMI", "PONIMAN")


def nik(number):
    return f"3319010{number % 9 + 1}0385{number:04d}"


def born(number):
    return dt.date(1985, 3, number % 9 + 1)


def row(number, name, **told):
    """A row of the list."""
    fixed = {"unique_id": f"r{number:02d}", "name": name, "nik": nik(number), "birth_date": born(number), "sex": "male"}
    return {**fixed, "village_code": HERE, **told}


def entry(number, name, **told):
    """What the registry says of the same."""
    fixed = {"source_id": "civil", "row_number": number, "nik": nik(number), "full_name": name}
    fixed |= {
        "birth_date": born(number),
        "sex": "male",
        "registered_area_code": HERE,
        "regency_code": "33.19",
        "measured_on": NEW,
    }
    return {**fixed, **told}


def held(rows, entries):
    """``civil_link`` by row, and the pairs that were scored."""
    engine = Engine(threads=1)
    lay(engine, "listed", rows)
    engine.load(CIVIL, entries)
    civil.build(engine, shipped())
    engine.check(CIVIL_LINK)
    found = {each["record_key"]: each for each in engine.rows("SELECT * FROM civil_link")}
    pairs = engine.rows("SELECT * FROM civil_pair") if entries else []
    engine.load(PERSON_LINK, [])
    engine.load(MATCH_PAIR, [])
    findings.build(engine)
    engine.check(LINK_FINDING)
    told = engine.rows("SELECT * FROM link_finding")
    engine.close()
    return found, pairs, told


def distance(one, other):
    """How many letters must be changed, added or taken away."""
    before = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        now = [place]
        for column, against in enumerate(other, start=1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against)))
        before = now
    return before[-1]


def alike(one, other):
    bare = ["".join(each for each in name.upper() if "A" <= each <= "Z" or each == " ") for name in (one, other)]
    return 1 - distance(*bare) / max(*map(len, bare), 1)


def newest(entries):
    """The entry of each number that counts."""
    order = sorted(entries, key=lambda each: (each["measured_on"], each["source_id"], each["row_number"]))
    return {each["nik"]: each for each in order if each["nik"]}


def by_rule(told, entries):
    if not told["nik"]:
        return "no_nik"
    known = newest(entries).get(told["nik"])
    if known is None:
        return "not_found"
    if told["name"] is None or known["full_name"] is None:
        return "name_differs"
    halves = [*told["name"].split("/"), "", ""][:2]
    return "match" if max(alike(half, known["full_name"]) for half in halves) >= 0.6 else "name_differs"


def is_plain(told, entries):
    """Whether number, name, day and sex already agree."""
    known = newest(entries).get(told["nik"])
    if known is None or by_rule(told, entries) != "match":
        return False
    if told["birth_date"] is not None:
        same_day = told["birth_date"] == known["birth_date"]
    else:
        same_day = told.get("birth_year") is not None and abs(told["birth_year"] - known["birth_date"].year) <= 1
    return same_day and (None in {told["sex"], known["sex"]} or told["sex"] == known["sex"])


@pytest.fixture(scope="module")
def crowd():
    """Rows and entries with every kind of trouble."""
    dice, rows, entries = random.Random(7), [], []
    for number in range(90):
        name = dice.choice(NAMES)
        other = dice.choice((name, name, name.replace("I", "Y"), name[::-1], dice.choice(NAMES), None, f"{name} WATI"))
        told = {"nik": dice.choice((nik(number),) * 6 + (None, "", "0" * 16, nik(number + 100)))}
        told |= {"birth_date": dice.choice((born(number), born(number), None, dt.date(1950, 1, 1)))}
        told |= {"sex": dice.choice(("male", "male", "female", None)), "village_code": dice.choice((HERE, THERE))}
        if told["birth_date"] is None:
            told |= {"birth_year": dice.choice((None, born(number).year, born(number).year + 1, 1950))}
        rows.append(row(number, dice.choice((name, name, f"{name}/{dice.choice(NAMES)}", f"X/{name}")), **told))
        if dice.random() < 0.85:
            kept = dice.choice((nik(number),) * 5 + (None,))
            entries.append(entry(number, other, nik=kept, sex=dice.choice(("male", "male", None))))
        if dice.random() < 0.3:
            older = {"measured_on": dice.choice((OLD, NEW)), "source_id": dice.choice(("civil", "early"))}
            entries.append(entry(number, dice.choice(NAMES), row_number=100 + number, **older))
    return rows, entries, *held(rows, entries)


def test_the_ministrys_rule_is_that_of_a_plain_loop(crowd):
    rows, entries, found, *_ = crowd
    results = {told["unique_id"]: by_rule(told, entries) for told in rows}
    assert {key: each["ministry_result"] for key, each in found.items()} == results
    assert set(results.values()) == {"match", "name_differs", "not_found", "no_nik"}


def test_our_result_is_that_of_a_plain_loop(crowd):
    rows, entries, found, pairs, _ = crowd
    best = {}
    for pair in sorted(pairs, key=lambda each: (-each["match_weight"], each["id_r"])):
        best.setdefault(pair["id_l"], pair)
    kinds = set()
    for told in rows:
        each, pair = found[told["unique_id"]], best.get(told["unique_id"])
        source, number, weight, result = None, None, None, "none"
        if is_plain(told, entries):
            known = newest(entries)[told["nik"]]
            source, number, result = known["source_id"], known["row_number"], "match"
            assert pair is None
        elif pair is not None:
            source, number = pair["id_r"].split(":")
            weight = pair["match_weight"]
            result = "match" if weight >= shipped().threshold else "uncertain"
        assert each["our_result"] == result
        assert each["match_weight"] == weight
        assert (each["civil_source_id"], each["civil_row_number"]) == (source, number and int(number))
        numbers = {(known["source_id"], known["row_number"]): known["nik"] for known in entries}
        both = (told["nik"], numbers.get((each["civil_source_id"], each["civil_row_number"])))
        assert each["is_same_nik"] == (None if None in both else both[0] == both[1])
        kinds.add(result)
    assert kinds == {"match", "uncertain", "none"}


def test_a_name_is_alike_from_sixty_of_a_hundred_on():
    rows = [row(1, "ABCDE"), row(2, "ABCDE"), row(3, "ABCDE"), row(4, "a.b'c-d e")]
    entries = [entry(1, "ABCXY"), entry(2, "ABXYZ"), entry(3, "ABCDEFGH"), entry(4, "ABCD E")]
    found, *_ = held(rows, entries)
    results = [found[f"r{number:02d}"]["ministry_result"] for number in (1, 2, 3, 4)]
    assert results == ["match", "name_differs", "match", "match"]


def test_of_a_name_with_a_slash_the_better_half_counts():
    rows = [row(1, "SUPARMI/TUKIYEM"), row(2, "TUKIYEM / SUPARMI"), row(3, "TUKIYEM/LASTRI"), row(4, "A/B/SUPARMI")]
    entries = [entry(number, "SUPARMI") for number in (1, 2, 3, 4)]
    found, *_ = held(rows, entries)
    results = [found[f"r{number:02d}"]["ministry_result"] for number in (1, 2, 3, 4)]
    assert results == ["match", "match", "name_differs", "name_differs"]


def test_of_several_entries_of_a_number_the_newest_counts():
    entries = [entry(1, "TUKIMIN", measured_on=OLD, row_number=9), entry(1, "LASTRI", row_number=3), entry(2, "DARMI")]
    found, *_ = held([row(1, "TUKIMIN"), row(2, "DARMI")], entries)
    assert (found["r01"]["ministry_result"], found["r02"]["ministry_result"]) == ("name_differs", "match")


def test_a_person_under_another_nik_is_found_and_told():
    rows = [row(1, "WIRYO DIHARJO", nik="3319010203850010"), row(2, "TUKIMIN")]
    entries = [entry(1, "WIRYO DIHARJO", nik="3319010203850001", no_kk="3319010101100001"), entry(2, "TUKIMIN")]
    rows[0]["no_kk"] = "3319010101100001"
    found, _, told = held(rows, entries)
    assert (found["r01"]["ministry_result"], found["r01"]["our_result"]) == ("not_found", "match")
    assert found["r01"]["is_same_nik"] is False
    (finding,) = told
    assert (finding["rule_code"], finding["record_key"], finding["other_key"]) == ("LINKAGE-303", "r01", "")
    assert (finding["column_name"], finding["village_code"]) == ("nik", HERE)


def test_without_a_registry_there_is_nothing_to_tell():
    found, pairs, told = held([row(1, "TUKIMIN")], [])
    assert (found, pairs, told) == ({}, [], [])
