"""``./ngopeni import FILE…``: files into the archive."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ngopeni.cli.outcome import Outcome, on_stderr
from ngopeni.cli.start import open_workspace, operator_name
from ngopeni.intake.packed import is_pack, unpack
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace

NAME = "import"
HELP = "memasukkan berkas ke arsip (lanjutkan dengan build)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("files", nargs="+", type=Path, metavar="BERKAS")
    parser.add_argument(
        "--profile", help="jenis berkas, bila tidak dikenali sendiri: bdt2015, dtsen, idm, population, …"
    )
    parser.add_argument("--as-of", required=True, metavar="TANGGAL", help="tanggal keadaan data, misalnya 2024-12-31")
    parser.add_argument("--source", default="", help="lembaga dan judul terbitan")
    parser.add_argument("--simulated", action="store_true", help="tandai sebagai data simulasi")


def run(args: argparse.Namespace) -> Outcome:
    """Archive each file, packs taken apart; those before a refused one stay."""
    workspace = open_workspace(args)
    with TemporaryDirectory() as folder:
        return _import(args, workspace, _all_files(args.files, Path(folder)))


def _all_files(paths: Sequence[Path], folder: Path) -> list[tuple[str, Path]]:
    """Every file by its own name, those in packs included."""
    found = []
    for number, path in enumerate(paths):
        if not path.is_file() or not is_pack(path):
            found.append((path.name, path))
            continue
        inside = folder / str(number)
        inside.mkdir()
        found += unpack(path, path.name, inside)
    return found


def _import(args: argparse.Namespace, workspace: Workspace, files: Sequence[tuple[str, Path]]) -> Outcome:
    from ngopeni.intake.actions import take

    as_of = read_date(args.as_of)
    lines, notes = [], []
    for number, (name, path) in enumerate(files):
        on_stderr("intake.read", number + 1, len(files))
        if not path.is_file():
            raise UserError("INTAKE-017", file=name)
        note, is_new = take(
            workspace=workspace,
            path=path,
            file_name=name,
            as_of=as_of,
            now=dt.datetime.now(dt.UTC).replace(tzinfo=None),
            by=operator_name(),
            profile=args.profile,
            publisher=args.source,
            is_simulated=args.simulated or workspace.is_demo,
        )
        notes.append(note | {"is_new": is_new})
        lines.append(f"{name}: {note['profile']}, sumber {note['source_id']}" + ("" if is_new else " (sudah ada)"))
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
