"""Pages, maps and files show small counts only to those who read the names behind them."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ngopeni.kernel.snapshot import snapshot_at

SMALL = "kecil</span>"


@pytest.fixture
def snapshot(peopled):
    return snapshot_at(peopled)


def rows_of(client, name):
    answer = client.get(reverse("download_table", args=[name]))
    assert answer.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("Data").to_python()


@pytest.mark.parametrize("username", ["bupati", "camat", "mitra", "pemeriksa"])
def test_readers_of_figures_see_no_small_count(username, client_as, snapshot, people):
    client = client_as(username)
    for page in (reverse("needs"), reverse("village", args=[people["operator"].village_code])):
        text = client.get(page).content.decode()
        assert SMALL in text
        assert "ditulis “kecil”" in text
    header, *rows = rows_of(client, "village_need")
    place = header.index("Rumah tangga yang butuh")
    assert rows
    assert not any(isinstance(row[place], float) and 0 < row[place] < 5 for row in rows)


def test_those_who_read_all_names_see_every_count(client_as, snapshot, people):
    client = client_as("analis")
    for page in (reverse("needs"), reverse("village", args=[people["operator"].village_code])):
        # What changed between two dates is hidden by its own rule.
        assert SMALL not in client.get(page).content.decode().split('id="perubahan"')[0]
    assert len(rows_of(client, "village_need")) == len(snapshot.table("village_need")) + 1


def test_an_operator_sees_the_own_village_whole_and_no_other(client_as, snapshot, people):
    client, own = client_as("operator"), people["operator"].village_code
    other = next(row["village_code"] for row in snapshot.table("village_registry") if row["village_code"] != own)
    registry = 'id="daftar"'
    mine, foreign = (client.get(reverse("village", args=[code])).content.decode() for code in (own, other))
    assert registry in mine
    assert SMALL not in mine.split(registry)[1].split("</section>")[0]
    assert SMALL in foreign.split(registry)[1].split("</section>")[0]


def test_the_counts_behind_the_quality_board_are_no_free_download(client_as, snapshot):
    page = reverse("download_table", args=["finding_base"])
    for username in ("bupati", "operator", "mitra"):
        assert client_as(username).get(page).status_code == 403
    assert client_as("dinsos").get(page).status_code == 200


def test_the_map_of_a_need_leaves_hidden_shares_out(client_as, snapshot):
    page = reverse("map") + "?lapis=need_water_percent"
    closed, opened = (client_as(username).get(page).content.decode() for username in ("bupati", "analis"))
    assert closed.count("tidak ada data") > opened.count("tidak ada data")


@pytest.fixture
def registry_source(snapshot):
    """A list of people in which something is wrong."""
    sql = "SELECT source_id, COUNT(*) AS n FROM import_finding GROUP BY 1 ORDER BY n DESC"
    broken = snapshot.query(sql, "import_finding")[0]["source_id"]
    source = snapshot.index("source", "source_id")[broken]
    assert source["profile"] == "bdt2015"
    return source


@pytest.mark.parametrize("username", ["mitra", "bupati", "operator"])
def test_cells_of_a_list_of_people_are_open_to_those_who_read_all_names_alone(
    username, client_as, snapshot, registry_source
):
    header, *rows = rows_of(client_as(username), "import_finding")
    place = header.index("Sumber, lihat tabel source")
    assert registry_source["source_id"] not in {row[place] for row in rows}
    page = client_as(username).get(reverse("source", args=[registry_source["source_id"]])).content.decode()
    assert "Baris demi baris" not in page
    assert "tidak membaca nama warga seluruh" in page


def test_whoever_reads_all_names_sees_the_cells(client_as, snapshot, registry_source):
    header, *rows = rows_of(client_as("analis"), "import_finding")
    place = header.index("Sumber, lihat tabel source")
    assert registry_source["source_id"] in {row[place] for row in rows}
    page = client_as("analis").get(reverse("source", args=[registry_source["source_id"]])).content.decode()
    assert "Baris demi baris" in page


def test_the_dictionary_offers_only_files_that_open(client_as, snapshot):
    for username in ("mitra", "analis"):
        client = client_as(username)
        page = client.get(reverse("dictionary")).content.decode()
        links = set(re.findall(r'href="(/unduh/[^"]+)"', page))
        assert len(links) > 5
        assert {client.get(link).status_code for link in links} == {200}


def test_the_guide_offers_only_pages_that_open(client_as, snapshot):
    for username in ("mitra", "analis"):
        client = client_as(username)
        page = client.get(reverse("help")).content.decode()
        body = page[page.index("<main") :]
        links = set(re.findall(r'href="(/[^"#]+)"', body))
        assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
