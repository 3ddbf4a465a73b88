"""What a job's name stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ngopeni.accounts.rights import Permission
from ngopeni.kernel.progress import Progress
from ngopeni.kernel.workspace import Workspace

Payload = dict[str, Any]


def nothing(workspace: Workspace, payload: Payload) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True)
class Work:
    """The functions of a job.

    Parameters
    ----------
    rights : tuple of Permission
        Whoever asked must hold one of them when the job begins, not only when it was asked for.
    run : callable
        Takes the workspace, the payload and a progress; returns the result. A job may lose its
        process at any moment and is run again, so running twice must come to the same as once.
    close : callable
        What becomes needless with the job's success, done in the transaction that ends it.
    """

    rights: tuple[Permission, ...]
    run: Callable[[Workspace, Payload, Progress], dict[str, str]]
    close: Callable[[Workspace, Payload], None] = nothing
