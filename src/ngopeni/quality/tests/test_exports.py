"""Files that are taken along: who holds them, what for, and what is not in them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ngopeni.accounts.models import AuditEvent, IntegrityPact
from ngopeni.quality.tests.test_closed import CLOSED
from ngopeni.quality.views import exports

PURPOSE = {"purpose": "verification", "note": "Surat tugas 7/2026"}


def sheets(content: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def addresses(village: str) -> list[str]:
    return [
        reverse("export_findings", args=["QUALITY-114", village]),
        reverse("export_village_findings", args=[village]),
        f"{reverse('export_all_findings')}?berat=error",
    ]


def test_a_file_says_whose_it_is_and_what_for_on_its_first_sheet_and_every_page(village, client_as):
    for address in addresses(village):
        answer = client_as("operator").post(address, PURPOSE)
        assert answer.status_code == 200, address
        told = sheets(answer.content)
        assert list(told) == ["Keterangan", "Data"]
        first = " ".join(str(cell) for row in told["Keterangan"] for cell in row)
        assert "Pemegang: Operator (Operator desa)." in first
        assert "verifikasi dan validasi di lapangan" in first
        assert re.search(r"Diunduh \d+ \w+ \d{4}", first)
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            pages = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
        assert len(pages) == 2
        assert all("<oddFooter>" in page and "Pemegang: Operator" in page for page in pages)


def test_a_file_has_no_whole_number_of_anybody_and_no_name_in_its_own(village, client_as):
    for address in addresses(village):
        answer = client_as("operator").post(address, PURPOSE)
        text = str(sheets(answer.content))
        assert not re.search(r"[0-9]{16}", text)
        assert "••••" in text
        assert re.fullmatch(r'attachment; filename="temuan[a-z0-9.-]*\.xlsx"', answer["Content-Disposition"])
        assert "no-store" in answer["Cache-Control"]


def test_the_rows_of_the_file_are_those_of_the_page_and_are_counted_in_the_log(village, client_as):
    client = client_as("dinsos")
    page = client.get(reverse("findings", args=["QUALITY-114", village]))
    answer = client.post(reverse("export_findings", args=["QUALITY-114", village]), PURPOSE)
    assert len(sheets(answer.content)["Data"]) - 1 == page.context["counts"]["found"]
    event = AuditEvent.objects.get(action="quality.export")
    assert (event.actor, event.subject, event.village_code) == ("dinsos", "rule:QUALITY-114", village)
    counted = {"rows": page.context["counts"]["found"], "paper": "SK 1/2026 (uji)"}
    assert event.details == {**PURPOSE, **counted}


def test_the_whole_filter_stays_within_the_grant(village, client_as):
    rows = sheets(client_as("operator").post(reverse("export_all_findings"), PURPOSE).content)["Data"]
    place = rows[0].index("Desa/kelurahan")
    assert len({row[place] for row in rows[1:]}) == 1


def test_without_a_purpose_there_is_no_file(village, client_as):
    client = client_as("operator")
    for address in addresses(village):
        assert "Tujuan" in client.get(address).content.decode()
        for told in ({}, {"purpose": ""}, {"purpose": "lain"}):
            answer = client.post(address, told)
            assert answer.status_code == 422
            assert answer["Content-Type"].startswith("text/html")
    assert not AuditEvent.objects.filter(action="quality.export").exists()


@pytest.mark.parametrize("username", ["ketua", "kades", "camat", "pemeriksa", "anggota"])
def test_whoever_may_not_take_rows_along_gets_none(village, client_as, username):
    for address in addresses(village):
        assert client_as(username).post(address, PURPOSE).status_code == 403


def test_without_a_pact_there_is_no_file(village, people, client_as):
    client = client_as("operator")
    IntegrityPact.objects.filter(user=people["operator"]).delete()
    for address in addresses(village):
        assert client.post(address, PURPOSE).status_code == 403


def test_a_file_too_long_to_work_through_is_refused(village, client_as, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    client, address = client_as("dinsos"), reverse("export_all_findings")
    assert "paling banyak 3" in client.get(address).content.decode()
    assert client.post(address, PURPOSE).status_code == 422


def test_rows_of_several_villages_go_out_with_the_number_of_a_letter_alone(village, client_as):
    client, address = client_as("dinsos"), f"{reverse('export_all_findings')}?berat=error"
    for note in ("", "   ", "-"):
        refused = client.post(address, {**PURPOSE, "note": note})
        assert refused.status_code == 422
        assert "Tulis nomor suratnya" in refused.content.decode()
    assert not AuditEvent.objects.filter(action="quality.export").exists()
    assert client.post(address, PURPOSE).status_code == 200
    of_one = reverse("export_village_findings", args=[village])
    assert client.post(of_one, {**PURPOSE, "note": ""}).status_code == 200


def test_a_day_has_its_limit_of_files_for_each_person(village, client_as, monkeypatch):
    monkeypatch.setattr(exports, "FILES_A_DAY", 2)
    client, address = client_as("dinsos"), reverse("export_findings", args=["QUALITY-114", village])
    assert "2 berkas" in client.get(address).content.decode()
    assert [client.post(address, PURPOSE).status_code for _ in range(3)] == [200, 200, 422]
    assert "melewati batas tiap orang" in client.post(address, PURPOSE).content.decode()
    assert client_as("operator").post(address, PURPOSE).status_code == 200


def test_a_day_has_its_limit_of_rows(village, client_as, monkeypatch):
    client, address = client_as("dinsos"), reverse("export_findings", args=["QUALITY-114", village])
    rows = client.get(address).context["count"]
    monkeypatch.setattr(exports, "ROWS_A_DAY", 2 * rows - 1)
    assert [client.post(address, PURPOSE).status_code for _ in range(2)] == [200, 422]


def test_findings_about_health_and_school_are_left_out_for_those_who_may_not_read_them(peopled, client_as):
    def rules(username: str) -> set[str]:
        rows = sheets(client_as(username).post(reverse("export_all_findings"), PURPOSE).content)["Data"]
        return {row[0] for row in rows[1:]}

    assert set() < rules("dinsos") - rules("analis") <= CLOSED
    assert not rules("analis").intersection(CLOSED)


@pytest.mark.parametrize("username", ["ketua", "camat", "analis"])
def test_numbers_go_out_without_a_name_for_all_who_read_them(village, client_as, username):
    client = client_as(username)
    for address in (reverse("quality"), reverse("quality_villages"), reverse("quality_village", args=[village])):
        answer = client.get(address, {"bentuk": "xlsx"})
        told = sheets(answer.content)
        assert list(told) == ["Data", "Keterangan"]
        assert "Ditemukan" in told["Data"][0]
        assert "Nama" not in told["Data"][0]
        if username != "analis":
            rows = [dict(zip(told["Data"][0], row, strict=True)) for row in told["Data"][1:]]
            of_persons = [row for row in rows if row.get("Tentang") not in {"Desa atau kelurahan", "Daftar"}]
            assert not {1.0, 2.0, 3.0, 4.0}.intersection(row["Ditemukan"] for row in of_persons)
