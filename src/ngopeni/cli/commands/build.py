"""``./ngopeni build``: the batch."""

from __future__ import annotations

import argparse

from ngopeni.cli.batch import build_now
from ngopeni.cli.outcome import Outcome, on_stderr
from ngopeni.cli.start import open_workspace
from ngopeni.kernel.edition import manifest

NAME = "build"
HELP = "menyusun semua tabel dari arsip dan menerbitkannya"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing more may be said."""


def run(args: argparse.Namespace) -> Outcome:
    """Build what is not built yet and publish it."""
    workspace = open_workspace(args)
    edition = build_now(workspace, on_stderr)
    facts = manifest(workspace, edition)
    dates = ", ".join(facts["snapshots"])
    return Outcome(f"Edisi {edition} terbit, keadaan per {dates}.", facts)
