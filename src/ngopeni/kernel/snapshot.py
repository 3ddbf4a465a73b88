"""Reading a published snapshot: its tables as rows, each read once."""

from __future__ import annotations

import datetime as dt
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from ngopeni.kernel.edition import current_edition, manifest
from ngopeni.kernel.error import UserError
from ngopeni.kernel.literal import literal
from ngopeni.kernel.workspace import Workspace

Row = dict[str, Any]


class Snapshot:
    """The state of the facts at one date. Immutable, so what was read once is kept.

    Parameters
    ----------
    folder : Path
        ``editions/<edition>/<as-of>``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[str, list[Row]] = {}
        self._indices: dict[tuple[str, str], dict[str, Row]] = {}

    @property
    def edition(self) -> str:
        """The edition it belongs to."""
        return self.folder.parent.name

    @cached_property
    def as_of(self) -> dt.date:
        """The date whose facts it holds."""
        return dt.date.fromisoformat(self.folder.name)

    def table(self, name: str) -> list[Row]:
        """All rows of a table that is small enough to hold, in the order of its grain."""
        if name not in self._tables:
            self._tables[name] = self.query(f"SELECT * FROM {name}", name)
        return self._tables[name]

    def index(self, name: str, key: str) -> dict[str, Row]:
        """The rows of a table by a column that names them."""
        if (name, key) not in self._indices:
            self._indices[name, key] = {row[key]: row for row in self.table(name)}
        return self._indices[name, key]

    def query(self, sql: str, *tables: str, **values: Any) -> list[Row]:
        """Rows of a query over some of the tables.

        Parameters
        ----------
        sql : str
        *tables : str
            The tables that it names.
        **values
            Bound as parameters.
        """
        with _database().cursor() as connection:
            for name in tables:
                path = literal(self.folder / f"{name}.parquet")
                # Temporary: seen by this cursor alone, whatever others read at the same moment.
                connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {path}").fetchall()
            cursor = connection.execute(sql, values)
            names = [item[0] for item in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """The one DuckDB of this process: to open one takes longer than most questions."""
    return duckdb.connect(config={"autoinstall_known_extensions": "false", "memory_limit": "1GB", "temp_directory": ""})


@lru_cache(maxsize=24)
def open_snapshot(folder: Path) -> Snapshot:
    """The snapshot of a folder; the same object for the same folder."""
    return Snapshot(folder)


@lru_cache(maxsize=8)
def _dates(folder: Path) -> tuple[dt.date, ...]:
    workspace, edition = Workspace(folder.parents[1]), folder.name
    return tuple(sorted(dt.date.fromisoformat(text) for text in manifest(workspace, edition)["snapshots"]))


def snapshot_dates(workspace: Workspace) -> tuple[dt.date, ...]:
    """The as-of dates of the published edition, oldest first; none before the first build."""
    edition = current_edition(workspace)
    return _dates(workspace.editions / edition) if edition else ()


def snapshot_at(workspace: Workspace, as_of: dt.date | None = None) -> Snapshot:
    """The published snapshot of a date, by default the newest.

    Raises
    ------
    UserError
        KERNEL-003 when nothing is published, KERNEL-005 when there is none of that date.
    """
    dates = snapshot_dates(workspace)
    if not dates:
        raise UserError("KERNEL-003")
    if as_of is not None and as_of not in dates:
        raise UserError("KERNEL-005", date=as_of, known=dates)
    edition = current_edition(workspace)
    assert edition is not None, "dates come from a published edition"
    return open_snapshot(workspace.editions / edition / (as_of or dates[-1]).isoformat())
