"""Making Django ready for a command."""

from __future__ import annotations

import argparse

from ngopeni.kernel.workspace import Workspace


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
