from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.kernel.disclosure import SMALLEST_BASE, SMALLEST_COUNT, publishable_counts, publishable_ratio

CELLS = st.lists(st.integers(0, 9) | st.integers(0, 2000), max_size=8)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], []),
        ([0, 0], [0, 0]),
        ([5, 6], [5, 6]),
        ([3], [None]),
        ([3, 40, 12], [None, 40, None]),
        ([3, 0, 0], [None, None, 0]),
        ([3, 4, 40], [None, None, 40]),
        ([1, 1, 40, 50], [None, None, None, 50]),
        ([1, 1, 0, 0], [None, None, None, 0]),
        ([0, 40, 12], [0, 40, 12]),
    ],
)
def test_it_hides_small_cells_and_what_would_give_them_away(counts, shown):
    assert publishable_counts(counts) == shown


@given(CELLS)
def test_what_is_shown_is_true_and_no_small_cell_is_shown(counts):
    shown = publishable_counts(counts)
    assert len(shown) == len(counts)
    for count, cell in zip(counts, shown, strict=True):
        assert cell is None or (cell == count and (cell == 0 or cell >= SMALLEST_COUNT))


@given(CELLS)
def test_nothing_is_hidden_without_need(counts):
    if not any(0 < count < SMALLEST_COUNT for count in counts):
        assert None not in publishable_counts(counts)


# Trying every table takes as long as it takes.
@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=5))
def test_no_hidden_cell_can_be_computed_back_from_the_total(counts):
    """Every table that fits what is published is tried, with hidden cells that are not empty where others remain."""
    shown = publishable_counts(counts)
    hidden = [index for index, cell in enumerate(shown) if cell is None]
    rest = sum(counts[index] for index in hidden)
    if not hidden or rest == 1 == sum(counts):
        return
    least = 0 if any(counts[index] == 0 for index in hidden) else 1
    fitting = [cells for cells in product(range(least, rest + 1), repeat=len(hidden)) if sum(cells) == rest]
    if sum(counts) == len(hidden) == len(counts):
        return  # single persons only: the total itself must not be published
    for place in range(len(hidden)):
        assert len({cells[place] for cells in fitting}) > 1


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_is_shown_only_of_a_large_base_with_two_large_sides(part, base):
    part = min(part, base)
    ratio = publishable_ratio(part, base)
    is_safe = base >= SMALLEST_BASE and SMALLEST_COUNT <= part <= base - SMALLEST_COUNT
    assert ratio == (part / base if is_safe else None)
