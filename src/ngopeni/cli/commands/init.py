"""``./ngopeni init 33.16``: a workspace for a regency."""

from __future__ import annotations

import argparse
import datetime as dt

from ngopeni.areas.register import find_regency, load_areas
from ngopeni.cli.batch import build_now
from ngopeni.cli.outcome import Outcome, on_stderr
from ngopeni.cli.start import migrate, refuse_foreign_folder, set_up_django
from ngopeni.kernel.workspace import make_workspace

NAME = "init"
HELP = "membuat ruang kerja untuk satu kabupaten/kota"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("regency", metavar="KODE", help="kode atau nama kabupaten/kota, misalnya 33.16")


def run(args: argparse.Namespace) -> Outcome:
    """Make the workspace, its database and its first edition."""
    regency = find_regency(args.regency)
    refuse_foreign_folder(args.home)
    workspace = make_workspace(args.home, regency.regency_code, dt.date.today())
    set_up_django()
    migrate()
    edition = build_now(workspace, on_stderr)
    villages = len(load_areas(regency.regency_code).villages)
    return Outcome(
        f"Ruang kerja {regency.title} siap di {args.home}: {villages} desa/kelurahan.\n"
        "Berikutnya: buat pengguna dengan ./ngopeni user NAMA --role analyst, lalu ./ngopeni serve.",
        {"regency_code": regency.regency_code, "regency": regency.title, "villages": villages, "edition": edition},
    )
