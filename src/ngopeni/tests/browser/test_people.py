"""Residents as an operator reads them: found by a form, opened one by one with a purpose, taken along by name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ngopeni.tests.browser.served import OPERATOR_VILLAGE, Office, Served
from ngopeni.tests.browser.test_loop import come_back, no_grave_fault, no_overflow, reach

pytestmark = pytest.mark.browser
ON = dt.date(2024, 12, 31)


@pytest.fixture(scope="module")
def office(with_residents: Office) -> Office:
    """A workspace with residents; what is served is a copy."""
    return with_residents


def test_an_operator_finds_a_resident_and_opens_the_numbers_once(
    page: Page, served: Served, width: int, resident: dict[str, str]
) -> None:
    come_back(page, served, "operator")
    page.goto(f"{served.address}/desa/{OPERATOR_VILLAGE}/")
    reach(page, "Warga desa ini", "link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Warga Desa")
    fits(page, width)
    assert not re.search(r"\d{16}", page.content())

    page.locator("#cari-warga").focus()
    page.keyboard.type(resident["name"].lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="cocok")).to_be_visible()
    assert page.url.startswith(f"{served.address}/desa/{OPERATOR_VILLAGE}/warga/?")
    for word in resident["name"].lower().split():
        assert word not in page.url.lower()
    fits(page, width)
    results = page.url
    page.reload()
    expect(page.get_by_role("status").filter(has_text="cocok")).to_be_visible()

    page.locator("tbody a").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rumah tangga")
    fits(page, width)
    page.go_back()
    expect(page).to_have_url(results)
    expect(page.get_by_role("status").filter(has_text="cocok")).to_be_visible()
    page.locator("tbody a").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rumah tangga")
    page.locator(".members a").get_by_text(resident["name"], exact=True).first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(resident["name"])
    assert resident["nik"] not in page.content()
    fits(page, width)
    address = page.url

    reach(page, "Buka untuk tujuan ini")
    page.keyboard.press("Enter")
    expect(page.locator(".error-text")).to_have_text("Pilih tujuannya.")
    page.get_by_label("Tujuan").select_option("correction")
    reach(page, "Buka untuk tujuan ini")
    page.keyboard.press("Enter")
    expect(page.get_by_text(resident["nik"])).to_be_visible()
    expect(page).to_have_url(address)
    fits(page, width)
    masked_again(page, resident, page.reload)
    masked_again(page, resident, page.go_back)
    masked_again(page, resident, page.go_forward)
    # The numbers of the same person, opened again, are counted once.
    page.get_by_label("Tujuan").select_option("correction")
    reach(page, "Buka untuk tujuan ini")
    page.keyboard.press("Enter")
    expect(page.get_by_text(resident["nik"])).to_be_visible()
    page.locator(".members a").first.press("Enter")
    expect(page.get_by_text("Dalam satu jam ini Anda masih dapat membuka nomor 39 warga")).to_be_visible()


def masked_again(page: Page, resident: dict[str, str], move: Callable[[], object]) -> None:
    """Whatever way back to the page: the numbers are masked, and it asks for a purpose."""
    move()
    expect(page.get_by_role("button", name="Buka untuk tujuan ini")).to_be_visible()
    assert resident["nik"] not in page.content()


@pytest.mark.one_screen
def test_the_list_on_paper_names_who_took_it(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "operator")
    page.goto(f"{served.address}/desa/{OPERATOR_VILLAGE}/warga/")
    reach(page, "Unduh atau cetak daftarnya", "link")
    page.keyboard.press("Enter")
    page.get_by_label("Tujuan").select_option("verification")
    for box in page.get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
    fits(page, width)
    reach(page, "Buka untuk dicetak")
    page.keyboard.press("Enter")
    expect(page.locator("thead .held")).to_contain_text("Tujuan: verifikasi")
    no_overflow(page, width)
    page.emulate_media(media="print")
    assert page.locator("thead .held").is_visible()
    assert not page.get_by_role("button", name="Cetak").is_visible()


def fits(page: Page, width: int) -> None:
    no_overflow(page, width)
    no_grave_fault(page)
