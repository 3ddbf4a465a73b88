"""Writing so that a crash leaves either the old or the new, never a half."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

OWNER = re.compile(r"-(\d+)-[^-]+$")


def fsync_path(path: Path) -> None:
    """Push a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file in one step: write beside it, fsync, rename, fsync the folder.

    Files are readable by their owner only.
    """
    _write(path, content, _replace)


def _replace(beside: Path, path: Path) -> None:
    beside.replace(path)


def write_once(path: Path, content: bytes) -> None:
    """Make a file as `write_durably` does, unless it is there by then: the first to come is kept."""
    _write(path, content, _link_unless_there)


def _link_unless_there(beside: Path, path: Path) -> None:
    try:
        with suppress(FileExistsError):
            os.link(beside, path)
    except OSError:  # a file system without hard links
        beside.replace(path)
    beside.unlink(missing_ok=True)


def _write(path: Path, content: bytes, take_name: Callable[[Path, Path], None]) -> None:
    """Write beside, fsync, give the name, fsync the folder."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        take_name(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    fsync_path(path.parent)


def write_json(path: Path, value: Any) -> None:
    """Write JSON durably, keys sorted, so that equal values give equal bytes."""
    write_durably(path, canonical_json(value) + b"\n")


def canonical_json(value: Any) -> bytes:
    """JSON with one spelling for one value; dates in ISO form.

    Examples
    --------
    >>> canonical_json({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode("utf-8")


def read_json(path: Path) -> Any:
    """The value of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def publish_folder(made: Path, final: Path) -> None:
    """Give a finished folder its final name; the same content already there is left alone."""
    if final.exists():
        return
    for entry in sorted(made.rglob("*"), reverse=True):
        fsync_path(entry)
    fsync_path(made)
    try:
        made.rename(final)
    except OSError:
        # Another process made the same content and was faster.
        if not final.exists():
            raise
        return
    fsync_path(final.parent)


def sweep_folders(parent: Path, pattern: str) -> int:
    """Remove unfinished folders whose process is gone; their names end in ``-<process>-<random>``.

    Returns
    -------
    int
        Folders removed.
    """
    owners = {folder: OWNER.search(folder.name) for folder in parent.glob(pattern)}
    left = [folder for folder, owner in owners.items() if owner and not _is_running(int(owner[1]))]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(process)


def _is_zombie(process: int) -> bool:
    """Whether a process is dead and only waits for its parent; in a container that may never come."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:  # no Linux, or gone by now
        return False
