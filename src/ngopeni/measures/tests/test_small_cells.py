"""Small counts of villages are hidden, and nothing that is shown gives them back."""

from __future__ import annotations

from collections import defaultdict

import pytest

from ngopeni.kernel.disclosure import SMALLEST_COUNT
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.measures.small_cells import decile_totals, need_totals, shown_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(peopled):
    return snapshot_at(peopled)


def is_small(count):
    return count is not None and 0 < count < SMALLEST_COUNT


def test_no_small_count_of_a_closed_village_is_shown(snapshot):
    shown = shown_tables(snapshot, frozenset())
    for row in shown["village_need"]:
        # That answers are missing says nothing about those who did not give them.
        counts = [row["need_count"], row["denominator_count"]]
        if None not in counts:
            counts.append(counts[1] - counts[0])
        assert not any(map(is_small, counts)), row
        assert row["need_percent"] is None or row["need_count"] is not None
    for name in ("village_decile", "village_registry"):
        for row in shown[name]:
            counts = [value for key, value in row.items() if key.endswith("_count") and key != "population_count"]
            assert not any(map(is_small, counts)), row


def test_a_village_whose_names_are_read_is_shown_whole(snapshot):
    village = snapshot.table("village_registry")[0]["village_code"]
    shown = shown_tables(snapshot, frozenset({village}))
    for name in ("village_need", "village_decile", "village_registry"):
        mine = [row for row in shown[name] if row["village_code"] == village]
        assert mine == [row for row in snapshot.table(name) if row["village_code"] == village]
    everybody = frozenset(row["village_code"] for row in snapshot.table("village"))
    whole = shown_tables(snapshot, everybody)
    assert all(whole[name] == snapshot.table(name) for name in whole)


def test_a_hidden_count_never_follows_from_a_total(snapshot):
    shown, whole = shown_tables(snapshot, frozenset())["village_decile"], snapshot.table("village_decile")
    for axis in ("village_code", "decile"):
        gaps = defaultdict(list)
        for told, row in zip(shown, whole, strict=True):
            if told["household_count"] is None:
                gaps[row[axis]].append(row["household_count"])
        others = defaultdict(int)
        for told in shown:
            others[told[axis]] += told["household_count"] is not None
        for place, hidden in gaps.items():
            assert others[place] == 0 or (len(hidden) > 1 and sum(hidden) > len(hidden)), place


def test_figures_made_of_hidden_counts_are_left_out(snapshot):
    shown = shown_tables(snapshot, frozenset())
    known = {(row["village_code"], row["input_code"]) for row in shown["zone_input"]}
    for row in shown["village_need"]:
        if row["need_count"] is None:
            assert (row["village_code"], f"need_{row['need_code']}_percent") not in known
    assert any(code.startswith("idm") for _village, code in known)


def test_totals_of_the_regency_hide_their_small_groups():
    counts = {"code": "water", "label": "", "meaning": "", "need_count": 3, "denominator_count": 50, "unknown_count": 0}
    assert need_totals([counts], 50)[0]["need_count"] is None
    assert need_totals([counts | {"need_count": 20}], 50)[0] == counts | {"need_count": 20}
    rows = [
        {"decile": n, "household_count": count, "member_count": 9, "width": 1.0}
        for n, count in ((1, 2), (2, 9), (3, 30))
    ]
    assert [row["household_count"] for row in decile_totals(rows)] == [None, None, 30]
