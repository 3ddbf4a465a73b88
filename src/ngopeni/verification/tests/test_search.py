"""The search of the counter: who is found, and who never is."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import catalogue
from ngopeni.quality.rules import all_rules
from ngopeni.verification import counter, resident
from ngopeni.verification.aid import told_aid
from ngopeni.verification.answer import Standing, answer_of_key, answer_of_row
from ngopeni.verification.counter import MOST, cover, search
from ngopeni.verification.models import Proposal
from ngopeni.verification.nik_hash import nik_hash
from ngopeni.verification.papers import counter_facts, papers_by_rule
from ngopeni.verification.query import read_query
from ngopeni.verification.tests import twin
from ngopeni.verification.tests.laid import ON, OTHER, VILLAGE, lay, person

NIK = "3319011203800001"
TODAY = dt.date(2025, 6, 1)


def names(snapshot, asked: str, **narrow: str) -> list[str]:
    return [row["full_name"] for row in search(snapshot, VILLAGE, read_query(asked, **narrow), "pepper").rows]


def test_a_hash_is_of_pepper_and_number():
    assert nik_hash("pepper", NIK) == hashlib.sha256(b"pepper" + NIK.encode()).hexdigest()


def test_a_nik_finds_its_row_in_the_own_village_alone(tmp_path):
    shot = lay(
        tmp_path,
        [
            person(1, full_name="SITI AMINAH", nik=NIK),
            person(2, full_name="SUPARMI", nik="3319011203800002", village_code=OTHER),
            person(3, full_name="TANPA NOMOR"),
        ],
    )
    assert names(shot, NIK) == ["SITI AMINAH"]
    assert names(shot, "3319011203800002") == []
    assert names(shot, "suparmi") == []


def test_fillers_name_nobody_even_where_a_list_holds_them(tmp_path):
    shot = lay(tmp_path, [person(1, full_name="SITI", nik="0000000000000000")])
    with pytest.raises(UserError, match="VERIFICATION-003"):
        read_query("0000000000000000")
    forged = counter.Query(counter.How.NIK, "0000000000000000")
    assert search(shot, VILLAGE, forged, "pepper").count == 0


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("SITI AMINAH", "siti aminah"),
        ("SITI AMINAH", "  Aminah   Siti "),
        ("HJ. SITI AMINAH, S.PD", "Siti Aminah"),
        ("SITI AMINAH", "Hj. Siti Aminah, S.Pd."),
        ("SITIAMINAH", "siti aminah"),
        ("SITI AMINAH", "sitti aminnah"),
        ("SITI AMINAH", "aminah"),
        ("SUPRAPTO", "supra"),
        ("SOEKARDJO", "Sukarjo"),
        ("MA'RUF", "maruf"),
        ("DJOKO TJAHYONO", "joko cahyono"),
        ("M. ALI", "ali"),
    ],
)
def test_spelling_order_and_titles_tell_nobody_apart(tmp_path, listed, asked):
    shot = lay(tmp_path, [person(1, full_name=listed), person(2, full_name="BAMBANG WIDODO")])
    assert names(shot, asked) == [listed]


@pytest.mark.parametrize("asked", ["rahmat", "siti rahayu", "xyz"])
def test_another_name_is_not_found(tmp_path, asked):
    assert names(lay(tmp_path, [person(1, full_name="SITI AMINAH")]), asked) == []


def test_the_most_alike_come_first_and_twenty_at_most(tmp_path):
    people = [person(number, full_name=f"SITI {chr(65 + number)}") for number in range(25)]
    shot = lay(tmp_path, [*people, person(99, full_name="SITI AMINAH"), person(98, full_name="SITA AMINA")])
    found = search(shot, VILLAGE, read_query("siti"), "pepper")
    assert (len(found.rows), found.is_cut) == (MOST, True)
    assert names(shot, "siti aminah")[0] == "SITI AMINAH"


def test_who_bears_every_word_is_an_exact_hit_and_who_is_only_alike_is_none(tmp_path):
    shot = lay(tmp_path, [person(1, full_name="HJ. SITI AMINAH RAHAYU", nik=NIK)])
    found = {
        asked: search(shot, VILLAGE, read_query(asked), "pepper") for asked in ("siti aminah", "sitti aminah", NIK)
    }
    assert {asked: (each.count, each.has_exact) for asked, each in found.items()} == {
        "siti aminah": (1, True),
        "sitti aminah": (1, False),
        NIK: (1, True),
    }


def test_a_query_keeps_of_a_nik_its_hash_and_finds_by_it(tmp_path):
    shot = lay(tmp_path, [person(1, full_name="SITI", nik=NIK)])
    query = read_query(NIK).hashed("pepper")
    assert (query.text, query.hashed_nik, query.hashed("other")) == ("", nik_hash("pepper", NIK), query)
    assert search(shot, VILLAGE, query, "pepper").count == 1


@pytest.mark.parametrize(
    ("asked", "birth_year", "says_enough"),
    [("sit", "", False), ("siti aminah", "", True), ("hj. siti", "", False), ("siti", "1980", True), (NIK, "", True)],
)
def test_only_a_full_name_a_year_or_a_nik_can_show_that_nobody_is_listed(asked, birth_year, says_enough):
    assert read_query(asked, birth_year).names_one is says_enough


def test_one_name_is_narrowed_by_year_of_birth_and_neighbourhood(tmp_path):
    shot = lay(
        tmp_path,
        [
            person(1, full_name="SUPARMIN", age=40, rt="001"),
            person(2, full_name="SUPARMIN", birth_date=dt.date(1950, 3, 1), rt="2"),
            person(3, full_name="SUPARMIN", rt="2"),
        ],
    )
    assert len(names(shot, "suparmin")) == 3
    assert len(names(shot, "suparmin", birth_year="1984")) == 1
    assert len(names(shot, "suparmin", birth_year="1951")) == 1
    assert len(names(shot, "suparmin", rt="2")) == 2
    with pytest.raises(UserError, match="VERIFICATION-006"):
        read_query("suparmin", birth_year="seribu")


SYLLABLES = st.sampled_from(
    ["SI", "TI", "AMI", "NAH", "OE", "DJO", "KO", "TJA", "SU", "PAR", "MIN", "A", "H.", "'", ","]
)
NAMES = st.lists(st.lists(SYLLABLES, min_size=1, max_size=4).map("".join), min_size=1, max_size=3).map(" ".join)
LONG = NAMES.filter(lambda name: sum(letter.isalpha() for letter in name) >= 3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listed=st.lists(NAMES, min_size=1, max_size=8), asked=LONG)
def test_the_search_agrees_with_its_slow_twin(tmp_path_factory, listed, asked):
    shot = lay(tmp_path_factory.mktemp("laid"), [person(n, full_name=name) for n, name in enumerate(listed)])
    found = search(shot, VILLAGE, read_query(asked), "pepper")
    wanted = {n: twin.name_alike(name, asked) for n, name in enumerate(listed)}
    assert {row["row_number"] for row in found.rows} == {n for n, alike in wanted.items() if alike}
    order = [wanted[row["row_number"]] for row in found.rows]
    assert order == pytest.approx(sorted(order, reverse=True))


# What is told ---------------------------------------------------------------------------------------------------------


def told(shot, number: int = 1):
    answer = answer_of_row(shot, VILLAGE, "abc", number, TODAY)
    assert answer is not None
    return answer


def test_who_is_gone_by_the_list_itself_is_not_said_to_be_listed(tmp_path):
    shot = lay(tmp_path, [person(1, full_name="SITI", is_member=False, member_status="dead")])
    assert told(shot).standing is Standing.GONE
    assert told(shot).papers == ["ktp", "kk"]


def test_a_row_of_another_list_says_so(tmp_path):
    shot = lay(
        tmp_path,
        [
            person(1, full_name="SITI", nik=NIK),
            person(2, full_name="SITI", nik=NIK, profile="p3ke"),
            person(3, full_name="WATI", nik="3319011203800003", profile="p3ke"),
        ],
    )
    assert told(shot, 3).standing is Standing.OTHER_LIST
    assert told(shot, 1).standing is Standing.LISTED
    assert [each["profile"] for each in told(shot, 1).others] == ["p3ke"]
    assert search(shot, VILLAGE, read_query(NIK), "pepper").rows[0]["profile"] == "dtsen"


def aid(number: int, programme: str, **who: str) -> dict:
    row = {"regency_code": "33.19", "measured_on": ON, "source_id": "aid", "row_number": number, "period": "2024-12"}
    return {**row, "programme": programme, **who}


def test_aid_is_told_of_the_person_and_of_the_household_and_of_nobody_else(tmp_path):
    card = "3319010101100001"
    shot = lay(
        tmp_path,
        [
            person(1, full_name="SITI", nik=NIK, no_kk=card, household_key="home"),
            person(2, full_name="WATI", nik="3319011203800003", household_key="home"),
            person(3, full_name="KARSO", nik="3319011203800004"),
        ],
        aid_receipt=[
            aid(1, "pkh", nik="3319011203800003", village_code=VILLAGE),
            aid(2, "bpnt", nik=NIK),
            aid(3, "pip", nik="3319011203800004", village_code=VILLAGE),
            aid(4, "blt_dd", no_kk=card, village_code=VILLAGE),
            aid(5, "bst", nik=NIK, village_code=OTHER),
        ],
    )
    assert {(each["programme"], each["is_self"]) for each in told(shot).aid} == {
        ("pkh", False),
        ("bpnt", True),
        ("blt_dd", False),
    }
    titles = [each["title"] for each in told_aid(told(shot).aid, ON, "id")]
    assert titles[0].startswith("BLT Dana Desa")


def test_aid_of_more_than_a_year_before_is_told_as_past(tmp_path):
    shot = lay(
        tmp_path,
        [person(1, full_name="SITI", nik=NIK)],
        aid_receipt=[aid(1, "bpnt", nik=NIK), aid(2, "bst", nik=NIK, period="2021-05")],
    )
    assert [(each["title"], each["last"], each["is_past"]) for each in told_aid(told(shot).aid, ON, "en")] == [
        ("Food aid, Program Sembako (BPNT)", "December 2024", False),
        ("Cash social assistance (BST)", "May 2021", True),
    ]


def finding(rule: str, key: str) -> dict:
    place = {"village_code": VILLAGE, "profile": "dtsen", "source_id": "abc", "column_name": "nik"}
    return {"rule_code": rule, "severity": "error", "level": "person", "subject_key": key, "fingerprint": "f", **place}


def test_only_what_the_resident_can_mend_and_nobody_has_waived_is_told(tmp_path):
    waived = {"reason": "-", "regency_code": "33.19", "decided_by": "x", "decided_on": ON, "fingerprint": "f"}
    shot = lay(
        tmp_path,
        [person(1, full_name="SITI", household_key="home")],
        finding=[
            finding("QUALITY-103", "dtsen:1"),
            finding("QUALITY-184", "dtsen:1"),  # on a payroll: for the meeting
            finding("QUALITY-203", "home"),
            finding("QUALITY-135", "dtsen:1"),
            finding("QUALITY-107", "dtsen:1"),
            finding("QUALITY-101", "dtsen:9"),
        ],
        waiver=[
            {**waived, "rule_code": "QUALITY-135", "subject_key": "dtsen:1"},
            {**waived, "rule_code": "QUALITY-107", "subject_key": "dtsen:1", "expires_on": dt.date(2025, 1, 1)},
        ],
    )
    assert told(shot).rules == ["QUALITY-103", "QUALITY-107", "QUALITY-203"]
    assert set(told(shot).papers) == {"ktp", "kk", "birth"}


def test_whoever_is_listed_and_sound_is_told_what_to_bring_too(tmp_path):
    assert told(lay(tmp_path, [person(1, full_name="SITI", nik=NIK)])).papers == ["ktp", "kk"]


def test_numbers_are_masked_in_what_is_told(tmp_path):
    shot = lay(tmp_path, [person(1, full_name="SITI", nik=NIK, no_kk="3319010101100001")])
    assert NIK not in str(told(shot))
    assert "3319010101100001" not in str(told(shot))
    assert answer_of_key(shot, VILLAGE, "dtsen:1", TODAY) == told(shot)
    assert answer_of_key(shot, OTHER, "dtsen:1", TODAY) is None


def test_how_far_the_list_can_answer(tmp_path):
    people = [person(1, nik=NIK), person(2), person(3, nik="33"), person(4, village_code=OTHER)]
    told_cover = cover(lay(tmp_path, people), VILLAGE)
    assert (told_cover["row_count"], told_cover["without_nik_count"]) == (3, 2)
    empty = cover(lay(tmp_path / "x", [], registry=[]), VILLAGE)
    assert (empty["profile"], empty["row_count"]) == (None, 0)


# Guards ---------------------------------------------------------------------------------------------------------------


def test_the_papers_name_rules_lists_and_proposals_that_exist():
    facts = counter_facts()
    assert set(papers_by_rule()) <= set(all_rules())
    assert all("{" not in catalogue()[rule]["id"] for rule in papers_by_rule())
    lists = (facts["always"], *papers_by_rule().values(), *facts["proposals"].values())
    named = {code for codes in lists for code in codes}
    assert named == set(facts["papers"])
    assert set(facts["proposals"]) == set(Proposal.Kind.values)
    from ngopeni.intake.canonical import PREFERENCE

    assert set(facts["lists"]) == set(PREFERENCE)


STATEMENTS = {
    "nik": counter.sql_for_nik_match(),
    "name": counter.sql_for_name_match(),
    "cover": counter.sql_for_cover(),
    "resident": resident.sql_for_resident(),
    "place": resident.sql_for_place(),
    "others": resident.sql_for_other_lists(),
    "aid": resident.sql_for_aid(),
    "mendable": resident.sql_for_mendable(["QUALITY-101"]),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_stays_in_the_village_and_can_be_said_in_spark(name):
    assert "village_code = $village_code" in STATEMENTS[name]
    spoken = sqlglot.transpile(
        STATEMENTS[name], read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert sqlglot.parse_one(spoken[0], read="spark")
