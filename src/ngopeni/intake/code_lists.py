"""What the sources in use teach about codes: BPS codes of villages beyond those that ship."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ngopeni.areas.area import Areas
from ngopeni.areas.register import load_areas
from ngopeni.intake.archive import Source, rows_path
from ngopeni.intake.layouts.code_list import LAYOUT
from ngopeni.intake.reading import read_raw_rows
from ngopeni.intake.typed import type_rows
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.workspace import Workspace


def areas_of(workspace: Workspace, sources: Iterable[Source]) -> Areas:
    """The workspace's regency with the BPS codes that its code lists pair, the newest list last.

    Parameters
    ----------
    workspace : Workspace
    sources : iterable of dict
        Notes of the sources in use, oldest first.
    """
    areas = load_areas(workspace.regency_code)
    known = dict(areas.bps_codes)
    for note in sources:
        if note["profile"] == LAYOUT.code:
            known |= _pairs(workspace, note, areas)
    return replace(areas, bps_codes=known)


def _pairs(workspace: Workspace, source: Source, areas: Areas) -> dict[str, str]:
    engine = Engine()
    read_raw_rows(engine, rows_path(workspace, source["sha256"]))
    type_rows(engine, LAYOUT, source, areas)
    rows = engine.rows(f"SELECT bps_code, village_code FROM {LAYOUT.table_name}")
    engine.close()
    return {row["bps_code"]: row["village_code"] for row in rows}
