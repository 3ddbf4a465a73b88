"""Approving a proposal: from now on these are the teams, and by this they will be judged."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record, shorten_grant
from ngopeni.accounts.models import Grant, User
from ngopeni.assignment.actions.proposals import problem_of
from ngopeni.assignment.actions.waves import lock_open
from ngopeni.assignment.actions.words import checked_text
from ngopeni.assignment.design import design_hash, make_design
from ngopeni.assignment.matching.problem import Problem
from ngopeni.assignment.models import Assignment, EvaluationDesign, Wave, WaveProposal
from ngopeni.jobs.actions import enqueue
from ngopeni.kernel.error import UserError
from ngopeni.partners.models import Institution


@transaction.atomic
def approve_proposal(*, proposal: WaveProposal, reason: str, by: User) -> Wave:
    """Approve: the teams stand, the design is frozen, the wave before ends.

    Raises
    ------
    UserError
        ASSIGNMENT-036 when the wave is no longer open, 051 for one that was made to see what would follow, 052 when
        lists or rulings have changed since it was made, 021 without a reason.
    """
    reason = checked_text(reason)
    wave = lock_open(proposal.wave)
    if proposal.is_what_if:
        raise UserError("ASSIGNMENT-051")
    if not is_fresh(proposal):
        raise UserError("ASSIGNMENT-052")
    problem = Problem.from_fields(proposal.problem)
    wave.state, wave.reason = Wave.State.APPROVED, reason
    wave.decided_by, wave.decided_at = by, timezone.now()
    wave.save()
    _write_assignments(wave, proposal, problem)
    if wave.previous is not None:
        _close(wave.previous, wave, by)
    design = _freeze_design(wave, by)
    record(
        "assignment.approve",
        by=by.username,
        subject=f"wave:{wave.number}",
        proposal=proposal.number,
        design=design.sha256,
        reason=reason,
    )
    enqueue("build", by=by)
    return wave


def is_fresh(proposal: WaveProposal) -> bool:
    """Whether the lists and rulings are still those it was made from."""
    kept = Problem.from_fields(proposal.problem)
    return problem_of(proposal.wave, kept.criteria) == kept


def _write_assignments(wave: Wave, proposal: WaveProposal, problem: Problem) -> None:
    ids = dict(Institution.objects.values_list("code", "pk"))
    villages = {each.village_code: each for each in problem.villages}
    institutions = {each.code: each for each in problem.institutions}
    Assignment.objects.bulk_create(
        Assignment(
            wave=wave,
            village_code=each["village_code"],
            village_name=villages[each["village_code"]].village_name,
            village_type=villages[each["village_code"]].village_type,
            district_name=villages[each["village_code"]].district_name,
            institution_id=ids[each["institution_code"]],
            institution_name=institutions[each["institution_code"]].name,
            kind=institutions[each["institution_code"]].kind,
            role=each["role"],
            points=each["points"],
            starts_on=wave.starts_on,
            ends_on=wave.ends_on,
        )
        for each in proposal.pairs
    )


def _close(previous: Wave, wave: Wave, by: User) -> None:
    """The wave before ends the day before this one begins, and what its decrees opened ends with it."""
    day = max(previous.starts_on, wave.starts_on - dt.timedelta(days=1))
    if day >= previous.until:
        return
    previous.closed_on = day
    previous.save(update_fields=["closed_on"])
    for grant in grants_beyond(previous, day):
        shorten_grant(grant=grant, ends_on=day, reason=f"gelombang {wave.number} menggantikan", by=by.username)


def grants_beyond(wave: Wave, day: dt.date) -> list[Grant]:
    """Grants that decrees of a wave have given and that would hold after a day."""
    numbers = {each["grant"] for decree in wave.decrees.all() for each in decree.grants}
    return list(Grant.objects.filter(pk__in=numbers, ended_at=None, ends_on__gt=day).select_related("user"))


def _freeze_design(wave: Wave, by: User) -> EvaluationDesign:
    version = wave.zone_version
    content = make_design(
        wave_number=wave.number,
        assisted=list(wave.villages.values_list("village_code", flat=True)),
        zones=version.zones,
        zone_version=version.number,
        edition=version.edition,
        as_of=version.as_of,
        starts_on=wave.starts_on,
        ends_on=wave.ends_on,
        frozen_on=timezone.localdate(),
        assisted_before=_assisted_before(wave),
    )
    return EvaluationDesign.objects.create(wave=wave, content=content, sha256=design_hash(content), frozen_by=by)


def _assisted_before(wave: Wave) -> set[str]:
    """Villages of every wave before: what they are was changed by being assisted."""
    waves = Wave.objects.filter(state=Wave.State.APPROVED, number__lt=wave.number)
    return set(Assignment.objects.filter(wave__in=waves).values_list("village_code", flat=True))
