"""Bringing a file, confirming, discarding, withdrawing: the pages and what they leave behind."""

from __future__ import annotations

import datetime as dt
import os
import stat
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent
from ngopeni.areas.register import load_areas
from ngopeni.intake import actions
from ngopeni.intake.models import Upload, WithdrawnSource
from ngopeni.jobs.actions import claim, end
from ngopeni.jobs.models import Job
from ngopeni.kernel.error import UserError
from ngopeni.simulation.village_index import idm_csv, invent_risk
from ngopeni.tests.said import run_here

AREAS = load_areas("33.19")
AS_OF = dt.date(2025, 6, 30)
CONTENT = idm_csv(AREAS.villages, invent_risk(AREAS.villages, {}, seed=8), AS_OF, seed=8)
CONFIRMED = {"as_of": AS_OF.isoformat(), "publisher": "Kemendesa", "profile": "idm"}


@pytest.fixture
def analyst(published, client_as):
    return client_as("analis")


def post(client, *names: str, content: bytes = CONTENT):
    return client.post(reverse("bring"), {"documents": [SimpleUploadedFile(name, content) for name in names]})


def brought(workspace, people, name: str = "idm.csv") -> Upload:
    return actions.bring(workspace=workspace, file=SimpleUploadedFile(name, CONTENT), by=people["analis"])


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_a_file_is_brought_looked_at_confirmed_and_taken_in_by_the_job(analyst, published):
    address = post(analyst, "idm.csv").url
    page = analyst.get(address)
    assert page.status_code == 200
    assert "Dikenali sebagai" in page.content.decode()
    answer = analyst.post(address, CONFIRMED)
    job = Job.objects.get()
    assert answer.url == reverse("job", args=[job.pk])
    assert claim() == job
    assert run_here("run-job", str(job.pk), home=published.home).code == 0
    job.refresh_from_db()
    assert (job.state, job.result["as_of"], job.percent) == ("done", "2025-06-30", 100)
    source = analyst.get(reverse("source", args=[job.result["source_id"]]))
    assert "123 baris masuk = 123 dipakai + 0 disisihkan." in source.content.decode()
    assert [events(act) for act in ("intake.bring", "jobs.enqueue", "intake.take_in", "jobs.end")] == [1, 1, 1, 1]


def test_an_upload_goes_when_its_job_has_succeeded_for_good(published, people, django_capture_on_commit_callbacks):
    upload = brought(published, people)
    path = actions.incoming_path(published, upload)
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(workspace=published, upload_id=str(upload.pk))
        assert path.exists()
    assert not path.exists()
    assert not Upload.objects.exists()
    actions.forget(workspace=published, upload_id=str(upload.pk))


def test_an_upload_stays_whole_when_its_end_is_undone(published, people):
    upload = brought(published, people)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.discard(workspace=published, upload=upload, by=people["analis"])
        raise RuntimeError
    assert actions.incoming_path(published, Upload.objects.get()).read_bytes() == CONTENT


def test_several_files_wait_on_a_page_together(analyst):
    answer = post(analyst, "a.csv", "b.csv")
    assert answer.url == reverse("batch", args=[Upload.objects.first().batch])
    assert answer.url in analyst.get(reverse("sources")).content.decode()
    listed = analyst.get(answer.url).content.decode()
    assert "a.csv" in listed
    assert "b.csv" in listed
    assert Upload.objects.count() == 2


def test_without_a_file_the_page_says_so(analyst):
    answer = analyst.post(reverse("bring"), {})
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu berkas." in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("as_of", "", "Isi tanggal keadaan data"),
        ("as_of", "kemarin", "Tanggal tidak dapat dibaca"),
        ("as_of", "2124-01-01", "tidak mungkin sesudah hari ini"),
        ("publisher", "", "Sebut lembaga dan judul terbitannya."),
        ("profile", "sensus", "Tidak ada jenis berkas bernama sensus"),
    ],
)
def test_what_is_missing_is_asked_for(analyst, published, people, field, value, words):
    upload = brought(published, people)
    answer = analyst.post(reverse("upload", args=[upload.pk]), CONFIRMED | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_confirmed_twice_it_is_one_job(analyst, published, people):
    address = reverse("upload", args=[brought(published, people).pk])
    assert analyst.post(address, CONFIRMED).url == analyst.post(address, CONFIRMED).url
    assert Job.objects.count() == 1
    # After a failure it may be tried again.
    end(claim(), Job.State.FAILED, error=UserError("JOBS-002"))
    analyst.post(address, CONFIRMED)
    assert Job.objects.count() == 2


def test_a_discarded_upload_is_gone_and_cannot_be_confirmed(analyst, published, people):
    upload = brought(published, people)
    assert analyst.get(reverse("discard_upload", args=[upload.pk])).url == reverse("sources")
    assert Upload.objects.exists()
    analyst.post(reverse("discard_upload", args=[upload.pk]))
    assert events("intake.discard") == 1
    answer = analyst.post(reverse("upload", args=[upload.pk]), CONFIRMED)
    assert (answer.status_code, "sudah tidak ada" in answer.content.decode()) == (422, True)
    with pytest.raises(UserError, match="INTAKE-019"):
        actions.confirm(upload=upload, profile="idm", as_of=AS_OF, publisher="x", by=people["analis"])


def test_uploads_are_for_their_owner_alone_whatever_their_name(published, people):
    for name in ("x" + ".ß" * 90, "../../etc/passwd", ".csv", "tanpa-akhiran", "LAPORAN.CSV"):
        path = actions.incoming_path(published, brought(published, people, name))
        assert path.parent == published.incoming
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.read_bytes() == CONTENT


def test_a_file_without_its_row_is_swept_a_day_later(published, people):
    kept = actions.incoming_path(published, brought(published, people))
    old, young = published.incoming / "yatim.csv", published.incoming / "baru.csv"
    long_ago = time.time() - 2 * 24 * 3600
    for path in (old, young):
        path.write_bytes(b"x")
    for path in (old, kept):
        os.utime(path, (long_ago, long_ago))
    brought(published, people)
    assert (old.exists(), young.exists(), kept.exists()) == (False, True, True)


@pytest.fixture
def source_id(published) -> str:
    return next(published.archive.glob("*/source-*.json")).stem.removeprefix("source-")


def test_a_source_is_withdrawn_with_its_reason_and_once(analyst, published, source_id):
    address = reverse("withdraw_source", args=[source_id])
    assert analyst.get(address).url == reverse("source", args=[source_id])
    for reason in ("", "   ", "salah"[:3]):
        refused = analyst.post(address, {"reason": reason})
        assert refused.status_code == 422
        assert "Tulis alasan penarikan" in refused.content.decode()
    job = Job.objects
    assert analyst.post(address, {"reason": " Angkanya keliru. "}).url == reverse("job", args=[job.get().pk])
    assert WithdrawnSource.objects.get().reason == "Angkanya keliru."
    again = analyst.post(address, {"reason": "Sekali lagi."})
    assert (again.status_code, "sudah ditarik" in again.content.decode()) == (422, True)
    assert (job.count(), events("intake.withdraw")) == (1, 1)


@pytest.mark.parametrize("wrong", ["*", "?" * 12, "0" * 12, "tidak-ada", "[0-9a-f]*"])
def test_a_source_that_is_not_there_is_not_withdrawn(analyst, wrong):
    answer = analyst.post(reverse("withdraw_source", args=[wrong]), {"reason": "Angkanya keliru."})
    assert answer.status_code == 422
    assert not WithdrawnSource.objects.exists()
    assert not Job.objects.exists()


def test_a_state_to_come_is_refused_however_it_is_brought(published, people, tmp_path):
    path = tmp_path / "idm.csv"
    path.write_bytes(CONTENT)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(UserError, match="INTAKE-021"):
        actions.take(
            workspace=published, path=path, file_name="idm.csv", as_of=tomorrow, now=dt.datetime(2025, 1, 1), by="x"
        )
