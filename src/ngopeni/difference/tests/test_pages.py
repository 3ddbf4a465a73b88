"""The page of changes, the section of a village, and what they must not show."""

from __future__ import annotations

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from ngopeni.conftest import point_to
from ngopeni.difference.tests.laying import live
from ngopeni.difference.tests.test_pairs import DATES

PAGE = "/perubahan/"


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    return live(tmp_path_factory.mktemp("pages"), persons=9_000, seed=5, dates=DATES)


@pytest.fixture
def client(lived, settings, client_as):
    point_to(settings, lived.home)
    return client_as("kades")


def page(client, address=PAGE, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def cells(html: str) -> list[str]:
    found = re.findall(r'<td class="num"[^>]*>(.*?)</td>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in found]


def test_the_page_shows_the_four_classes_with_their_base_dates_and_sources(client):
    text = page(client)
    for words in ("Data", "Kehidupan", "Peringkat", "Belum diketahui", "Keluar dari daftar", "31 Desember 2023"):
        assert words in text
    assert "orang tercatat per 31 Desember 2023" in text
    assert "tidak untuk dijumlahkan" in text
    assert "Padanan Dukcapil" in text


def test_no_small_count_is_shown_to_anybody(client):
    for measure in ("keluar", "masuk", "datang", "berubah", "tak-ada-lagi"):
        shown = cells(page(client, f"{PAGE}?lihat={measure}"))
        assert not {"1", "2", "3", "4"} & set(shown), measure
        assert "kecil" in shown


def test_villages_are_found_by_name_and_sorted_by_class(client):
    assert "1 dari 132" in re.sub(r"\s+", " ", page(client, f"{PAGE}?q=Mlati+Kidul"))
    rows = page(client, f"{PAGE}?urut=unknown&lihat=keluar").split('id="desa"')[1].split("<tbody>")[1]
    counts = [int(cell) for row in rows.split("<tr>")[1:] for cell in [cells(row)[3]] if cell.isdigit()]
    assert len(counts) > 3
    assert counts == sorted(counts, reverse=True)


def test_the_first_date_can_be_compared_with_the_last(client):
    text = page(client, f"{PAGE}?dari={DATES[0]}&sampai={DATES[2]}")
    assert "orang per 31 Desember 2022" in text


def test_dates_in_the_wrong_order_are_put_in_order(client):
    for dates in ((DATES[0], DATES[2]), (DATES[2], DATES[0])):
        text = page(client, f"{PAGE}?dari={dates[0]}&sampai={dates[1]}")
        assert "orang per 31 Desember 2022" in text


def test_one_date_twice_is_refused_in_a_sentence(client):
    text = page(client, f"{PAGE}?dari={DATES[2]}&sampai={DATES[2]}", status=422)
    assert "Pilih tanggal awal yang lebih lama" in text
    assert 'role="alert"' in text


def test_dates_that_are_none_are_as_good_as_none_chosen(client):
    assert "Empat golongan" in page(client, f"{PAGE}?dari=besok&sampai=1")


def test_the_first_date_says_what_is_missing(client):
    assert "Belum ada dua tanggal" in page(client, f"{PAGE}?sampai={DATES[0]}")


def test_the_workbook_holds_every_village_and_no_small_count(client):
    answer = client.get(f"{PAGE}?bentuk=xlsx")
    assert answer["Content-Disposition"].endswith('perubahan-2023-12-31-2024-12-31.xlsx"')
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("Data").to_python()
    assert len(rows) == 1 + 9 * 132
    counts = [cell for row in rows[1:] for cell in row[4:8]]
    assert "kecil" in counts
    assert not {1, 2, 3, 4} & {cell for cell in counts if cell != "kecil"}
    assert "tidak untuk dijumlahkan" in str(book.get_sheet_by_name("Keterangan").to_python())


def test_a_village_says_what_changed_there_since_the_list_before(client, lived):
    text = page(client, "/desa/33.19.01.2001/")
    section = text.split('id="perubahan"')[1].split("</section>")[0]
    assert "Perubahan sejak 31 Desember 2023" in section
    assert not {"1", "2", "3", "4"} & set(cells(section))
    first = page(client, f"/desa/33.19.01.2001/?per={DATES[0]}")
    assert 'id="perubahan"' not in first


def test_no_page_names_anybody(client, lived):
    engine_rows = __import__("duckdb").sql(
        f"SELECT full_name, nik FROM '{next(lived.editions.glob('*'))}/{DATES[2]}/person.parquet' LIMIT 400"
    )
    text = page(client) + page(client, "/desa/33.19.01.2001/")
    for name, number in engine_rows.fetchall():
        assert not (number and number in text)
        assert not (name and len(name) > 12 and name in text)


def test_the_page_reads_in_english(client):
    client.cookies["django_language"] = "en"
    text = page(client)
    assert "Four classes, side by side" in text or "Empat golongan" in text
