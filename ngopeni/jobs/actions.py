"""Asking for a job, running it, ending it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
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
    lost = Q(state=Job.State.RUNNING, leased_until__lt=now)
    Job.objects.filter(lost, is_cancel_asked=True).update(state=Job.State.CANCELLED, ended_at=now)
    Job.objects.filter(lost, attempts__gte=ATTEMPTS).update(state=Job.State.FAILED, ended_at=now, error_code="JOBS-002")
    waiting = Q(state=Job.State.QUEUED) | lost
    job = Job.objects.select_for_update(skip_locked=_can_skip()).filter(waiting).order_by("id").first()
    if job is None:
        return None
    job.state, job.leased_until = Job.State.RUNNING, now + LEASE
    job.started_at = job.started_at or now
    job.attempts += 1
    job.save()
    return job


def _can_skip() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked


def renew(job: Job) -> bool:
    """Keep the lease of a running job.

    Returns
    -------
    bool
        Whether somebody has asked that it stop.
    """
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() + LEASE)
    return Job.objects.filter(pk=job.pk, is_cancel_asked=True).exists()


def report(job_id: int, step: str, done: int, total: int) -> None:
    """Say how far a running job is."""
    Job.objects.filter(pk=job_id).update(step=step, parts_done=done, parts_total=total)


@transaction.atomic
def end(
    job_id: int,
    state: Job.State,
    *,
    result: dict[str, Any] | None = None,
    error: UserError | None = None,
) -> None:
    """End a running job, once: whoever comes second changes nothing."""
    ended = Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(
        state=state,
        ended_at=timezone.now(),
        result=result or {},
        error_code=error.code if error else "",
        error_values=error.values if error else {},
        parts_done=F("parts_total") if state == Job.State.DONE else F("parts_done"),
    )
    if ended:
        record("jobs.end", by="ngopeni", subject=f"job:{job_id}", state=str(state))
