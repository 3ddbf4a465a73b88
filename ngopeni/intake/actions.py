"""Bringing a file, confirming it, withdrawing a source."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.areas.register import load_areas
from ngopeni.intake.archive import find_source
from ngopeni.intake.models import Upload, WithdrawnSource
from ngopeni.intake.receiving import receive
from ngopeni.jobs.actions import enqueue
from ngopeni.jobs.models import Job
from ngopeni.kernel.error import UserError
from ngopeni.kernel.progress import Progress
from ngopeni.kernel.workspace import Workspace


def incoming_path(workspace: Workspace, upload: Upload) -> Path:
    """Where the bytes of an upload wait; the suffix helps readers of maps."""
    return workspace.incoming / f"{upload.id}{Path(upload.file_name).suffix.lower()}"


@transaction.atomic
def bring(*, workspace: Workspace, file: UploadedFile, by: User) -> Upload:
    """Keep an uploaded file until somebody confirms or discards it."""
    name = Path(file.name or "berkas").name[:200]
    upload = Upload(file_name=name, size_bytes=file.size or 0, brought_by=by)
    workspace.incoming.mkdir(exist_ok=True, mode=0o700)
    path = incoming_path(workspace, upload)
    with path.open("wb") as target:
        shutil.copyfileobj(file, target)
    path.chmod(0o600)
    upload.save()
    record("intake.bring", by=by.username, subject=f"upload:{upload.id}", size_bytes=upload.size_bytes)
    return upload


@transaction.atomic
def confirm(*, upload: Upload, profile: str, as_of: dt.date, publisher: str, by: User) -> Job:
    """Ask that an upload be taken in and a new edition built."""
    return enqueue(
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
    incoming_path(workspace, upload).unlink(missing_ok=True)
    upload.delete()


def take_in(
    *,
    workspace: Workspace,
    upload_id: str,
    profile: str,
    as_of: str,
    publisher: str,
    now: dt.datetime,
    progress: Progress,
) -> str:
    """Archive a confirmed upload; the upload is gone afterwards.

    Returns
    -------
    str
        The source's id.

    Raises
    ------
    UserError
        INTAKE-019 when the upload is gone; otherwise as ``receiving.receive``.
    """
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None:
        raise UserError("INTAKE-019")
    progress("intake.read", 0, 3)
    note, _ = receive(
        workspace,
        incoming_path(workspace, upload),
        load_areas(workspace.regency_code),
        file_name=upload.file_name,
        as_of=dt.date.fromisoformat(as_of),
        received_at=now,
        received_by=upload.brought_by.username,
        profile=profile,
        publisher=publisher,
        is_simulated=workspace.is_demo,
        withdrawn=set(WithdrawnSource.objects.values_list("source_id", flat=True)),
    )
    record("intake.take_in", by=upload.brought_by.username, subject=f"source:{note['source_id']}", profile=profile)
    return str(note["source_id"])


def forget(*, workspace: Workspace, upload_id: str) -> None:
    """Drop an upload whose file is safely in the archive and in a published edition."""
    for upload in Upload.objects.filter(pk=upload_id):
        incoming_path(workspace, upload).unlink(missing_ok=True)
        upload.delete()


@transaction.atomic
def withdraw(*, workspace: Workspace, source_id: str, reason: str, by: User) -> Job:
    """Leave a source out of every edition from now on.

    Raises
    ------
    UserError
        INTAKE-018 when it was withdrawn before or never was, ZONES-012 without a reason.
    """
    if not reason.strip():
        raise UserError("ZONES-012")
    taken = WithdrawnSource.objects.filter(source_id=source_id).exists()
    if taken or find_source(workspace, source_id) is None:
        raise UserError("INTAKE-018")
    WithdrawnSource.objects.create(source_id=source_id, reason=reason.strip(), withdrawn_by=by)
    record("intake.withdraw", by=by.username, subject=f"source:{source_id}", reason=reason.strip())
    return enqueue("build", by=by)


def withdrawn_source_rows() -> list[dict[str, str]]:
    """Withdrawals as a decision table for the build."""
    return [
        {"source_id": source_id, "reason": reason}
        for source_id, reason in WithdrawnSource.objects.order_by("source_id").values_list("source_id", "reason")
    ]
