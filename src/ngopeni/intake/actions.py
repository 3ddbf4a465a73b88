"""Bringing a file, confirming it, withdrawing a source."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import AuditEvent, User
from ngopeni.areas.area import Areas
from ngopeni.intake.archive import Source, all_sources, find_source, sha256_of, source_id_of
from ngopeni.intake.code_lists import areas_of
from ngopeni.intake.look import look
from ngopeni.intake.models import MatchedColumns, Upload, WithdrawnSource
from ngopeni.intake.packed import is_pack, unpack
from ngopeni.intake.receiving import receive, refuse_other_date
from ngopeni.intake.recognition import Matched
from ngopeni.intake.typed_store import typed_folder
from ngopeni.jobs.actions import enqueue
from ngopeni.jobs.models import Job
from ngopeni.kernel.durable import fsync_path, read_json
from ngopeni.kernel.edition import reference_hash
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace

SOURCE_ID = re.compile(r"[0-9a-f]{12}")
SHORTEST_REASON = 5
LONGEST_SUFFIX = 12
ORPHANED_AFTER_SECONDS = 24 * 3600
# Bytes that can be looked at while a person waits for the page.
LOOKED_AT_ONCE, FILES_AT_ONCE = 3 * 2**20, 6


def incoming_path(workspace: Workspace, upload: Upload) -> Path:
    """Where the bytes of an upload wait; the suffix helps readers of maps."""
    return workspace.incoming / f"{upload.id}{Path(upload.file_name).suffix.lower()[:LONGEST_SUFFIX]}"


def bring_all(*, workspace: Workspace, files: Sequence[UploadedFile], by: User) -> uuid.UUID:
    """Keep uploaded files together, packs taken apart, and look at them: at once where they are small.

    Returns
    -------
    UUID
        Of the batch.

    Raises
    ------
    UserError
        When a pack cannot be taken apart; nothing is kept of that pack.
    """
    batch = uuid.uuid4()
    brought = [upload for file in files for upload in _bring_file(workspace, file, batch, by)]
    if len(brought) <= FILES_AT_ONCE and sum(upload.size_bytes for upload in brought) <= LOOKED_AT_ONCE:
        for upload in brought:
            examine(workspace=workspace, upload=upload)
    else:
        enqueue("intake.look", by=by, batch=str(batch))
    return batch


def _bring_file(workspace: Workspace, file: UploadedFile, batch: uuid.UUID, by: User) -> list[Upload]:
    """A file as one upload, a pack as many."""
    upload = bring(workspace=workspace, file=file, by=by, batch=batch)
    path = incoming_path(workspace, upload)
    if not is_pack(path):
        return [upload]
    try:
        with TemporaryDirectory(dir=workspace.incoming) as folder:
            return [
                bring(workspace=workspace, file=File(member.open("rb"), name=name), by=by, batch=batch)
                for name, member in unpack(path, upload.file_name, Path(folder))
            ]
    finally:
        forget(workspace=workspace, upload_id=str(upload.id))


def bring(*, workspace: Workspace, file: File[Any], by: User, batch: uuid.UUID | None = None) -> Upload:
    """Keep an uploaded file until somebody confirms or discards it."""
    name = Path(file.name or "berkas").name[:200]
    upload = Upload(file_name=name, size_bytes=file.size or 0, brought_by=by, batch=batch or uuid.uuid4())
    workspace.incoming.mkdir(exist_ok=True, mode=0o700)
    _sweep_incoming(workspace)
    with file, open(incoming_path(workspace, upload), "wb", opener=_for_owner) as target:
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


def examine(*, workspace: Workspace, upload: Upload, profile: str | None = None) -> None:
    """Look at an upload, and keep what was seen or why it is refused."""
    path = incoming_path(workspace, upload)
    try:
        if not path.exists():
            raise UserError("INTAKE-019")
        seen = look(path, upload.file_name, known_areas(workspace), profile, matched_columns())
    except UserError as error:
        seen = {"refusal": error.code, "refusal_values": error.values}
    upload.look = {**seen, "asked_profile": profile or ""}
    Upload.objects.filter(pk=upload.pk).update(look=upload.look)


def matched_columns() -> list[Matched]:
    """What people have matched, newest first."""
    return [Matched(profile, headers) for profile, headers in MatchedColumns.objects.values_list("profile", "headers")]


@transaction.atomic
def match_columns(*, upload: Upload, profile: str, headers: Mapping[str, str], by: User) -> None:
    """Keep which column is which, for this file and those that come with the same headers.

    Parameters
    ----------
    headers : mapping of str to str
        Field name to plain header.
    """
    MatchedColumns.objects.create(profile=profile, headers=dict(headers), matched_by=by)
    record("intake.match_columns", by=by.username, subject=f"upload:{upload.id}", profile=profile)


@transaction.atomic
def confirm_batch(*, workspace: Workspace, batch: uuid.UUID, as_of: dt.date, publisher: str, by: User) -> Job:
    """Ask that every usable file of a batch be taken in and one edition built; asked twice, it is one job.

    Raises
    ------
    UserError
        INTAKE-026 when none is usable, INTAKE-015 when one of them is there for another date: then none
        is taken in.
    """
    usable = [each for each in Upload.objects.select_for_update().filter(batch=batch) if each.is_usable]
    if not usable:
        raise UserError("INTAKE-026")
    withdrawn = set(WithdrawnSource.objects.values_list("source_id", flat=True))
    for each in usable:
        sha256, profile = sha256_of(incoming_path(workspace, each)), each.look["profile"]
        if find_source(workspace, source_id_of(sha256, profile, as_of)) is None:
            refuse_other_date(workspace, sha256, profile, each.file_name, withdrawn)
    asked = Job.objects.filter(name="intake.import_all", payload__batch=str(batch))
    waiting = asked.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()
    uploads = [{"upload": str(each.id), "profile": each.look["profile"]} for each in usable]
    return waiting or enqueue(
        "intake.import_all", by=by, batch=str(batch), uploads=uploads, as_of=as_of.isoformat(), publisher=publisher
    )


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
        matched=matched_columns(),
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


def last_of_kind(workspace: Workspace, profile: str) -> dict[str, Any] | None:
    """All files of a kind's newest date in use, as `differences` wants them; None where there are none."""
    withdrawn = set(WithdrawnSource.objects.values_list("source_id", flat=True))
    own = [note for note in all_sources(workspace) if note["profile"] == profile]
    own = [note for note in own if note["source_id"] not in withdrawn]
    if not own:
        return None
    areas, reference = known_areas(workspace), reference_hash()
    last = [note for note in own if note["as_of"] == own[-1]["as_of"]]
    counts = [read_json(typed_folder(workspace, note, areas, reference) / "counts.json") for note in last]
    villages: Counter[str] = Counter()
    for each in counts:
        villages.update(each.get("by_village", {}))
    return {"headers": own[-1].get("headers", []), "by_village": dict(villages)}


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
