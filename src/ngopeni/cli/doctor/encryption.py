"""Whether what lies on the disk is encrypted. Looked at, never provided, and never guessed.

The walk starts at the file system that holds a path and goes down through what it rests on: a volume on a RAID on
a LUKS device is encrypted; a mirror of which one half is not, is not. What cannot be told is told as such: encryption
inside a drive or by the provider of a virtual machine does not show from here.
"""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

# Device-mapper targets that encipher; CRYPT-VERITY and CRYPT-INTEGRITY only check what is read.
CIPHERS = ("CRYPT-LUKS", "CRYPT-PLAIN", "CRYPT-TCRYPT", "CRYPT-LOOPAES", "CRYPT-BITLK", "CRYPT-FVAULT2")
ENCIPHERING = {"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.securefs"}
MEMORY = {"tmpfs", "ramfs"}
OCTAL = re.compile(r"\\([0-7]{3})")
GET_FLAGS, ENCRYPTED_FLAG = 0x80086601, 0x800  # FS_IOC_GETFLAGS and FS_ENCRYPT_FL of linux/fs.h


class State(StrEnum):
    """What is known about a place."""

    ENCRYPTED = "encrypted"
    PLAIN = "plain"  # readable to who takes the disk out
    MEMORY = "memory"  # not on a disk at all
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Disk:
    """Where a path lies and what is known of it.

    Parameters
    ----------
    state : State
    how : str
        The device or file system that decided.
    """

    state: State
    how: str


def _ask(words: Sequence[str]) -> str:
    """What another program says; nothing where it is not there."""
    try:
        return subprocess.run(words, capture_output=True, text=True, timeout=10, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _flags(path: Path) -> int:
    """The attributes of a folder; none where its file system keeps none."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return 0
    try:
        return int(struct.unpack("l", fcntl.ioctl(handle, GET_FLAGS, bytes(struct.calcsize("l"))))[0])
    except OSError:
        return 0
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Machine:
    """Where a system tells of itself."""

    mounts: Path = Path("/proc/self/mountinfo")
    swaps: Path = Path("/proc/swaps")
    sys: Path = Path("/sys")
    dev: Path = Path("/dev")
    ask: Callable[[Sequence[str]], str] = _ask
    flags: Callable[[Path], int] = _flags


@dataclass(frozen=True)
class Mount:
    """A line of the table of mounts."""

    numbers: str
    point: Path
    kind: str
    source: str


def disk_under(path: Path, machine: Machine) -> Disk:
    """What is known about the disk under a path.

    Parameters
    ----------
    path : Path
        Need not be there yet: then its nearest folder counts.
    machine : Machine
    """
    real = path.resolve()
    mount = _mount_of(real, machine)
    if mount is None:
        return Disk(State.UNKNOWN, str(real))
    if mount.kind in MEMORY:
        return Disk(State.MEMORY, mount.kind)
    if mount.kind in ENCIPHERING:
        return Disk(State.ENCRYPTED, mount.kind)
    if mount.kind == "zfs":
        return _zfs(mount, machine)
    if machine.flags(real) & ENCRYPTED_FLAG:
        return Disk(State.ENCRYPTED, f"fscrypt, {mount.kind}")
    names = _devices(mount, machine)
    if not names:
        return Disk(State.UNKNOWN, f"{mount.kind} {mount.source}")
    return Disk(_all(_block_state(name, machine) for name in names), f"{mount.kind} {', '.join(names)}")


def swap_disks(machine: Machine) -> list[Disk]:
    """Where memory may be written out to; nothing where there is no swap."""
    found = []
    for line in _text(machine.swaps).splitlines()[1:]:
        name, kind = line.split()[:2]
        path = Path(_plain(name))
        if kind == "file":
            found.append(disk_under(path, machine))
        else:
            device = _device_name(str(path), machine)
            found.append(Disk(_block_state(device, machine), device))
    return found


def worst(disks: Iterable[Disk]) -> Disk | None:
    """The one that decides: plain before unknown before encrypted before memory."""
    order = [State.PLAIN, State.UNKNOWN, State.ENCRYPTED, State.MEMORY]
    return min(disks, key=lambda disk: order.index(disk.state), default=None)


def _mount_of(path: Path, machine: Machine) -> Mount | None:
    """The mount that holds a path; of several at one point the last is on top."""
    holding = [mount for mount in _mounts(machine) if path.is_relative_to(mount.point)]
    longest = max((len(mount.point.parts) for mount in holding), default=0)
    return next((mount for mount in reversed(holding) if len(mount.point.parts) == longest), None)


def _mounts(machine: Machine) -> list[Mount]:
    found = []
    for line in _text(machine.mounts).splitlines():
        first, _, last = line.partition(" - ")
        left, right = first.split(), last.split()
        if len(left) >= 5 and len(right) >= 2:
            found.append(Mount(left[2], Path(_plain(left[4])), right[0], _plain(right[1])))
    return found


def _plain(text: str) -> str:
    """A path as it is: the tables write spaces as ``\\040``."""
    return OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


def _zfs(mount: Mount, machine: Machine) -> Disk:
    told = machine.ask(["zfs", "get", "-H", "-o", "value", "encryption", mount.source])
    # An unencrypted dataset may still rest on encrypted devices, which do not show from here.
    state = State.ENCRYPTED if told == "on" or told.startswith("aes-") else State.UNKNOWN
    return Disk(state, f"zfs {mount.source}")


def _devices(mount: Mount, machine: Machine) -> list[str]:
    """The block devices that a file system rests on; btrfs may have several."""
    by_number = machine.sys / "dev" / "block" / mount.numbers
    if by_number.exists():
        return [by_number.resolve().name]
    name = _device_name(mount.source, machine)
    if not name or not (machine.sys / "class" / "block" / name).exists():
        return []
    for folder in machine.sys.glob("fs/btrfs/*/devices"):
        together = sorted(each.name for each in folder.iterdir())
        if name in together:
            return together
    return [name]


def _device_name(source: str, machine: Machine) -> str:
    """The kernel's name of a device: ``/dev/mapper/data`` is a link to ``dm-0``."""
    if not source.startswith("/dev/"):
        return ""
    return (machine.dev / source.removeprefix("/dev/")).resolve().name


def _block_state(name: str, machine: Machine) -> State:
    device = machine.sys / "class" / "block" / name
    if not name or not device.exists():
        return State.UNKNOWN
    if _text(device / "dm" / "uuid").startswith(CIPHERS):
        return State.ENCRYPTED
    if name.startswith("zram"):
        return _zram_state(device, machine)
    lower = _lower(device)
    if lower:
        return _all(_block_state(each, machine) for each in lower)
    # A device made of something that is not told: a file, or a target without devices.
    if (device / "loop" / "backing_file").exists() or (device / "dm").exists():
        return State.UNKNOWN
    return State.PLAIN


def _zram_state(device: Path, machine: Machine) -> State:
    """Compressed memory, unless it is told to write some of it to a device."""
    behind = _text(device / "backing_dev")
    if behind in {"", "none"}:
        return State.MEMORY
    return _block_state(_device_name(behind, machine), machine)


def _lower(device: Path) -> list[str]:
    """What a device rests on; a partition rests on the whole of its device."""
    slaves = device / "slaves"
    found = sorted(each.name for each in slaves.iterdir()) if slaves.is_dir() else []
    if not found and (device / "partition").exists():
        found = [device.resolve().parent.name]
    return found


def _all(states: Iterable[State]) -> State:
    """Encrypted only where every part is."""
    found = set(states)
    if found <= {State.ENCRYPTED}:
        return State.ENCRYPTED if found else State.UNKNOWN
    return State.PLAIN if State.PLAIN in found else State.UNKNOWN


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
