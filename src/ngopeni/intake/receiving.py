"""Taking a file into the archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.intake import boundary
from ngopeni.intake.archive import (
    Source,
    all_sources,
    find_source,
    keep_original,
    keep_rows,
    note_source,
    part_folder,
    sha256_of,
    source_id_of,
)
from ngopeni.intake.inspection import draft_note, inspect_rows
from ngopeni.intake.reading import stage
from ngopeni.intake.recognition import Matched, Recognition, recognise
from ngopeni.intake.typed_store import draft_folder, keep_typed, kept_path
from ngopeni.kernel.edition import reference_hash
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace


def receive(
    workspace: Workspace,
    path: Path,
    areas: Areas,
    *,
    file_name: str,
    as_of: dt.date,
    received_at: dt.datetime,
    received_by: str,
    profile: str | None = None,
    publisher: str = "",
    is_simulated: bool = False,
    withdrawn: Collection[str] = (),
    matched: Sequence[Matched] = (),
) -> tuple[Source, bool]:
    """Archive a file, of rows or of boundaries, and note it as a source.

    Parameters
    ----------
    workspace : Workspace
    path : Path
        The file as it came.
    areas : Areas
    file_name : str
        The name it came under.
    as_of : date
        The date of the state that it tells.
    received_at : datetime
        In UTC.
    received_by : str
    profile : str, optional
        A layout's code; by default the one that fits.
    publisher : str
        Who published it; may be empty where the layout knows.
    is_simulated : bool
    withdrawn : collection of str
        Ids of sources that count no more; they do not stand in the way of another date.
    matched : sequence of Matched
        Columns that people have matched before.

    Returns
    -------
    source : dict
        The note.
    is_new : bool
        False when the same file was there for the same date: one source.

    Raises
    ------
    UserError
        When the file cannot be used (nothing is saved then), INTAKE-014 when no publisher is
        named, INTAKE-015 when the same file is there for another date.
    """
    # Long files are numbered while they are read.
    with ThreadPoolExecutor(max_workers=1) as beside, part_folder(workspace) as folder:
        sha256 = beside.submit(sha256_of, path)
        is_map = profile == boundary.PROFILE or (profile is None and boundary.is_boundary_file(file_name))
        rows = folder / "rows.parquet"
        if is_map:
            boundary.inspect_boundary(path, file_name, areas)
        else:
            found = recognise(stage(path, file_name, rows), file_name, profile, matched)
        origin = Origin(sha256.result(), file_name, path.stat().st_size, as_of, received_at, received_by, is_simulated)
        if is_map:
            return _keep_map(workspace, origin, path, publisher, withdrawn)
        return _keep_table(workspace, origin, rows, found, areas, publisher, withdrawn)


def _keep_map(
    workspace: Workspace, origin: Origin, path: Path, publisher: str, withdrawn: Collection[str]
) -> tuple[Source, bool]:
    """Keep a file of boundaries as it is."""
    note = origin.note(boundary.PROFILE, boundary.TITLE, publisher or boundary.PUBLISHER)
    known = known_note(workspace, note, withdrawn)
    if known:
        return known, False
    keep_original(workspace, origin.sha256, path)
    return note_source(workspace, note), True


def _keep_table(
    workspace: Workspace,
    origin: Origin,
    rows: Path,
    found: Recognition,
    areas: Areas,
    publisher: str,
    withdrawn: Collection[str],
) -> tuple[Source, bool]:
    """Type rows that were laid down; keep both when they can be used."""
    layout = found.layout
    note = draft_note(found) | origin.note(layout.code, layout.title, publisher.strip() or layout.publisher)
    known = known_note(workspace, note, withdrawn)
    if known:
        return known, False
    with draft_folder(workspace) as folder:
        engine = Engine()
        inspect_rows(engine, rows, found, note, origin.file_name, areas, kept_path(folder, layout))
        keep_rows(workspace, origin.sha256, rows)
        keep_typed(workspace, note, areas, reference_hash(), engine, folder)
        engine.close()
    return note_source(workspace, note), True


@dataclass(frozen=True)
class Origin:
    """Where a file came from."""

    sha256: str
    file_name: str
    size_bytes: int
    as_of: dt.date
    received_at: dt.datetime
    received_by: str
    is_simulated: bool

    def note(self, profile: str, title: str, publisher: str) -> Source:
        """The part of a source's note that says what it is and whence.

        Raises
        ------
        UserError
            INTAKE-014 when no publisher is named.
        """
        if not publisher.strip():
            raise UserError("INTAKE-014", file=self.file_name, profile=title)
        return {
            "source_id": source_id_of(self.sha256, profile, self.as_of),
            "sha256": self.sha256,
            "profile": profile,
            "file_name": self.file_name,
            "size_bytes": self.size_bytes,
            "as_of": self.as_of.isoformat(),
            "publisher": publisher.strip(),
            "received_at": self.received_at.isoformat(timespec="seconds"),
            "received_by": self.received_by,
            "is_simulated": self.is_simulated,
        }


def known_note(workspace: Workspace, note: Source, withdrawn: Collection[str]) -> Source | None:
    """The note that is there already for the same file and date.

    Raises
    ------
    UserError
        INTAKE-015 when the file is there for another date.
    """
    known = find_source(workspace, note["source_id"])
    if known is None:
        refuse_other_date(workspace, note["sha256"], note["profile"], note["file_name"], withdrawn)
    return known


def refuse_other_date(
    workspace: Workspace, sha256: str, profile: str, file_name: str, withdrawn: Collection[str] = ()
) -> None:
    """Refuse a file that is there already under another date and was not withdrawn.

    Raises
    ------
    UserError
        INTAKE-015.
    """
    for note in all_sources(workspace):
        if note["source_id"] not in withdrawn and (note["sha256"], note["profile"]) == (sha256, profile):
            raise UserError("INTAKE-015", file=file_name, date=dt.date.fromisoformat(note["as_of"]))
