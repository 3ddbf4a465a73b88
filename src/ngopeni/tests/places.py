"""What the addresses of pages name: one of everything that people make, in a workspace of a test."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ngopeni.accounts.actions import invite_to_new_password
from ngopeni.accounts.models import User
from ngopeni.assignment import actions as assignment
from ngopeni.assignment.actions.decrees import leading
from ngopeni.assignment.matching.criteria import shipped_criteria
from ngopeni.assignment.models import Ruling, Wave
from ngopeni.cli.batch import build_now
from ngopeni.conftest import REGENCY
from ngopeni.intake.actions import bring, examine
from ngopeni.intake.models import Upload
from ngopeni.jobs.actions import enqueue
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.progress import silent
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.linkage.actions import judge
from ngopeni.linkage.worklist import Pair, worklist
from ngopeni.partners import actions as partners
from ngopeni.partners.kind import Against, AgreementKind
from ngopeni.partners.models import Institution
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
        **make_judgement(workspace, analyst),
        **make_partner(analyst),
        **make_wave(workspace, analyst, people["ketua"]),
        **make_decree(analyst, people["kadin"]),
        "user": operator.pk,
        "grant": operator.grants.get().pk,
        "pact": operator.pacts.get().pk,
        "invitation": invite_to_new_password(user=operator, by=people["pengelola"])[0].pk,
        "job": enqueue("build", by=analyst).pk,
        "source": shot.table("source")[0]["source_id"],
    }


def make_judgement(workspace: Workspace, by: User) -> dict[str, Any]:
    """A pair that people look at, and a word on it; before the first list there is neither."""
    shot = snapshot_at(workspace)
    pair = next(iter(worklist(shot, workspace.key("pairs")).pairs), None)
    if pair is None:
        rows = {f"{name}_{side}": f"uji/{side}" for name in ("record_key", "fingerprint") for side in ("l", "r")}
        rows |= {"village_code_l": f"{REGENCY}.01.2001", "village_code_r": f"{REGENCY}.01.2001"}
        pair = Pair("0" * 24, rows)
    return {"pair": pair.token, "judgement": judge(pair=pair, verdict="same", as_of=shot.as_of, by=by).pk}


def make_wave(workspace: Workspace, analyst: User, head: User) -> dict[str, Any]:
    """An approved wave with its teams and design, and one that goes on from it and is open; each with a ruling."""
    from ngopeni.assignment.tests.waves import bring_institutions, open_a_wave

    bring_institutions()
    people = {"analis": analyst, "ketua": head}
    wave = open_a_wave(workspace, people)
    ruling = _rule_first_pair(wave, analyst)
    proposal = assignment.propose(wave=wave, criteria=shipped_criteria(), by=analyst)
    approved = assignment.approve_proposal(proposal=proposal, reason="Untuk uji.", by=head)
    following = open_a_wave(workspace, people, previous=approved)
    _rule_first_pair(following, analyst)
    assignment.propose(wave=following, criteria=shipped_criteria(), by=analyst)
    return {"ruling": ruling.pk, "assisted": ruling.village_code}


def _rule_first_pair(wave: Wave, by: User) -> Ruling:
    village = wave.villages.first()
    assert village is not None, "a wave has villages"
    return assignment.rule_pair(
        wave=wave,
        village_code=village.village_code,
        institution=Institution.objects.filter(kind="agency").exclude(capacities=None).order_by("code")[0],
        is_ban=True,
        reason="Untuk uji.",
        by=by,
    )


def make_decree(analyst: User, head: User) -> dict[str, Any]:
    """A draft that names the team of an agency, with somebody on it."""
    wave = Wave.objects.get(state=Wave.State.APPROVED)
    agency = leading(wave)[0]
    partners.set_head(institution=agency, head=head, by=analyst)
    decree = assignment.draft_agency_decree(
        wave=wave, institution=agency, starts_on=wave.starts_on, ends_on=wave.ends_on, by=analyst
    )
    told = {"name": "Anggota Rekaan", "position": "Penyuluh", "role": "Ketua"}
    return {"decree": decree.pk, "member": assignment.name_member(decree=decree, by=analyst, **told).pk}


def make_partner(by: User) -> dict[str, Any]:
    """An institution with an agreement, whose scan is there, and a conflict."""
    made = partners.add_institution(values={"name": "Dinas Uji", "kind": "agency"}, regency_code=REGENCY, by=by)
    signed = partners.record_agreement(
        workspace=Workspace(settings.NGOPENI_HOME),
        institution=made,
        kind=AgreementKind.MOU,
        number="1/2026",
        title="Untuk uji",
        signed_on=timezone.localdate(),
        ends_on=None,
        file=SimpleUploadedFile("uji.png", b"\x89PNG\r\n\x1a\n"),
        by=by,
    )
    stated = partners.state_conflict(
        institution=made,
        against_kind=Against.DISTRICT,
        against_code=f"{REGENCY}.01",
        reason="Untuk uji.",
        since=timezone.localdate(),
        regency_code=REGENCY,
        by=by,
    )
    return {"institution": made.code, "agreement": signed.pk, "conflict": stated.pk}


def _upload(workspace: Workspace, file: Path | None, by: User) -> Upload:
    """A file that was brought and looked at; without one only its name."""
    if file is None:
        return Upload.objects.create(id=uuid.uuid4(), file_name="x.csv", size_bytes=1, brought_by=by)
    with file.open("rb") as opened:
        upload = bring(workspace=workspace, file=File(opened, name=file.name), by=by)
    examine(workspace=workspace, upload=upload)
    return upload
