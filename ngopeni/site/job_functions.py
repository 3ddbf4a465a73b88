"""The table of job names to functions. Each takes the workspace, the payload and a progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from ngopeni.cli.batch import build_now
from ngopeni.intake.actions import forget, take_in
from ngopeni.kernel.progress import Progress
from ngopeni.kernel.workspace import Workspace

Payload = dict[str, Any]


def import_upload(workspace: Workspace, payload: Payload, progress: Progress) -> dict[str, str]:
    """Take a confirmed upload into the archive, build, and drop the upload."""
    source_id = take_in(
        workspace=workspace,
        upload_id=payload["upload"],
        profile=payload["profile"],
        as_of=payload["as_of"],
        publisher=payload["publisher"],
        now=dt.datetime.now(dt.UTC).replace(tzinfo=None),
        progress=progress,
    )
    edition = build_now(workspace, progress)
    forget(workspace=workspace, upload_id=payload["upload"])
    return {"source_id": source_id, "edition": edition, "as_of": payload["as_of"]}


def rebuild(workspace: Workspace, payload: Payload, progress: Progress) -> dict[str, str]:
    """Build with the decisions of now."""
    return {"edition": build_now(workspace, progress)}


JOBS: dict[str, Callable[[Workspace, Payload, Progress], dict[str, str]]] = {
    "intake.import": import_upload,
    "build": rebuild,
}
