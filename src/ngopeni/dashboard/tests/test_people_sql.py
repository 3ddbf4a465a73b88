"""What is read about persons can be asked of either engine, and every answer has words."""

from __future__ import annotations

import pytest
import sqlglot

from ngopeni.dashboard import people_list, people_record
from ngopeni.dashboard.people_list import SORTS, Asked
from ngopeni.dashboard.people_record import SPECIFIC_OF_PERSON, closed_columns, shown_person
from ngopeni.dashboard.people_words import ITEMS, answer_words
from ngopeni.intake.answers import UNKNOWN_MARK
from ngopeni.intake.crosswalk import INSTRUMENTS, WORDS, crosswalk
from ngopeni.intake.registry import HOUSEHOLD_COLUMNS, PERSON_COLUMNS
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.verification.shown_words import shown_items

WHOLE = Asked("33.19.01.2001", "bdt2015", True, search="siti aminah", decile=1, need_code="house")
PLAIN = Asked("33.19.01.2001", "bdt2015", False)
FREE_TEXT = {"nik", "full_name", "birth_place", "mother_name", "head_name", "address", "hamlet", "rt", "rw"}


def statements():
    yield people_list.sql_for_people(WHOLE, SPECIFIC_OF_PERSON)
    for asked in (WHOLE, PLAIN, *(Asked("v", "p", False, sort=sort) for sort in SORTS)):
        for make in (people_list.sql_for_page, people_list.sql_for_count, people_list.sql_for_people):
            yield make(asked)
    yield people_record.sql_for_place_of("person")
    for name in ("person", "household", "home", "members", "needs", "findings", "problems"):
        yield getattr(people_record, f"sql_for_{name}")()


def test_every_statement_can_be_said_in_spark():
    for sql in statements():
        spoken = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert len(spoken) == 1


def test_what_is_searched_for_is_never_part_of_a_statement():
    assert "SITI" not in people_list.sql_for_page(WHOLE)
    assert WHOLE.values()["word_1"] == "AMINAH"


@pytest.mark.django_db
def test_every_answer_of_the_registry_has_words(peopled):
    snapshot, wordless = snapshot_at(peopled), set()
    for table, columns in (("person", PERSON_COLUMNS), ("household", HOUSEHOLD_COLUMNS)):
        for column in columns:
            if column.type != "VARCHAR" or column.name in FREE_TEXT:
                continue
            rows = snapshot.query(f"SELECT DISTINCT {column.name} AS value FROM {table}", table)
            for value in (row["value"] for row in rows if row["value"]):
                words = answer_words("bdt2015", column.name, value, "id")
                if not value.startswith(UNKNOWN_MARK) and words == value:
                    wordless.add((column.name, value))
    assert wordless == set()


def meanings_of(item):
    """Every meaning that a crosswalk gives to an item."""
    for name in (*INSTRUMENTS, WORDS):
        entry = crosswalk(name)["items"].get(item, {})
        yield from (str(each["meaning"]) for each in entry.get("codes", {}).values())
        yield from (str(meaning) for meaning in entry.get("meanings", {}))


def test_every_answer_that_a_page_can_show_has_english_words_and_no_others_have():
    columns = [*PERSON_COLUMNS, *HOUSEHOLD_COLUMNS]
    items = {ITEMS.get(each.name, each.name) for each in columns if each.type == "VARCHAR"} - FREE_TEXT
    wanted = {(item, meaning) for item in {*items, "aid_programme"} for meaning in meanings_of(item)}
    assert wanted == {(item, meaning) for item, told in shown_items().items() for meaning in told}
    assert all(words["en"] for told in shown_items().values() for words in told.values())


def test_disability_is_told_in_words_that_respect():
    told = {answer_words(name, "disability", each, "id") for name in INSTRUMENTS for each in meanings_of("disability")}
    assert "Tidak ada disabilitas" in told
    assert not [words for words in told if "cacat" in words.lower() or "tuna" in words.lower()]


def test_what_is_closed_is_not_asked_for_even_when_it_is_named():
    assert "person.disability" in people_list.sql_for_people(WHOLE, ("disability",))
    assert "person.pregnancy" not in people_list.sql_for_people(WHOLE, ("disability",))
    assert "person.disability" not in people_list.sql_for_people(PLAIN, ("disability",))


def test_a_masked_row_holds_neither_key_nor_closed_answer():
    row = dict.fromkeys([column.name for column in PERSON_COLUMNS], "x") | {
        "record_key": "k",
        "household_key": "k",
        "family_key": "k",
        "no_kk": "3316010101010001",
        "nik": "3316010101010001",
        "birth_date": None,
        "years": 12,
        "is_head": False,
    }
    shown = shown_person(row, False)
    assert "k" not in shown.values()
    assert not set(closed_columns(row, False)) & set(shown)
    assert shown["nik"] == shown["no_kk"] == "3316••••••••••••"
    assert shown_person(row, True, is_revealed=True)["nik"] == row["nik"]
    assert shown_person(row, True, is_revealed=True)["mother_name"] != "x"
