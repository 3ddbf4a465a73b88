from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ngopeni.dashboard.protection import holdings
from ngopeni.dashboard.views.protection import asked_permissions

PAGES = ("protection", "processing_register", "impact_assessment", "retention", "breach")
LOCAL = "%Y-%m-%dT%H:%M"


def known(hours: float = 1) -> str:
    return (timezone.localtime() - dt.timedelta(hours=hours)).strftime(LOCAL)


@pytest.fixture
def client(published, client_as):
    return client_as("ketua")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_in_both_languages(client, name, language):
    client.cookies["django_language"] = language
    page = client.get(reverse(name)).content.decode()
    assert f'<html lang="{language}">' in page
    assert "{{" not in page


def test_a_paper_shows_what_it_was_computed_from(client):
    page = client.get(reverse("impact_assessment")).content.decode()
    assert "Kabupaten Kudus" in page
    assert "keadaan per 31 Desember 2024" in page
    assert "pengetahuan umum, naskahnya belum dibaca ulang" in page


def test_papers_open_before_anything_is_published(workspace, db, client_as):
    client = client_as("ketua")
    for name in PAGES:
        assert client.get(reverse(name)).status_code == 200, name


def test_the_draft_has_the_deadline_and_what_was_told(client):
    told = {"known_at": "2026-01-30T14:05", "kinds": ["confidentiality"], "names": ["person"], "how": "Laptop hilang."}
    page = client.post(reverse("breach"), told).content.decode()
    assert "2 Februari 2026, 14.05 WIB" in page
    assert "Tenggat sudah lewat" in page
    assert page.count("Laptop hilang.") == 2
    assert "Nama ibu kandung" in page


def test_what_is_left_is_counted_from_now(client):
    page = client.post(reverse("breach"), {"known_at": known(hours=2)}).content.decode()
    assert "Sisa waktu saat dokumen ini dibuat" in page
    assert "69 jam 59 menit" in page or "70 jam 0 menit" in page or "69 jam 58 menit" in page


def test_everything_may_be_chosen_at_once(client):
    page = client.post(reverse("breach"), {"known_at": known(), "is_everything": "on"}).content.decode()
    for name, holding in holdings().items():
        if holding.is_personal:
            assert f"({name})" in page


@pytest.mark.parametrize(
    ("known_at", "sentence"),
    [
        ("", "Isi tanggal dan jam diketahuinya"),
        ("kemarin", "tidak dapat dibaca"),
        ("2999-01-01T00:00", "tidak mungkin sesudah sekarang"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_with_what_to_do_and_keeps_the_rest(client, known_at, sentence):
    answer = client.post(reverse("breach"), {"known_at": known_at, "how": "Laptop hilang."})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Laptop hilang." in answer.content.decode()


def test_a_table_that_is_not_there_is_refused(client):
    answer = client.post(reverse("breach"), {"known_at": known(), "names": ["../secrets"]})
    assert answer.status_code == 422


def test_the_draft_is_kept_nowhere(client, published):
    # The first page of a session notes when it was asked for.
    client.get(reverse("breach"))
    before = {path: path.stat().st_mtime_ns for path in published.home.rglob("*") if path.is_file()}
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(reverse("breach"), {"known_at": known(), "how": "Laptop hilang di terminal."})
    assert "Laptop hilang di terminal." in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    said = [each["sql"].lstrip().upper() for each in asked]
    assert not [sql for sql in said if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert {path: path.stat().st_mtime_ns for path in published.home.rglob("*") if path.is_file()} == before


def test_what_somebody_writes_is_shown_as_text(client):
    page = client.post(reverse("breach"), {"known_at": known(), "how": "<b>tebal</b>"}).content.decode()
    assert "<b>tebal</b>" not in page
    assert "&lt;b&gt;tebal&lt;/b&gt;" in page


def test_the_rights_that_pages_ask_for_are_read_from_the_addresses():
    asked = asked_permissions()
    assert {"read_areas", "import_sources", "read_protection_papers"} <= set(asked)
