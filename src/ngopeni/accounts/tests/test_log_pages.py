from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ngopeni.accounts.actions import record
from ngopeni.accounts.actions.log import write_note
from ngopeni.accounts.models import AuditEvent

VILLAGE = "33.19.01.2001"


@pytest.fixture
def auditor(published, client_as, people, django_capture_on_commit_callbacks):
    """An auditor, and a log with something of each kind."""
    with django_capture_on_commit_callbacks(execute=True):
        record(
            "people.read_village", by="operator", subject=f"village:{VILLAGE}", village_code=VILLAGE, page=1, rows=20
        )
        record("accounts.locked_out", by="tidak-dikenal", subject="sign-in", address="127.0.0.1")
        record("table.read_personal", by="perintah:rina", subject="table:person", purpose="Permintaan warga")
        record("zones.approve", by="ketua", subject="version:1", reason="Rapat TKPK.")
    # The people of the tests came in without a commit, and so without a note of the log's end.
    last = AuditEvent.objects.first()
    write_note(last.number, last.seal)
    return client_as("pemeriksa")


def text(answer) -> str:
    return answer.content.decode()


def rows(client, **asked) -> str:
    page = text(client.get(reverse("log"), asked))
    return page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""


def test_events_are_sentences_with_people_and_places(auditor):
    page = rows(auditor)
    assert "Membaca daftar warga desa, halaman 1: 20 keluarga." in page
    assert "Menyetujui penetapan zona (penetapan nomor 1). Alasan: Rapat TKPK." in page
    assert "Operator" in page
    assert "Desa " in page


@pytest.mark.parametrize(
    ("asked", "holds", "lacks"),
    [
        ({"jenis": "personal"}, "Membaca daftar warga", "Menyetujui"),
        ({"jenis": "refused"}, "Pintu ditutup", "Membaca daftar"),
        ({"jenis": "decision"}, "Menyetujui", "Pintu ditutup"),
        ({"tindakan": "zones.approve"}, "Menyetujui", "Membaca daftar"),
        ({"desa": VILLAGE}, "Membaca daftar warga", "Menyetujui"),
        ({"orang": "perintah"}, "lewat perintah di server", "Menyetujui"),
        ({"orang": "tidak-dikenal"}, "Pintu ditutup", "Menyetujui"),
    ],
)
def test_it_is_searched_by_kind_action_village_and_who(auditor, asked, holds, lacks):
    page = rows(auditor, **asked)
    assert holds in page
    assert lacks not in page


def test_it_is_searched_by_person_and_days(auditor, people):
    page = rows(auditor, orang=people["ketua"].pk)
    assert "Menyetujui" in page
    assert "Membaca daftar" not in page
    today = timezone.localdate()
    assert "Menyetujui" in rows(auditor, dari=today, sampai=today)
    assert rows(auditor, dari=today + dt.timedelta(days=1)) == ""
    assert rows(auditor, sampai=today - dt.timedelta(days=1)) == ""
    wrong = text(auditor.get(reverse("log"), {"dari": "kemarin"}))
    assert "Tanggal tidak dapat dibaca" in wrong


def test_no_name_stands_in_an_address_of_the_log(auditor):
    page = text(auditor.get(reverse("log")))
    form = page.split('<select id="orang"')[1].split("</select>")[0]
    assert 'value="operator"' not in form


def test_it_turns_pages(auditor):
    for number in range(60):
        record("accounts.sign_in", by="ketua", subject=f"x:{number}")
    assert rows(auditor).count("<tr>") == 50
    assert "Menyetujui" in rows(auditor, halaman=2)


def test_the_chain_is_checked_on_the_page_and_that_is_written_down(auditor, published):
    assert "belum pernah diperiksa" in text(auditor.get(reverse("log")))
    number = AuditEvent.objects.first().number
    auditor.post(reverse("check_log"))
    page = text(auditor.get(reverse("log")))
    assert f"Rantai utuh sampai nomor {number}" in page
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.details["faults"]) == ("accounts.check_log", "pemeriksa", 0)


def test_an_altered_event_is_told(auditor):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER accounts_audit_no_UPDATE")
        else:
            cursor.execute("ALTER TABLE accounts_auditevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE accounts_auditevent SET actor = 'lain' WHERE number = 3")
    auditor.post(reverse("check_log"))
    page = text(auditor.get(reverse("log")))
    assert "Rantai TIDAK utuh: 1 kerusakan, yang pertama pada nomor 3" in page


def test_what_was_found_is_taken_along_with_holder_and_filter_and_that_is_written_down(auditor):
    answer = auditor.post(reverse("export_log"), {"jenis": "decision", "bentuk": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    about = str(book.get_sheet_by_name("Keterangan").to_python())
    assert "Pemegang: Pemeriksa (Pemeriksa)" in about
    assert "jenis=decision" in about
    data = book.get_sheet_by_name("Data").to_python()
    assert [row[7] for row in data[1:]] == ["zones.approve"]
    event = AuditEvent.objects.first()
    assert (event.action, event.details) == ("accounts.export_log", {"rows": 1, "filter": "jenis=decision"})


def test_a_csv_holds_the_same_and_no_formula(auditor):
    record("intake.withdraw", by="=HYPERLINK(1)", subject="source:1", reason="x")
    answer = auditor.post(reverse("export_log"), {"bentuk": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Catatan kegiatan Ngopeni"
    assert ";'=HYPERLINK(1);" in "\n".join(lines)
    assert "no-store" in answer["Cache-Control"]


def test_too_much_or_an_unreadable_date_is_refused(auditor, monkeypatch):
    monkeypatch.setattr("ngopeni.accounts.views.log.MOST_ROWS", 2)
    assert "Persempit" in text(auditor.post(reverse("export_log"), {}))
    assert auditor.post(reverse("export_log"), {"dari": "kemarin"}).status_code == 422
    assert not AuditEvent.objects.filter(action="accounts.export_log").exists()
