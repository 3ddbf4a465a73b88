"""Bringing a file, confirming it, withdrawing a source."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import time
from functools import partial
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import AuditEvent, User
from ngopeni.areas.area import Areas
from ngopeni.intake.archive import Source, all_sources, find_source, sha256_of
from ngopeni.intake.code_lists import areas_of
from ngopeni.intake.models import Upload, WithdrawnSource
from ngopeni.intake.receiving import receive
from ngopeni.jobs.actions import enqueue
from ngopeni.jobs.models import Job
from ngopeni.kernel.durable import fsync_path
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace

SOURCE_ID = re.compile(r"[0-9a-f]{12}")
SHORTEST_REASON = 5
LONGEST_SUFFIX = 12
ORPHANED_AFTER_SECONDS = 24 * 3600


def incoming_path(workspace: Workspace, upload: Upload) -> Path:
    """Where the bytes of an upload wait; the suffix helps readers of maps."""
    return workspace.incoming / f"{upload.id}{Path(upload.file_name).suffix.lower()[:LONGEST_SUFFIX]}"


def bring(*, workspace: Workspace, file: UploadedFile, by: User) -> Upload:
    """Keep an uploaded file until somebody confirms or discards it."""
    name = Path(file.name or "berkas").name[:200]
    upload = Upload(file_name=name, size_bytes=file.size or 0, brought_by=by)
    workspace.incoming.mkdir(exist_ok=True, mode=0o700)
    _sweep_incoming(workspace)
    with open(incoming_path(workspace, upload), "wb", opener=_for_owner) as target:
        shutil.copyfileobj(file, target)
        target.flush()
        os.fsync(target.fileno())
    fsync_path(workspace.incoming)
    with transaction.atomic():
        upload.save()
        record("intake.bring", by=by.username, subject=f"upload:{upload.id}", size_bytes=upload.size_bytes)
    return upload


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sweep_incoming(workspace: Workspace) -> None:
    """Remove files that no upload names: a crash fell between their writing and their row."""
    known = {str(key) for key in Upload.objects.values_list("pk", flat=True)}
    for path in workspace.incoming.iterdir():
        if path.name[:36] not in known and time.time() - path.stat().st_mtime > ORPHANED_AFTER_SECONDS:
            path.unlink(missing_ok=True)


@transaction.atomic
def confirm(*, upload: Upload, profile: str, as_of: dt.date, publisher: str, by: User) -> Job:
    """Ask that an upload be taken in and a new edition built; asked twice, it is one job.

    Raises
    ------
    UserError
        INTAKE-019 when somebody has discarded it.
    """
    # Of two that ask at once, the second waits here.
    if not Upload.objects.select_for_update().filter(pk=upload.pk).first():
        raise UserError("INTAKE-019")
    asked = Job.objects.filter(name="intake.import", payload__upload=str(upload.pk))
    waiting = asked.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
    return waiting or enqueue(
        "intake.import",
        by=by,
        upload=str(upload.id),
        profile=profile,
        as_of=as_of.isoformat(),
        publisher=publisher,
    )


@transaction.atomic
def discard(*, workspace: Workspace, upload: Upload, by: User) -> None:
    """Throw an unconfirmed upload away."""
    record("intake.discard", by=by.username, subject=f"upload:{upload.id}")
    forget(workspace=workspace, upload_id=str(upload.id))


def known_areas(workspace: Workspace) -> Areas:
    """The regency with every code that a source in use has taught."""
    withdrawn = set(WithdrawnSource.objects.values_list("source_id", flat=True))
    return areas_of(workspace, [note for note in all_sources(workspace) if note["source_id"] not in withdrawn])


def take(
    *,
    workspace: Workspace,
    path: Path,
    file_name: str,
    as_of: dt.date,
    now: dt.datetime,
    by: str,
    profile: str | None = None,
    publisher: str = "",
    is_simulated: bool = False,
) -> tuple[Source, bool]:
    """Archive a file and write it down; a source that was withdrawn before counts again.

    Returns
    -------
    source : dict
        Its note.
    is_new : bool

    Raises
    ------
    UserError
        INTAKE-021 for a date to come; otherwise as ``receiving.receive``.
    """
    if as_of > timezone.localdate():
        raise UserError("INTAKE-021", date=as_of)
    withdrawn = set(WithdrawnSource.objects.values_list("source_id", flat=True))
    note, is_new = receive(
        workspace,
        path,
        known_areas(workspace),
        file_name=file_name,
        as_of=as_of,
        received_at=now,
        received_by=by,
        profile=profile,
        publisher=publisher,
        is_simulated=is_simulated,
        withdrawn=withdrawn,
    )
    subject = f"source:{note['source_id']}"
    with transaction.atomic():
        if note["source_id"] in withdrawn:
            WithdrawnSource.objects.filter(source_id=note["source_id"]).delete()
            record("intake.restore", by=by, subject=subject)
        elif is_new or not AuditEvent.objects.filter(action="intake.take_in", subject=subject).exists():
            # Not new and yet not written down: an earlier attempt died between the archive and here.
            record("intake.take_in", by=by, subject=subject, profile=note["profile"])
    return note, is_new


def known_notes(workspace: Workspace, upload: Upload, profile: str) -> list[Source]:
    """Sources in use that were made from the same bytes, read as the same kind."""
    withdrawn = set(WithdrawnSource.objects.values_list("source_id", flat=True))
    sha256 = sha256_of(incoming_path(workspace, upload))
    found = [note for note in all_sources(workspace) if (note["sha256"], note["profile"]) == (sha256, profile)]
    return [note for note in found if note["source_id"] not in withdrawn]


def take_in(
    *, workspace: Workspace, upload_id: str, profile: str, as_of: str, publisher: str, now: dt.datetime
) -> tuple[str, bool]:
    """Archive a confirmed upload.

    Returns
    -------
    source_id : str
    is_new : bool

    Raises
    ------
    UserError
        INTAKE-019 when the upload is gone; otherwise as `take`.
    """
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None:
        raise UserError("INTAKE-019")
    note, is_new = take(
        workspace=workspace,
        path=incoming_path(workspace, upload),
        file_name=upload.file_name,
        as_of=dt.date.fromisoformat(as_of),
        now=now,
        by=upload.brought_by.username,
        profile=profile,
        publisher=publisher,
        is_simulated=workspace.is_demo,
    )
    return str(note["source_id"]), is_new


@transaction.atomic
def forget(*, workspace: Workspace, upload_id: str) -> None:
    """Drop an upload that nobody needs any more; its file goes when its row is gone for good."""
    for upload in Upload.objects.filter(pk=upload_id):
        path = incoming_path(workspace, upload)
        upload.delete()
        transaction.on_commit(partial(path.unlink, missing_ok=True))


@transaction.atomic
def withdraw(*, workspace: Workspace, source_id: str, reason: str, by: User) -> Job:
    """Leave a source out of every edition from now on.

    Raises
    ------
    UserError
        INTAKE-018 when it was withdrawn before or never was, INTAKE-020 without a reason.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise UserError("INTAKE-020")
    # The archive is searched by pattern, so an asterisk would find something too.
    if not SOURCE_ID.fullmatch(source_id) or find_source(workspace, source_id) is None:
        raise UserError("INTAKE-018")
    _, is_new = WithdrawnSource.objects.get_or_create(
        source_id=source_id, defaults={"reason": reason.strip(), "withdrawn_by": by}
    )
    if not is_new:
        raise UserError("INTAKE-018")
    record("intake.withdraw", by=by.username, subject=f"source:{source_id}", reason=reason.strip())
    return enqueue("build", by=by)


def withdrawn_source_rows() -> list[dict[str, str]]:
    """Withdrawals as a decision table for the build."""
    return [
        {"source_id": source_id, "reason": reason}
        for source_id, reason in WithdrawnSource.objects.order_by("source_id").values_list("source_id", "reason")
    ]
