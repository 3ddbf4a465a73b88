"""``./ngopeni import FILE…``: files into the archive."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from ngopeni.cli.outcome import Outcome, on_stderr
from ngopeni.cli.start import open_workspace, operator_name
from ngopeni.kernel.error import UserError

NAME = "import"
HELP = "memasukkan berkas ke arsip (lanjutkan dengan build)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("files", nargs="+", type=Path, metavar="BERKAS")
    parser.add_argument("--profile", help="jenis berkas: idm, population, poverty_series, indicator, boundary")
    parser.add_argument("--as-of", required=True, metavar="TANGGAL", help="tanggal keadaan data, misalnya 2024-12-31")
    parser.add_argument("--source", default="", help="lembaga dan judul terbitan")
    parser.add_argument("--simulated", action="store_true", help="tandai sebagai data simulasi")


def run(args: argparse.Namespace) -> Outcome:
    """Archive each file; those before a refused one stay."""
    workspace = open_workspace(args)
    from ngopeni.intake.actions import take

    as_of = read_date(args.as_of)
    lines, notes = [], []
    for number, path in enumerate(args.files):
        on_stderr("intake.read", number + 1, len(args.files))
        if not path.is_file():
            raise UserError("INTAKE-017", file=path.name)
        note, is_new = take(
            workspace=workspace,
            path=path,
            file_name=path.name,
            as_of=as_of,
            now=dt.datetime.now(dt.UTC).replace(tzinfo=None),
            by=operator_name(),
            profile=args.profile,
            publisher=args.source,
            is_simulated=args.simulated or workspace.is_demo,
        )
        notes.append(note | {"is_new": is_new})
        lines.append(f"{path.name}: {note['profile']}, sumber {note['source_id']}" + ("" if is_new else " (sudah ada)"))
    return Outcome("\n".join(lines) + "\nLanjutkan dengan: ./ngopeni build", {"sources": notes})


def read_date(text: str) -> dt.date:
    """An ISO date.

    Raises
    ------
    UserError
        INTAKE-016.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError("INTAKE-016", text=text) from error
