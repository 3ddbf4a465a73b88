"""Typed tables of each source, made once and found again by everything they depend on."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.intake import boundary
from ngopeni.intake.archive import Source, rows_path
from ngopeni.intake.layouts import layouts
from ngopeni.intake.tables import IMPORT_FINDING
from ngopeni.intake.typed import type_rows
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
    # Which rows can be placed also depends on the BPS codes that other sources have taught.
    codes = hashlib.sha256(canonical_json(areas.bps_codes)).hexdigest()[:8]
    final = workspace.typed / f"{source['source_id']}-{reference}-{codes}"
    if final.exists():
        return final
    workspace.typed.mkdir(exist_ok=True, mode=0o700)
    folder = workspace.typed / f".part-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    folder.mkdir(mode=0o700)
    if source["profile"] == boundary.PROFILE:
        boundary.write_shapes(workspace, source, areas, folder)
    else:
        _write_typed(workspace, source, areas, folder)
    publish_folder(folder, final)
    shutil.rmtree(folder, ignore_errors=True)
    return final


def _write_typed(workspace: Workspace, source: Source, areas: Areas, folder: Path) -> None:
    layout = layouts()[source["profile"]]
    engine = Engine()
    engine.read("raw_rows", [rows_path(workspace, source["sha256"])])
    type_rows(engine, layout, source, areas)
    typed = engine.write(layout.table, folder / f"{layout.table_name}.parquet")
    engine.write(IMPORT_FINDING, folder / "import_finding.parquet")
    aside = engine.rows("SELECT COUNT(DISTINCT row_number) AS n FROM import_finding WHERE is_set_aside")[0]["n"]
    received = engine.count("text_row")
    assert received == typed + aside, f"rows in {received} must be typed {typed} + set aside {aside}"
    write_json(folder / "counts.json", {"rows": received, "typed": typed, "set_aside": aside})
    engine.close()
