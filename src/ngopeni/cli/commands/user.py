"""``./ngopeni user NAMA``: somebody who may sign in."""

from __future__ import annotations

import argparse
import secrets

from ngopeni.accounts.roles import ROLES
from ngopeni.areas.register import load_areas
from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace, operator_name
from ngopeni.kernel.error import UserError

NAME = "user"
HELP = "menambah pengguna; kata sandinya dibuatkan dan ditampilkan sekali"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("username", metavar="NAMA")
    parser.add_argument("--role", required=True, choices=sorted(ROLES))
    parser.add_argument("--full-name", default="", help="nama lengkap")
    parser.add_argument("--village", default="", metavar="KODE", help="kode desa bagi operator desa")


def run(args: argparse.Namespace) -> Outcome:
    """Add the user and print a password that exists nowhere else."""
    workspace = open_workspace(args)
    from ngopeni.accounts.actions import add_user

    villages = {village.village_code for village in load_areas(workspace.regency_code).villages}
    if args.village and args.village not in villages:
        raise UserError("ACCOUNTS-004", village=args.village)
    password = secrets.token_urlsafe(12)
    add_user(
        username=args.username,
        full_name=args.full_name or args.username,
        role_code=args.role,
        password=password,
        by=operator_name(),
        village_code=args.village,
    )
    sentence = f"Pengguna {args.username} siap. Kata sandi sementara: {password}"
    return Outcome(sentence, {"username": args.username, "password": password})
