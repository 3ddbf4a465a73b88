"""``./ngopeni pact NAMA``: record a signed pakta integritas from the server."""

from __future__ import annotations

import argparse
import datetime as dt

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import find_user, open_workspace, operator_name
from ngopeni.kernel.wording import write_date

NAME = "pact"
HELP = "mencatat pakta integritas yang sudah ditandatangani"
YEAR = dt.timedelta(days=365)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("username", metavar="NAMA")
    parser.add_argument("--number", required=True, metavar="NOMOR", help="nomor paktanya")
    parser.add_argument(
        "--signed-on", type=dt.date.fromisoformat, metavar="TANGGAL", help="tanggal tanda tangan, lazimnya hari ini"
    )
    parser.add_argument(
        "--until", type=dt.date.fromisoformat, metavar="TANGGAL", help="akhir berlakunya, lazimnya setahun"
    )


def run(args: argparse.Namespace) -> Outcome:
    """Record the pact; from now on names are open as far as role and grant go."""
    open_workspace(args)
    from ngopeni.accounts.actions import record_pact

    signed_on = args.signed_on or dt.date.today()
    pact = record_pact(
        user=find_user(args.username),
        number=args.number,
        signed_on=signed_on,
        ends_on=args.until or signed_on + YEAR,
        by=operator_name(),
    )
    sentence = (
        f"Pakta integritas {args.username} tercatat, berlaku sampai {write_date(pact.ends_on)}. "
        "Nama warga terbuka sesudah kode kedua dipasang dan pemegangnya dipastikan di halaman Pakta integritas."
    )
    return Outcome(sentence, {"username": args.username, "ends_on": pact.ends_on})
