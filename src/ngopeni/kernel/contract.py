"""What a table is: its grain, its columns, who may see them. Declared once, used everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ngopeni.kernel.literal import literals


class Privacy(StrEnum):
    """Who a column is about. There is no default: every column takes a decision."""

    PUBLIC = "public"  # about a place, a paper or a rule; may be published
    INTERNAL = "internal"  # about the office's own work; for those who sign in
    PERSONAL = "personal"  # about a person: name, address, NIK (UU 27/2022 art. 4(3))
    SPECIFIC = "specific"  # health, child, finance of a person (UU 27/2022 art. 4(2))


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        With its unit where it has one: ``area_km2``, ``share_ratio``.
    type : str
        DuckDB type, such as ``VARCHAR``, ``DOUBLE``, ``DATE``.
    privacy : Privacy
    description : str
        One sentence for the data dictionary, in Indonesian.
    optional : bool
        Whether the value may be missing.
    values : tuple of str
        The only values allowed, when not empty.
    minimum, maximum : float, optional
        Bounds, both included.
    """

    name: str
    type: str
    privacy: Privacy
    description: str
    optional: bool = False
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    @property
    def unit(self) -> str:
        """The unit that the name ends in, or an empty text."""
        last = self.name.rsplit("_", 1)[-1]
        return last if last in {"idr", "ratio", "percent", "km", "km2", "count", "on", "at", "code"} else ""


@dataclass(frozen=True)
class Table:
    """A table of a snapshot.

    Parameters
    ----------
    name : str
    grain : tuple of str
        The columns that name a row; never missing, never repeated.
    description : str
        What one row is, in Indonesian.
    columns : tuple of Column
    """

    name: str
    grain: tuple[str, ...]
    description: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        assert len(set(names)) == len(names), f"table {self.name} names a column twice"
        assert set(self.grain) <= set(names), f"table {self.name} lacks a column of its grain"
        may_miss = [column.name for column in self.columns if column.optional and column.name in self.grain]
        assert not may_miss, f"table {self.name} allows its grain to be missing: {may_miss}"

    @property
    def is_personal(self) -> bool:
        """Whether any column is about a person."""
        return any(column.privacy in (Privacy.PERSONAL, Privacy.SPECIFIC) for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises
        ------
        KeyError
            When the table has none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


class ContractBroken(AssertionError):
    """A stage made a table other than it declared: names table, column, expected, found."""


def sql_for_breaches(table: Table, relation: str = "") -> str:
    """One statement that finds every breach of a table's contract.

    Parameters
    ----------
    table : Table
    relation : str
        Where its rows stand; by default in the relation of its name.

    Returns
    -------
    str
        Yields ``column_name, expected, found_count``, one row for each breach.
    """
    relation = relation or table.name
    promises = [promise for column in table.columns for promise in _promises(column)]
    if not promises:
        return _grain_check(table, relation)
    # One pass over the rows counts every breach.
    counts = ", ".join(
        f"COUNT(CASE WHEN {condition} THEN 1 END) AS breach_{place}" for place, (_, _, condition) in enumerate(promises)
    )
    checks = [
        f"SELECT '{name}' AS column_name, '{expected}' AS expected, breach_{place} AS found_count "
        f"FROM counted WHERE breach_{place} > 0"
        for place, (name, expected, _) in enumerate(promises)
    ]
    listed = "\nUNION ALL\n".join([_grain_check(table, relation), *checks])
    return f"WITH counted AS (SELECT {counts} FROM {relation})\n{listed}\nORDER BY column_name, expected"


def _grain_check(table: Table, relation: str) -> str:
    keys = ", ".join(table.grain)
    return (
        f"SELECT '{keys}' AS column_name, 'no repeats' AS expected, COUNT(*) AS found_count FROM "
        f"(SELECT {keys} FROM {relation} GROUP BY {keys} HAVING COUNT(*) > 1) AS repeated "
        "HAVING COUNT(*) > 0"
    )


def _promises(column: Column) -> Iterator[tuple[str, str, str]]:
    """What a column promises: its name, in words, and when a row breaks it."""
    name = column.name
    if not column.optional:
        yield name, "not missing", f"{name} IS NULL"
    if column.values:
        yield name, "one of its values", f"{name} NOT IN ({literals(column.values)})"
    if column.minimum is not None:
        yield name, f"at least {column.minimum}", f"{name} < {column.minimum}"
    if column.maximum is not None:
        yield name, f"at most {column.maximum}", f"{name} > {column.maximum}"
