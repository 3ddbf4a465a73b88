"""Writing a rule, drafting and approving zones, objecting and answering."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.jobs.actions import enqueue
from ngopeni.jobs.models import Job
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.kernel.workspace import Workspace
from ngopeni.zones.build import CORRECTION_COLUMNS, Assessment, plain_rows, preview, take_assessment
from ngopeni.zones.models import Objection, ZoneRule, ZoneVersion
from ngopeni.zones.rule import Rule, Zone
from ngopeni.zones.rule_fields import rule_from_fields, rule_to_fields
from ngopeni.zones.tables import ZONE_INPUT

# What a correction may say: a person cannot make a village one that cannot be assessed.
GIVEN_ZONES = (Zone.RED, Zone.YELLOW, Zone.GREEN)
SHORTEST_TEXT = 5


@transaction.atomic
def write_rule(*, rule: Rule, by: User, is_revision: bool = True) -> ZoneRule:
    """Save a rule, as a new revision where its code is known.

    Raises
    ------
    UserError
        ZONES-016 when its name is taken and it was not meant as a revision.
    """
    if not is_revision and ZoneRule.objects.filter(code=rule.code).exists():
        raise UserError("ZONES-016", title=rule.title)
    newest = ZoneRule.objects.filter(code=rule.code).aggregate(n=Max("revision"))["n"] or 0
    saved = ZoneRule.objects.create(code=rule.code, revision=newest + 1, fields=rule_to_fields(rule), written_by=by)
    record("zones.write_rule", by=by.username, subject=f"rule:{saved.code}:{saved.revision}")
    return saved


def corrections() -> list[dict[str, str]]:
    """What accepted objections changed, newest answer for each village."""
    accepted = Objection.objects.filter(outcome=Objection.Outcome.ACCEPTED).exclude(corrected_zone="")
    rows = accepted.order_by("answered_at").values_list("village_code", "corrected_zone", "answer")
    newest = {village: (village, zone, answer) for village, zone, answer in rows}
    return [dict(zip(CORRECTION_COLUMNS, row, strict=True)) for row in newest.values()]


def preview_rule(folder: Path, rule: Rule, as_of: dt.date) -> Assessment:
    """The zones and reasons that a rule would give, saved nowhere.

    Parameters
    ----------
    folder : Path
        Of the snapshot's tables.
    rule : Rule
    as_of : date
    """
    engine = Engine()
    for name in ("village", "zone_input"):
        engine.read(name, [folder / f"{name}.parquet"])
    preview(engine, rule, corrections(), as_of)
    found = take_assessment(engine)
    engine.close()
    return found


@transaction.atomic
def draft_version(*, rule: Rule, folder: Path, as_of: dt.date, edition: str, by: User) -> ZoneVersion:
    """Make a draft of the zones of all villages.

    Raises
    ------
    UserError
        ZONES-014 when no village can be assessed.
    """
    found = preview_rule(folder, rule, as_of)
    if not any(row["score"] is not None for row in found.zones):
        raise UserError("ZONES-014")
    number = (ZoneVersion.objects.aggregate(n=Max("number"))["n"] or 0) + 1
    version = ZoneVersion.objects.create(
        number=number,
        rule_code=rule.code,
        rule_fields=rule_to_fields(rule),
        as_of=as_of,
        edition=edition,
        made_by=by,
        zones=[{**row, "version_number": number} for row in found.zones],
        reasons=found.reasons,
        inputs=found.inputs,
    )
    record("zones.draft", by=by.username, subject=f"version:{number}", rule=rule.code, as_of=as_of)
    return version


@transaction.atomic
def approve(*, workspace: Workspace, version: ZoneVersion, reason: str, by: User) -> Job:
    """Approve a draft: from the next edition on these are the zones.

    Raises
    ------
    UserError
        ZONES-011 when it is no draft, ZONES-012 without a reason, ZONES-018 for one with a NIK in it, ZONES-015 when
        the figures of its date are others now than those it was made from.
    """
    if version.state == ZoneVersion.State.DRAFT and not is_fresh(workspace, version):
        raise UserError("ZONES-015")
    _decide(version, ZoneVersion.State.APPROVED, reason, by)
    record("zones.approve", by=by.username, subject=f"version:{version.number}", reason=version.reason)
    return enqueue("build", by=by)


def is_fresh(workspace: Workspace, version: ZoneVersion) -> bool:
    """Whether the published figures of a version's date are still those it was made from."""
    if version.as_of not in snapshot_dates(workspace):
        return False
    engine = Engine()
    engine.read(ZONE_INPUT.name, [snapshot_at(workspace, version.as_of).folder / f"{ZONE_INPUT.name}.parquet"])
    inputs = plain_rows(engine, ZONE_INPUT)
    engine.close()
    return inputs == version.inputs


@transaction.atomic
def discard(*, version: ZoneVersion, reason: str, by: User) -> None:
    """Set a draft aside for good.

    Raises
    ------
    UserError
        As `approve`.
    """
    _decide(version, ZoneVersion.State.DISCARDED, reason, by)
    record("zones.discard", by=by.username, subject=f"version:{version.number}", reason=version.reason)


def _decide(version: ZoneVersion, state: ZoneVersion.State, reason: str, by: User) -> None:
    _check_words(reason)
    locked = ZoneVersion.objects.select_for_update().get(pk=version.pk)
    if locked.state != ZoneVersion.State.DRAFT:
        raise UserError("ZONES-011", state=locked.get_state_display())
    locked.state, locked.reason = state, reason.strip()
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.save()
    version.refresh_from_db()


def _check_words(text: str) -> None:
    """Refuse what says nothing, and what everybody who reads about zones must not read."""
    if len(text.strip()) < SHORTEST_TEXT:
        raise UserError("ZONES-012")
    if holds_person_number(text):
        raise UserError("ZONES-018")


def approved_version(as_of: dt.date | None = None, before: ZoneVersion | None = None) -> ZoneVersion | None:
    """The version in force on a date: of the newest state, and of that the one decided last.

    Parameters
    ----------
    as_of : date, optional
        By default the newest there is.
    before : ZoneVersion, optional
        Look only at what was decided before this one, and not at itself.
    """
    approved = ZoneVersion.objects.filter(state=ZoneVersion.State.APPROVED)
    if as_of is not None:
        approved = approved.filter(as_of__lte=as_of)
    if before is not None:
        approved = approved.exclude(pk=before.pk)
        if before.decided_at:
            approved = approved.filter(decided_at__lt=before.decided_at)
    return approved.order_by("-as_of", "-decided_at").first()


@transaction.atomic
def raise_objection(*, version: ZoneVersion, village_code: str, text: str, by: User) -> Objection:
    """Object to a village's zone.

    Raises
    ------
    UserError
        ZONES-012 without a text, ZONES-018 for one with a NIK in it, ZONES-017 when the same one is already waiting
        for an answer.
    """
    assert version.zone_of(village_code), f"version {version.number} has no village {village_code}"
    _check_words(text)
    waiting = Objection.objects.filter(version=version, village_code=village_code, outcome=Objection.Outcome.OPEN)
    if waiting.filter(text=text.strip()).exists():
        raise UserError("ZONES-017")
    objection = Objection.objects.create(version=version, village_code=village_code, text=text.strip(), raised_by=by)
    record("zones.object", by=by.username, subject=f"village:{village_code}", version=version.number)
    return objection


@transaction.atomic
def answer_objection(
    *, objection: Objection, is_accepted: bool, answer: str, corrected_zone: str, by: User
) -> Objection:
    """Answer an objection; the answer stays with it.

    Raises
    ------
    UserError
        ZONES-012 without an answer, ZONES-018 for one with a NIK in it, ZONES-003 when it is accepted without a zone
        that can be given, ZONES-013 when it was answered before.
    """
    _check_words(answer)
    if is_accepted and corrected_zone not in GIVEN_ZONES:
        raise UserError("ZONES-003", value=corrected_zone, known=GIVEN_ZONES)
    locked = Objection.objects.select_for_update().get(pk=objection.pk)
    if locked.outcome != Objection.Outcome.OPEN:
        raise UserError("ZONES-013")
    locked.outcome = Objection.Outcome.ACCEPTED if is_accepted else Objection.Outcome.REJECTED
    locked.answer, locked.corrected_zone = answer.strip(), corrected_zone if is_accepted else ""
    locked.answered_by, locked.answered_at = by, timezone.now()
    locked.save()
    record("zones.answer", by=by.username, subject=f"objection:{locked.pk}", outcome=locked.outcome)
    return locked


def zone_version_rows() -> list[dict[str, Any]]:
    """Approved versions as a decision table for the build, with their villages and reasons."""
    approved = ZoneVersion.objects.filter(state=ZoneVersion.State.APPROVED).order_by("number")
    return [
        {
            "number": version.number,
            "as_of": version.as_of.isoformat(),
            "rule": rule_to_fields(rule_from_fields(version.rule_fields)),
            "decided_by": version.decided_by.username if version.decided_by else "",
            "decided_at": version.decided_at.isoformat() if version.decided_at else "",
            "reason": version.reason,
            "zones": version.zones,
            "reasons": version.reasons,
        }
        for version in approved
    ]
