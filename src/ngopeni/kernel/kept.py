"""What a new edition takes over from the published one: the tables that would be worked out just the same."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ngopeni.kernel.contract import Table
from ngopeni.kernel.durable import fsync_path
from ngopeni.kernel.edition import Draft, Inputs, is_of_files, published_facts
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.workspace import Workspace


@dataclass(frozen=True)
class Kept:
    """The stages whose tables stand as they are.

    Parameters
    ----------
    folder : Path
        Of the published edition.
    snapshots : dict
        Rows of each table, by date and name.
    stages : frozenset of str
    """

    folder: Path = Path()
    snapshots: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    stages: frozenset[str] = frozenset()

    def show(self, engine: Engine, as_of: dt.date, tables: Iterable[Table]) -> None:
        """Show tables of a date to the stages that come after."""
        for table in tables:
            engine.read(table.name, [self.folder / as_of.isoformat() / f"{table.name}.parquet"])

    def hand_on(self, draft: Draft, as_of: dt.date, tables: Iterable[Table]) -> None:
        """Make tables of a date part of the draft: the same files, for nobody writes into an edition."""
        date = as_of.isoformat()
        for table in tables:
            path = draft.table_path(as_of, table.name)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _link(self.folder / date / path.name, path)
            draft.record(as_of, table.name, self.snapshots[date][table.name])


def find_kept(workspace: Workspace, inputs: Inputs, reads: Mapping[str, Collection[str]]) -> Kept:
    """The stages that need not run again.

    Parameters
    ----------
    workspace : Workspace
    inputs : Inputs
        Of the new edition.
    reads : mapping of str to collection of str
        For each stage the decision tables it follows, its own and those of the stages it builds upon; and
        ``predecessor``, where it carries something of an older edition forward.
    """
    facts = published_facts(workspace)
    if facts is None or not is_of_files(facts, inputs.sources, inputs.reference):
        return Kept()
    told = {**inputs.decision_hashes, "predecessor": inputs.predecessor}
    known = {**facts["decision_tables"], "predecessor": facts["predecessor"]}
    kept = {stage for stage, names in reads.items() if all(told.get(name) == known.get(name) for name in names)}
    return Kept(workspace.editions / facts["edition"], facts["snapshots"], frozenset(kept))


def _link(known: Path, path: Path) -> None:
    try:
        os.link(known, path)
    except OSError:  # a file system without hard links
        shutil.copy2(known, path)
        fsync_path(path)
