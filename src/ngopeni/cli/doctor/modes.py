"""Who can read the files of a workspace."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ngopeni.cli.doctor.diagnosis import Diagnosis, fine, problem, warning
from ngopeni.kernel.workspace import FOR_OWNER

CHECK = "permissions"
# What is served to every browser anyway.
PUBLIC = {"static"}


@dataclass(frozen=True)
class Entry:
    """A file or folder as the system tells of it; links themselves have no mode."""

    path: Path
    mode: int
    owner: int

    @property
    def is_open(self) -> bool:
        """Whether anybody but the owner may read, write or enter it."""
        return bool(self.mode & FOR_OWNER)


def entries(home: Path) -> Iterator[Entry]:
    """The workspace's folder and all in it, links not followed, public files left out."""
    yield _entry(home)
    for folder, folders, files in os.walk(home):
        if Path(folder) == home:
            folders[:] = [name for name in folders if name not in PUBLIC]
        for name in (*folders, *files):
            path = Path(folder) / name
            if not path.is_symlink() and path.exists():  # what is being written may be gone by now
                yield _entry(path)


def _entry(path: Path) -> Entry:
    found = path.lstat()
    return Entry(path, stat.S_IMODE(found.st_mode), found.st_uid)


def mend(home: Path) -> int:
    """Take every right of others away; what belongs to somebody else stays as it is.

    Returns
    -------
    int
        Files and folders changed.
    """
    changed = 0
    for entry in entries(home):
        if entry.is_open and entry.owner == os.geteuid():
            entry.path.chmod(entry.mode & ~FOR_OWNER)
            changed += 1
    return changed


def check_modes(home: Path, user: int, name_of: dict[int, str]) -> list[Diagnosis]:
    """Whether others can read anything, and whether all of it belongs to who runs the program.

    Parameters
    ----------
    home : Path
    user : int
        Who asks.
    name_of : dict of int to str
        Names of users by number; a number without a name stays a number.
    """
    found = list(entries(home))
    return [_openness(home, found), _ownership(found, user, name_of)]


def _openness(home: Path, found: list[Entry]) -> Diagnosis:
    opened = [entry for entry in found if entry.is_open]
    if not opened:
        return fine(CHECK, "DOCTOR-001", count=len(found))
    first = opened[0].path
    values = {"count": len(opened), "total": len(found), "example": str(first.relative_to(home)), "home": str(home)}
    # Behind a closed folder nothing can be reached, but a copy of it may stand in an open one.
    return problem(CHECK, "DOCTOR-002", **values) if found[0].is_open else warning(CHECK, "DOCTOR-003", **values)


def _ownership(found: list[Entry], user: int, name_of: dict[int, str]) -> Diagnosis:
    owner = found[0].owner
    others = [entry for entry in found if entry.owner != owner]
    names = {"owner": name_of.get(owner, str(owner)), "user": name_of.get(user, str(user))}
    if others:
        stranger = name_of.get(others[0].owner, str(others[0].owner))
        example = str(others[0].path.relative_to(found[0].path))
        return problem("owner", "DOCTOR-006", count=len(others), stranger=stranger, example=example, **names)
    return fine("owner", "DOCTOR-004", **names) if owner == user else warning("owner", "DOCTOR-005", **names)
