"""The whole batch on one page: the stages, in order, called one by one."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ngopeni.areas import build as areas_build
from ngopeni.areas.area import Areas
from ngopeni.assignment import build as assignment_build
from ngopeni.difference import build as difference_build
from ngopeni.difference.tables import TABLES as OF_TWO_DATES
from ngopeni.intake import boundary
from ngopeni.intake import build as intake_build
from ngopeni.intake.archive import Source, all_sources, sweep
from ngopeni.intake.code_lists import areas_of
from ngopeni.kernel.contract import Table
from ngopeni.kernel.durable import fsync_path
from ngopeni.kernel.edition import (
    Draft,
    Inputs,
    built_before,
    current_edition,
    hash_of,
    is_built,
    manifest,
    open_draft,
    point_at,
    publish,
    reference_hash,
)
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.progress import Progress, silent
from ngopeni.kernel.workspace import Workspace
from ngopeni.linkage import build as linkage_build
from ngopeni.linkage.tables import MATCH_JUDGEMENT, PERSON_LINK
from ngopeni.linkage.tables import TABLES as OF_PERSONS
from ngopeni.measures import build as measures_build
from ngopeni.partners import build as partners_build
from ngopeni.quality import build as quality_build
from ngopeni.tables import TABLES
from ngopeni.targets import build as targets_build
from ngopeni.zones import build as zones_build

VERSION = "0.1.0"
Decisions = dict[str, list[dict[str, Any]]]


def build(workspace: Workspace, decisions: Decisions, progress: Progress = silent) -> str:
    """Build what is not built yet and publish it.

    Parameters
    ----------
    workspace : Workspace
    decisions : dict
        Decision tables: ``withdrawn_source``, ``waiver``, ``zone_version``, ``institution``, ``assignment``,
        ``evaluation_design``, ``match_judgement``.
    progress : Progress

    Returns
    -------
    str
        The published edition. Equal inputs give the edition that is already there.
    """
    sweep(workspace)
    inputs = gather(workspace, decisions)
    known = built_before(workspace, inputs)
    if known:
        point_at(workspace, known)
        return known
    draft = open_draft(workspace)
    regency = areas_of(workspace, inputs.sources)
    dates = snapshot_dates(workspace, inputs.sources)
    for number, as_of in enumerate(dates):
        progress("build.snapshot", number, len(dates))
        build_snapshot(workspace, draft, inputs, regency, as_of, dates[:number])
    progress("build.publish", len(dates), len(dates))
    return publish(workspace, draft, inputs, VERSION)


def gather(workspace: Workspace, decisions: Decisions) -> Inputs:
    """Everything the edition is a function of."""
    withdrawn = {row["source_id"] for row in decisions.get("withdrawn_source", [])}
    used = [note for note in all_sources(workspace) if note["source_id"] not in withdrawn]
    reference = reference_hash()
    return Inputs(used, reference, decisions, workspace.regency_code, predecessor(workspace, used, reference))


def predecessor(workspace: Workspace, used: list[Source], reference: str) -> str | None:
    """The edition whose person keys are kept: the published one, or its own where only decisions differ.

    So the same files and decisions make the same edition, however often people change their minds in between.
    """
    current = current_edition(workspace)
    if current is None or not is_built(workspace, current):
        return None
    facts = manifest(workspace, current)
    is_same = facts["sources"] == [source["source_id"] for source in used] and facts["reference"] == reference
    return facts["predecessor"] if is_same else current


def snapshot_dates(workspace: Workspace, used: list[Source]) -> list[dt.date]:
    """The as-of dates: every date of a source of figures; before the first, the day of opening."""
    dates = {dt.date.fromisoformat(note["as_of"]) for note in used if note["profile"] != boundary.PROFILE}
    return sorted(dates) or [workspace.opened_on]


def build_snapshot(
    workspace: Workspace, draft: Draft, inputs: Inputs, regency: Areas, as_of: dt.date, earlier: list[dt.date]
) -> None:
    """Run every stage for one date and write its tables; those of the dates before are written already."""
    engine = Engine()
    sources, reference = inputs.sources, inputs.reference
    previous = workspace.editions / inputs.predecessor if inputs.predecessor else None
    decisions, code = dict(inputs.decisions), inputs.regency_code
    households = draft.table_path(earlier[-1], "household") if earlier else None
    shapes = intake_build.shapes_folder(workspace, sources, regency, as_of, reference)
    stages: list[tuple[str, Callable[[], None]]] = [
        ("areas", lambda: areas_build.build(engine, regency, shapes)),
        ("intake", lambda: intake_build.build(engine, workspace, sources, regency, as_of, reference)),
        ("quality", lambda: quality_build.build(engine, decisions, code, as_of, households)),
        ("measures", lambda: measures_build.build(engine)),
        ("zones", lambda: zones_build.build(engine, decisions, as_of)),
        ("partners", lambda: partners_build.build(engine, decisions, code)),
        ("assignment", lambda: assignment_build.build(engine, decisions, code)),
        ("targets", lambda: targets_build.build(engine, code)),
    ]
    for name, run in stages:
        started = time.perf_counter()
        run()
        draft.seconds[f"{as_of} {name}"] = round(time.perf_counter() - started, 3)
    later = {*OF_PERSONS, *OF_TWO_DATES}
    write_tables(engine, draft, as_of, [table for table in TABLES.values() if table not in later])
    engine.close()
    known = same_persons(workspace, inputs)
    if known:
        copy_tables(workspace.editions / known, manifest(workspace, known), draft, as_of, later)
        return
    build_linkage(draft, as_of, earlier, decisions, previous)
    build_difference(draft, as_of, earlier)


def same_persons(workspace: Workspace, inputs: Inputs) -> str | None:
    """The published edition, where the new one will find the same persons: most decisions do not touch them."""
    current = current_edition(workspace)
    if current is None or not is_built(workspace, current):
        return None
    facts = manifest(workspace, current)
    told = ([source["source_id"] for source in inputs.sources], inputs.reference, inputs.predecessor)
    is_same = (facts["sources"], facts["reference"], facts["predecessor"]) == told
    judgements = inputs.decisions.get(MATCH_JUDGEMENT.name)
    said = facts.get("decision_tables", {}).get(MATCH_JUDGEMENT.name)
    return current if is_same and said == (hash_of(judgements) if judgements else None) else None


def copy_tables(known: Path, facts: dict[str, Any], draft: Draft, as_of: dt.date, tables: Iterable[Table]) -> None:
    """Take tables of a date over from an edition that holds the same: to work them out takes half a build."""
    started, date = time.perf_counter(), as_of.isoformat()
    for table in tables:
        path = draft.table_path(as_of, table.name)
        shutil.copy2(known / date / path.name, path)
        fsync_path(path)
        draft.record(as_of, table.name, facts["snapshots"][date][table.name])
    draft.seconds[f"{as_of} linkage"] = round(time.perf_counter() - started, 3)
    draft.seconds[f"{as_of} difference"] = 0.0


def build_linkage(
    draft: Draft, as_of: dt.date, earlier: list[dt.date], decisions: Decisions, previous: Path | None
) -> None:
    """Find the persons of a date out of its files and those of the dates before."""
    engine, started = Engine(), time.perf_counter()
    folder, *folders = [draft.table_path(date, "registry").parent for date in (as_of, *earlier)]
    kept = previous / as_of.isoformat() / f"{PERSON_LINK.name}.parquet" if previous else None
    linkage_build.build(engine, folder, folders, decisions, as_of, kept)
    draft.seconds[f"{as_of} linkage"] = round(time.perf_counter() - started, 3)
    write_tables(engine, draft, as_of, OF_PERSONS)
    engine.close()


def build_difference(draft: Draft, as_of: dt.date, earlier: list[dt.date]) -> None:
    """Compare a date with those before out of their files: two whole lists need an engine of their own."""
    engine, started = Engine(), time.perf_counter()
    folder, *folders = [draft.table_path(date, "registry").parent for date in (as_of, *earlier)]
    difference_build.build(engine, folder, folders)
    draft.seconds[f"{as_of} difference"] = round(time.perf_counter() - started, 3)
    write_tables(engine, draft, as_of, OF_TWO_DATES)
    engine.close()


def write_tables(engine: Engine, draft: Draft, as_of: dt.date, tables: Iterable[Table]) -> None:
    """Write tables of one date."""
    for table in tables:
        path = draft.table_path(as_of, table.name)
        # A list of people stays in the order of its files: sorting half a million rows helps nobody.
        draft.record(as_of, table.name, engine.write(table, path, is_sorted=not table.is_personal))
