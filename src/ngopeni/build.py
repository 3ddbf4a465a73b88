"""The whole batch on one page: the stages, in order, called one by one."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ngopeni.areas import build as areas_build
from ngopeni.areas.area import Areas
from ngopeni.assignment import build as assignment_build
from ngopeni.difference import build as difference_build
from ngopeni.intake import boundary
from ngopeni.intake import build as intake_build
from ngopeni.intake.archive import Source, all_sources, sweep
from ngopeni.intake.code_lists import areas_of
from ngopeni.kernel.contract import Table
from ngopeni.kernel.edition import (
    Draft,
    Inputs,
    built_before,
    is_of_files,
    open_draft,
    point_at,
    publish,
    published_facts,
    reference_hash,
)
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.kept import Kept, find_kept
from ngopeni.kernel.progress import Progress, silent
from ngopeni.kernel.workspace import Workspace
from ngopeni.linkage import build as linkage_build
from ngopeni.linkage.tables import PERSON_LINK
from ngopeni.measures import build as measures_build
from ngopeni.partners import build as partners_build
from ngopeni.quality import build as quality_build
from ngopeni.tables import OF_STAGE
from ngopeni.targets import build as targets_build
from ngopeni.zones import build as zones_build

VERSION = "0.1.0"
Decisions = dict[str, list[dict[str, Any]]]
# The decisions that each stage follows, its own and those of the stages it builds upon: while files and these are the
# same, its tables are too.
READS: dict[str, tuple[str, ...]] = {
    "areas": (),
    "intake": (),
    "quality": ("waiver",),
    "measures": (),
    "zones": ("zone_version",),
    "partners": ("institution",),
    "assignment": ("assignment", "evaluation_design"),
    "targets": (),
    "linkage": ("match_judgement", "predecessor"),
    "difference": ("match_judgement", "predecessor"),
}


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
    kept = find_kept(workspace, inputs, READS)
    for number, as_of in enumerate(dates):
        progress("build.snapshot", number, len(dates))
        build_snapshot(workspace, draft, inputs, regency, as_of, dates[:number], kept)
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
    facts = published_facts(workspace)
    if facts is None:
        return None
    return facts["predecessor"] if is_of_files(facts, used, reference) else facts["edition"]


def snapshot_dates(workspace: Workspace, used: list[Source]) -> list[dt.date]:
    """The as-of dates: every date of a source of figures; before the first, the day of opening."""
    dates = {dt.date.fromisoformat(note["as_of"]) for note in used if note["profile"] != boundary.PROFILE}
    return sorted(dates) or [workspace.opened_on]


def build_snapshot(
    workspace: Workspace,
    draft: Draft,
    inputs: Inputs,
    regency: Areas,
    as_of: dt.date,
    earlier: list[dt.date],
    kept: Kept,
) -> None:
    """Run every stage for one date and write its tables; those of the dates before are written already."""
    engine = Engine()
    sources, reference = inputs.sources, inputs.reference
    previous = workspace.editions / inputs.predecessor if inputs.predecessor else None
    decisions, code = dict(inputs.decisions), inputs.regency_code
    households = draft.table_path(earlier[-1], "household") if earlier else None
    shapes = intake_build.shapes_folder(workspace, sources, regency, as_of, reference)
    stages: dict[str, Callable[[], None]] = {
        "areas": lambda: areas_build.build(engine, regency, shapes),
        "intake": lambda: intake_build.build(engine, workspace, sources, regency, as_of, reference),
        "quality": lambda: quality_build.build(engine, decisions, code, as_of, households),
        "measures": lambda: measures_build.build(engine),
        "zones": lambda: zones_build.build(engine, decisions, as_of),
        "partners": lambda: partners_build.build(engine, decisions, code),
        "assignment": lambda: assignment_build.build(engine, decisions, code),
        "targets": lambda: targets_build.build(engine, code),
    }
    for name, run in stages.items():
        if name in kept.stages:
            kept.show(engine, as_of, OF_STAGE[name])
            continue
        with timed(draft, as_of, name):
            run()
    for name in stages:
        if name not in kept.stages:
            write_tables(engine, draft, as_of, OF_STAGE[name])
    engine.close()
    for name in sorted(kept.stages):
        with timed(draft, as_of, name):
            kept.hand_on(draft, as_of, OF_STAGE[name])
    folders = [draft.table_path(date, "registry").parent for date in (as_of, *earlier)]
    if "linkage" not in kept.stages:
        build_linkage(draft, as_of, folders, decisions, previous)
    if "difference" not in kept.stages:
        build_difference(draft, as_of, folders)


@contextmanager
def timed(draft: Draft, as_of: dt.date, stage: str) -> Iterator[None]:
    """Note the seconds that a stage takes for a date."""
    started = time.perf_counter()
    yield
    draft.seconds[f"{as_of} {stage}"] = round(time.perf_counter() - started, 3)


def build_linkage(
    draft: Draft, as_of: dt.date, folders: list[Path], decisions: Decisions, previous: Path | None
) -> None:
    """Find the persons of a date out of its files and those of the dates before."""
    engine = Engine()
    keys = previous / as_of.isoformat() / f"{PERSON_LINK.name}.parquet" if previous else None
    with timed(draft, as_of, "linkage"):
        linkage_build.build(engine, folders[0], folders[1:], decisions, as_of, keys)
    write_tables(engine, draft, as_of, OF_STAGE["linkage"])
    engine.close()


def build_difference(draft: Draft, as_of: dt.date, folders: list[Path]) -> None:
    """Compare a date with those before out of their files: two whole lists need an engine of their own."""
    engine = Engine()
    with timed(draft, as_of, "difference"):
        difference_build.build(engine, folders[0], folders[1:])
    write_tables(engine, draft, as_of, OF_STAGE["difference"])
    engine.close()


def write_tables(engine: Engine, draft: Draft, as_of: dt.date, tables: Iterable[Table]) -> None:
    """Write tables of one date."""
    for table in tables:
        path = draft.table_path(as_of, table.name)
        # A list of people stays in the order of its files: sorting half a million rows helps nobody.
        draft.record(as_of, table.name, engine.write(table, path, is_sorted=not table.is_personal))
