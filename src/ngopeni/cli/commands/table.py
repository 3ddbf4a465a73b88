"""``./ngopeni table NAME``: a table of the published edition."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

from ngopeni.cli.commands.import_files import read_date
from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace, operator_name
from ngopeni.kernel.edition import current_edition, manifest
from ngopeni.kernel.error import UserError
from ngopeni.kernel.literal import literal
from ngopeni.kernel.workspace import Workspace
from ngopeni.tables import TABLES

NAME = "table"
HELP = "menulis satu tabel dari edisi yang terbit"
FORMATS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd", "json": "FORMAT json, ARRAY"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("name", metavar="TABEL", help=", ".join(TABLES))
    parser.add_argument("--format", choices=sorted(FORMATS), help="bawaan: csv, atau json dengan --json")
    parser.add_argument("--as-of", metavar="TANGGAL", help="keadaan per tanggal (bawaan: terakhir)")
    parser.add_argument("--out", type=Path, metavar="BERKAS", help="berkas tujuan (bawaan: layar)")
    parser.add_argument("--with-personal-data", metavar="TUJUAN", help="tujuan membuka data pribadi; dicatat")


def run(args: argparse.Namespace) -> Outcome:
    """Write the table to a file or to standard output."""
    workspace = open_workspace(args)
    path = find_table(workspace, args.name, args.as_of)
    if TABLES[args.name].is_personal:
        _log_purpose(args.name, args.with_personal_data)
    form = args.format or ("json" if args.json else "csv")
    if args.out:
        rows = _copy(path, args.out, form)
        return Outcome(f"{args.name} tertulis di {args.out}.", {"table": args.name, "rows": rows, "out": str(args.out)})
    # Opened anew by the engine, a redirected standard output would be emptied first.
    with tempfile.TemporaryDirectory() as folder:
        _copy(path, Path(folder) / args.name, form)
        with (Path(folder) / args.name).open("rb") as written:
            shutil.copyfileobj(written, sys.stdout.buffer)
    sys.stdout.flush()
    return Outcome()


def _copy(source: Path, target: Path, form: str) -> int:
    """Write a Parquet file in another format; its rows."""
    with duckdb.connect() as connection:
        try:
            found = connection.execute(f"COPY (SELECT * FROM {literal(source)}) TO {literal(target)} ({FORMATS[form]})")
        except duckdb.IOException as error:
            raise UserError("KERNEL-009", path=str(target), why=str(error).splitlines()[0]) from error
        return int(found.fetchall()[0][0])


def find_table(workspace: Workspace, name: str, as_of: str | None) -> Path:
    """The Parquet file of a table in the published edition.

    Raises
    ------
    UserError
        KERNEL-003 nothing published, KERNEL-004 no such table, KERNEL-005 no such date.
    """
    edition = current_edition(workspace)
    if edition is None:
        raise UserError("KERNEL-003")
    if name not in TABLES:
        raise UserError("KERNEL-004", name=name, known=sorted(TABLES))
    dates = sorted(manifest(workspace, edition)["snapshots"])
    date = read_date(as_of).isoformat() if as_of else dates[-1]
    if date not in dates:
        raise UserError("KERNEL-005", date=read_date(date), known=dates)
    return workspace.editions / edition / date / f"{name}.parquet"


def _log_purpose(name: str, purpose: str | None) -> None:
    if not (purpose and purpose.strip()):
        raise UserError("KERNEL-006", name=name)
    from ngopeni.accounts.actions import record

    record("table.read_personal", by=operator_name(), subject=f"table:{name}", purpose=purpose)
