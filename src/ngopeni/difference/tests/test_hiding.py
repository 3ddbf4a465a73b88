"""No count of a few persons can be worked out from what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ngopeni.difference.hiding import hidden_cells, is_told
from ngopeni.kernel.disclosure import SMALLEST_COUNT

TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=2, max_size=6)
)


def lay(rows):
    counts = {(str(y), str(x)): count for y, row in enumerate(rows) for x, count in enumerate(row)}
    lines = [[(str(y), str(x)) for x in range(len(rows[0]))] for y in range(len(rows))]
    lines += [[(str(y), str(x)) for y in range(len(rows))] for x in range(len(rows[0]))]
    return counts, lines


@given(TABLE)
def test_every_small_count_is_hidden_and_no_line_tells_it_while_it_has_more_to_hide(rows):
    counts, lines = lay(rows)
    hidden = hidden_cells(counts, lines)
    assert {cell for cell, count in counts.items() if 0 < count < SMALLEST_COUNT} <= hidden
    for line in lines:
        gaps = [counts[cell] for cell in line if cell in hidden]
        assert not is_told(gaps) or all(cell in hidden or counts[cell] == 0 for cell in line)


def test_a_table_without_small_counts_is_shown_whole():
    assert hidden_cells(*lay([[0, 7], [12, 5]])) == set()


def test_beside_a_small_count_the_next_smallest_is_hidden():
    corners = {("0", "0"), ("0", "2"), ("1", "0"), ("1", "2")}
    assert hidden_cells(*lay([[3, 40, 9], [20, 50, 30], [60, 70, 80]])) == corners


def test_a_column_in_which_nothing_happened_is_never_hidden():
    hidden = hidden_cells(*lay([[0, 1], [0, 2], [0, 40], [0, 3]]))
    assert not {cell for cell in hidden if cell[1] == "0"}


def test_two_single_persons_are_not_told_by_their_sum():
    assert is_told([1, 1])
    assert not is_told([1, 3])
    assert len(hidden_cells(*lay([[1, 1, 9, 30], [50, 60, 70, 80]]))) > 2
