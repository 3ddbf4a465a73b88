"""Pairs and kinds against their slow twin, on lists that nobody thought of."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ngopeni.difference.tests import twin
from ngopeni.difference.tests.laying import HERE, THERE, compare, nik, person

NAMES = ("SITI", "SLAMET", "Siti.", "WAGINAH", None)
NUMBERS = (nik(1), nik(2), nik(3), "0000000000000000", "331901", None)
ROW = st.fixed_dictionaries(
    {
        "place": st.integers(1, 6),
        "home": st.sampled_from(["h1", "h2"]),
        "village": st.sampled_from([HERE, THERE]),
        "name": st.sampled_from(NAMES),
        "nik": st.sampled_from(NUMBERS),
        "sex": st.sampled_from(["male", "female", None]),
        "birth_date": st.sampled_from(["1984-01-01", "1990-02-02", None]),
        "is_member": st.sampled_from([True, True, True, False]),
    }
)
LIST = st.lists(ROW, max_size=6, unique_by=lambda row: (row["place"], row["home"]))


def listed(drawn):
    return [
        person(
            row["place"],
            # A household stands in one village.
            f"{row['home']}{row['village'][-1]}",
            row["village"],
            record_key=f"bdt2015:{row['home']}-{row['place']}",
            full_name=row["name"],
            nik=row["nik"],
            sex=row["sex"],
            birth_date=row["birth_date"],
            is_member=row["is_member"],
        )
        for row in drawn
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LIST, LIST)
def test_pairs_and_kinds_are_those_of_the_slow_twin(before, after):
    former, latter = listed(before), listed(after)
    engine = compare(former, latter)
    pairs = {row["record_key_before"]: row["record_key_after"] for row in engine.rows("SELECT * FROM row_pair")}
    rows = engine.rows("SELECT kind, is_moved, is_mended, COUNT(*) AS n FROM record_change GROUP BY ALL")
    engine.close()
    assert pairs == twin.pairs(former, latter)
    assert {(row["kind"], row["is_moved"], row["is_mended"]): row["n"] for row in rows} == twin.kinds(former, latter)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LIST)
def test_a_list_compared_with_itself_has_not_changed(drawn):
    rows = listed(drawn)
    engine = compare(rows, rows)
    changed = engine.rows("SELECT * FROM record_change WHERE class IS NOT NULL OR kind IN ('entered', 'left')")
    engine.close()
    assert changed == []
