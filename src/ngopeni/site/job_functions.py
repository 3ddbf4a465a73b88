"""The table of job names to functions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ngopeni.cli.batch import build_now
from ngopeni.intake.actions import forget, take_in
from ngopeni.jobs.work import Payload, Work
from ngopeni.kernel.progress import Progress
from ngopeni.kernel.workspace import Workspace


def import_upload(workspace: Workspace, payload: Payload, progress: Progress) -> dict[str, Any]:
    """Take a confirmed upload into the archive and build."""
    progress("intake.read", 0, 3)
    source_id, is_new = take_in(
        workspace=workspace,
        upload_id=payload["upload"],
        profile=payload["profile"],
        as_of=payload["as_of"],
        publisher=payload["publisher"],
        now=dt.datetime.now(dt.UTC).replace(tzinfo=None),
    )
    edition = build_now(workspace, progress)
    return {"is_new": is_new, "source_id": source_id, "edition": edition, "as_of": payload["as_of"]}


def drop_upload(workspace: Workspace, payload: Payload) -> None:
    """Drop an upload that was taken in."""
    forget(workspace=workspace, upload_id=payload["upload"])


def rebuild(workspace: Workspace, payload: Payload, progress: Progress) -> dict[str, Any]:
    """Build with the decisions of now."""
    return {"edition": build_now(workspace, progress)}


JOBS: dict[str, Work] = {
    "intake.import": Work(import_upload, close=drop_upload),
    "build": Work(rebuild),
}
