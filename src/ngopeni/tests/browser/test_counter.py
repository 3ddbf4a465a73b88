"""The village counter, as an operator serves a resident: search, answer, slip, proposal."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from ngopeni.tests.browser.served import OPERATOR_VILLAGE, Office, Served
from ngopeni.tests.browser.test_loop import come_back, no_grave_fault, no_overflow, open_from_menu, reach, sign_in

pytestmark = pytest.mark.browser
ON = dt.date(2024, 12, 31)
NOBODY = "3316990101010001"


@pytest.fixture(scope="module")
def office(with_residents: Office) -> Office:
    """A workspace with residents; what is served is a copy."""
    return with_residents


def come_back_to_the_results(page: Page, resident: dict[str, str]) -> None:
    """By reloading, by the browser's own way back, and by the link on the answer; the address never tells the name."""
    results, hits = page.url, page.locator(".hits li").count()
    for word in resident["name"].lower().split():
        assert word not in results.lower()
    page.reload()
    expect(page.locator(".hits li")).to_have_count(hits)
    page.locator(".hits a").first.press("Enter")
    expect(page.locator(".told")).to_be_visible()
    page.reload()
    expect(page.locator(".told")).to_be_visible()
    page.go_back()
    expect(page.locator(".hits li")).to_have_count(hits)
    page.go_back()
    expect(page.get_by_role("alert")).to_contain_text("pengisi")
    page.go_forward()
    page.locator(".hits a").first.press("Enter")
    reach(page, "Kembali ke hasil pencarian", "link")
    page.keyboard.press("Enter")
    expect(page).to_have_url(results)
    expect(page.locator(".hits li")).to_have_count(hits)


def test_an_operator_serves_a_resident_with_the_keyboard(
    page: Page, served: Served, width: int, resident: dict[str, str]
) -> None:
    sign_in(page, served, "operator")
    open_from_menu(page, "Warga", "Loket")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Loket")
    fits(page, width)

    page.locator("#query").focus()
    page.keyboard.type("0000000000000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("pengisi")
    assert "0000" not in page.content()

    page.locator("#query").fill(resident["name"].lower())
    page.keyboard.press("Enter")
    expect(page.locator(".hits li").first).to_be_visible()
    fits(page, width)
    come_back_to_the_results(page, resident)

    page.locator("#query").fill(f"{resident['nik'][:6]} {resident['nik'][6:]}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban bagi warga")
    expect(page.locator(".told")).to_contain_text("Tercatat di")
    told = page.locator(".told").inner_text()
    assert resident["nik"] not in page.content()
    assert resident["nik"] not in page.url
    fits(page, width)

    reach(page, "Buat bukti layanan")
    page.keyboard.press("Enter")
    expect(page.locator(".slip")).to_contain_text("L-0001")
    assert page.locator(".slip .told").inner_text() == told
    fits(page, width)
    page.emulate_media(media="print")
    assert page.locator(".slip").is_visible()
    assert not page.locator("nav.nav").is_visible()
    assert not page.get_by_role("button", name="Cetak").is_visible()
    page.emulate_media(media="screen")

    page.go_back()
    reach(page, "Terima usulan", "link")
    page.keyboard.press("Enter")
    page.get_by_label("Perbaikan data").check()
    page.get_by_role("textbox", name="Keterangan").fill("Alamatnya keliru.")
    fits(page, width)
    reach(page, "Terima usulan ini")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("U-0001")
    fits(page, width)
    page.get_by_label("Dibahas dalam musyawarah").check()
    page.get_by_label("Dasarnya").fill("Berita acara 3/2026")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".steps")).to_contain_text("Berita acara 3/2026")


def test_somebody_who_is_not_listed_is_told_what_to_do(
    page: Page, served: Served, width: int, complaints: list[str]
) -> None:
    come_back(page, served, "operator")
    page.goto(f"{served.address}/loket/")
    page.locator("#query").fill(NOBODY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tidak tercatat di")).to_be_visible()
    expect(page.get_by_role("button", name="Buat bukti layanan: tidak tercatat")).to_be_visible()
    assert NOBODY not in page.content()
    fits(page, width)
    page.reload()
    expect(page.get_by_role("heading", name="Tidak tercatat di")).to_be_visible()
    reach(page, "Terima usulan baru", "link")
    page.keyboard.press("Enter")

    reach(page, "Terima usulan ini")
    page.keyboard.press("Enter")
    expect(page.locator("#kesalahan a")).to_have_count(4)
    expect(page.locator("#kesalahan")).to_be_focused()
    fits(page, width)
    page.locator("#kesalahan a").first.press("Enter")
    expect(page.locator("#full_name")).to_be_focused()
    # The browser itself notes that a form was refused.
    complaints.clear()
    page.get_by_label("Nama lengkap").fill("Wagimin Rekaan")
    page.get_by_label("NIK", exact=True).fill(NOBODY)
    page.get_by_label("RT", exact=True).fill("1")
    page.get_by_label("RW", exact=True).fill("2")
    page.get_by_label("Keadaan keluarganya").fill("Belum pernah didata.")
    fits(page, width)
    reach(page, "Terima usulan ini")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Usulan U-")
    page.goto(f"{served.address}/loket/{OPERATOR_VILLAGE}/usulan/")
    expect(page.locator("tbody tr").first).to_contain_text("Usulan baru")
    fits(page, width)


@pytest.mark.one_screen
def test_a_few_letters_are_no_reason_to_say_that_nobody_is_listed(
    page: Page, served: Served, width: int, resident: dict[str, str]
) -> None:
    come_back(page, served, "operator")
    page.goto(f"{served.address}/loket/")
    page.locator("#query").fill(resident["name"][:3])
    page.keyboard.press("Enter")
    expect(page.locator("#hasil")).to_be_visible()
    expect(page.get_by_text("sedikitnya dua kata dari namanya")).to_be_visible()
    expect(page.get_by_role("button", name="Buat bukti layanan: tidak tercatat")).to_have_count(0)
    fits(page, width)
    # What is no longer kept leads to the form, with a sentence.
    page.goto(f"{served.address}/loket/{OPERATOR_VILLAGE}/?cari=lain")
    expect(page.get_by_text("tidak tersimpan lagi")).to_be_visible()
    expect(page.locator("#query")).to_have_value("")


def fits(page: Page, width: int) -> None:
    no_overflow(page, width)
    no_grave_fault(page)
