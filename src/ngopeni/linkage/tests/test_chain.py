"""What is told of the rows that a cut pair is linked to, and why the pair was cut."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import translation

from ngopeni.linkage.tests.laying import FAR, HERE
from ngopeni.linkage.views import chain
from ngopeni.linkage.worklist import Pair

NOW, BEFORE = dt.date(2024, 12, 31), dt.date(2022, 12, 31)
NAMES = {(HERE, "a"): "LASTRI", (FAR, "b"): "TUKIMIN"}


@pytest.fixture(autouse=True)
def indonesian():
    """Whatever language a page before was asked for in."""
    with translation.override("id"):
        yield


class Rows:
    """A snapshot that knows names by village and key, and standings by key."""

    def __init__(self, as_of, standings=None):
        self.as_of, self.standings = as_of, standings or {}

    def query(self, sql, table, **asked):
        if table == "person_link":
            return [{"record_key": key, "standing": self.standings[key]} for key in asked["keys"]]
        return [
            {"record_key": key, "full_name": name}
            for (village, key), name in NAMES.items()
            if village in asked["villages"] and key in asked["keys"]
        ]


def viewer(open_villages=(HERE,), standings=None):
    return SimpleNamespace(
        snapshot=Rows(NOW, standings),
        snapshot_on=Rows,
        request=SimpleNamespace(language="id"),
        may_read=lambda village: village in open_villages,
        place=lambda code: {"village_code": code, "village_name": code},
    )


def others():
    return [
        ({"match_weight": 12.0}, (NOW, HERE, "a")),
        ({"match_weight": 9.0}, (BEFORE, FAR, "b")),
    ]


def test_rows_of_villages_that_somebody_may_not_read_are_told_without_a_name():
    told = chain._told(viewer(), others())
    assert [each["name"] for each in told] == ["LASTRI", "(tanpa nama)"]
    assert [each["name"] for each in chain._told(viewer((HERE, FAR)), others())] == ["LASTRI", "TUKIMIN"]
    assert not any("key" in each for each in told)


def pair(**told):
    row = {"record_key_l": "a", "record_key_r": "b", "is_former": False, "verdict": None, **told}
    return Pair("token", row)


@pytest.mark.parametrize(
    ("told", "standings", "words"),
    [
        ({"verdict": "different"}, {"a": "settled", "b": "linked"}, "orang menilainya dua orang"),
        ({}, {"a": "settled", "b": "linked"}, "masing-masing sudah orang lain"),
        ({"is_former": True}, {"a": "linked"}, "baris pertama sudah disambung dengan orang lain"),
        ({}, {"a": "settled", "b": "alone"}, "baris-baris lain di rantainya"),
        ({"is_former": True}, {"a": "alone"}, "baris-baris lain di rantainya"),
    ],
)
def test_the_reason_is_the_one_that_kept_them_apart(told, standings, words):
    assert words in chain.why(viewer(standings=standings), pair(**told))
