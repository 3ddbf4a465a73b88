"""Taking a file into the archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import partial
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
    sha256_of,
    source_id_of,
)
from ngopeni.intake.inspection import draft_note, inspect
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
    sha256 = sha256_of(path)
    if profile == boundary.PROFILE or (profile is None and boundary.is_boundary_file(file_name)):
        boundary.inspect_boundary(path, file_name, areas)
        kind, title, usual = boundary.PROFILE, boundary.TITLE, boundary.PUBLISHER
        how_to_read: dict[str, object] = {}
        keep = partial(keep_original, workspace, sha256, path)
    else:
        inspection = inspect(path, file_name, areas, profile)
        layout = inspection.recognition.layout
        kind, title, usual = layout.code, layout.title, layout.publisher
        how_to_read = draft_note(inspection.recognition)
        keep = partial(keep_rows, workspace, sha256, inspection.sheets)
    publisher = publisher.strip() or usual
    if not publisher:
        raise UserError("INTAKE-014", file=file_name, profile=title)
    source_id = source_id_of(sha256, kind, as_of)
    known = find_source(workspace, source_id)
    if known:
        return known, False
    refuse_other_date(workspace, sha256, kind, file_name, withdrawn)
    keep()
    note = {
        **how_to_read,
        "source_id": source_id,
        "sha256": sha256,
        "profile": kind,
        "file_name": file_name,
        "size_bytes": path.stat().st_size,
        "as_of": as_of.isoformat(),
        "publisher": publisher,
        "received_at": received_at.isoformat(timespec="seconds"),
        "received_by": received_by,
        "is_simulated": is_simulated,
    }
    return note_source(workspace, note), True


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
