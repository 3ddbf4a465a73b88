"""Typed tables of each source, made once and found again by everything they depend on."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.intake import boundary
from ngopeni.intake.archive import Source, rows_path
from ngopeni.intake.layout import Layout
from ngopeni.intake.layouts import layouts
from ngopeni.intake.reading import read_raw_rows
from ngopeni.intake.tables import IMPORT_FINDING
from ngopeni.intake.typed import rows_by_village, type_rows
from ngopeni.kernel.durable import canonical_json, publish_folder, write_json
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.workspace import Workspace


def typed_folder(workspace: Workspace, source: Source, areas: Areas, reference: str) -> Path:
    """Where a source's typed tables are, made now if they are not there yet.

    Parameters
    ----------
    workspace : Workspace
    source : dict
        Its note.
    areas : Areas
    reference : str
        Hash of code and reference data: tables made by others are not reused.
    """
    final = _path(workspace, source, areas, reference)
    if final.exists():
        return final
    if source["profile"] == boundary.PROFILE:
        with draft_folder(workspace) as folder:
            boundary.write_shapes(workspace, source, areas, folder)
            publish_folder(folder, final)
        return final
    with draft_folder(workspace) as folder:
        engine = Engine()
        layout = layouts()[source["profile"]]
        read_raw_rows(engine, rows_path(workspace, source["sha256"]))
        type_rows(engine, layout, source, areas, kept_path(folder, layout))
        keep_typed(workspace, source, areas, reference, engine, folder)
        engine.close()
    return final


def keep_typed(
    workspace: Workspace, source: Source, areas: Areas, reference: str, engine: Engine, folder: Path
) -> None:
    """Keep the tables that an engine has just made of a source's rows.

    Parameters
    ----------
    folder : Path
        A draft folder; holds the rows of a long list already.
    """
    _write(engine, layouts()[source["profile"]], folder)
    publish_folder(folder, _path(workspace, source, areas, reference))


def kept_path(folder: Path, layout: Layout) -> Path | None:
    """Where the rows of a long list are written while they are typed."""
    return folder / f"{layout.table_name}.parquet" if layout.is_delivery else None


@contextmanager
def draft_folder(workspace: Workspace) -> Iterator[Path]:
    """A folder that becomes a source's typed tables, or goes away."""
    workspace.typed.mkdir(exist_ok=True, mode=0o700)
    folder = workspace.typed / f".part-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _path(workspace: Workspace, source: Source, areas: Areas, reference: str) -> Path:
    # Which rows can be placed also depends on the BPS codes that other sources have taught.
    codes = hashlib.sha256(canonical_json(areas.bps_codes)).hexdigest()[:8]
    return workspace.typed / f"{source['source_id']}-{reference}-{codes}"


def _write(engine: Engine, layout: Layout, folder: Path) -> None:
    path = folder / f"{layout.table_name}.parquet"
    if path.exists():
        engine.check(layout.table)
        typed = engine.count(layout.table_name)
    else:
        typed = engine.write(layout.table, path)
    engine.write(IMPORT_FINDING, folder / "import_finding.parquet")
    aside = engine.rows("SELECT COUNT(DISTINCT row_number) AS n FROM import_finding WHERE is_set_aside")[0]["n"]
    received = engine.count("body_row")
    assert received == typed + aside, f"rows in {received} must be typed {typed} + set aside {aside}"
    counts: dict[str, object] = {"rows": received, "typed": typed, "set_aside": aside}
    if layout.level == "village":
        engine.read("kept", [path])
        counts["by_village"] = rows_by_village(engine, "kept")
    write_json(folder / "counts.json", counts)
