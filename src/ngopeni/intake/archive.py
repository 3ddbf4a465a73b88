"""The archive: every file received, as text-only Parquet beside a note of what it is."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ngopeni.kernel.durable import fsync_path, publish_folder, read_json, sweep_folders, write_json
from ngopeni.kernel.workspace import Workspace

Source = dict[str, Any]


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def source_id_of(sha256: str, profile: str, as_of: dt.date) -> str:
    """The name of a source: the same file for the same date is the same source."""
    return hashlib.sha256(f"{sha256} {profile} {as_of}".encode()).hexdigest()[:12]


def all_sources(workspace: Workspace) -> list[Source]:
    """The note of every source in the archive, oldest state first."""
    notes = [read_json(path) for path in workspace.archive.glob("*/source-*.json")]
    return sorted(notes, key=lambda note: (note["as_of"], note["received_at"], note["source_id"]))


def find_source(workspace: Workspace, source_id: str) -> Source | None:
    """The note of one source, or None."""
    for path in workspace.archive.glob(f"*/source-{source_id}.json"):
        return dict(read_json(path))
    return None


def rows_path(workspace: Workspace, sha256: str) -> Path:
    """The text-only Parquet of a file."""
    return workspace.archive / sha256 / "rows.parquet"


def original_path(workspace: Workspace, sha256: str) -> Path:
    """The file itself, kept where text cannot stand for it (boundaries)."""
    return workspace.archive / sha256 / "original"


def keep_rows(workspace: Workspace, sha256: str, staged: Path) -> None:
    """Archive a file's text, laid down by ``reading.stage``."""
    if rows_path(workspace, sha256).exists():
        return
    with _Beside(workspace, sha256) as folder:
        _link_or_copy(staged, folder / "rows.parquet")


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


def keep_original(workspace: Workspace, sha256: str, path: Path) -> None:
    """Archive a file as it is."""
    if original_path(workspace, sha256).exists():
        return
    with _Beside(workspace, sha256) as folder:
        shutil.copyfile(path, folder / "original")


def note_source(workspace: Workspace, note: Source) -> Source:
    """Write a source's note: from here on it counts. An existing note is kept."""
    path = workspace.archive / note["sha256"] / f"source-{note['source_id']}.json"
    if path.exists():
        return dict(read_json(path))
    write_json(path, note)
    return note


@contextmanager
def part_folder(workspace: Workspace) -> Iterator[Path]:
    """A folder in the archive that nobody counts and that goes away; what a crash leaves of it is swept."""
    folder = workspace.archive / f".part-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Beside:
    """A folder that takes its place in the archive only when everything in it is written."""

    def __init__(self, workspace: Workspace, sha256: str) -> None:
        self.final = workspace.archive / sha256
        self.folder = workspace.archive / f".part-{os.getpid()}-{uuid.uuid4().hex[:8]}"

    def __enter__(self) -> Path:
        self.folder.mkdir(parents=True, mode=0o700)
        return self.folder

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            for path in self.folder.iterdir():
                path.chmod(0o600)
                fsync_path(path)
            publish_folder(self.folder, self.final)
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep(workspace: Workspace) -> int:
    """Remove what interrupted imports left behind.

    Returns
    -------
    int
        Folders removed.
    """
    return sweep_folders(workspace.archive, ".part-*") + sweep_folders(workspace.typed, ".part-*")
