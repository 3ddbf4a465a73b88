"""What people do with a decree on its way to a signature."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.decree_facts import check_mandate, is_outdated, regents_decree, told_of
from ngopeni.assignment.actions.decree_moves import check_move, make_move
from ngopeni.assignment.actions.decrees import lock
from ngopeni.assignment.actions.words import checked_text
from ngopeni.assignment.decree.facts import AgencyFacts
from ngopeni.assignment.decree.plain import to_plain
from ngopeni.assignment.decree.told import Told, told_from_fields
from ngopeni.assignment.decree_states import GIVEN_UP
from ngopeni.assignment.models import Decree
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.kernel.paper_docx import paper_docx
from ngopeni.kernel.paper_pdf import paper_pdf
from ngopeni.kernel.scan import LARGEST, LARGEST_MB, keep_scan, sweep_scans
from ngopeni.kernel.workspace import Workspace

FOLDER = "decrees"
LONGEST_NUMBER = 60


@dataclass(frozen=True)
class Signing:
    """What is known once a decree is signed.

    Parameters
    ----------
    number : str
    signed_on : date
    signed_by : str
        The name under the signature.
    scan : UploadedFile, optional
    laws_checked : bool
        Whether the signer's office says so of laws that nobody verified in the list.
    """

    number: str
    signed_on: dt.date
    signed_by: str
    scan: UploadedFile | None = None
    laws_checked: bool = False


@transaction.atomic
def submit(*, decree: Decree, workspace: Workspace, by: User) -> Decree:
    """Hand a draft to the legal section: from now on it says what it says.

    Raises
    ------
    UserError
        DECREE-026 where it does not stand as a draft, 027 without anybody on the team, 007 when nothing changed,
        KERNEL-011 for a character that cannot be printed.
    """
    locked = lock(decree)
    check_move(locked, "submit", by)
    told = told_of(locked, workspace)
    if isinstance(told.facts, AgencyFacts) and not told.facts.members:
        raise UserError("DECREE-027")
    paper = told.paper()
    # What cannot be printed must be said now, while it can still be mended.
    for render in (paper_pdf, paper_docx):
        render(paper, timezone.localdate())
    locked.facts, locked.laws = told.to_fields(), to_plain(told.head.laws)
    make_move(locked, "submit", by.username)
    _note(locked, by)
    return locked


@transaction.atomic
def return_to_draft(*, decree: Decree, note: str, by: User) -> Decree:
    """Give a decree back to be drafted anew.

    Raises
    ------
    UserError
        DECREE-026, ASSIGNMENT-021 and 022 for the note.
    """
    locked = _move_with_reason(decree, "return", note, by)
    locked.facts = {}
    locked.save(update_fields=["facts"])
    return locked


@transaction.atomic
def discard_decree(*, decree: Decree, note: str, by: User) -> Decree:
    """Give a draft up.

    Raises
    ------
    UserError
        DECREE-026, ASSIGNMENT-021 and 022 for the note.
    """
    return _move_with_reason(decree, "discard", note, by)


@transaction.atomic
def withdraw_decree(*, decree: Decree, note: str, by: User) -> Decree:
    """Give a signed decree up before it ever came into force: its number and paper stay in the files.

    Raises
    ------
    UserError
        DECREE-026, ASSIGNMENT-021 and 022 for the note.
    """
    return _move_with_reason(decree, "withdraw", note, by)


@transaction.atomic
def sign(*, decree: Decree, workspace: Workspace, signing: Signing, by: User) -> Decree:
    """Record that a decree was numbered and signed, with the hash of the paper that it now is.

    Raises
    ------
    UserError
        DECREE-026, 039 while some laws are not verified and nobody says that they were checked, 028 without number or
        name, or with a number of persons among them, 029 for a day to come, 031 for a number given before, 032 for a
        scan of another kind or too large, 033 when the regent's decree that it stands on has no number yet, 043 when
        it names another, 044 when villages have changed hands since it was submitted.
    """
    locked = lock(decree)
    check_move(locked, "sign", by)
    number, signed_by = " ".join(signing.number.split()), " ".join(signing.signed_by.split())
    _check_signing(locked, number, signed_by, signing.signed_on)
    draft = told_from_fields(locked.facts)
    if draft.head.unverified_laws and not signing.laws_checked:
        raise UserError("DECREE-039", count=len(draft.head.unverified_laws))
    if is_outdated(locked, draft):
        raise UserError("DECREE-044")
    told = _mandated(locked, draft).signed(number, signing.signed_on, signed_by)
    locked.facts = told.to_fields()
    locked.number, locked.signed_on, locked.signed_by = number, signing.signed_on, signed_by
    locked.document_sha256 = hashlib.sha256(paper_pdf(told.paper(), signing.signed_on)).hexdigest()
    if signing.scan is not None:
        locked.scan_name, locked.scan_sha256, locked.scan_path = _kept(workspace, signing.scan)
    make_move(locked, "sign", by.username, number)
    record(
        "assignment.sign_decree",
        by=by.username,
        subject=f"decree:{locked.pk}",
        number=number,
        signed_on=signing.signed_on,
        document=locked.document_sha256,
        scan=locked.scan_sha256,
    )
    return locked


def _move_with_reason(decree: Decree, code: str, note: str, by: User) -> Decree:
    """A move that leaves the way into force, with its reason."""
    note, locked = checked_text(note), lock(decree)
    check_move(locked, code, by)
    make_move(locked, code, by.username, note)
    _note(locked, by, note)
    return locked


def scan_path(workspace: Workspace, decree: Decree) -> Path | None:
    """Where the scan of a decree lies; None where it has none, or it is gone."""
    path = workspace.uploads / decree.scan_path
    return path if decree.scan_path and path.is_file() else None


def _check_signing(decree: Decree, number: str, signed_by: str, signed_on: dt.date) -> None:
    is_long = len(number) > LONGEST_NUMBER or len(signed_by) > 150
    if not number or not signed_by or is_long or holds_person_number(f"{number} {signed_by}"):
        raise UserError("DECREE-028", most=LONGEST_NUMBER)
    if signed_on > timezone.localdate():
        raise UserError("DECREE-029")
    others = Decree.objects.filter(institution=decree.institution_id, number=number).exclude(pk=decree.pk)
    if others.exclude(state__in=GIVEN_UP).exists():
        raise UserError("DECREE-031", number=number)


def _mandated(decree: Decree, told: Told) -> Told:
    """An agency's decree with the regent's number, which may have come after it was submitted."""
    if not isinstance(told.facts, AgencyFacts):
        return told
    found = regents_decree(decree.wave_id)
    if found is None:
        raise UserError("DECREE-033")
    if not told.facts.mandate.number:
        return told.with_mandate(told_from_fields(found.facts).reference())
    check_mandate(told, found)
    return told


def _kept(workspace: Workspace, scan: UploadedFile) -> tuple[str, str, str]:
    """Write the bytes down: name, hash, path within the uploads."""
    name = Path(scan.name or "berkas").name[:200]
    sweep_scans(workspace.uploads, FOLDER, set(Decree.objects.values_list("scan_path", flat=True)), time.time())
    sha256, path = keep_scan(workspace.uploads, FOLDER, scan.read(LARGEST + 1))
    if not sha256:
        raise UserError("DECREE-032", file=name, most=LARGEST_MB)
    return name, sha256, path


def _note(decree: Decree, by: User, reason: str = "") -> None:
    record(
        "assignment.move_decree",
        by=by.username,
        subject=f"decree:{decree.pk}",
        state=str(decree.state),
        reason=reason,
    )
