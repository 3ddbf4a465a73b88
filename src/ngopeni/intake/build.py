"""This stage's tables of a snapshot."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.intake import boundary, canonical
from ngopeni.intake.archive import Source
from ngopeni.intake.canonical import WHOLE
from ngopeni.intake.layout import Layout
from ngopeni.intake.layouts import layouts
from ngopeni.intake.registry import TABLE_NAME as REGISTRY_ROW
from ngopeni.intake.tables import IMPORT_FINDING, SOURCE
from ngopeni.intake.typed_store import typed_folder
from ngopeni.kernel.durable import read_json
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.workspace import Workspace


def build(
    engine: Engine, workspace: Workspace, sources: list[Source], areas: Areas, as_of: dt.date, reference: str
) -> None:
    """Make ``source``, ``import_finding`` and a table for each layout, as known on a date.

    Parameters
    ----------
    engine : Engine
    workspace : Workspace
    sources : list of dict
        Notes of every source in use, oldest first.
    areas : Areas
    as_of : date
    reference : str
        Hash of code and reference data.
    """
    known = [note for note in sources if _is_known(note, as_of)]
    folders = {note["source_id"]: typed_folder(workspace, note, areas, reference) for note in known}
    engine.load(SOURCE, [_source_row(note, folders[note["source_id"]], areas) for note in known])
    if folders:
        engine.read("import_finding", [folder / "import_finding.parquet" for folder in folders.values()])
    else:
        engine.load(IMPORT_FINDING, [])
    for layout in layouts().values():
        if not layout.is_registry:
            _define(engine, layout, [note for note in known if note["profile"] == layout.code], folders, as_of)
    registries = standing_registries(known, folders)
    paths = [folders[note["source_id"]] / f"{REGISTRY_ROW}.parquet" for note in registries]
    canonical.build(engine, list(zip(registries, paths, strict=True)), areas.regency.regency_code)


def delivery(own: list[Source]) -> list[Source]:
    """The files of a kind that stand: all those of its newest date."""
    newest = max((note["as_of"] for note in own), default="")
    return [note for note in own if note["as_of"] == newest]


def standing_registries(known: list[Source], folders: dict[str, Path]) -> list[Source]:
    """The files of each kind of registry that stand: its newest date that covers the regency.

    A newer list of a few villages does not replace the list of all.
    """
    villages: dict[tuple[str, str], set[str]] = {}
    for note in known:
        if note["profile"] in layouts() and layouts()[note["profile"]].is_registry:
            counts = read_json(folders[note["source_id"]] / "counts.json")
            villages.setdefault((note["profile"], note["as_of"]), set()).update(counts["by_village"])
    standing = set()
    for profile in {profile for profile, _ in villages}:
        own = {as_of: len(covered) for (kind, as_of), covered in villages.items() if kind == profile}
        standing.add((profile, max(as_of for as_of, count in own.items() if count >= WHOLE * max(own.values()))))
    return [note for note in known if (note["profile"], note["as_of"]) in standing]


def _define(engine: Engine, layout: Layout, own: list[Source], folders: dict[str, Path], as_of: dt.date) -> None:
    """The table of one layout."""
    if layout.is_delivery and not layout.is_cumulative:
        own = delivery(own)
    if not own:
        engine.load(layout.table, [])
        return
    paths = [folders[note["source_id"]] / f"{layout.table_name}.parquet" for note in own]
    if layout.is_delivery:
        # Shown, not copied: a list of people is long.
        engine.read(f"typed_{layout.table_name}", paths)
        columns = ", ".join(column.name for column in layout.table.columns)
        engine.view(layout.table_name, f"SELECT {columns} FROM typed_{layout.table_name}")
        return
    engine.read("typed_row", paths)
    engine.define(layout.table_name, sql_for_latest(layout), as_of=as_of.isoformat())


def sql_for_latest(layout: Layout) -> str:
    """The layout's table in a snapshot: for each key, the row of the newest source that has it."""
    columns = ", ".join(f"typed_row.{column.name}" for column in layout.table.columns)
    keys = ", ".join(f"typed_row.{key}" for key in layout.key)
    dated = f"WHERE {layout.row_date} <= CAST($as_of AS DATE) " if layout.row_date else ""
    return (
        f"SELECT {columns} FROM typed_row JOIN source ON source.source_id = typed_row.source_id {dated}"
        f"QUALIFY ROW_NUMBER() OVER (PARTITION BY {keys} "
        "ORDER BY source.as_of DESC, source.received_at DESC, source.source_id) = 1"
    )


def shapes_folder(
    workspace: Workspace, sources: list[Source], areas: Areas, as_of: dt.date, reference: str
) -> Path | None:
    """Where the imported shapes for a date are, or None where no boundaries were imported."""
    note = boundary.newest(sources, as_of)
    return typed_folder(workspace, note, areas, reference) if note else None


def _is_known(source: Source, as_of: dt.date) -> bool:
    """Whether a snapshot knows of a source: by its date, unless its rows are dated or it is a map."""
    if source["profile"] == boundary.PROFILE or layouts()[source["profile"]].row_date:
        return True
    return bool(source["as_of"] <= as_of.isoformat())


def _source_row(source: Source, folder: Path, areas: Areas) -> dict[str, object]:
    counts = read_json(folder / "counts.json")
    return {
        **source,
        "regency_code": areas.regency.regency_code,
        "row_count": counts["rows"],
        "typed_count": counts["typed"],
        "set_aside_count": counts["set_aside"],
    }
