"""Data quality as an analyst works through it: board, rule, rows, a waiver made and taken back, a file taken along."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from ngopeni.areas.register import load_areas
from ngopeni.kernel.messages import sentence
from ngopeni.simulation.simulate import simulate
from ngopeni.tests.browser.served import Office, Served, bring_in, sign_pact
from ngopeni.tests.browser.test_loop import (
    come_back,
    no_grave_fault,
    no_overflow,
    open_from_menu,
    reach,
    show_second_factor,
    sign_in,
)

pytestmark = pytest.mark.browser
ON = dt.date(2024, 12, 31)
RULE = sentence("QUALITY-114", {})


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated list of the whole regency."""
    folder = tmp_path_factory.mktemp("daftar")
    (path,) = simulate(folder, load_areas("33.16"), persons=6_000, seed=5, dates=[ON], layouts=["bdt2015"])
    return path


@pytest.fixture(scope="module")
def office(office: Office, registry: Path) -> Office:
    """A workspace with that list, and an analyst who has signed the pact."""
    bring_in(office.home, registry, as_of=ON)
    sign_pact(office.home, "analis")
    return office


def fits(page: Page, width: int) -> None:
    no_overflow(page, width)
    no_grave_fault(page)


def test_an_analyst_goes_from_a_number_to_its_rows_and_waives_two_with_the_keyboard(
    page: Page, served: Served, width: int, complaints: list[str]
) -> None:
    sign_in(page, served, "analis")
    open_from_menu(page, "Data", "Mutu data")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mutu data")
    fits(page, width)
    page.get_by_role("link", name=RULE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RULE)
    fits(page, width)

    number = page.locator("#desa ~ .scroll tbody tr").first.locator("td.num a").first
    count = int(number.inner_text())
    number.click()
    expect(page.locator(".lead")).to_contain_text(f"{count} ditemukan, 0 dikecualikan, {count} tersisa")
    boxes = page.locator("input[name=place]")
    expect(boxes).to_have_count(count)
    assert not re.search(r"[0-9]{16}", page.content())
    fits(page, width)

    for place in (0, 1):
        boxes.nth(place).focus()
        page.keyboard.press("Space")
    reach(page, "Kecualikan yang dicentang")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kecualikan 2 temuan")
    fits(page, width)
    reach(page, "Kecualikan 2 temuan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Alasan wajib ditulis")
    # The browser itself notes that a form was refused.
    complaints.clear()
    page.get_by_label("Alasan").fill("Kartu keluarga keduanya sudah dilihat.")
    reach(page, "Kecualikan 2 temuan")
    page.keyboard.press("Enter")
    expect(page.locator(".lead")).to_contain_text(f"{count} ditemukan, 2 dikecualikan, {count - 2} tersisa")
    expect(page.get_by_role("status")).to_contain_text("2 temuan dikecualikan sampai")
    page.locator("#keadaan").select_option("dikecualikan")
    page.get_by_role("button", name="Saring").click()
    expect(page.locator(".stacked tbody tr")).to_have_count(2)
    expect(boxes).to_have_count(0)
    fits(page, width)


def test_a_waiver_is_looked_up_and_taken_back(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/mutu/pengecualian/")
    expect(page.locator("tbody tr")).to_have_count(2)
    fits(page, width)
    page.get_by_role("link", name="Cabut").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cabut pengecualian")
    fits(page, width)
    page.get_by_label("Alasan mencabut").fill("Ternyata memang satu orang.")
    reach(page, "Cabut pengecualian")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("#keadaan").select_option("dicabut")
    page.get_by_role("button", name="Saring").click()
    expect(page.get_by_text("Ternyata memang satu orang.")).to_be_visible()


def test_rows_are_taken_along_with_a_purpose(page: Page, served: Served, width: int, tmp_path: Path) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/mutu/?berat=error")
    page.get_by_role("link", name="Unduh barisnya").click()
    expect(page.get_by_label("Tujuan")).to_be_visible()
    fits(page, width)
    page.get_by_label("Tujuan").select_option("verification")
    page.get_by_label("Nomor surat tugas").fill("ST 5/2026 (uji)")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Unduh Excel").click()
    taken.value.save_as(tmp_path / "temuan.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "temuan.xlsx")
    assert book.sheet_names == ["Keterangan", "Data"]
    assert "Pemegang: analis" in str(book.get_sheet_by_name("Keterangan").to_python())


@pytest.mark.parametrize("path", ["/mutu/desa/", "/mutu/desa/33.16/", "/mutu/QUALITY-301/desa/33.16/"])
def test_the_other_pages_fit_their_screen(page: Page, served: Served, width: int, path: str) -> None:
    come_back(page, served, "analis")
    page.goto(served.address + path)
    fits(page, width)


@pytest.mark.one_screen
def test_rows_are_read_and_waived_without_javascript(browser: Browser, served: Served, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 860})
    page = context.new_page()
    page.goto(f"{served.address}/masuk/")
    page.locator("#id_username").fill("analis")
    page.locator("#id_password").fill(served.passwords["analis"])
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("#code")).to_be_visible()
    show_second_factor(page, served, "analis")
    page.goto(f"{served.address}/mutu/")
    page.get_by_role("link", name=RULE).click()
    page.locator("#desa ~ .scroll tbody tr").first.locator("td.num a").first.click()
    page.locator("input[name=place]").last.check()
    page.get_by_role("button", name="Kecualikan yang dicentang").click()
    page.get_by_label("Alasan").fill("Keduanya sudah didatangi petugas.")
    page.get_by_role("button", name="Kecualikan 1 temuan").click()
    expect(page.get_by_role("status")).to_contain_text("1 temuan dikecualikan sampai")
    context.close()
