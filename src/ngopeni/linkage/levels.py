"""At which levels given pairs stand: the same conditions as Splink's, over pairs that are named one by one."""

from __future__ import annotations

from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.level import Comparison

# What blocks and comparisons read.
READ: tuple[str, ...] = ("name_key", "skeleton", "first_name", "initials", "mother_key", "mother_skeleton")
READ += ("nik_digits", "nik", "nik_stem", "no_kk", "household_key", "birth_digits", "is_heaped")
READ += ("birth_year", "sex", "mate", "village_code", "rt", "place", "home_names")


def sql_for_level(comparison: Comparison) -> str:
    """The number of the level, -1 where nothing can be compared."""
    arms = [f"WHEN {comparison.missing} THEN -1"]
    arms += [f"WHEN {level.test} THEN {number}" for number, level in comparison.numbered().items() if number]
    return f"CASE {' '.join(arms)} ELSE 0 END"


def sql_for_levels(pairs: str, left: str, right: str) -> str:
    """``id_l``, ``id_r`` and ``level_…`` for each comparison.

    Parameters
    ----------
    pairs : str
        A query with ``id_l`` and ``id_r``.
    left, right : str
        Names of the prepared tables that they stand in, with ``home_names``.
    """
    columns = ", ".join(f"{side}.{name} AS {name}_{side}" for side in ("l", "r") for name in READ)
    told = ", ".join(f"{sql_for_level(each)} AS level_{each.name}" for each in COMPARISONS)
    return (
        f"SELECT id_l, id_r, {told} FROM (SELECT id_l, id_r, {columns} FROM ({pairs}) AS pairs "
        f"JOIN {left} AS l ON l.unique_id = id_l JOIN {right} AS r ON r.unique_id = id_r) AS beside"
    )
