"""Residents, households and persons: who may read them, what stays closed, what is written down."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ngopeni.accounts.actions import LIMITS
from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact
from ngopeni.kernel.snapshot import snapshot_at

NAME_READERS = ("analis", "anggota", "dinsos", "kades", "operator")
OTHERS = ("ketua", "bupati", "kadin", "hukum", "camat", "mitra", "pemeriksa", "pengelola")
SIXTEEN_DIGITS = re.compile(r"\d{16}")


@pytest.fixture
def snapshot(peopled):
    return snapshot_at(peopled)


@pytest.fixture
def village(people):
    return people["operator"].village_code


def one(snapshot, where, **values):
    """Somebody with a NIK and a card, as the table has them."""
    sql = (
        f"SELECT *, COALESCE(age, 0) AS years FROM person WHERE nik IS NOT NULL AND {where} ORDER BY row_number LIMIT 1"
    )
    return snapshot.query(sql, "person", **values)[0]


@pytest.fixture
def adult(snapshot, village):
    return one(snapshot, "village_code = $village AND age BETWEEN 25 AND 60", village=village)


@pytest.fixture
def child(snapshot, village):
    return one(snapshot, "village_code = $village AND age < 15", village=village)


@pytest.fixture
def stranger(snapshot, village):
    return one(snapshot, "village_code <> $village AND age BETWEEN 25 AND 60", village=village)


def address(row, name="person"):
    return reverse(name, args=[row["source_id"], row["row_number"]])


def told(response):
    return response.content.decode()


def last(action):
    return AuditEvent.objects.filter(action=action).first()


@pytest.mark.parametrize("username", OTHERS)
def test_whoever_reads_no_names_is_refused_everywhere(username, client_as, adult, village):
    client = client_as(username)
    pages = [reverse("residents", args=[village]), reverse("export_residents", args=[village]), address(adult)]
    pages.append(address(adult, "reveal"))
    for page in pages:
        for answer in (client.get(page), client.post(page, {"purpose": "service"})):
            assert answer.status_code == 403
            assert adult["full_name"] not in told(answer)


@pytest.mark.parametrize("username", NAME_READERS)
def test_residents_stand_in_a_list_whose_reading_is_written_down(username, client_as, village, snapshot):
    client = client_as(username)
    answer = client.get(reverse("residents", args=[village]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    households = snapshot.query("SELECT COUNT(*) AS n FROM household WHERE village_code = $v", "household", v=village)
    assert f"{households[0]['n']} rumah tangga" in told(answer)
    event = last("people.read_village")
    assert (event.actor, event.village_code, event.details["rows"]) == (username, village, households[0]["n"])


def test_a_search_finds_members_and_leaves_nothing_in_an_address(client_as, village, adult, snapshot):
    client = client_as("operator")
    word = adult["full_name"].split()[0].lower()
    answer = client.post(reverse("residents", args=[village]), {"cari": word, "daftar": adult["profile"]})
    page = told(answer)
    assert answer.status_code == 200
    home = snapshot.query("SELECT * FROM household WHERE household_key = $k", "household", k=adult["household_key"])[0]
    assert address(home, "household") in page
    for link in re.findall(r'(?:href|action)="([^"]*)"', page):
        assert word not in link.lower()
    assert last("people.read_village").details["is_searched"] is True
    assert word not in str(last("people.read_village").details).lower()
    # What stands in the address is not searched for: a name must not come that way.
    whole = client.get(reverse("residents", args=[village]), {"cari": "zzzz"})
    assert "Tidak ada yang cocok" not in told(whole)


def test_pages_of_a_search_go_by_form(client_as, village, snapshot, monkeypatch):
    monkeypatch.setattr("ngopeni.dashboard.views.people.PAGE_SIZE", 2)
    client = client_as("operator")
    page = told(client.post(reverse("residents", args=[village]), {"cari": "a"}))
    assert 'name="halaman" value="2"' in page
    assert "halaman=2" not in page
    second = told(client.post(reverse("residents", args=[village]), {"cari": "a", "halaman": "2"}))
    first_rows, second_rows = (re.findall(r"/keluarga/[^\"]+", each) for each in (page, second))
    assert second_rows
    assert not set(first_rows) & set(second_rows)


def test_filters_and_orders_do_what_they_say(client_as, village, snapshot):
    client, page = client_as("operator"), reverse("residents", args=[village])
    sql = (
        "SELECT COUNT(*) AS n FROM household_need WHERE village_code = $v AND need_code = 'toilet' AND status = 'need'"
    )
    wanted = snapshot.query(sql, "household_need", v=village)[0]["n"]
    assert f"{wanted} rumah tangga cocok" in told(client.get(page, {"kebutuhan": "toilet"}))
    sql = "SELECT COUNT(*) AS n FROM household WHERE village_code = $v AND decile = 1"
    wanted = snapshot.query(sql, "household", v=village)[0]["n"]
    assert f"{wanted} rumah tangga cocok" in told(client.get(page, {"desil": "1"}))
    for sort in ("nama", "alamat", "desil", "kebutuhan", "anggota", "salah"):
        assert client.get(page, {"urut": sort, "desil": "x", "halaman": "999"}).status_code == 200


def test_numbers_and_birth_dates_are_masked_and_keys_absent(client_as, adult, snapshot):
    home = snapshot.query("SELECT * FROM household WHERE household_key = $k", "household", k=adult["household_key"])[0]
    client = client_as("dinsos")
    for page in (address(adult), address(home, "household"), reverse("residents", args=[adult["village_code"]])):
        answer = client.get(page)
        text = told(answer)
        assert answer.status_code == 200
        assert adult["nik"] not in text
        assert adult["record_key"] not in text
        assert adult["household_key"] not in text
        assert "no-store" in answer["Cache-Control"]
        for link in re.findall(r'(?:href|action)="([^"]*)"', text):
            assert not SIXTEEN_DIGITS.search(link)
    assert last("people.read_person").subject == f"row:{adult['source_id']}:{adult['row_number']}"
    assert last("people.read_household").village_code == adult["village_code"]


def test_a_row_of_another_village_and_no_row_are_refused_alike(client_as, adult, stranger):
    client = client_as("kades")
    assert client.get(address(adult)).status_code == 200
    nobody = reverse("person", args=[stranger["source_id"], 2_000_000])
    endless = reverse("person", args=[stranger["source_id"], 9**30])
    answers = [client.get(page) for page in (address(stranger), nobody, endless)]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert len({strip(told(answer)) for answer in answers}) == 1
    assert stranger["village_code"] not in told(answers[0])
    assert client.get(address(stranger, "household")).status_code == 403
    assert client.post(address(stranger, "reveal"), {"purpose": "service"}).status_code == 403
    assert client.get(reverse("residents", args=[stranger["village_code"]])).status_code == 403
    assert last("accounts.refused").actor == "kades"
    assert client_as("analis").get(nobody).status_code == 404


def strip(page):
    """A page without the address that was asked for and the tokens of its forms."""
    return re.sub(r'/orang/[^"]*|name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_a_grant_that_is_over_or_a_missing_pact_closes_everything(client_as, adult, people, village):
    client = client_as("operator")
    pages = [address(adult), reverse("residents", args=[village]), reverse("export_residents", args=[village])]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    IntegrityPact.objects.filter(user=people["operator"]).update(withdrawn_at=timezone.now())
    for page in pages:
        answer = client.get(page)
        assert (answer.status_code, "pakta integritas" in told(answer)) == (403, True)
    IntegrityPact.objects.update(withdrawn_at=None)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Grant.objects.filter(user=people["operator"]).update(starts_on=yesterday, ends_on=yesterday)
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]


def test_a_reveal_opens_the_numbers_once_and_is_written_down(client_as, adult):
    client = client_as("operator")
    answer = client.post(address(adult, "reveal"), {"purpose": "correction", "note": "Surat tugas 5/2026"})
    assert answer.status_code == 200
    assert adult["nik"] in told(answer)
    assert "no-store" in answer["Cache-Control"]
    event = last("people.reveal")
    assert (event.actor, event.details["purpose"], event.village_code) == (
        "operator",
        "correction",
        adult["village_code"],
    )
    assert adult["nik"] not in str(event.details)
    assert adult["nik"] not in told(client.get(address(adult)))
    # Coming back to that address opens nothing and asks again.
    assert client.get(address(adult, "reveal")).url == address(adult)


def test_a_reveal_wants_a_purpose_and_no_number_in_its_note(client_as, adult):
    client = client_as("operator")
    for given in ({}, {"purpose": "sekadar"}, {"purpose": "service", "note": adult["nik"]}):
        answer = client.post(address(adult, "reveal"), given)
        assert answer.status_code == 422
        assert adult["nik"] not in told(answer).replace(f'value="{adult["nik"]}"', "")
    assert not AuditEvent.objects.filter(action="people.reveal").exists()


def test_reveals_are_counted_down_and_end(client_as, adult, monkeypatch):
    monkeypatch.setattr(sys.modules["ngopeni.accounts.actions.reveal"], "LIMITS", ((LIMITS[0][0], 2),))
    client = client_as("operator")
    assert "Sisa pembukaan Anda sekarang: 2" in told(client.get(address(adult)))
    for _ in range(2):
        assert client.post(address(adult, "reveal"), {"purpose": "service"}).status_code == 200
    answer = client.post(address(adult, "reveal"), {"purpose": "service"})
    assert answer.status_code == 422
    assert adult["nik"] not in told(answer)
    assert last("people.reveal_refused").actor == "operator"


def test_data_of_children_health_and_disability_are_closed_to_the_analyst(client_as, adult, child):
    closed, opened = client_as("analis"), client_as("operator")
    assert "Penyakit kronis" not in told(closed.get(address(adult)))
    assert "Tertutup: data anak, kesehatan, dan disabilitas" in told(closed.get(address(adult)))
    assert "tertutup bagi peran Anda" in told(closed.get(address(adult)))
    assert "Penyakit kronis" in told(opened.get(address(adult)))
    assert "tertutup bagi peran Anda" not in told(opened.get(address(adult)))
    page = told(closed.get(address(child)))
    assert "Jenjang pendidikan" not in page
    assert "Buka untuk tujuan ini" not in page
    answer = closed.post(address(child, "reveal"), {"purpose": "correction"})
    assert (answer.status_code, child["nik"] in told(answer)) == (422, False)
    assert child["nik"] in told(opened.post(address(child, "reveal"), {"purpose": "correction"}))
    # Nor may a filter tell what the page does not.
    residents = reverse("residents", args=[adult["village_code"]])
    assert 'value="disability"' not in told(closed.get(residents))
    assert "cocok" not in told(closed.get(residents, {"kebutuhan": "disability"}))


def test_a_list_taken_along_names_its_holder_and_purpose(client_as, village, adult, snapshot):
    client, page = client_as("operator"), reverse("export_residents", args=[village])
    assert client.post(page, {"bentuk": "excel"}).status_code == 422
    answer = client.post(page, {"bentuk": "excel", "purpose": "verification"})
    assert "no-store" in answer["Cache-Control"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Keterangan", "Data"]
    about = [row[0] for row in book.get_sheet_by_index(0).to_python() if row[0]]
    assert "Pemegang: Operator (Operator desa). Tujuan: verifikasi dan validasi" in about[1]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        assert "Pemegang: Operator" in parts.read("xl/worksheets/sheet2.xml").decode()
    cells = book.get_sheet_by_name("Data").to_python()
    count = snapshot.query("SELECT COUNT(*) AS n FROM person WHERE village_code = $v", "person", v=village)[0]["n"]
    assert len(cells) == count + 1
    assert "Disabilitas" in cells[0]
    assert not any(SIXTEEN_DIGITS.search(str(cell)) for row in cells for cell in row)
    event = last("people.export")
    assert (event.details["rows"], event.details["purpose"], event.village_code) == (count, "verification", village)
    paper = told(client.post(page, {"bentuk": "cetak", "purpose": "assistance"}))
    assert "Pemegang: Operator" in paper
    assert adult["full_name"] in paper
    assert adult["nik"] not in paper
    closed = client_as("analis").post(page, {"bentuk": "excel", "purpose": "audit"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(closed.content))
    assert "Disabilitas" not in book.get_sheet_by_name("Data").to_python()[0]
    for username in ("kades", "anggota"):
        assert client_as(username).post(page, {"purpose": "audit"}).status_code == 403


def test_the_village_page_leads_to_its_residents_for_those_who_may(client_as, snapshot, village):
    link = reverse("residents", args=[village])
    assert link in told(client_as("operator").get(reverse("village", args=[village])))
    assert link not in told(client_as("camat").get(reverse("village", args=[village])))
