"""Rows set aside are whole rows about people: who takes them along, and what is written down."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact
from ngopeni.kernel.snapshot import snapshot_at


@pytest.fixture
def source(peopled):
    rows = snapshot_at(peopled).table("source")
    return next(row for row in rows if row["profile"] == "bdt2015" and row["set_aside_count"])


@pytest.fixture
def page(source):
    return reverse("set_aside_rows", args=[source["source_id"]])


def test_rows_are_handed_over_with_a_purpose_and_their_holder(client_as, page, source):
    client = client_as("dinsos")
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    assert not AuditEvent.objects.filter(action="intake.read_set_aside").exists()
    answer = client.post(page, {"purpose": "correction", "note": "Surat 5"})
    assert "no-store" in answer["Cache-Control"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert "Pemegang: " in str(book.get_sheet_by_index(0).to_python())
    header, *rows = book.get_sheet_by_name("Data").to_python()
    assert header[:2] == ["Baris", "Alasan"]
    assert len(rows) == source["set_aside_count"]
    event = AuditEvent.objects.get(action="intake.read_set_aside")
    assert (event.actor, event.details) == (
        "dinsos",
        {"purpose": "correction", "note": "Surat 5", "rows": len(rows)},
    )


def test_whole_rows_of_people_need_the_right_to_read_numbers_and_health(client_as, page, source):
    """They hold whole NIK and columns that the analyst may not read elsewhere either."""
    client = client_as("analis")
    for answer in (client.get(page), client.post(page, {"purpose": "correction"})):
        assert answer.status_code == 403
        assert "kesehatan" in answer.content.decode()
    assert page not in client.get(reverse("source", args=[source["source_id"]])).content.decode()


def test_bringing_files_alone_does_not_open_them(client_as, page, people, source):
    client = client_as("dinsos")
    IntegrityPact.objects.update(withdrawn_at=timezone.now())
    for answer in (client.get(page), client.post(page, {"purpose": "correction"})):
        assert (answer.status_code, "pakta integritas" in answer.content.decode()) == (403, True)
    described = client.get(reverse("source", args=[source["source_id"]])).content.decode()
    assert page not in described
    IntegrityPact.objects.update(withdrawn_at=None)
    assert page in client.get(reverse("source", args=[source["source_id"]])).content.decode()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Grant.objects.filter(user=people["dinsos"]).update(starts_on=yesterday, ends_on=yesterday)
    assert client.post(page, {"purpose": "correction"}).status_code == 403


@pytest.mark.parametrize("username", ["operator", "kades", "bupati", "pemeriksa", "pengelola"])
def test_nobody_else_reads_them(username, client_as, page):
    client = client_as(username)
    assert client.get(page).status_code == 403
    assert client.post(page, {"purpose": "audit"}).status_code == 403
