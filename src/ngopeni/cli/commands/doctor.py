"""``./ngopeni doctor``: is this workspace closed to others, encrypted, whole, and kept in order?"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import pwd
import shutil
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ngopeni.cli.doctor.diagnosis import Diagnosis, Level, problem, warning
from ngopeni.cli.doctor.disks import check_encryption, check_space, size_of
from ngopeni.cli.doctor.edition import check_edition, newest_receipt
from ngopeni.cli.doctor.encryption import Machine
from ngopeni.cli.doctor.modes import check_modes, mend
from ngopeni.cli.doctor.upkeep import check_backup, check_clock, check_secrets, check_way_in
from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import set_up_django
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.workspace import Workspace

NAME = "doctor"
HELP = "memeriksa ruang kerja: izin berkas, enkripsi, ruang, basis data, cadangan, catatan kegiatan"
WORDS = {Level.FINE: "OK", Level.WARNING: "peringatan", Level.PROBLEM: "masalah"}
TITLES = {
    "permissions": "Izin berkas",
    "owner": "Pemilik berkas",
    "encryption": "Enkripsi",
    "temporary": "Berkas sementara",
    "swap": "Memori tukar",
    "space": "Ruang kosong",
    "edition": "Edisi terbit",
    "secrets": "Rahasia",
    "backup": "Cadangan",
    "https": "Jalan masuk",
    "debug": "Jalan masuk",
    "database": "Basis data",
    "audit": "Catatan kegiatan",
    "clock": "Jam",
}
WIDTH = 110


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--fix-permissions", action="store_true", help="tutup semua berkas bagi pengguna lain")


def run(args: argparse.Namespace) -> Outcome:
    """Look at everything, say it, and fail where somebody must act."""
    workspace = Workspace(args.home)
    workspace.regency_code  # noqa: B018  (refuses a folder that is no workspace)
    mended = mend(workspace.home) if args.fix_permissions else None
    found = [*_files(workspace), *_decisions(workspace)]
    worst = Level.PROBLEM if any(each.level is Level.PROBLEM for each in found) else Level.FINE
    facts: dict[str, Any] = {"level": worst.value, "checks": [each.facts for each in found]}
    lines = [_line(each) for each in found]
    if mended is not None:
        facts["mended"] = mended
        lines.insert(0, f"{mended} berkas dan folder ditutup bagi pengguna lain.\n")
    return Outcome("\n".join([*lines, "", _summary(found)]), facts, exit_code=int(worst is Level.PROBLEM))


def _files(workspace: Workspace) -> Iterator[Diagnosis]:
    """What can be told without the database."""
    home = workspace.home
    yield from check_modes(home, os.geteuid(), {each.pw_uid: each.pw_name for each in pwd.getpwall()})
    yield from check_encryption(home, Path(tempfile.gettempdir()), Machine(), is_demo=workspace.is_demo)
    edition = current_edition(workspace)
    used = size_of([workspace.editions / edition]) if edition else 0
    yield check_space(shutil.disk_usage(home).free, used)
    yield check_edition(workspace)
    yield from check_secrets(home)
    yield check_backup(home, dt.datetime.now(dt.UTC))
    yield from check_way_in(os.environ)


def _decisions(workspace: Workspace) -> Iterator[Diagnosis]:
    """What the database tells, and the clock that it is compared with."""
    now = dt.datetime.now(dt.UTC)
    passed = [dt.datetime.combine(workspace.opened_on, dt.time()).astimezone(), newest_receipt(workspace)]
    hindrance = _hindrance(workspace)
    if hindrance:
        yield hindrance
        yield check_clock(now, passed)
        return
    from ngopeni.cli.doctor.database import check_database, newest_event

    found = check_database()
    yield from found
    is_reachable = all(each.level is not Level.PROBLEM for each in found if each.check == "database")
    yield check_clock(now, [*passed, newest_event() if is_reachable else None])


def _hindrance(workspace: Workspace) -> Diagnosis | None:
    """Why the settings cannot be loaded, or must not: they would make a new secret in the place of a lost one."""
    if not (workspace.home / "secrets").is_file():
        return warning("database", "DOCTOR-105")
    try:
        set_up_django()
    except ValueError as error:  # a setting that is no setting
        return problem("database", "DOCTOR-104", why=str(error))
    return None


def _line(found: Diagnosis) -> str:
    head = f"{WORDS[found.level]:<11} {TITLES[found.check]:<17} "
    return textwrap.fill(
        found.sentence(),
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_on_hyphens=False,
        break_long_words=False,
    )


def _summary(found: list[Diagnosis]) -> str:
    counts = {level: sum(each.level is level for each in found) for level in Level}
    return (
        f"{len(found)} pemeriksaan: {counts[Level.PROBLEM]} masalah, {counts[Level.WARNING]} peringatan, "
        f"{counts[Level.FINE]} baik."
    )
