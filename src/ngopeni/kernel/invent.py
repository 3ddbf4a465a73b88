"""Invented rows that keep a table's contract, for tests."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from ngopeni.kernel.contract import Column, Table


def invent_rows(table: Table, count: int, seed: int) -> list[dict[str, Any]]:
    """Rows that keep the contract: typed, bounded, with a grain that never repeats.

    Parameters
    ----------
    table : Table
    count : int
    seed : int

    Returns
    -------
    list of dict, length `count`
    """
    dice = random.Random(seed)  # noqa: S311
    return [{column.name: _value(table, column, number, dice) for column in table.columns} for number in range(count)]


def _value(table: Table, column: Column, number: int, dice: random.Random) -> Any:
    is_last_key = column.name == table.grain[-1]
    if column.values:
        return column.values[number % len(column.values)] if is_last_key else dice.choice(column.values)
    if column.optional and dice.random() < 0.1:
        return None
    low = column.minimum or 0
    high = low + 1000 if column.maximum is None else column.maximum
    match column.type:
        case "BOOLEAN":
            return dice.random() < 0.5
        case "INTEGER" | "BIGINT":
            return int(low) + number % (int(high - low) + 1) if is_last_key else dice.randint(int(low), int(high))
        case "DOUBLE":
            return round(dice.uniform(low, high), 4)
        case "DATE":
            return dt.date(2020, 1, 1) + dt.timedelta(days=number if is_last_key else dice.randint(0, 2000))
        case "TIMESTAMP":
            return dt.datetime(2020, 1, 1) + dt.timedelta(minutes=number)
        case _:
            return f"{column.name}-{number:06d}"
