"""The batch as pages and commands run it: decisions out of the database, tables out of the files."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ngopeni.kernel.progress import Progress
from ngopeni.kernel.workspace import Workspace

if TYPE_CHECKING:
    from ngopeni.build import Decisions


def export_decisions() -> Decisions:
    """Every decision that a snapshot must carry, as tables."""
    from ngopeni.assignment.actions.exported import assignment_rows, design_rows
    from ngopeni.intake.actions import withdrawn_source_rows
    from ngopeni.linkage.actions import judgement_rows
    from ngopeni.partners.actions import institution_rows
    from ngopeni.quality.actions import waiver_rows
    from ngopeni.zones.actions import zone_version_rows

    return {
        "withdrawn_source": withdrawn_source_rows(),
        "waiver": waiver_rows(),
        "match_judgement": judgement_rows(),
        "zone_version": zone_version_rows(),
        "institution": institution_rows(),
        "assignment": assignment_rows(),
        "evaluation_design": design_rows(),
    }


def build_now(workspace: Workspace, progress: Progress) -> str:
    """Build and publish; one build at a time, so that an older one never overtakes a newer.

    Returns
    -------
    str
        The published edition.
    """
    # Only who builds pays for loading the stages; every other command starts in half the time.
    from ngopeni.build import build

    with _alone(workspace):
        return build(workspace, export_decisions(), progress)


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Hold the workspace's build lock; the system frees it when the process dies."""
    with (workspace.home / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
