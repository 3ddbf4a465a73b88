"""``./ngopeni user NAMA``: somebody who may sign in."""

from __future__ import annotations

import argparse
import datetime as dt
import secrets

from ngopeni.accounts.roles import ROLES, Level
from ngopeni.areas.register import load_areas
from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace, operator_name
from ngopeni.kernel.error import UserError

NAME = "user"
HELP = "menambah pengguna beserta haknya; kata sandinya dibuatkan dan ditampilkan sekali"
PAPER = "Penugasan lewat perintah di peladen"
YEAR = dt.timedelta(days=365)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("username", metavar="NAMA")
    parser.add_argument("--role", required=True, choices=sorted(ROLES))
    parser.add_argument("--full-name", default="", help="nama lengkap")
    parser.add_argument("--institution", default="", help="tempat bekerja")
    parser.add_argument("--village", default="", metavar="KODE", help="kode desa bagi peran satu desa")
    parser.add_argument("--district", default="", metavar="KODE", help="kode kecamatan bagi camat")
    parser.add_argument("--until", type=dt.date.fromisoformat, metavar="TANGGAL", help="akhir haknya, lazimnya setahun")
    parser.add_argument("--paper", default=PAPER, help="surat yang menjadi dasar haknya")


def run(args: argparse.Namespace) -> Outcome:
    """Add the user and print a password that exists nowhere else."""
    workspace = open_workspace(args)
    from django.db import transaction

    from ngopeni.accounts.actions import add_user, give_grant

    scope = _scope(args, workspace.regency_code)
    password, today = secrets.token_urlsafe(12), dt.date.today()
    with transaction.atomic():
        user = add_user(
            username=args.username,
            full_name=args.full_name or args.username,
            role_code=args.role,
            password=password,
            by=operator_name(),
            institution=args.institution,
        )
        give_grant(
            user=user,
            scope_code=scope,
            starts_on=today,
            ends_on=args.until or today + YEAR,
            paper=args.paper,
            by=operator_name(),
        )
    sentence = f"Pengguna {args.username} siap. Kata sandi sementara: {password}"
    return Outcome(sentence, {"username": args.username, "password": password})


def _scope(args: argparse.Namespace, regency_code: str) -> str:
    """The code of the place in which the role will hold.

    Raises
    ------
    UserError
        ACCOUNTS-003 when the place does not fit the role, ACCOUNTS-004 when there is no such place.
    """
    level = ROLES[args.role].level
    if bool(args.village) != (level is Level.VILLAGE) or bool(args.district) != (level is Level.DISTRICT):
        raise UserError("ACCOUNTS-003", role=ROLES[args.role].name)
    areas = load_areas(regency_code)
    known = {each.village_code for each in areas.villages} | {each.district_code for each in areas.districts}
    scope = str(args.village or args.district or regency_code)
    if scope != regency_code and scope not in known:
        raise UserError("ACCOUNTS-004", village=scope)
    return scope
