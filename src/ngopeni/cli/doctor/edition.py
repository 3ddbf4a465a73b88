"""Whether what is published is whole."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb

from ngopeni.cli.doctor.diagnosis import Diagnosis, fine, problem, warning
from ngopeni.intake.archive import all_sources, original_path, rows_path
from ngopeni.kernel.edition import current_edition, manifest
from ngopeni.kernel.literal import literals
from ngopeni.kernel.workspace import Workspace

CHECK = "edition"


def check_edition(workspace: Workspace) -> Diagnosis:
    """Every table that the manifest names is there with its rows, and every source in the archive."""
    edition = current_edition(workspace)
    if edition is None:
        return warning(CHECK, "DOCTOR-052")
    try:
        facts = manifest(workspace, edition)
        wanted = _wanted(workspace.editions / edition, facts["snapshots"])
        faults = [*_broken_tables(wanted), *_lost_sources(workspace, facts["sources"])]
    except (OSError, json.JSONDecodeError, KeyError):
        faults = [f"{edition}/manifest.json"]
        return problem(CHECK, "DOCTOR-051", edition=edition, count=1, example=faults[0])
    if faults:
        return problem(CHECK, "DOCTOR-051", edition=edition, count=len(faults), example=faults[0])
    return fine(CHECK, "DOCTOR-050", edition=edition, tables=len(wanted), sources=len(facts["sources"]))


def _wanted(folder: Path, snapshots: dict[str, dict[str, int]]) -> dict[Path, int]:
    """The rows of every table of every date, by its file."""
    return {
        folder / as_of / f"{name}.parquet": count
        for as_of, tables in snapshots.items()
        for name, count in tables.items()
    }


def _broken_tables(wanted: dict[Path, int]) -> Iterator[str]:
    """Tables that are gone, cut off, or have other rows than were written."""
    there = [path for path in wanted if path.is_file()]
    counts = _row_counts(there)
    for path, count in wanted.items():
        if counts.get(path) != count:
            yield f"{path.parent.name}/{path.name}"


def _row_counts(paths: list[Path]) -> dict[Path, int]:
    """Rows of each Parquet file, as its last bytes tell; a file that cannot be read has none."""
    with duckdb.connect() as connection:
        try:
            return _read_counts(connection, paths)
        except duckdb.Error:
            # One of them is cut off: which one, only a look at each can tell.
            found: dict[Path, int] = {}
            for path in paths:
                try:
                    found |= _read_counts(connection, [path])
                except duckdb.Error:
                    continue
            return found


def _read_counts(connection: duckdb.DuckDBPyConnection, paths: list[Path]) -> dict[Path, int]:
    if not paths:
        return {}
    rows = connection.execute(f"SELECT file_name, num_rows FROM parquet_file_metadata([{literals(paths)}])").fetchall()
    return {Path(name): int(count) for name, count in rows}


def _lost_sources(workspace: Workspace, wanted: list[str]) -> Iterator[str]:
    """Sources of the edition whose note or file is not in the archive any more."""
    known = {note["source_id"]: note for note in all_sources(workspace)}
    for source_id in wanted:
        note = known.get(source_id)
        kept = note and (rows_path(workspace, note["sha256"]), original_path(workspace, note["sha256"]))
        if not kept or not any(path.is_file() for path in kept):
            yield f"archive/{note['sha256'] if note else source_id}"


def newest_receipt(workspace: Workspace) -> dt.datetime | None:
    """When the last file came in, by the clock of that moment."""
    try:
        received = [dt.datetime.fromisoformat(note["received_at"]) for note in all_sources(workspace)]
    except (OSError, json.JSONDecodeError, KeyError, ValueError):
        return None
    return max((each if each.tzinfo else each.replace(tzinfo=dt.UTC) for each in received), default=None)
