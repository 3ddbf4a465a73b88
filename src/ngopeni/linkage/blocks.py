"""Which pairs are compared at all: those that share something. Everything else is never looked at."""

from __future__ import annotations

# Columns that two rows have in common. Together they meet nearly every true pair, with far less than one pair for
# each person.
BLOCKS: tuple[tuple[str, ...], ...] = (
    ("nik",),
    ("nik_stem", "first_name"),
    ("birth_digits", "skeleton"),
    ("skeleton", "village_code", "year_key"),
    ("no_kk", "first_name"),
    ("household_key", "first_name"),
    ("birth_digits", "village_code", "initial"),
    ("birth_digits", "mother_skeleton", "initial"),
    ("birth_digits", "mother_skeleton", "district_code"),
)
# And these, where one of the two tells no mother: of those whose mothers are told, many would be looked at in vain.
MOTHERLESS = ("birth_digits", "village_code")
# Names of keys that meet: one of the left row, one of the right.
MET = (
    *((f"key_{at}", f"key_{at}") for at in range(len(BLOCKS))),
    ("key_day", "key_motherless"),
    ("key_motherless", "key_day"),
)


def condition(block: tuple[str, ...]) -> str:
    """That two rows ``l`` and ``r`` share a block."""
    return " AND ".join(f"l.{column} = r.{column}" for column in block)


def sql_for_keys() -> str:
    """A number for each block out of the columns of a prepared row, so that joins compare numbers instead of texts.

    Two rows that share a block have one number. That two others have it too is rare and costs a comparison only.
    """
    day = _key(MOTHERLESS)
    keys = [f"{_key(block)} AS key_{at}" for at, block in enumerate(BLOCKS)]
    keys += [f"{day} AS key_day", f"CASE WHEN mother_skeleton IS NULL THEN {day} END AS key_motherless"]
    return ", ".join(keys)


def numbered(side: str, table: str) -> str:
    """The number of a row of a table of either side, which the engine keeps: those of the right are below nought.

    DuckDB numbers the rows of a table by itself; to join such numbers takes half the time that texts take.
    """
    return f"{table}.rowid" if side == "l" else f"-1 - {table}.rowid"


def sql_for_within() -> str:
    """``row_l``, ``row_r``: every two rows of ``keyed_l`` that share a block, once."""
    return _met("l", " AND l.rowid < r.rowid")


def sql_for_across() -> str:
    """``row_l``, ``row_r``: every row of ``keyed_l`` and one of ``keyed_r`` that share a block, once."""
    return _met("r")


def _met(side: str, order: str = "") -> str:
    rows = f"SELECT {numbered('l', 'l')} AS row_l, {numbered(side, 'r')} AS row_r FROM keyed_l AS l"
    return " UNION ".join(f"{rows} JOIN keyed_{side} AS r ON l.{left} = r.{right}{order}" for left, right in MET)


def _key(block: tuple[str, ...]) -> str:
    known = " AND ".join(f"{column} IS NOT NULL" for column in block)
    return f"CASE WHEN {known} THEN HASH({', '.join(block)}) END"
