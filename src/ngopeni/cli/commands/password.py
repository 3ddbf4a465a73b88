"""``./ngopeni password NAMA``: a new password for an administrator whom nobody else can help."""

from __future__ import annotations

import argparse
import secrets

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import find_user, open_workspace, operator_name

NAME = "password"
HELP = "membuatkan kata sandi baru; yang lama langsung tidak berlaku"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("username", metavar="NAMA")


def run(args: argparse.Namespace) -> Outcome:
    """Set a password that is shown once; the second factor stays as it is."""
    open_workspace(args)
    from ngopeni.accounts.actions import set_password

    password = secrets.token_urlsafe(12)
    set_password(user=find_user(args.username), password=password, by=operator_name())
    sentence = f"Kata sandi sementara {args.username}: {password}"
    return Outcome(sentence, {"username": args.username, "password": password})
