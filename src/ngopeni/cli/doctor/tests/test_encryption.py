"""Whether a disk is encrypted, on invented machines: a table of mounts and a /sys of its own for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from ngopeni.cli.doctor.disks import check_encryption, check_space
from ngopeni.cli.doctor.encryption import Machine, State, disk_under, swap_disks, worst

LUKS = "CRYPT-LUKS2-5f3a-data"


class Invented:
    """A machine made of files."""

    def __init__(self, folder: Path, told: str = "", flags: int = 0) -> None:
        self.folder = folder
        self.lines: list[str] = []
        for name in ("sys/class/block", "sys/dev/block", "dev/mapper", "sys/devices"):
            (folder / name).mkdir(parents=True)
        (folder / "swaps").write_text("Filename Type Size Used Priority\n")
        self.machine = Machine(
            mounts=folder / "mountinfo",
            swaps=folder / "swaps",
            sys=folder / "sys",
            dev=folder / "dev",
            ask=lambda words: told,
            flags=lambda path: flags,
        )

    def device(self, name: str, *, on: tuple[str, ...] = (), uuid: str = "", inside: str = "", loop: str = "") -> None:
        """A block device, what it rests on, or the whole disk that it is a partition of."""
        real = self.folder / "sys/devices" / inside / name
        (real / "slaves").mkdir(parents=True)
        for each in on:
            (real / "slaves" / each).symlink_to(self.folder / "sys/class/block" / each)
        if inside:
            (real / "partition").write_text("1\n")
        if uuid:
            (real / "dm").mkdir()
            (real / "dm/uuid").write_text(f"{uuid}\n")
        if loop:
            (real / "loop").mkdir()
            (real / "loop/backing_file").write_text(loop)
        (self.folder / "sys/class/block" / name).symlink_to(real)

    def mount(self, point: str, source: str, kind: str = "ext4", numbers: str = "0:99") -> None:
        self.lines.append(f"36 1 {numbers} / {point} rw,relatime shared:1 - {kind} {source} rw")
        (self.folder / "mountinfo").write_text("\n".join(self.lines))

    def number(self, numbers: str, name: str) -> None:
        (self.folder / "sys/dev/block" / numbers).symlink_to(self.folder / "sys/class/block" / name)

    def mapper(self, name: str, device: str) -> None:
        (self.folder / "dev/mapper" / name).symlink_to(f"../{device}")

    def swap(self, name: str, kind: str) -> None:
        with (self.folder / "swaps").open("a") as stream:
            stream.write(f"{name} {kind} 1024 0 -2\n")

    def state(self, path: str = "/srv/data") -> State:
        return disk_under(Path(path), self.machine).state


@pytest.fixture
def invented(tmp_path):
    machine = Invented(tmp_path)
    machine.device("sda")
    machine.device("sda2", inside="sda")
    machine.mount("/", "/dev/sda2", numbers="8:2")
    machine.number("8:2", "sda2")
    return machine


def test_a_bare_disk_is_plain(invented):
    assert invented.state() is State.PLAIN


def test_a_volume_on_a_luks_device_is_encrypted(invented):
    invented.device("dm-0", on=("sda2",), uuid=LUKS)
    invented.device("dm-1", on=("dm-0",), uuid="LVM-abc")
    invented.mount("/srv", "/dev/mapper/vg-data", numbers="253:1")
    invented.number("253:1", "dm-1")
    assert invented.state() is State.ENCRYPTED
    assert invented.state("/home") is State.PLAIN


def test_a_partition_of_an_encrypted_mirror_is_encrypted(invented):
    for name, disk in [("sdb", ""), ("sdc", "")]:
        invented.device(name, inside=disk)
    for number, disk in enumerate(("sdb", "sdc")):
        invented.device(f"dm-{number}", on=(disk,), uuid=LUKS)
    invented.device("md0", on=("dm-0", "dm-1"))
    invented.device("md0p1", inside="md0")
    invented.mount("/srv", "/dev/md0p1", numbers="259:1")
    invented.number("259:1", "md0p1")
    assert invented.state() is State.ENCRYPTED


def test_a_mirror_of_which_one_half_is_plain_is_plain(invented):
    invented.device("sdb")
    invented.device("dm-0", on=("sdb",), uuid=LUKS)
    invented.device("md0", on=("dm-0", "sda2"))
    invented.mount("/srv", "/dev/md0", numbers="9:0")
    invented.number("9:0", "md0")
    assert invented.state() is State.PLAIN


@pytest.mark.parametrize("uuid", ["CRYPT-VERITY-abc-root", "CRYPT-INTEGRITY-abc", "LVM-abc", "DMRAID-x"])
def test_what_only_checks_or_joins_does_not_encipher(invented, uuid):
    invented.device("dm-0", on=("sda2",), uuid=uuid)
    invented.mount("/srv", "/dev/dm-0", numbers="253:0")
    invented.number("253:0", "dm-0")
    assert invented.state() is State.PLAIN


@pytest.mark.parametrize("uuid", ["CRYPT-LUKS1-a-x", LUKS, "CRYPT-PLAIN-x", "CRYPT-BITLK-a", "CRYPT-TCRYPT-a"])
def test_every_cipher_of_the_device_mapper_is_known(invented, uuid):
    invented.device("dm-0", on=("sda2",), uuid=uuid)
    invented.mount("/srv", "/dev/dm-0", numbers="253:0")
    invented.number("253:0", "dm-0")
    assert invented.state() is State.ENCRYPTED


def test_every_device_of_a_btrfs_must_be_encrypted(invented):
    invented.device("dm-0", on=("sda2",), uuid=LUKS)
    invented.mapper("first", "dm-0")
    invented.mount("/srv", "/dev/mapper/first", "btrfs", numbers="0:45")
    assert invented.state() is State.ENCRYPTED
    invented.device("sdb")
    devices = invented.folder / "sys/fs/btrfs/1234/devices"
    devices.mkdir(parents=True)
    for name in ("dm-0", "sdb"):
        (devices / name).symlink_to(invented.folder / "sys/class/block" / name)
    assert invented.state() is State.PLAIN


@pytest.mark.parametrize(
    ("kind", "source", "state"),
    [
        ("tmpfs", "tmpfs", State.MEMORY),
        ("ecryptfs", "/home/.private", State.ENCRYPTED),
        ("fuse.gocryptfs", "/srv/cipher", State.ENCRYPTED),
        ("nfs4", "server:/export", State.UNKNOWN),
        ("overlay", "overlay", State.UNKNOWN),
        ("9p", "share", State.UNKNOWN),
        ("fuse.sshfs", "host:/x", State.UNKNOWN),
        ("ext4", "/dev/root", State.UNKNOWN),
    ],
)
def test_other_file_systems_are_told_as_far_as_they_can_be(invented, kind, source, state):
    invented.mount("/srv", source, kind)
    assert invented.state() is state


@pytest.mark.parametrize(
    ("told", "state"),
    [("aes-256-gcm", State.ENCRYPTED), ("on", State.ENCRYPTED), ("off", State.UNKNOWN), ("", State.UNKNOWN)],
)
def test_zfs_is_asked(tmp_path, told, state):
    invented = Invented(tmp_path, told=told)
    invented.mount("/srv", "tank/data", "zfs")
    assert invented.state() is state


def test_a_folder_that_fscrypt_enciphers_is_encrypted_on_a_plain_disk(tmp_path):
    for name, flags, state in [("a", 0x800, State.ENCRYPTED), ("b", 0x80000, State.PLAIN)]:
        invented = Invented(tmp_path / name, flags=flags)
        invented.device("sda")
        invented.mount("/", "/dev/sda", numbers="8:0")
        invented.number("8:0", "sda")
        assert invented.state() is state


def test_a_loop_device_and_a_device_made_of_nothing_cannot_be_told(invented):
    invented.device("loop0", loop="/srv/image")
    invented.device("dm-3", uuid="other")
    for number, name in enumerate(("loop0", "dm-3")):
        invented.number(f"7:{number}", name)
        invented.mount("/srv", f"/dev/{name}", numbers=f"7:{number}")
        assert invented.state() is State.UNKNOWN


def test_the_mount_on_top_and_nearest_decides_and_spaces_are_read(invented):
    invented.device("dm-0", on=("sda2",), uuid=LUKS)
    invented.number("253:0", "dm-0")
    invented.mount("/srv/ruang\\040kerja", "/dev/dm-0", numbers="253:0")
    assert invented.state("/srv/ruang kerja/home") is State.ENCRYPTED
    assert invented.state("/srv/ruang") is State.PLAIN
    invented.mount("/srv/ruang\\040kerja", "share", "nfs")
    assert invented.state("/srv/ruang kerja/home") is State.UNKNOWN


def test_a_system_that_tells_nothing_is_never_called_encrypted(tmp_path):
    nothing = Machine(mounts=tmp_path / "no", swaps=tmp_path / "no", sys=tmp_path / "no", dev=tmp_path / "no")
    assert disk_under(tmp_path, nothing).state is State.UNKNOWN
    assert swap_disks(nothing) == []
    assert worst([]) is None


def test_swap_is_walked_like_any_other_device(invented):
    invented.device("zram0")
    assert worst(swap_disks(invented.machine)) is None
    invented.swap("/dev/zram0", "partition")
    assert worst(swap_disks(invented.machine)).state is State.MEMORY
    invented.device("dm-0", on=("sda2",), uuid=LUKS)
    invented.swap("/dev/dm-0", "partition")
    assert worst(swap_disks(invented.machine)).state is State.ENCRYPTED
    invented.swap("/swapfile", "file")
    assert worst(swap_disks(invented.machine)).state is State.PLAIN


def test_compressed_memory_that_writes_to_a_disk_counts_as_that_disk(invented):
    invented.device("zram0")
    (invented.folder / "sys/devices/zram0/backing_dev").write_text("/dev/sda2\n")
    invented.swap("/dev/zram0", "partition")
    assert worst(swap_disks(invented.machine)).state is State.PLAIN


def test_a_workspace_with_a_link_to_a_plain_disk_is_plain(tmp_path):
    invented = Invented(tmp_path / "machine")
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    for folder in (home / "archive", elsewhere):
        folder.mkdir(parents=True)
    invented.device("sda")
    invented.device("sdb")
    invented.device("dm-0", on=("sda",), uuid=LUKS)
    for numbers, name, point in [("253:0", "dm-0", home), ("8:16", "sdb", elsewhere)]:
        invented.number(numbers, name)
        invented.mount(str(point), f"/dev/{name}", numbers=numbers)
    codes = [each.code for each in check_encryption(home, home, invented.machine, is_demo=False)]
    assert codes == ["DOCTOR-010", "DOCTOR-020", "DOCTOR-033"]
    (home / "editions").symlink_to(elsewhere)
    found = check_encryption(home, home, invented.machine, is_demo=False)
    assert (found[0].code, found[0].level) == ("DOCTOR-011", "problem")
    assert "sdb" in found[0].sentence()
    assert check_encryption(home, home, invented.machine, is_demo=True)[0].level == "warning"


def test_uploads_may_pass_through_memory_and_a_workspace_may_not(tmp_path):
    invented = Invented(tmp_path / "machine")
    (tmp_path / "home").mkdir()
    invented.mount("/", "tmpfs", "tmpfs")
    found = check_encryption(tmp_path / "home", tmp_path, invented.machine, is_demo=False)
    assert [(each.code, each.level) for each in found] == [
        ("DOCTOR-013", "warning"),
        ("DOCTOR-023", "ok"),
        ("DOCTOR-033", "ok"),
    ]


@pytest.mark.parametrize(
    ("free", "used", "level"),
    [(90, 1, "ok"), (9, 1, "warning"), (20, 8, "warning"), (0.5, 0, "problem"), (7, 8, "problem")],
)
def test_room_is_measured_by_the_edition_that_is_built_beside_the_published_one(free, used, level):
    found = check_space(int(free * 1e9), int(used * 1e9))
    assert found.level == level
    assert "GB" in found.sentence()
