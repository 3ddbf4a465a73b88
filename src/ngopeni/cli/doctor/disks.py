"""What the disks under a workspace say: encryption and room."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ngopeni.cli.doctor.diagnosis import Diagnosis, Level, fine, problem, warning
from ngopeni.cli.doctor.encryption import Disk, Machine, State, disk_under, swap_disks, worst

GIGABYTE = 1_000_000_000
# Below this a build or an import may stop half-way; below the other it is time to make room.
TOO_LITTLE, LITTLE = GIGABYTE, 10 * GIGABYTE
LEVELS = {
    State.ENCRYPTED: Level.FINE,
    State.PLAIN: Level.PROBLEM,
    State.UNKNOWN: Level.WARNING,
    State.MEMORY: Level.FINE,
}
CODES = {
    "encryption": {
        State.ENCRYPTED: "DOCTOR-010",
        State.PLAIN: "DOCTOR-011",
        State.UNKNOWN: "DOCTOR-012",
        State.MEMORY: "DOCTOR-013",
    },
    "temporary": {
        State.ENCRYPTED: "DOCTOR-020",
        State.PLAIN: "DOCTOR-021",
        State.UNKNOWN: "DOCTOR-022",
        State.MEMORY: "DOCTOR-023",
    },
    "swap": {
        State.ENCRYPTED: "DOCTOR-030",
        State.PLAIN: "DOCTOR-031",
        State.UNKNOWN: "DOCTOR-032",
        State.MEMORY: "DOCTOR-033",
    },
}


def check_encryption(home: Path, temporary: Path, machine: Machine, *, is_demo: bool) -> list[Diagnosis]:
    """Whether the workspace, the folder of uploads under way, and swap lie on encrypted disks.

    Parameters
    ----------
    home : Path
        Its entries may be links to other disks: all of them are looked at.
    temporary : Path
    machine : Machine
    is_demo : bool
        Invented people need no encryption: then nothing of this is a problem.
    """
    places = [home, *sorted(path for path in home.iterdir() if path.is_dir() or path.is_symlink())]
    found = [
        _said("encryption", worst(disk_under(path, machine) for path in places), str(home)),
        _said("temporary", disk_under(temporary, machine), str(temporary)),
        _said("swap", worst(swap_disks(machine)), "swap"),
    ]
    return [_eased(each) for each in found] if is_demo else found


def _said(check: str, disk: Disk | None, place: str) -> Diagnosis:
    """The sentence of a place; no disk at all is as good as memory."""
    state = disk.state if disk else State.MEMORY
    level = LEVELS[state]
    if check == "encryption" and state is State.MEMORY:
        level = Level.WARNING  # uploads may pass through memory; a workspace there is gone after the next start
    return Diagnosis(check, level, CODES[check][state], {"place": place, "how": disk.how if disk else "–"})


def _eased(found: Diagnosis) -> Diagnosis:
    is_problem = found.level is Level.PROBLEM
    return Diagnosis(found.check, Level.WARNING, found.code, found.values) if is_problem else found


def check_space(free: int, used: int) -> Diagnosis:
    """Whether there is room for the next build.

    Parameters
    ----------
    free : int
        Bytes free on the disk of the workspace.
    used : int
        Bytes that the published edition takes: the next is built beside it.
    """
    values = {"free": round(free / GIGABYTE, 1), "used": round(used / GIGABYTE, 2)}
    if free < max(TOO_LITTLE, used):
        return problem("space", "DOCTOR-042", **values)
    if free < max(LITTLE, 3 * used):
        return warning("space", "DOCTOR-041", **values)
    return fine("space", "DOCTOR-040", **values)


def size_of(paths: Iterable[Path]) -> int:
    """Bytes of all files below some folders."""
    total = 0
    for path in paths:
        for folder, _folders, files in os.walk(path):
            total += sum((Path(folder) / name).lstat().st_size for name in files)
    return total
