"""Small counts of persons are hidden, and as many more as it takes that no sum gives them away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from ngopeni.kernel.disclosure import SMALLEST_COUNT

Cell = TypeVar("Cell", bound=tuple[str, ...])


def hidden_cells(counts: Mapping[Cell, int], lines: Iterable[Sequence[Cell]]) -> set[Cell]:
    """Which cells of a table are hidden.

    Parameters
    ----------
    counts : mapping of cell to int
    lines : iterable of sequence of cell
        Cells whose sum, or whose sum with some taken away, is known from elsewhere. A line that has nothing else to
        hide cannot be protected.

    Returns
    -------
    set of cell
        In each line none is hidden, or so many that the rest does not tell them.

    Examples
    --------
    >>> sorted(hidden_cells({("a",): 3, ("b",): 40, ("c",): 12}, [[("a",), ("b",), ("c",)]]))
    [('a',), ('c',)]
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < SMALLEST_COUNT}
    listed = [tuple(line) for line in lines]
    # An empty cell among empty cells is no place to hide: their sum tells that it is empty.
    empty = {cell for line in listed if not any(counts[cell] for cell in line) for cell in line}
    waiting = True
    while waiting:
        # A cell hidden for one line may leave another line with a single gap.
        more = {cell for line in listed for cell in _one_more(counts, line, hidden, empty)}
        hidden |= more
        waiting = bool(more)
    return hidden


def is_told(gaps: Sequence[int]) -> bool:
    """Whether the sum of the hidden counts of a line tells them.

    It tells a single one; several that are all empty; and, since a hidden count is hardly ever empty, several that
    come to one each.
    """
    return len(gaps) == 1 or (bool(gaps) and (sum(gaps) == 0 or (min(gaps) > 0 and sum(gaps) == len(gaps))))


def _one_more(counts: Mapping[Cell, int], line: Sequence[Cell], hidden: set[Cell], empty: set[Cell]) -> list[Cell]:
    """The cell to be hidden beside those of a line that give each other away; none where they do not."""
    gaps = [counts[cell] for cell in line if cell in hidden]
    if not is_told(gaps):
        return []
    others = [cell for cell in line if cell not in hidden and cell not in empty and (counts[cell] or sum(gaps))]
    return sorted(others, key=lambda cell: (counts[cell] == 0, counts[cell], cell))[:1]
