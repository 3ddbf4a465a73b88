"""Two snapshots compared: what stands in the later one, or, for other pairs, what is worked out and kept."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ngopeni.difference import build as difference_build
from ngopeni.difference.tables import VILLAGE_BALANCE, VILLAGE_CHANGE
from ngopeni.intake.layouts import layouts
from ngopeni.kernel.durable import publish_folder, sweep_folders
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Row, Snapshot, open_snapshot
from ngopeni.kernel.workspace import Workspace

# Rows about persons are not kept: pages of totals need none.
KEPT = (VILLAGE_CHANGE, VILLAGE_BALANCE)
# Two lists of half a million rows take the memory of a small server; two such pairs at once would be too many.
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two dates of one list, by village.

    Parameters
    ----------
    since, as_of : date
        Of the lists.
    profile : str
    changes : sequence of dict
        ``village_change``.
    balance : sequence of dict
        ``village_balance``.
    """

    since: dt.date
    as_of: dt.date
    profile: str
    changes: Sequence[Row]
    balance: Sequence[Row]


def compared(workspace: Workspace, before: Snapshot, after: Snapshot) -> Comparison:
    """What changed from one snapshot to another.

    Raises
    ------
    UserError
        DIFFERENCE-001 to 004, when they cannot be compared.
    """
    check_pair(before, after)
    own = stored(after)
    if own and own.since == in_force(before)["measured_on"]:
        return own
    return _kept(workspace, before, after)


def check_pair(before: Snapshot, after: Snapshot) -> None:
    """Refuse two snapshots whose lists do not tell the same thing.

    Raises
    ------
    UserError
        DIFFERENCE-001 two editions, 002 no list, 003 other kinds of lists, 004 the same list or the wrong order.
    """
    if before.edition != after.edition:
        raise UserError("DIFFERENCE-001")
    former, latter = in_force(before), in_force(after)
    names = ("profile", "instrument", "instrument_version")
    if any(former[name] != latter[name] for name in names):
        titles = [layouts()[row["profile"]].title for row in (former, latter)]
        raise UserError("DIFFERENCE-003", since=before.as_of, as_of=after.as_of, former=titles[0], latter=titles[1])
    if former["measured_on"] >= latter["measured_on"]:
        raise UserError("DIFFERENCE-004", date=latter["measured_on"])


def in_force(snapshot: Snapshot) -> Row:
    """The list in force of a snapshot.

    Raises
    ------
    UserError
        DIFFERENCE-002 when there is none.
    """
    for row in snapshot.table("registry"):
        if row["is_in_force"]:
            return row
    raise UserError("DIFFERENCE-002", date=snapshot.as_of)


def is_comparable(before: Snapshot, after: Snapshot) -> bool:
    """Whether two snapshots can be compared."""
    try:
        check_pair(before, after)
    except UserError:
        return False
    return True


@lru_cache(maxsize=8)
def stored(snapshot: Snapshot) -> Comparison | None:
    """What a snapshot itself says of the list before its own; None where there is none."""
    return _from_tables(snapshot)


def _from_tables(tables: Snapshot) -> Comparison | None:
    balance = tables.table("village_balance")
    if not balance:
        return None
    first = balance[0]
    return Comparison(first["since"], first["as_of"], first["profile"], tables.table("village_change"), balance)


def _kept(workspace: Workspace, before: Snapshot, after: Snapshot) -> Comparison:
    """A pair worked out before, or now."""
    parent = workspace.differences / after.edition
    folder = parent / f"{before.as_of}_{after.as_of}"
    with ONE_AT_A_TIME:
        if not folder.exists():
            _work_out(parent, before.folder, after.folder, folder)
            _sweep(workspace, after.edition)
    found = stored(open_snapshot(folder))
    assert found is not None, "two lists that can be compared have villages"
    return found


def _work_out(parent: Path, before: Path, after: Path, folder: Path) -> None:
    """Compare two folders, and give the tables their name when they are whole."""
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = parent / f".draft-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    draft.mkdir(mode=0o700)
    engine = Engine()
    try:
        difference_build.show(engine, before, after)
        difference_build.compare(engine)
        for table in KEPT:
            engine.write(table, draft / f"{table.name}.parquet")
        publish_folder(draft, folder)
    finally:
        engine.close()
        shutil.rmtree(draft, ignore_errors=True)


def _sweep(workspace: Workspace, edition: str) -> None:
    """Remove what belongs to editions that are published no more, and what a crash left."""
    for each in workspace.differences.iterdir():
        if each.name != edition:
            shutil.rmtree(each, ignore_errors=True)
    sweep_folders(workspace.differences / edition, ".draft-*")
