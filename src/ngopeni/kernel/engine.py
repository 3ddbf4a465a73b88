"""The tables engine: SQL in DuckDB's dialect over Parquet, values bound as parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from ngopeni.kernel.contract import ContractBroken, Table, promises, sql_for_breaches
from ngopeni.kernel.durable import fsync_path
from ngopeni.kernel.literal import literal, literals

Row = dict[str, Any]
PLACEHOLDER = re.compile(r"\$([a-z_][a-z0-9_]*)")


class Engine:
    """One private in-memory DuckDB in which a stage makes its tables.

    Parameters
    ----------
    memory_limit : str
        DuckDB's limit, such as ``2GB``.
    threads : int, optional
        By default as many as the machine has.

    Examples
    --------
    >>> engine = Engine()
    >>> engine.define("one", "SELECT $n::INTEGER AS n", n=1)
    >>> engine.rows("SELECT n + 1 AS m FROM one")
    [{'m': 2}]
    """

    def __init__(self, memory_limit: str = "2GB", threads: int | None = None) -> None:
        # What is not built in is not fetched: a machine without a network must behave the same.
        self.connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        self.connection.execute("SET memory_limit = $limit", {"limit": memory_limit})
        self.connection.execute("SET TimeZone = 'UTC'")
        # Nothing spills into whatever folder the program was started in.
        self.connection.execute("SET temp_directory = ''")
        if threads:
            self.connection.execute(f"SET threads = {int(threads)}")
        self.statements: list[str] = []

    def run(self, sql: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Run one statement to its end: an unfinished result would block the connection."""
        return self.connection.execute(sql, values or {}).fetchall()

    def define(self, name: str, sql: str, **values: Any) -> None:
        """Make the table ``name`` from a query; an older one of that name is replaced."""
        self.statements.append(sql)
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", _bound(sql, values))

    def view(self, name: str, sql: str) -> None:
        """Name a query that is worked out anew, and only in the columns asked for, wherever it is used."""
        self.statements.append(sql)
        self.run(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """All rows of a query, each a dict by column name."""
        self.statements.append(sql)
        cursor = self.connection.execute(sql, _bound(sql, values))
        names = [item[0] for item in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.run(f"SELECT COUNT(*) FROM {name}")[0][0])

    def columns(self, name: str) -> list[str]:
        """The names of a table's columns."""
        return [str(row[0]) for row in self.run(f"DESCRIBE {name}")]

    def load(self, table: Table, rows: Iterable[Mapping[str, Any]], name: str | None = None) -> None:
        """Make a declared table from rows in Python.

        Parameters
        ----------
        table : Table
            Columns absent from a row are missing values.
        rows : iterable of mapping
        name : str, optional
            Another name for the table.
        """
        listed = list(rows)
        columns = {column.name: [row.get(column.name) for row in listed] for column in table.columns}
        casts = [f"{column.name}::{column.type} AS {column.name}" for column in table.columns]
        self.load_columns(name or table.name, columns, ", ".join(casts))

    def load_rows(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Make a table from rows in Python.

        Parameters
        ----------
        columns : mapping of str to str
            SQL type by name, in the order of the values in a row.
        rows : sequence of sequence
        """
        values = {column: [row[place] for row in rows] for place, column in enumerate(columns)}
        self.load_columns(name, values, ", ".join(f"{column}::{kind} AS {column}" for column, kind in columns.items()))

    def load_columns(self, name: str, columns: Mapping[str, Sequence[Any]], select: str = "*") -> None:
        """Make a table from columns of values, each turned to text first.

        Parameters
        ----------
        columns : mapping of str to sequence, all of the same length
        select : str
            What to select from them, with casts.
        """
        self.load_texts(name, {key: [_text(value) for value in values] for key, values in columns.items()}, select)

    def load_texts(self, name: str, columns: Mapping[str, Sequence[str | None]], select: str = "*") -> None:
        """Make a table from columns of texts, as `load_columns` does."""
        texts = {key: np.array(values or [None], dtype=object) for key, values in columns.items()}
        empty = not next(iter(columns.values()), [])
        typed = "SELECT " + ", ".join(f"{key}::VARCHAR AS {key}" for key in columns) + " FROM incoming"
        self.connection.register("incoming", texts)
        self.run(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {select} FROM ({typed}) " + ("WHERE FALSE" if empty else "")
        )
        self.connection.unregister("incoming")

    def read(self, name: str, paths: Sequence[Path]) -> None:
        """Show Parquet files of one layout as the table ``name``; they stay on disk."""
        listed = f"[{literals(paths)}]"
        self.run(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet({listed}, union_by_name = true)")

    def check(self, table: Table, relation: str = "") -> int:
        """Hold a made table against its contract.

        Parameters
        ----------
        table : Table
        relation : str
            Where its rows stand, if not under its name.

        Returns
        -------
        int
            Its rows.

        Raises
        ------
        ContractBroken
            Naming table, column, what was expected and what was found.
        """
        found = {row["column_name"]: row["column_type"] for row in self.rows(f"DESCRIBE {relation or table.name}")}
        wanted = {column.name: column.type for column in table.columns}
        for name in [*wanted, *found]:
            if found.get(name) != wanted.get(name):
                raise ContractBroken(f"{table.name}.{name}: expected {wanted.get(name)}, found {found.get(name)}")
        if list(found) != list(wanted):
            raise ContractBroken(f"{table.name}: expected columns in the order {list(wanted)}, found {list(found)}")
        (row,) = self.rows(sql_for_breaches(table, relation))
        row_count, *counts = row.values()
        for (name, expected), count in zip(promises(table), counts, strict=True):
            if count:
                raise ContractBroken(f"{table.name}.{name}: expected {expected}, found {count} rows that are not")
        return int(row_count)

    def write(self, table: Table, path: Path, *, is_sorted: bool = True) -> int:
        """Write a table as Parquet that survives a power cut, and check what was written.

        The file is readable by its owner only.

        Parameters
        ----------
        table : Table
        path : Path
        is_sorted : bool
            Whether rows are put in the order of the grain; otherwise they stay as they come.

        Returns
        -------
        int
            Rows written.

        Raises
        ------
        ContractBroken
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        order = f" ORDER BY {', '.join(table.grain)}" if is_sorted else ""
        self.copy(f"SELECT * FROM {table.name}{order}", path)
        self.read("written", [path])
        try:
            row_count = self.check(table, "written")
        except ContractBroken:
            path.unlink()
            raise
        fsync_path(path)
        return row_count

    def copy(self, sql: str, path: Path) -> None:
        """Write a query's rows, in their order, as Parquet that only its owner can read."""
        # Small row groups keep a table of a hundred columns from filling the memory.
        self.run(
            f"COPY ({sql}) TO {literal(path)} "
            "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 30720)"
        )
        path.chmod(0o600)

    def keep(self, name: str, sql: str, path: Path) -> None:
        """Write a query's rows and show the file as the table ``name``."""
        self.statements.append(sql)
        self.copy(sql, path)
        self.read(name, [path])

    def close(self) -> None:
        """Free the memory."""
        self.connection.close()


def _bound(sql: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Only the values that the statement names: stages pass their whole set of parameters."""
    return {name: values[name] for name in set(PLACEHOLDER.findall(sql))}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
