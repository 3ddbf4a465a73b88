"""Making Django ready for a command."""

from __future__ import annotations

import argparse
import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace

if TYPE_CHECKING:
    from ngopeni.accounts.models import User

# What an interrupted `init` may leave behind.
OURS = {"archive", "typed", "editions", "incoming"}


def open_workspace(args: argparse.Namespace) -> Workspace:
    """The workspace of ``--home``, with its database at hand.

    Raises
    ------
    UserError
        KERNEL-001, when there is none.
    """
    workspace = Workspace(args.home)
    workspace.regency_code  # noqa: B018  (refuses a folder that is no workspace before Django opens it)
    set_up_django()
    return workspace


def set_up_django() -> None:
    """Load the settings and the models."""
    import django

    django.setup()


def migrate() -> None:
    """Bring the database to the newest layout."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def refuse_foreign_folder(home: Path) -> None:
    """Refuse to make a workspace among other things: its folder is closed to everybody else.

    Raises
    ------
    UserError
        KERNEL-010.
    """
    if not home.is_dir() or Workspace(home).is_made:
        return
    foreign = sorted(path.name for path in home.iterdir() if path.name not in OURS and not path.name.endswith(".part"))
    if foreign:
        raise UserError("KERNEL-010", folder=str(home), found=foreign[0])


def find_user(username: str) -> User:
    """The account of that name.

    Raises
    ------
    UserError
        ACCOUNTS-006, when there is none.
    """
    from ngopeni.accounts.models import User

    found = User.objects.filter(username=username).first()
    if found is None:
        raise UserError("ACCOUNTS-006", username=username)
    return found


def operator_name() -> str:
    """Who runs the command, for the log; a container may run it as a number without a name."""
    try:
        return f"perintah:{getpass.getuser()}"
    except (KeyError, OSError):
        return f"perintah:{os.getuid()}"
