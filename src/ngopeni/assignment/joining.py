"""Which villages a wave takes, and how hard each is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

Row = dict[str, Any]


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
    order = sorted(taken, key=_rank)
    last = max(1, len(order) - 1)
    return [{**row, "hardness": 100 - round(100 * place / last)} for place, row in enumerate(order)]


def _rank(row: Row) -> tuple[int, str]:
    # Who has no rank could not be assessed, and is put last.
    return row["score_rank"] or 10**9, row["village_code"]
