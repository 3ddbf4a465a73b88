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


def promises(table: Table) -> list[tuple[str, str]]:
    """All that a table promises beside its columns: of which column, and in words."""
    return [(", ".join(table.grain), "no repeats"), *((name, words) for name, words, _ in _promises(table))]


def sql_for_breaches(table: Table, relation: str = "") -> str:
    """One statement that counts the breaches of a table's contract in one pass.

    Parameters
    ----------
    table : Table
    relation : str
        Where its rows stand; by default in the relation of its name.

    Returns
    -------
    str
        Yields one row: how many rows there are; then for each of `promises` how many break it.
    """
    relation, keys = relation or table.name, ", ".join(table.grain)
    counts = [f"COUNT(CASE WHEN {condition} THEN 1 END)" for _, _, condition in _promises(table)]
    repeated = f"SELECT {keys} FROM {relation} GROUP BY {keys} HAVING COUNT(*) > 1"
    found = ["COUNT(*)", f"(SELECT COUNT(*) FROM ({repeated}) AS repeated)", *counts]
    listed = ", ".join(f"{count} AS found_{place}" for place, count in enumerate(found))
    return f"SELECT {listed} FROM {relation}"


def _promises(table: Table) -> Iterator[tuple[str, str, str]]:
    for column in table.columns:
        yield from _promises_of(column)


def _promises_of(column: Column) -> Iterator[tuple[str, str, str]]:
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
