"""Layers of the map: readable classes that hold every value."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ngopeni.dashboard.layers import SHADES, class_of, draw_layer, layers, readable_breaks, source_line
from ngopeni.kernel.snapshot import snapshot_at

PRINTED = st.integers(-(10**7), 10**7).map(lambda number: number / 10_000)
# The same shapes of data, from billionths to billions.
VALUES = st.tuples(st.lists(PRINTED, min_size=1, max_size=30), st.sampled_from((1e-9, 1e-3, 1, 1e3, 1e9))).map(
    lambda pair: [value * pair[1] for value in pair[0]]
)


@settings(max_examples=150, deadline=None)
@example([0.3, 0.1, 0.2])
@example([-0.6, 0.6])
@example([0, 100])
@given(VALUES)
def test_the_classes_hold_every_value_and_are_at_most_five(values):
    edges = readable_breaks(values)
    assert 1 <= len(edges) - 1 <= 5
    assert edges == sorted(set(edges))
    dust = 1e-9 * (edges[-1] - edges[0])
    assert edges[0] <= min(values) + dust
    assert max(values) <= edges[-1] + dust
    for value in values:
        place = class_of(value, edges)
        assert 0 <= place < len(edges) - 1
        assert edges[place] <= value + dust
        assert value <= edges[place + 1] + dust


@settings(max_examples=100, deadline=None)
@given(VALUES.filter(lambda values: min(values) < max(values)))
def test_the_edges_are_round_and_as_wide_as_each_other(values):
    edges = readable_breaks(values)
    width = edges[1] - edges[0]
    assert [high - low for low, high in pairwise(edges)] == pytest.approx([width] * (len(edges) - 1))
    digits = width / 10 ** math.floor(math.log10(width * 1.0000001))
    assert min(abs(digits - round_one) for round_one in (1, 2, 2.5, 5)) < 1e-6
    assert abs(edges[0] / width - round(edges[0] / width)) < 1e-6


def test_an_inner_edge_belongs_to_the_class_above_and_the_last_to_the_last():
    edges = [0.0, 20.0, 40.0, 60.0]
    found = {value: class_of(value, edges) for value in (0, 19.9999, 20, 39.9999, 40, 60)}
    assert found == {0: 0, 19.9999: 0, 20: 1, 39.9999: 1, 40: 2, 60: 2}


def test_a_full_scale_of_percent_does_not_go_past_a_hundred():
    assert readable_breaks([0, 3, 100]) == [0, 20, 40, 60, 80, 100]


def test_one_value_alone_is_one_class():
    assert readable_breaks([7, 7]) == [7, 8]
    assert class_of(7, [7, 8]) == 0


def test_every_figure_is_a_layer_and_the_dark_end_is_the_worse_one(published):
    snapshot = snapshot_at(published)
    known = {layer.code: layer for layer in layers(snapshot)}
    assert list(known)[:2] == ["zona", "idm_score"]
    desa = [row for row in snapshot.table("village") if row["village_type"] == "desa"]
    assert len(known["idm_score"].values) == len(desa)
    for code, layer in known.items():
        if code == "zona":
            continue
        shown = draw_layer(snapshot, layer, name="uji")
        worst = (min if layer.is_low_worse else max)(layer.values, key=layer.values.get)
        fills = {fill.code: fill.colour for fill in shown.fills}
        assert fills[shown.classes[worst]] == SHADES[-1], code
        assert set(shown.classes) == set(layer.values)
        assert shown.fills[-1].code == "none"
        assert "data simulasi" in shown.notes
        assert source_line(snapshot, layer)["publisher"] == "Rekaan"
    kelurahan = next(row for row in snapshot.table("village") if row["village_type"] == "kelurahan")
    titles = draw_layer(snapshot, known["idm_score"], name="uji").titles
    assert titles[kelurahan["village_code"]].endswith(": tidak ada data")
