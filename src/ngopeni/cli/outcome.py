"""What a command has to say."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """The end of a command.

    Parameters
    ----------
    sentence : str
        For people; printed unless ``--json``.
    facts : dict, optional
        For programs; printed with ``--json``.
    exit_code : int
    """

    sentence: str = ""
    facts: dict[str, Any] | None = None
    exit_code: int = 0


STEPS = {
    "intake.read": "membaca berkas",
    "simulation.write": "menulis data rekaan",
    "build.snapshot": "menyusun tabel",
    "build.publish": "menerbitkan",
}


def on_stderr(step: str, done: int, total: int) -> None:
    """Progress for people at a terminal."""
    print(f"  {STEPS.get(step, step)} {done}/{total}", file=sys.stderr, flush=True)
