"""What holds for every table of a snapshot."""

from __future__ import annotations

import re

import pytest

from ngopeni.kernel.contract import Privacy
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.invent import invent_rows
from ngopeni.tables import TABLES

pytestmark = pytest.mark.guard

NAME = re.compile(r"[a-z][a-z0-9_]*")
TYPES = {"VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP"}
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)


@each_table
def test_invented_rows_keep_every_tables_contract(table):
    engine = Engine(threads=1)
    for seed in range(3):
        engine.load(table, invent_rows(table, 100, seed))
        engine.check(table)
        assert engine.count(table.name) == 100
    engine.close()


@each_table
def test_every_column_has_a_privacy_class_a_type_and_a_description(table):
    assert table.description.endswith(".")
    for column in table.columns:
        assert isinstance(column.privacy, Privacy), column.name
        assert column.type in TYPES, column.name
        assert column.description.strip().endswith("."), column.name
        assert NAME.fullmatch(column.name), column.name


@each_table
def test_a_name_that_promises_a_unit_has_the_type_for_it(table):
    types = {
        "idr": {"DOUBLE", "BIGINT", "INTEGER"},
        "ratio": {"DOUBLE"},
        "percent": {"DOUBLE"},
        "km": {"DOUBLE"},
        "km2": {"DOUBLE"},
        "count": {"INTEGER", "BIGINT"},
        "on": {"DATE"},
        "at": {"TIMESTAMP"},
        "code": {"VARCHAR"},
    }
    for column in table.columns:
        assert not column.unit or column.type in types[column.unit], column.name


@each_table
def test_a_table_carries_its_regency_or_leads_to_one_that_does(table):
    # Of two rows, either leads to its person, and that to the regency.
    leads = {"source_id", "village_code", "regency_code", "village_code_l", "record_key_l"}
    assert leads & {column.name for column in table.columns}


def test_what_is_about_people_stands_in_these_tables_and_in_no_other():
    assert {table.name for table in TABLES.values() if table.is_personal} == {
        "aid_receipt",
        "civil_record",
        "public_servant",
        "person",
        "household",
        "family",
        "household_need",
        "finding",
        "waiver",
        "person_link",
        "match_pair",
        "match_judgement",
        "civil_link",
        "link_finding",
        "record_change",
        "need_change",
        "village_change",
        "village_balance",
    }
