"""Agreements and their files: bytes first, under the name of their hash, then the row that names them."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.kernel.error import UserError
from ngopeni.kernel.scan import LARGEST, LARGEST_MB, keep_scan, sweep_scans
from ngopeni.kernel.workspace import Workspace
from ngopeni.partners.actions.history import Trace, note_change
from ngopeni.partners.actions.refusals import refuse_retired, refuse_text
from ngopeni.partners.kind import AgreementKind
from ngopeni.partners.models import Agreement, Institution

FOLDER = "agreements"


@transaction.atomic
def record_agreement(
    *,
    workspace: Workspace,
    institution: Institution,
    kind: AgreementKind,
    number: str,
    title: str,
    signed_on: dt.date,
    ends_on: dt.date | None,
    file: UploadedFile | None,
    by: User,
) -> Agreement:
    """Keep a signed agreement, with its scan where there is one.

    Raises
    ------
    UserError
        PARTNERS-040 without number or title, PARTNERS-041 when it ends before it begins, PARTNERS-042 for a file of
        another kind or too large, PARTNERS-061, PARTNERS-063.
    """
    refuse_retired(institution)
    if not number.strip() or not title.strip():
        raise UserError("PARTNERS-040")
    if ends_on and ends_on < signed_on:
        raise UserError("PARTNERS-041", ends_on=ends_on, signed_on=signed_on)
    refuse_text(number, title)
    name, sha256, path = _keep(workspace, file) if file else ("", "", "")
    made = Agreement.objects.create(
        institution=institution,
        kind=kind,
        number=number.strip(),
        title=title.strip(),
        signed_on=signed_on,
        ends_on=ends_on,
        file_name=name,
        file_sha256=sha256,
        file_path=path,
        recorded_by=by.username,
    )
    note_change(institution, "agreement", "", made.number, Trace(by.username))
    record("partners.record_agreement", by=by.username, subject=f"institution:{institution.code}", number=made.number)
    return made


def _keep(workspace: Workspace, file: UploadedFile) -> tuple[str, str, str]:
    """Write the bytes down: name, hash, path within the uploads."""
    name = Path(file.name or "berkas").name[:200]
    sweep_scans(workspace.uploads, FOLDER, set(Agreement.objects.values_list("file_path", flat=True)), time.time())
    sha256, path = keep_scan(workspace.uploads, FOLDER, file.read(LARGEST + 1))
    if not sha256:
        raise UserError("PARTNERS-042", file=name, most=LARGEST_MB)
    return name, sha256, path


def agreement_path(workspace: Workspace, agreement: Agreement) -> Path | None:
    """Where the file of an agreement lies; None where it has none, or it is gone."""
    path = workspace.uploads / agreement.file_path
    return path if agreement.file_path and path.is_file() else None
