"""Residents, households and persons: who may read them, what stays closed, what is written down."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ngopeni.accounts.actions import LIMITS, record, reveals_left
from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact
from ngopeni.dashboard.views import people_once
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.wording import write_date
from ngopeni.verification.views import kept

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
    sent = client.post(reverse("residents", args=[village]), {"cari": word, "daftar": adult["profile"]})
    answer = client.get(sent.url)
    page = told(answer)
    assert (sent.status_code, answer.status_code) == (302, 200)
    assert word not in sent.url
    assert "no-store" in answer["Cache-Control"]
    # Loading it again, as going back to it does, shows the same.
    assert strip(told(client.get(sent.url))) == strip(page)
    home = snapshot.query("SELECT * FROM household WHERE household_key = $k", "household", k=adult["household_key"])[0]
    assert address(home, "household") in page
    for link in re.findall(r'(?:href|action)="([^"]*)"', page):
        assert word not in link.lower()
    assert last("people.read_village").details["is_searched"] is True
    assert word not in str(last("people.read_village").details).lower()
    # What stands in the address is not searched for: a name must not come that way.
    whole = client.get(reverse("residents", args=[village]), {"cari": "zzzz"})
    assert whole.url == reverse("residents", args=[village])
    assert "tidak tersimpan lagi" in told(client.get(whole.url))


def test_a_search_is_of_one_village_and_one_person_and_is_forgotten(
    client_as, village, stranger, adult, people, monkeypatch
):
    client, word = client_as("dinsos"), adult["full_name"].split()[0]
    sent = client.post(reverse("residents", args=[village]), {"cari": word})
    token = sent.url.partition("?")[2]
    other = reverse("residents", args=[stranger["village_code"]])
    assert client.get(f"{other}?{token}").url == other
    assert client_as("operator").get(sent.url).url == reverse("residents", args=[village])
    later = timezone.now() + dt.timedelta(seconds=kept.SPAN_SECONDS + 1)
    monkeypatch.setattr(kept, "_now", later.timestamp)
    assert client.get(sent.url).url == reverse("residents", args=[village])
    assert word not in str(dict(client.session))


def test_a_number_typed_into_the_search_is_neither_sought_nor_kept(client_as, village, adult):
    client, page = client_as("operator"), reverse("residents", args=[village])
    for typed in (adult["nik"], adult["nik"][:9]):
        sent = client.post(page, {"cari": typed, "desil": "1"})
        assert sent.url == f"{page}?desil=1"
        assert typed not in str(dict(client.session))
    assert "bukan NIK atau nomor KK" in told(client.get(page))


def test_pages_and_filters_of_a_search_stand_in_the_address_without_it(client_as, village, snapshot, monkeypatch):
    monkeypatch.setattr("ngopeni.dashboard.views.people.PAGE_SIZE", 2)
    client = client_as("operator")
    sent = client.post(reverse("residents", args=[village]), {"cari": "a", "urut": "alamat"})
    assert "urut=alamat" in sent.url
    page = told(client.get(sent.url))
    assert "halaman=2" in page
    assert f'name="cari" value="{sent.url.partition("cari=")[2]}"' in page
    second = told(client.get(f"{sent.url}&halaman=2"))
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
    sent = client.post(address(adult, "reveal"), {"purpose": "correction", "note": "Surat tugas 5/2026"})
    assert sent.url == address(adult)
    assert adult["nik"] not in str(dict(client.session))
    answer = client.get(sent.url)
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
    assert "Buka untuk tujuan ini" in told(client.get(address(adult)))
    # Coming back to that address opens nothing and asks again.
    assert client.get(address(adult, "reveal")).url == address(adult)
    assert adult["nik"] not in told(client.get(address(adult)))
    assert AuditEvent.objects.filter(action="people.reveal").count() == 1


def test_a_permission_to_show_numbers_is_for_that_person_for_a_minute_and_ends_with_the_right(
    client_as, adult, people, village, snapshot, monkeypatch
):
    client = client_as("operator")
    other = one(
        snapshot, "village_code = $v AND age BETWEEN 25 AND 60 AND row_number <> $n", v=village, n=adult["row_number"]
    )
    client.post(address(adult, "reveal"), {"purpose": "service"})
    assert other["nik"] not in told(client.get(address(other)))
    client.post(address(adult, "reveal"), {"purpose": "service"})
    later = timezone.now() + dt.timedelta(seconds=people_once.SPAN_SECONDS + 1)
    with monkeypatch.context() as patch:
        patch.setattr(people_once, "_now", later.timestamp)
        assert adult["nik"] not in told(client.get(address(adult)))
    client.post(address(adult, "reveal"), {"purpose": "service"})
    monkeypatch.setattr("ngopeni.dashboard.views.people._may_open", lambda *_: False)
    assert adult["nik"] not in told(client.get(address(adult)))


def test_a_reveal_wants_a_purpose_and_no_number_in_its_note(client_as, adult):
    client = client_as("operator")
    for given in ({}, {"purpose": "sekadar"}, {"purpose": "service", "note": adult["nik"]}):
        answer = client.get(client.post(address(adult, "reveal"), given).url)
        assert 'class="error-text"' in told(answer)
        assert adult["nik"] not in told(answer)
        # What was refused is told once.
        assert 'class="error-text"' not in told(client.get(address(adult)))
    assert not AuditEvent.objects.filter(action="people.reveal").exists()


def test_reveals_are_counted_by_person_and_end_with_a_time_and_whom_to_ask(
    client_as, adult, snapshot, village, monkeypatch
):
    monkeypatch.setattr(sys.modules["ngopeni.accounts.actions.reveal"], "LIMITS", ((LIMITS[0][0], 2),))
    client = client_as("operator")
    assert "Dalam satu jam ini Anda masih dapat membuka nomor 2 warga" in told(client.get(address(adult)))
    first, second, third = some(snapshot, village, 3)
    for row in (first, second, first, second):
        assert row["nik"] in opened(client, row)
    assert AuditEvent.objects.filter(action="people.reveal").count() == 4
    told_off = opened(client, third)
    assert third["nik"] not in told_off
    free_at = timezone.localtime(AuditEvent.objects.filter(action="people.reveal")[1].at + LIMITS[0][0])
    assert f"mulai {write_date((free_at + dt.timedelta(seconds=59)).date())} pukul" in told_off
    assert "petugas lain yang berhak" in told_off
    assert last("people.reveal_refused").actor == "operator"
    # Whoever was opened already costs nothing.
    assert first["nik"] in opened(client, first)


def some(snapshot, village, count):
    """Several adults of a village."""
    sql = (
        "SELECT * FROM person WHERE village_code = $village AND age BETWEEN 25 AND 60 AND LENGTH(nik) = 16 "
        "ORDER BY row_number LIMIT $count"
    )
    return snapshot.query(sql, "person", village=village, count=count)


def opened(client, row):
    """The page of a person after asking for the numbers."""
    return told(client.get(client.post(address(row, "reveal"), {"purpose": "service"}).url))


def test_the_limit_that_frees_last_is_told(people, village):
    now = timezone.now()
    for number in range(3):
        record("people.reveal", by="operator", subject=f"row:x:{number}", village_code=village)
    limits = ((dt.timedelta(hours=1), 2), (dt.timedelta(days=1), 3))
    with mock.patch.object(sys.modules["ngopeni.accounts.actions.reveal"], "LIMITS", limits):
        left = reveals_left(people["operator"])
        assert (left.count, left.most, left.hours) == (0, 3, 24)
        assert left.free_at - now > dt.timedelta(hours=23)
        assert reveals_left(people["operator"], "row:x:0").free_at - now < dt.timedelta(hours=2)
    limits = ((dt.timedelta(hours=1), 40), (dt.timedelta(days=1), 5))
    with mock.patch.object(sys.modules["ngopeni.accounts.actions.reveal"], "LIMITS", limits):
        left = reveals_left(people["operator"])
        assert (left.count, left.hours, left.free_at) == (2, 24, None)


def test_data_of_children_health_and_disability_are_closed_to_the_analyst(client_as, adult, child):
    closed, reader = client_as("analis"), client_as("operator")
    assert "Penyakit kronis" not in told(closed.get(address(adult)))
    assert "Tertutup: data anak, kesehatan, dan disabilitas" in told(closed.get(address(adult)))
    assert "tertutup bagi peran Anda" in told(closed.get(address(adult)))
    assert "Penyakit kronis" in told(reader.get(address(adult)))
    assert "tertutup bagi peran Anda" not in told(reader.get(address(adult)))
    page = told(closed.get(address(child)))
    assert "Jenjang pendidikan" not in page
    assert "Buka untuk tujuan ini" not in page
    assert child["nik"] not in opened(closed, child)
    assert child["nik"] in opened(reader, child)
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
    assert not {"Disabilitas", "Kehamilan", "Penyakit kronis", "Partisipasi sekolah"} & set(cells[0])
    assert "Tanpa kolom data spesifik (anak, kesehatan, disabilitas)." in about
    assert not any(SIXTEEN_DIGITS.search(str(cell)) for row in cells for cell in row)
    event = last("people.export")
    assert (event.details["rows"], event.details["purpose"], event.village_code) == (count, "verification", village)
    assert (event.details["is_specific"], event.details["fields"]) == (False, [])
    paper = told(client.post(page, {"bentuk": "cetak", "purpose": "assistance"}))
    assert "Pemegang: Operator" in paper
    assert adult["full_name"] in paper
    assert adult["nik"] not in paper
    closed = client_as("analis").post(page, {"bentuk": "excel", "purpose": "audit"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(closed.content))
    assert "Disabilitas" not in book.get_sheet_by_name("Data").to_python()[0]
    for username in ("kades", "anggota"):
        assert client_as(username).post(page, {"purpose": "audit"}).status_code == 403


def test_specific_data_go_along_only_where_they_are_chosen_by_those_who_may(client_as, village, snapshot):
    client, page = client_as("operator"), reverse("export_residents", args=[village])
    form = told(client.get(page))
    assert form.count('name="specific"') == 4
    assert "checked" not in form
    chosen = {"purpose": "verification", "specific": ["disability"]}
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.post(page, {**chosen, "bentuk": "excel"}).content))
    header, *rows = book.get_sheet_by_name("Data").to_python()
    assert "Disabilitas" in header
    assert not {"Kehamilan", "Penyakit kronis"} & set(header)
    assert {row[header.index("Disabilitas")] for row in rows} >= {"Tidak ada disabilitas"}
    about = [row[0] for row in book.get_sheet_by_index(0).to_python() if row[0]]
    assert "Kolom data spesifik yang ikut atas pilihan pemegang: disabilitas." in about
    assert (last("people.export").details["is_specific"], last("people.export").details["fields"]) == (
        True,
        ["disability"],
    )
    paper = told(client.post(page, {**chosen, "bentuk": "cetak"}))
    assert "pilihan pemegang: disabilitas." in paper
    assert "cacat" not in paper.lower()
    # Nobody to whom they are closed gets them by naming them.
    closed = client_as("analis")
    assert 'name="specific"' not in told(closed.get(page))
    book = CalamineWorkbook.from_filelike(io.BytesIO(closed.post(page, {**chosen, "bentuk": "excel"}).content))
    assert "Disabilitas" not in book.get_sheet_by_name("Data").to_python()[0]
    assert last("people.export").details["fields"] == []
    assert client.post(page, {**chosen, "specific": ["nik"]}).status_code == 422


def test_in_english_a_person_is_told_of_in_english(client_as, adult, snapshot):
    client = client_as("operator")
    client.cookies["django_language"] = "en"
    page = told(client.get(address(adult)))
    assert "serving the resident&#x27;s own request" in page
    home = snapshot.query("SELECT * FROM household WHERE household_key = $k", "household", k=adult["household_key"])[0]
    page += told(client.get(address(home, "household")))
    for words in ("Laki-laki", "Perempuan", "Milik sendiri", "Tidak", "melayani permintaan", "Kepala keluarga"):
        assert f">{words}" not in page


def test_the_village_page_leads_to_its_residents_for_those_who_may(client_as, snapshot, village):
    link = reverse("residents", args=[village])
    assert link in told(client_as("operator").get(reverse("village", args=[village])))
    assert link not in told(client_as("camat").get(reverse("village", args=[village])))
