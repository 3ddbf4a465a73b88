"""What each act does to a job in each state."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent
from ngopeni.jobs import actions
from ngopeni.jobs.models import Job
from ngopeni.kernel.error import UserError

State = Job.State
OVER = (State.DONE, State.FAILED, State.CANCELLED)


def make(state: State, **more) -> Job:
    """A job as it stands in that state; a running one has been claimed once and its lease holds."""
    now = timezone.now()
    is_begun = state not in (State.QUEUED, State.CANCELLED)
    fields = {
        "name": "build",
        "state": state,
        "attempts": int(is_begun),
        "started_at": now if is_begun else None,
        "leased_until": now + actions.LEASE if is_begun else None,
        "ended_at": now if state in OVER else None,
        "parts_total": 4,
        "parts_done": 1,
    }
    return Job.objects.create(**fields | more)


def expired(**more) -> Job:
    """A running job whose worker has died."""
    return make(State.RUNNING, leased_until=timezone.now() - dt.timedelta(seconds=1), **more)


def events(job: Job) -> list[str]:
    return [event.action for event in AuditEvent.objects.filter(subject=f"job:{job.pk}").order_by("id")]


@pytest.mark.django_db
def test_a_job_is_asked_for_claimed_and_ended_and_each_is_written_down(people):
    job = actions.enqueue("build", by=people["analis"], colour="merah")
    assert (job.state, job.payload, job.attempts, job.asked_by) == ("queued", {"colour": "merah"}, 0, people["analis"])
    held = actions.claim()
    assert held is not None
    assert (held.pk, held.state, held.attempts) == (job.pk, "running", 1)
    assert actions.end(held, State.DONE, result={"edition": "x"})
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"edition": "x"})
    assert job.started_at <= job.ended_at
    assert events(job) == ["jobs.enqueue", "jobs.end"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "is_claimed"),
    [(State.QUEUED, True), (State.RUNNING, False), *[(state, False) for state in OVER]],
)
def test_only_a_waiting_job_is_claimed(state, is_claimed):
    job = make(state)
    assert actions.claim() == (job if is_claimed else None)
    job.refresh_from_db()
    assert job.state == (State.RUNNING if is_claimed else state)


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_claimed_again_and_keeps_its_beginning():
    job = expired()
    held = actions.claim()
    assert (held, held.attempts, held.started_at) == (job, 2, job.started_at)
    assert held.leased_until > timezone.now()


@pytest.mark.django_db
def test_jobs_are_claimed_in_the_order_they_were_asked_for():
    jobs = [make(State.QUEUED), expired(), make(State.QUEUED)]
    assert [actions.claim(), actions.claim(), actions.claim(), actions.claim()] == [*jobs, None]


@pytest.mark.django_db
def test_a_job_whose_workers_died_too_often_is_failed_and_a_cancelled_one_ends():
    hopeless, cancelled = expired(attempts=actions.ATTEMPTS), expired(attempts=1, is_cancel_asked=True)
    assert actions.claim() is None
    for job, state, code in ((hopeless, State.FAILED, "JOBS-002"), (cancelled, State.CANCELLED, "")):
        job.refresh_from_db()
        assert (job.state, job.error_code) == (state, code)
        assert job.ended_at is not None
        assert events(job) == ["jobs.end"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_only_a_running_job_is_renewed_reported_let_go_or_ended(state):
    job = make(state)
    before = Job.objects.filter(pk=job.pk).values().get()
    is_running = state is State.RUNNING
    assert actions.renew(job) is is_running
    actions.report(job, "build.snapshot", 3, 4)
    actions.let_go(job)
    assert actions.end(job, State.DONE) is is_running
    after = Job.objects.filter(pk=job.pk).values().get()
    if is_running:
        assert (after["state"], after["step"], after["parts_done"]) == ("done", "build.snapshot", 4)
    else:
        assert after == before
        assert events(job) == []


@pytest.mark.django_db
def test_a_worker_that_slept_too_long_changes_nothing_of_the_job_that_another_has():
    sleeper = expired()
    held = actions.claim()
    assert not actions.renew(sleeper)
    actions.report(sleeper, "late", 9, 9)
    actions.let_go(sleeper)
    assert not actions.end(sleeper, State.FAILED, error=UserError("JOBS-003", job=1))
    assert Job.objects.get() == held
    held.refresh_from_db()
    assert (held.state, held.step, held.error_code) == (State.RUNNING, "", "")
    assert held.leased_until > timezone.now()
    assert actions.end(held, State.DONE)


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_cancelling_ends_a_waiting_job_asks_a_running_one_and_refuses_one_that_is_over(people, state):
    job = make(state, asked_by=people["analis"])
    if state in OVER:
        with pytest.raises(UserError) as refused:
            actions.ask_cancel(job, by=people["analis"])
        assert refused.value.code == "JOBS-001"
        assert events(job) == []
        return
    actions.ask_cancel(job, by=people["analis"])
    job.refresh_from_db()
    assert job.is_cancel_asked
    assert job.state == (State.CANCELLED if state is State.QUEUED else State.RUNNING)
    assert (job.ended_at is not None) is (state is State.QUEUED)
    assert events(job) == ["jobs.cancel"]
    assert not actions.renew(job)
    assert actions.claim() is None


@pytest.mark.django_db
def test_a_job_that_was_let_go_is_tried_again_or_cancelled_at_once():
    job = make(State.RUNNING)
    actions.let_go(job)
    held = actions.claim()
    assert (held, held.attempts) == (job, 2)
    Job.objects.filter(pk=job.pk).update(is_cancel_asked=True)
    actions.let_go(held)
    assert actions.claim() is None
    assert Job.objects.get().state == State.CANCELLED


@pytest.mark.django_db
def test_a_failure_keeps_its_code_and_its_dates_are_worded():
    job = make(State.RUNNING)
    values = {"file": "idm.csv", "date": dt.date(2024, 12, 31), "rows": [1, "2024-99-99"]}
    assert actions.end(job, State.FAILED, error=UserError("INTAKE-015", **values))
    job = Job.objects.get()
    assert job.error_code == "INTAKE-015"
    assert "idm.csv sudah pernah dimasukkan sebagai keadaan 31 Desember 2024" in job.error_sentence("id")
    assert "December" in job.error_sentence("en")
    assert make(State.QUEUED).error_sentence("id") == ""


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, 0), (0, 4, 0), (1, 3, 33), (4, 4, 100), (9, 4, 100)])
def test_progress_is_a_percentage(done, total, percent):
    assert Job(parts_done=done, parts_total=total).percent == percent
