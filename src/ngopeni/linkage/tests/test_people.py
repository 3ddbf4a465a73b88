"""Persons from date to date, on lists of three dates that are laid by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.linkage import listed, people
from ngopeni.linkage.model import shipped
from ngopeni.linkage.people import judgement_rows
from ngopeni.linkage.tables import PERSON_LINK
from ngopeni.linkage.tests.laying import FAR, HERE, THERE, Dates, keys, person, standings

FIRST, SECOND, THIRD = dt.date(2022, 12, 31), dt.date(2023, 12, 31), dt.date(2024, 12, 31)
NAMES = ("TUKIMIN", "WARSITO", "LASTRI", "JOKO SUSILO", "DARMI", "PONIMAN", "SUTARJO", "RUKMINI", "GUNAWAN", "YATEMI")
NAMES += ("KASMIRAH", "BEJO", "MUJIONO", "PARTINI", "HERMAN EFENDI", "DEWI ANGGRAINI")


def somebody(key, name, serial, village=HERE, **told):
    """A row whose numbers are of its own."""
    born = dt.date(1950 + serial, 1 + serial % 12, 3 + serial % 25)
    row = {"full_name": name, "birth_date": born, "nik": f"331901{born:%d%m%y}{serial:04d}"}
    row |= {"no_kk": f"331901{2000 + serial}10{serial:04d}", "mother_name": f"{name.split()[0]}AH"}
    return person(key, f"h{key}", village, **{**row, **told})


OTHERS = [somebody(f"o{place}", name, 30 + place, (HERE, THERE, FAR)[place % 3]) for place, name in enumerate(NAMES)]
STAYS = somebody("stays", "SLAMET RIYADI", 1)
MENDED = somebody("mended", "KUNTORO", 2, nik="3319010101520022")
SOUND = {**MENDED, "nik": "3319010303520002"}
DOUBLE = somebody("double", "MARSINAH", 3)
DOUBLES = [DOUBLE, {**DOUBLE, "record_key": "bdt2015:double2"}]
TWO_VILLAGES = somebody("here", "SUKIRNO", 4)
THERE_TOO = {**TWO_VILLAGES, "record_key": "bdt2015:there", "household_key": "bdt2015:hx", "village_code": THERE}
TWINS = [
    somebody("twin1", "HASAN", 5, no_kk="3319010101100055", mother_name="SUMIATI"),
    somebody("twin2", "WAHYUDI", 5, no_kk="3319010101100055", mother_name="SUMIATI", nik="3319010806550006"),
]
TWINS[1]["household_key"] = TWINS[0]["household_key"]
RETURNS = somebody("returns", "WIRYO DIHARJO", 6)
# The list gave the name of the row to somebody else when he was gone.
STANDS_IN = somebody("returns", "ENDANG LESTARI", 7, sex="female")
RENAMED = {
    **RETURNS,
    "record_key": "bdt2015:returned",
    "household_key": "bdt2015:hreturned",
    "full_name": "WIRYODIHARJO",
}
COMES = somebody("comes", "NGATIJAH", 8, sex="female")
COMES_LAST = somebody("last", "PRASETYO", 9)
AGED = person("aged", "haged", full_name="SARWONO", age=40, no_kk="3319010101100099")


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """The dates, and what linking finds at each."""
    dates = Dates(tmp_path_factory.mktemp("dates"))
    common = [*OTHERS, STAYS, *DOUBLES, TWO_VILLAGES, THERE_TOO, *TWINS]
    dates.lay(FIRST, [*common, MENDED, RETURNS, AGED])
    dates.lay(SECOND, [*common, SOUND, STANDS_IN, COMES, {**AGED, "age": 41}])
    dates.lay(THIRD, [*common, SOUND, STANDS_IN, COMES, RENAMED, COMES_LAST, {**AGED, "age": 42}])
    return dates, {date: dates.link(date) for date in (FIRST, SECOND, THIRD)}


@pytest.fixture(scope="module")
def persons(laid):
    return {date: keys(tables) for date, tables in laid[1].items()}


def test_every_row_of_the_list_in_force_stands_once(laid):
    _, found = laid
    for date, tables in found.items():
        told = Counter(row["record_key"] for row in tables["person_link"])
        assert set(told.values()) == {1}
        assert len(told) == len(OTHERS) + {FIRST: 10, SECOND: 11, THIRD: 13}[date]


def test_who_says_the_same_keeps_the_key_without_further_question(laid, persons):
    assert {persons[date]["stays"] for date in persons} == {f"{FIRST}/bdt2015:stays"}
    assert [standings(laid[1][date])["stays"] for date in persons] == ["alone", "settled", "settled"]


def test_a_mended_nik_keeps_the_key(laid, persons):
    assert {persons[date]["mended"] for date in persons} == {f"{FIRST}/bdt2015:mended"}
    assert [standings(laid[1][date])["mended"] for date in persons] == ["alone", "linked", "settled"]


def test_two_rows_that_say_the_same_are_one_person_and_are_not_settled(laid, persons):
    for date, tables in laid[1].items():
        assert persons[date]["double"] == persons[date]["double2"] == f"{FIRST}/bdt2015:double"
        assert {standings(tables)[key] for key in ("double", "double2")} == {"alone" if date == FIRST else "linked"}


def test_a_newcomer_gets_a_key_of_the_date(laid, persons):
    assert persons[SECOND]["comes"] == persons[THIRD]["comes"] == f"{SECOND}/bdt2015:comes"
    assert persons[THIRD]["last"] == f"{THIRD}/bdt2015:last"
    assert standings(laid[1][THIRD])["last"] == "alone"


def test_who_vanished_and_comes_back_keeps_the_key_though_the_row_was_given_to_another(laid, persons):
    assert persons[FIRST]["returns"] == persons[THIRD]["returned"] == f"{FIRST}/bdt2015:returns"
    assert persons[SECOND]["returns"] == persons[THIRD]["returns"] == f"{SECOND}/bdt2015:returns"
    assert standings(laid[1][THIRD])["returned"] == "linked"
    (pair,) = [row for row in laid[1][THIRD]["match_pair"] if row["record_key_l"] == "bdt2015:returned"]
    assert (pair["record_key_r"], pair["as_of_r"], pair["is_former"]) == ("bdt2015:returns", FIRST, True)


def test_twins_stay_two(persons):
    for date in persons:
        assert persons[date]["twin1"] != persons[date]["twin2"]
    assert {persons[date]["twin2"] for date in persons} == {f"{FIRST}/bdt2015:twin2"}


def test_a_list_with_ages_alone_is_settled_by_its_households(laid, persons):
    assert {persons[date]["aged"] for date in persons} == {f"{FIRST}/bdt2015:aged"}
    assert [standings(laid[1][date])["aged"] for date in persons] == ["alone", "settled", "settled"]


def test_a_person_in_two_villages_is_one(persons):
    for date in persons:
        assert persons[date]["here"] == persons[date]["there"]


def test_no_two_persons_of_a_date_have_one_key_but_those_that_are_one(persons):
    for date in persons:
        told = Counter(persons[date].values())
        assert {key.split(":")[1] for key, count in told.items() if count > 1} == {"double", "here"}


def test_villages_are_counted_as_a_plain_loop_counts_them(laid):
    for tables in laid[1].values():
        rows = tables["person_link"]
        villages = defaultdict(set)
        for row in rows:
            villages[row["person_key"]].add(row["village_code"])
        expected = {}
        for village in {row["village_code"] for row in rows}:
            own = [row["person_key"] for row in rows if row["village_code"] == village]
            elsewhere = sum(len(villages[key]) > 1 for key in set(own))
            expected[village] = (len(own), len(set(own)), len(own) - len(set(own)), elsewhere)
        columns = ("row_count", "person_count", "double_count", "elsewhere_count")
        found = {row["village_code"]: tuple(row[name] for name in columns) for row in tables["village_person"]}
        assert found == expected
        assert found[HERE][2:] == (1, 1)
        assert found[THERE][3] == 1


def test_findings_name_the_second_row_of_a_person(laid):
    for tables in laid[1].values():
        rows = tables["link_finding"]
        assert {(row["rule_code"], row["record_key"], row["other_key"]) for row in rows} == {
            ("LINKAGE-301", "bdt2015:double2", "bdt2015:double"),
            ("LINKAGE-301", "bdt2015:there", "bdt2015:here"),
        }
        (row,) = [row for row in rows if row["record_key"] == "bdt2015:there"]
        assert (row["village_code"], row["severity"]) == (THERE, "warning")


def test_pairs_say_whether_their_rows_became_one(laid, persons):
    threshold, seen = shipped().threshold, set()
    for date, tables in laid[1].items():
        for row in tables["match_pair"]:
            one = persons[date][row["record_key_l"].removeprefix("bdt2015:")]
            other = persons[row["as_of_r"]][row["record_key_r"].removeprefix("bdt2015:")]
            heavy = row["match_weight"] >= threshold
            assert row["decision"] == ("linked" if one == other else "cut" if heavy else "apart")
            assert row["is_former"] == (row["as_of_r"] != date)
            assert row["match_weight"] >= shipped().review_from
            seen.add(row["decision"])
    assert "linked" in seen


# Judgements ---------------------------------------------------------------------------------------


def judgement(tables, one, other, verdict, on=THIRD):
    """What somebody said of two rows as they stand."""
    prints = {row["record_key"]: row["fingerprint"] for row in tables["person_link"]}
    one, other = f"bdt2015:{one}", f"bdt2015:{other}"
    told = {"record_key_l": one, "fingerprint_l": prints[one], "record_key_r": other, "fingerprint_r": prints[other]}
    return {**told, "verdict": verdict, "decided_by": "penilai", "decided_on": on}


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """Two dates of a few rows; what is found at each with given judgements."""
    dates = Dates(tmp_path_factory.mktemp("judged"))
    dates.lay(FIRST, [*OTHERS, *DOUBLES, *TWINS, STAYS])
    dates.lay(SECOND, [*OTHERS, *DOUBLES, {**TWINS[0], "full_name": "HASSAN"}, TWINS[1], {**STAYS, "nik": None}])
    plain = {date: dates.link(date) for date in (FIRST, SECOND)}
    return dates, plain


def verdicts(tables):
    rows = tables["match_pair"]
    pairs = {(row["record_key_l"], row["record_key_r"], row["is_former"]): row for row in rows}
    return {tuple(key[:2]): (row["decision"], row["verdict"]) for key, row in pairs.items() if not key[2]}


def test_a_judgement_is_applied_where_the_rows_still_say_what_was_judged(judged, tmp_path):
    dates, plain = judged
    said = [
        judgement(plain[FIRST], "double", "double2", "different"),
        judgement(plain[FIRST], "twin1", "twin2", "same"),
    ]
    found = dates.link(FIRST, said, out=tmp_path)
    told = keys(found)
    assert told["double"] != told["double2"]
    assert told["twin1"] == told["twin2"] == f"{FIRST}/bdt2015:twin1"
    assert keys(plain[FIRST])["double"] == keys(plain[FIRST])["double2"]
    assert verdicts(found)["bdt2015:double", "bdt2015:double2"] == ("cut", "different")
    assert [row["rule_code"] for row in found["link_finding"] if row["record_key"] == "bdt2015:double"] == [
        "LINKAGE-302"
    ]
    assert len(found["match_judgement"]) == 2
    assert {row["verdict"] for row in plain[FIRST]["match_pair"]} == {None}


def test_a_judgement_on_a_row_and_one_of_the_date_before_is_applied(judged, tmp_path):
    dates, plain = judged
    now = {row["record_key"]: row["fingerprint"] for row in plain[SECOND]["person_link"]}["bdt2015:stays"]
    said = {**judgement(plain[FIRST], "stays", "stays", "different"), "fingerprint_l": now}
    found = dates.link(SECOND, [said], out=tmp_path)
    assert keys(plain[SECOND])["stays"] == f"{FIRST}/bdt2015:stays"
    assert keys(found)["stays"] == f"{SECOND}/bdt2015:stays"
    (pair,) = [row for row in found["match_pair"] if row["record_key_l"] == "bdt2015:stays" and row["is_former"]]
    assert (pair["decision"], pair["verdict"]) == ("cut", "different")
    # A finding is about two rows of one list.
    assert "bdt2015:stays" not in {row["record_key"] for row in found["link_finding"]}


def test_two_persons_of_the_date_before_become_one_when_people_say_so(judged, tmp_path):
    dates, plain = judged
    now = keys(plain[SECOND])
    settled = [name for name, standing in standings(plain[SECOND]).items() if standing == "settled"]
    one, other = sorted(settled)[:2]
    assert now[one] != now[other]
    told = keys(dates.link(SECOND, [judgement(plain[SECOND], one, other, "same")], out=tmp_path))
    assert told[one] == told[other] == min(now[one], now[other])
    assert {name for name in now if told[name] != now[name]} == {max(one, other, key=now.__getitem__)}


def test_a_row_that_people_give_to_another_person_leaves_the_one_that_it_resembles(judged, tmp_path):
    dates, plain = judged
    before, now = keys(plain[FIRST]), keys(plain[SECOND])
    assert now["twin1"] == before["twin1"]
    assert standings(plain[SECOND])["twin1"] == "linked"
    other = judgement(plain[SECOND], "twin1", "o0", "same")
    told = keys(dates.link(SECOND, [other], out=tmp_path))
    assert told["twin1"] == told["o0"] == before["o0"]
    # Said of the own person of the date before too, both persons become one.
    own = {row["record_key"]: row["fingerprint"] for row in plain[FIRST]["person_link"]}["bdt2015:twin1"]
    again = {**judgement(plain[SECOND], "twin1", "twin1", "same"), "fingerprint_r": own}
    told = keys(dates.link(SECOND, [other, again], out=tmp_path))
    assert told["twin1"] == told["o0"] == min(before["o0"], before["twin1"])


@pytest.fixture
def engine():
    made = Engine(threads=1)
    yield made
    made.close()


def laid_links(engine, *rows):
    """Persons of the date before, each with its rows and what they say."""
    columns = {name: "VARCHAR" for name in ("record_key", "former_key", "fingerprint", "person_key")}
    engine.load_rows("former_link", columns, [[key, key, f"says {key}", person_key] for key, person_key in rows])


def test_a_judgement_is_kept_but_not_applied_where_either_row_says_something_else(judged, tmp_path):
    dates, plain = judged
    said = judgement(plain[FIRST], "double", "double2", "different")
    found = dates.link(FIRST, [{**said, f"fingerprint_{side}": "0" * 32} for side in ("l", "r")], out=tmp_path)
    assert keys(found) == keys(plain[FIRST])
    assert len(found["match_judgement"]) == 2
    assert {row["verdict"] for row in found["match_pair"]} == {None}


def test_two_persons_of_the_date_before_are_two_unless_people_say_that_they_are_one(engine):
    laid_links(engine, ("a", "1"), ("b", "2"), ("d", "3"))
    engine.load_rows("listed", {"unique_id": "VARCHAR", "fingerprint": "VARCHAR"}, [["c", "says c"], ["a", "says a"]])
    engine.load_rows("settled", {"record_key": "VARCHAR", "person_key": "VARCHAR"}, [["a", "1"]])
    told = [("a", "b", "same"), ("a", "c", "different"), ("c", "b", "same"), ("a", "d", "different")]
    columns = {
        name: "VARCHAR" for name in ("record_key_l", "fingerprint_l", "record_key_r", "fingerprint_r", "verdict")
    }
    rows = [[one, f"says {one}", other, f"says {other}", verdict] for one, other, verdict in told]
    engine.load_rows("match_judgement", columns, rows)
    engine.define("node", people.sql_for_node())
    found = {tuple(row.values()) for row in engine.rows(people.sql_for_said())}
    assert found == {("p:1", "r:c", "different"), ("p:2", "r:c", "same"), ("p:1", "p:2", "same")}


def test_the_heaviest_pair_of_a_row_and_a_person_is_their_link(engine):
    laid_links(engine, ("a", "1"), ("b", "1"), ("c", "2"))
    columns = {"id_l": "VARCHAR", "id_r": "VARCHAR", "match_weight": "DOUBLE"}
    engine.load_rows("former_pair", columns, [["x", "a", 3.0], ["x", "b", 12.0], ["x", "c", 4.0], ["y", "a", 2.0]])
    engine.load_rows("own_pair", columns, [["y", "x", 7.0]])
    found = {(row["node_l"], row["node_r"]): row["weight"] for row in engine.rows(people.sql_for_link())}
    assert found == {("r:x", "p:1"): 12.0, ("r:x", "p:2"): 4.0, ("r:y", "p:1"): 2.0, ("r:x", "r:y"): 7.0}


def test_a_row_that_is_like_two_persons_is_the_one_that_it_is_more_like(engine):
    laid_links(engine, ("a", "1"), ("b", "2"))
    columns = {"node_l": "VARCHAR", "node_r": "VARCHAR", "weight": "DOUBLE"}
    engine.load_rows("link", columns, [["r:x", "p:1", 20.0], ["r:x", "p:2", 30.0]])
    engine.load_rows("said", {"node_l": "VARCHAR", "node_r": "VARCHAR", "verdict": "VARCHAR"}, [])
    assert dict(people._groups(engine, shipped())) == {"r:x": "p:2", "p:1": "p:1", "p:2": "p:2"}


@pytest.mark.parametrize(
    ("year", "is_settled"), [(1982, True), (1983, True), (1981, True), (1984, False), (None, True)]
)
def test_rows_with_ages_are_settled_when_the_year_of_birth_is_nearly_the_same(engine, year, is_settled):
    columns = {"unique_id": "VARCHAR", "fingerprint": "VARCHAR", "is_telling": "BOOLEAN", "birth_year": "INTEGER"}
    engine.load_rows("former", {**columns, "person_key": "VARCHAR"}, [["a", "says a", True, 1982, "1"]])
    engine.load_rows("listed", columns, [["x", "says a", True, year]])
    found = engine.rows(listed.sql_for_settled())
    assert found == ([{"record_key": "x", "person_key": "1"}] if is_settled else [])


@pytest.mark.parametrize("place", ["listed", "former"])
@pytest.mark.parametrize(("told", "count"), [(True, 1), (True, 2), (False, 1)])
def test_only_a_row_that_tells_something_and_is_the_only_one_that_says_so_is_settled(engine, place, told, count):
    columns = {"unique_id": "VARCHAR", "fingerprint": "VARCHAR", "is_telling": "BOOLEAN", "birth_year": "INTEGER"}
    for name in ("listed", "former"):
        rows = [[key, "the same", told, None, key] for key in "ab"][: count if name == place else 1]
        engine.load_rows(name, {**columns, "person_key": "VARCHAR"}, rows)
    assert len(engine.rows(listed.sql_for_settled())) == int(told and count == 1)


def test_of_two_judgements_on_the_same_rows_the_later_counts():
    one = {"record_key_l": "a", "fingerprint_l": "1", "record_key_r": "b", "fingerprint_r": "2"}
    turned = {"record_key_l": "b", "fingerprint_l": "2", "record_key_r": "a", "fingerprint_r": "1"}
    early, late = (
        {**one, "verdict": "same", "decided_on": FIRST},
        {**turned, "verdict": "different", "decided_on": THIRD},
    )
    assert judgement_rows([late, early]) == judgement_rows([early, late]) == [late]
    other = {**one, "fingerprint_r": "3", "verdict": "same", "decided_on": FIRST}
    assert len(judgement_rows([early, other])) == 2


# Keys of the edition before -----------------------------------------------------------------------


def test_keys_of_the_edition_before_are_kept_and_none_is_given_twice(judged, tmp_path):
    dates, plain = judged
    before = dates.folder / FIRST.isoformat() / "person_link.parquet"
    said = [judgement(plain[FIRST], "double", "double2", "same"), judgement(plain[FIRST], "twin1", "twin2", "same")]
    said += [judgement(plain[FIRST], "stays", "twin1", "same"), judgement(plain[FIRST], "stays", "twin2", "same")]
    joined = keys(dates.link(FIRST, said, out=tmp_path / "joined"))
    assert joined["twin1"] == joined["twin2"] == joined["stays"] == f"{FIRST}/bdt2015:stays"
    # The group falls apart: the first row has no key but its own, and the two others do not take it along.
    said = [judgement(plain[FIRST], "twin1", "twin2", "same")]
    apart = keys(dates.link(FIRST, said, tmp_path / "joined" / "person_link.parquet", out=tmp_path / "apart"))
    assert apart["stays"] == f"{FIRST}/bdt2015:stays"
    assert apart["twin1"] == apart["twin2"] == f"{FIRST}/bdt2015:twin1"
    # And nothing has changed for anybody else.
    others = {key for key in apart if key not in {"stays", "twin1", "twin2"}}
    assert {key: apart[key] for key in others} == {key: keys(plain[FIRST])[key] for key in others}
    assert before.exists()


def test_a_group_with_another_first_row_keeps_the_key_that_it_had(judged, tmp_path):
    dates, plain = judged
    # In the edition before, both doubles were called by the second.
    link = [
        {
            **row,
            "person_key": "2022-12-31/bdt2015:double2"
            if row["record_key"].startswith("bdt2015:double")
            else row["person_key"],
        }
        for row in plain[FIRST]["person_link"]
    ]
    path = written(tmp_path / "person_link.parquet", link)
    found = keys(dates.link(FIRST, previous=path, out=tmp_path / "kept"))
    assert found["double"] == found["double2"] == f"{FIRST}/bdt2015:double2"
    # Where the rows say something else than in the edition before, nothing is kept.
    path = written(tmp_path / "person_link.parquet", [{**row, "fingerprint": "0" * 32} for row in link])
    assert keys(dates.link(FIRST, previous=path, out=tmp_path / "kept")) == keys(plain[FIRST])


def written(path, rows):
    engine = Engine(threads=1)
    engine.load(PERSON_LINK, rows)
    engine.write(PERSON_LINK, path)
    engine.close()
    return path


# Lists that are not there -------------------------------------------------------------------------


def test_without_a_list_in_force_every_table_is_empty_and_the_date_is_passed_over(tmp_path):
    dates = Dates(tmp_path)
    dates.lay(FIRST, OTHERS)
    dates.lay(SECOND, OTHERS, in_force=False)
    dates.lay(THIRD, OTHERS)
    told = keys(dates.link(FIRST))
    assert {name: len(rows) for name, rows in dates.link(SECOND).items() if rows} == {}
    found = dates.link(THIRD)
    assert keys(found) == told
    assert set(standings(found).values()) == {"settled"}


def test_a_list_of_one_row_and_one_of_none_are_linked(tmp_path):
    dates = Dates(tmp_path)
    dates.lay(FIRST, [STAYS])
    dates.lay(SECOND, [])
    dates.lay(THIRD, [{**STAYS, "full_name": "SLAMET"}])
    assert keys(dates.link(FIRST)) == {"stays": f"{FIRST}/bdt2015:stays"}
    assert dates.link(SECOND)["person_link"] == []
    assert keys(dates.link(THIRD)) == {"stays": f"{FIRST}/bdt2015:stays"}


def test_a_key_goes_to_the_person_who_has_most_of_its_rows(engine):
    columns = {"record_key": "VARCHAR", "fingerprint": "VARCHAR", "person_key": "VARCHAR"}
    engine.load_rows("previous_link", columns, [[key, f"says {key}", "old"] for key in "abc"])
    rows = [["a", "says a", "few", "alone"], ["b", "says b", "many", "alone"], ["c", "says c", "many", "alone"]]
    engine.load_rows("found", {**columns, "standing": "VARCHAR"}, rows)
    assert engine.rows(people.sql_for_kept_key()) == [{"new_key": "many", "previous_key": "old"}]
