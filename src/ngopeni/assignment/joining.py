"""Which villages a wave takes, and how hard each is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

Row = dict[str, Any]
# Who could not be assessed is put last.
UNRANKED = 10**9


def villages_of_wave(
    zones: Sequence[Row], before: Collection[str], left: Collection[str], size: int | None
) -> list[Row]:
    """Those that stay, then red ones by rank.

    Parameters
    ----------
    zones : sequence of dict
        Rows of an approved zone version.
    before : collection of str
        Villages of the wave before; empty for a first wave.
    left : collection of str
        Of those, the ones that are assisted no more.
    size : int, optional
        So many villages at most, never fewer than stay; by default every red one.

    Returns
    -------
    list of dict
        Zone rows with ``stays`` and ``hardness`` (0 to 100).
    """
    staying = [row for row in zones if row["village_code"] in before and row["village_code"] not in left]
    known = {row["village_code"] for row in staying}
    fresh = [row for row in zones if row["zone"] == "red" and row["village_code"] not in known | set(left)]
    fresh.sort(key=_rank)
    room = len(fresh) if size is None else max(0, size - len(staying))
    taken = [{**row, "stays": True} for row in staying] + [{**row, "stays": False} for row in fresh[:room]]
    return [{**row, "hardness": hardness} for row, hardness in zip(taken, _hardness(taken), strict=True)]


def _hardness(rows: Sequence[Row]) -> list[int]:
    """100 for the worst rank, 0 for the best, evenly between; equal ranks are equally hard."""
    ranks = [row["score_rank"] or UNRANKED for row in rows]
    last = max(1, len(rows) - 1)
    return [100 - round(100 * sum(other < rank for other in ranks) / last) for rank in ranks]


def _rank(row: Row) -> tuple[int, str]:
    return row["score_rank"] or UNRANKED, row["village_code"]
