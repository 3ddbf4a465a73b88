from __future__ import annotations

import pytest
from django.urls import reverse

from ngopeni.jobs import actions
from ngopeni.jobs.models import Job
from ngopeni.jobs.work import Work
from ngopeni.kernel.error import UserError
from ngopeni.tests.said import run_here

State = Job.State
PERSON = "Siti binti Karto 3319016504800001"


@pytest.fixture
def analyst(published, client_as):
    return client_as("analis")


def page(client, job, **headers):
    return client.get(reverse("job", args=[job.pk]), **headers)


def fragment(client, job):
    return page(client, job, HTTP_HX_REQUEST="true")


def run_with(monkeypatch, work, workspace, people) -> Job:
    """A job claimed and run by those functions, as its child process does it."""
    monkeypatch.setattr("ngopeni.site.job_functions.JOBS", {"build": Work((), work)})
    job = actions.enqueue("build", by=people["analis"])
    assert actions.claim() == job
    run_here("run-job", str(job.pk), home=workspace.home)
    job.refresh_from_db()
    return job


def test_a_waiting_job_says_so_and_asks_again(analyst, people):
    job = actions.enqueue("build", by=people["analis"])
    answer = page(analyst, job)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Menunggu giliran." in text
    assert f'hx-get="{reverse("job", args=[job.pk])}"' in text
    assert "every 700ms" in text
    assert '<meta http-equiv="refresh"' in text
    inner = fragment(analyst, job)
    assert inner.status_code == 200
    assert b"<html" not in inner.content


def test_progress_is_seen_while_it_runs(analyst, people):
    actions.enqueue("build", by=people["analis"])
    job = actions.claim()
    actions.report(job, "build.snapshot", 1, 4)
    text = fragment(analyst, job).content.decode()
    assert "Menyusun tabel: 1 dari 4 tanggal keadaan." in text
    assert 'value="25"' in text
    for step, words in (("intake.read", "Membaca berkas"), ("build.publish", "Menerbitkan edisi baru")):
        actions.report(job, step, 4, 4)
        assert words in fragment(analyst, job).content.decode()


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.CANCELLED])
def test_what_is_over_is_not_asked_about_again(analyst, people, state):
    actions.enqueue("build", by=people["analis"])
    job = actions.claim()
    actions.end(job, state, error=UserError("JOBS-002") if state == State.FAILED else None)
    assert fragment(analyst, job).status_code == 286
    whole = page(analyst, job)
    assert whole.status_code == 200
    assert b"every 700ms" not in whole.content
    assert b"http-equiv" not in whole.content
    assert b"Batalkan" not in whole.content


def test_what_the_user_can_mend_is_said_on_the_page(analyst, published, people, monkeypatch):
    def refuse(workspace, payload, progress):
        raise UserError("INTAKE-019")

    job = run_with(monkeypatch, refuse, published, people)
    assert (job.state, job.error_code) == ("failed", "INTAKE-019")
    text = page(analyst, job).content.decode()
    assert "Berkas titipan ini sudah tidak ada" in text
    assert "Yang sudah tersimpan tidak berubah." in text


def test_a_fault_of_the_program_is_said_without_its_traceback(analyst, published, people, monkeypatch):
    def fail(workspace, payload, progress):
        raise ValueError(PERSON)

    job = run_with(monkeypatch, fail, published, people)
    assert (job.state, job.error_code, job.error_values) == ("failed", "JOBS-003", {"job": job.pk})
    text = page(analyst, job).content.decode()
    assert f"pada pekerjaan nomor {job.pk}" in text
    for hidden in ("Traceback", "ValueError", *PERSON.split()):
        assert hidden not in text
        assert hidden not in str(Job.objects.values().get())


def test_what_a_job_leaves_needless_goes_with_its_success_and_only_then(published, people, monkeypatch):
    closed = []

    def work(workspace, payload, progress):
        progress("build.publish", 1, 1)
        return {"edition": "x"}

    for is_lost in (True, False):
        own = Work((), work, lambda *_: closed.append(True))
        monkeypatch.setattr("ngopeni.site.job_functions.JOBS", {"build": own})
        job = actions.enqueue("build", by=people["analis"])
        actions.claim()
        if is_lost:
            monkeypatch.setattr("ngopeni.jobs.actions.end", lambda *_, **__: False)
        run_here("run-job", str(job.pk), home=published.home)
        monkeypatch.undo()
        assert closed == ([] if is_lost else [True])


@pytest.mark.parametrize("state", [State.QUEUED, State.DONE, State.CANCELLED])
def test_a_job_that_no_worker_runs_is_not_run(published, people, state):
    job = Job.objects.create(name="build", state=state)
    said = run_here("run-job", str(job.pk), "--json", home=published.home)
    assert (said.code, said.json["error"]) == (2, "JOBS-004")
    assert run_here("run-job", "999", home=published.home).code == 2


def test_only_the_asker_may_cancel(analyst, client_as, people):
    job = actions.enqueue("build", by=people["analis"])
    for name in ("ketua", "operator", "bupati"):
        other = client_as(name)
        assert b"Batalkan" not in page(other, job).content
        assert other.post(reverse("cancel_job", args=[job.pk])).status_code == 404
    job.refresh_from_db()
    assert not job.is_cancel_asked
    assert b"Batalkan pekerjaan" in page(analyst, job).content
    assert analyst.get(reverse("cancel_job", args=[job.pk])).status_code == 405
    answer = analyst.post(reverse("cancel_job", args=[job.pk]))
    assert answer.url == reverse("job", args=[job.pk])
    assert "Dibatalkan." in page(analyst, job).content.decode()
    again = analyst.post(reverse("cancel_job", args=[job.pk]))
    assert again.status_code == 422
    assert "sudah berakhir" in again.content.decode()


def test_a_running_job_says_that_it_is_being_cancelled(analyst, people):
    actions.enqueue("build", by=people["analis"])
    job = actions.claim()
    analyst.post(reverse("cancel_job", args=[job.pk]))
    assert "Sedang dibatalkan" in fragment(analyst, job).content.decode()


def test_a_job_that_is_not_there_is_not_found(analyst):
    assert analyst.get(reverse("job", args=[999])).status_code == 404
