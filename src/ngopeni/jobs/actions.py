"""Asking for a job, running it, ending it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.jobs.models import Job
from ngopeni.kernel.error import UserError

LEASE = dt.timedelta(seconds=30)
ATTEMPTS = 3


@transaction.atomic
def enqueue(name: str, *, by: User | None, **payload: Any) -> Job:
    """Ask for a job by its name; ``site`` maps names to functions."""
    job = Job.objects.create(name=name, payload=payload, asked_by=by)
    record("jobs.enqueue", by=by.username if by else "ngopeni", subject=f"job:{job.pk}", name=name)
    return job


@transaction.atomic
def ask_cancel(job: Job, *, by: User) -> None:
    """Ask that a job stop; one that has not begun is cancelled at once.

    Raises
    ------
    UserError
        JOBS-001, when it is already over.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.is_over:
        raise UserError("JOBS-001")
    job.is_cancel_asked = True
    if job.state == Job.State.QUEUED:
        job.state, job.ended_at = Job.State.CANCELLED, timezone.now()
    job.save()
    record("jobs.cancel", by=by.username, subject=f"job:{job.pk}")


@transaction.atomic
def claim() -> Job | None:
    """Take the oldest waiting job, or one whose worker has died, and lease it.

    A job whose workers died too often is failed instead of tried for ever.
    """
    now = timezone.now()
    lost = Q(state=Job.State.RUNNING, leased_until__lte=now)
    _end_hopeless(lost)
    waiting = Q(state=Job.State.QUEUED) | lost
    job = Job.objects.select_for_update(skip_locked=True).filter(waiting).order_by("id").first()
    if job is None:
        return None
    job.state, job.leased_until = Job.State.RUNNING, now + LEASE
    job.started_at = job.started_at or now
    job.attempts += 1
    job.save()
    return job


def _end_hopeless(lost: Q) -> None:
    """End what lost its worker and is not to be tried again."""
    hopeless = lost & (Q(is_cancel_asked=True) | Q(attempts__gte=ATTEMPTS))
    for job in Job.objects.select_for_update(skip_locked=True).filter(hopeless):
        if job.is_cancel_asked:
            end(job, Job.State.CANCELLED)
        else:
            end(job, Job.State.FAILED, error=UserError("JOBS-002"))


def _held(job: Job) -> QuerySet[Job]:
    """The job, as long as it runs by this claim: a worker that slept too long may have lost it to another."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def check_asker(job: Job, rights: Sequence[Permission]) -> None:
    """Refuse a job whose asker has lost the right to it since; what the program asked for itself goes on.

    Raises
    ------
    UserError
        What `User.refusal` says of the first right, when none holds.
    """
    refusals = [job.asked_by.refusal(right) for right in rights] if job.asked_by else []
    if refusals and None not in refusals:
        assert refusals[0] is not None
        raise refusals[0]


def renew(job: Job) -> bool:
    """Keep the lease of a running job.

    Returns
    -------
    bool
        Whether it may go on: nobody has asked that it stop, and no other worker has it.
    """
    return bool(_held(job).filter(is_cancel_asked=False).update(leased_until=timezone.now() + LEASE))


def let_go(job: Job) -> None:
    """End the lease of a job whose process is gone; unless it has ended, the next claim decides about it."""
    _held(job).update(leased_until=timezone.now())


def report(job: Job, step: str, done: int, total: int) -> None:
    """Say how far a running job is."""
    _held(job).update(step=step, parts_done=done, parts_total=total)


@transaction.atomic
def end(job: Job, state: Job.State, *, result: dict[str, Any] | None = None, error: UserError | None = None) -> bool:
    """End a running job, once.

    Returns
    -------
    bool
        False when it had ended before or another worker has it; nothing is changed then.
    """
    has_ended = _held(job).update(
        state=state,
        ended_at=timezone.now(),
        result=result or {},
        error_code=error.code if error else "",
        error_values=error.values if error else {},
        parts_done=F("parts_total") if state == Job.State.DONE else F("parts_done"),
    )
    if has_ended:
        record("jobs.end", by="ngopeni", subject=f"job:{job.pk}", state=str(state))
    return bool(has_ended)
