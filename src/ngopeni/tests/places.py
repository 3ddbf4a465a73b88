"""What the addresses of pages name: one of everything that people make, in a workspace of a test."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils import timezone

from ngopeni.accounts.actions import invite_to_new_password
from ngopeni.accounts.models import User
from ngopeni.cli.batch import build_now
from ngopeni.intake.actions import bring, examine
from ngopeni.intake.models import Upload
from ngopeni.jobs.actions import enqueue
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.progress import silent
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.quality.models import Waiver
from ngopeni.verification.models import CounterVisit, NumberSeries, Proposal
from ngopeni.zones.actions import approve, draft_version
from ngopeni.zones.models import Objection
from ngopeni.zones.rule_file import shipped_rules


def make_places(workspace: Workspace, people: dict[str, User], file: Path | None = None) -> dict[str, Any]:
    """A rule, an approved version, an objection, an upload, a job, a source, and where people work.

    Parameters
    ----------
    workspace : Workspace
        Published.
    people : dict of str to User
    file : Path, optional
        What waits to be taken in; by default nothing stands behind the upload.
    """
    rule = next(rule for rule in shipped_rules() if rule.code == "idm-terendah")
    analyst, operator = people["analis"], people["operator"]
    shot = snapshot_at(workspace)
    version = draft_version(
        rule=rule, folder=shot.folder, as_of=shot.as_of, edition=current_edition(workspace), by=analyst
    )
    approve(workspace=workspace, version=version, reason="Untuk uji.", by=people["ketua"])
    build_now(workspace, silent)
    number = {"village_code": operator.village_code, "year": 2026, "number": 1, "as_of": shot.as_of}
    Proposal.objects.create(**number, kind="new", note="Untuk uji.", received_by=operator, received_at=timezone.now())
    visited = {"result": "not_listed", "purpose": "status", "edition": current_edition(workspace)}
    CounterVisit.objects.create(**number, **visited, by=operator, at=timezone.now())
    for paper in ("visit", "proposal"):
        NumberSeries.objects.create(village_code=operator.village_code, year=2026, paper=paper, last_number=1)
    waiting = _upload(workspace, file, analyst)
    own = shot.index("village", "village_code")[operator.village_code]
    elsewhere = [row for row in shot.table("village") if row != own]
    return {
        "own": operator.village_code,
        "near": next(row["village_code"] for row in elsewhere if row["district_code"] == own["district_code"]),
        "far": next(row["village_code"] for row in elsewhere if row["district_code"] != own["district_code"]),
        "rule": rule.code,
        "objection": Objection.objects.create(
            version=version, village_code=operator.village_code, text="Uji.", raised_by=operator
        ).pk,
        "upload": waiting.pk,
        "batch": waiting.batch,
        "waiver": Waiver.objects.create(
            rule_code="QUALITY-101",
            subject_key="uji/1",
            fingerprint="abcde",
            village_code=operator.village_code,
            profile="bdt2015",
            source_id="0" * 12,
            reason="Untuk uji saja.",
            expires_on=timezone.localdate(),
            decided_by=analyst,
            decided_on=timezone.localdate(),
        ).pk,
        "user": operator.pk,
        "grant": operator.grants.get().pk,
        "pact": operator.pacts.get().pk,
        "invitation": invite_to_new_password(user=operator, by=people["pengelola"])[0].pk,
        "job": enqueue("build", by=analyst).pk,
        "source": shot.table("source")[0]["source_id"],
    }


def _upload(workspace: Workspace, file: Path | None, by: User) -> Upload:
    """A file that was brought and looked at; without one only its name."""
    if file is None:
        return Upload.objects.create(id=uuid.uuid4(), file_name="x.csv", size_bytes=1, brought_by=by)
    with file.open("rb") as opened:
        upload = bring(workspace=workspace, file=File(opened, name=file.name), by=by)
    examine(workspace=workspace, upload=upload)
    return upload
