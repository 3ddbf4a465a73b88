"""The table of job names to functions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ngopeni.accounts.rights import Permission
from ngopeni.cli.batch import build_now
from ngopeni.intake.actions import examine, forget, take_in
from ngopeni.intake.models import Upload
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


def import_all(workspace: Workspace, payload: Payload, progress: Progress) -> dict[str, Any]:
    """Take every file of a batch into the archive and build once."""
    uploads = payload["uploads"]
    for number, each in enumerate(uploads):
        progress("intake.read", number, len(uploads))
        take_in(
            workspace=workspace,
            upload_id=each["upload"],
            profile=each["profile"],
            as_of=payload["as_of"],
            publisher=payload["publisher"],
            now=dt.datetime.now(dt.UTC).replace(tzinfo=None),
        )
    progress("intake.read", len(uploads), len(uploads))
    edition = build_now(workspace, progress)
    return {"edition": edition, "as_of": payload["as_of"], "file_count": len(uploads)}


def look_at_all(workspace: Workspace, payload: Payload, progress: Progress) -> dict[str, Any]:
    """Look at every file of a batch."""
    uploads = list(Upload.objects.filter(batch=payload["batch"]).order_by("file_name"))
    for number, each in enumerate(uploads):
        progress("intake.look", number, len(uploads))
        examine(workspace=workspace, upload=each)
    return {"batch": payload["batch"], "upload": str(uploads[0].pk) if len(uploads) == 1 else ""}


def drop_all(workspace: Workspace, payload: Payload) -> None:
    """Drop the uploads of a batch that were taken in."""
    for each in payload["uploads"]:
        forget(workspace=workspace, upload_id=each["upload"])


def drop_upload(workspace: Workspace, payload: Payload) -> None:
    """Drop an upload that was taken in."""
    forget(workspace=workspace, upload_id=payload["upload"])


def rebuild(workspace: Workspace, payload: Payload, progress: Progress) -> dict[str, Any]:
    """Build with the decisions of now."""
    return {"edition": build_now(workspace, progress)}


BRINGS_FILES = (Permission.IMPORT_SOURCES,)
JOBS: dict[str, Work] = {
    "intake.look": Work(BRINGS_FILES, look_at_all),
    "intake.import_all": Work(BRINGS_FILES, import_all, close=drop_all),
    "intake.import": Work(BRINGS_FILES, import_upload, close=drop_upload),
    "build": Work((Permission.IMPORT_SOURCES, Permission.APPROVE_ZONES, Permission.APPROVE_ASSIGNMENT), rebuild),
}
