"""Pairs judged by the keyboard alone, at the pace of somebody who has three hundred of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ngopeni.areas.register import load_areas
from ngopeni.kernel.workspace import Workspace
from ngopeni.linkage.tests.conftest import make_uncertain
from ngopeni.simulation.simulate import simulate
from ngopeni.tests.browser.conftest import ON
from ngopeni.tests.browser.served import Office, Served, bring_in, sign_pact
from ngopeni.tests.browser.test_loop import no_grave_fault, no_overflow, open_from_menu, sign_in

pytestmark = pytest.mark.browser
# So many in a row; of a hundred pages 95 come within this, from their address being asked for to their last letter.
PAIRS, MILLISECONDS = 200, 150
ANSWERED = """(() => {
  const page = performance.getEntriesByType("navigation")[0];
  return page.responseEnd - page.fetchStart;
})()"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated list with more than two hundred second rows."""
    folder = tmp_path_factory.mktemp("daftar")
    simulate(folder, load_areas("33.16"), persons=12_000, seed=5, dates=(ON,), layouts=("dtks_short",))
    return next(folder.glob("dtks_short*"))


@pytest.fixture(scope="module")
def office(office: Office, registry: Path) -> Office:
    """A workspace with that list, its pairs made uncertain, and an analyst who has signed the pact."""
    bring_in(office.home, registry, as_of=ON)
    make_uncertain(Workspace(office.home))
    sign_pact(office.home, "analis")
    return office


def token(page: Page) -> str:
    return page.locator("form.judge input[name=token]").input_value()


def press(page: Page, key: str) -> None:
    """Press a key and wait for the page that follows."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press(key)


def test_pairs_are_judged_by_the_keyboard(page: Page, served: Served, width: int) -> None:
    sign_in(page, served, "analis")
    open_from_menu(page, "Data", "Sambungan orang")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sambungan orang")
    no_overflow(page, width)
    no_grave_fault(page)
    page.get_by_role("link", name="Nilai pasangan").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Satu orang atau dua?")
    no_overflow(page, width)
    no_grave_fault(page)
    first = token(page)
    press(page, "s")
    second = token(page)
    assert second != first
    press(page, "l")
    assert token(page) not in {first, second}
    # The last word is taken back: its pair is there again.
    press(page, "u")
    expect(page.get_by_role("status")).to_contain_text("dibatalkan")
    assert token(page) == first
    # The arrows reach the buttons, Enter presses one.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Beda")).to_be_focused()
    press(page, "Enter")
    assert token(page) not in {first, second}
    press(page, "r")
    page.goto(f"{served.address}/sambungan/penilaian/")
    no_overflow(page, width)
    no_grave_fault(page)
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Batalkan").first.press("Enter")
    page.get_by_role("button", name="Batalkan penilaian").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("dibatalkan")
    page.goto(f"{served.address}/sambungan/rantai/")
    expect(page.get_by_role("link", name="Bandingkan").first).to_be_visible()
    no_overflow(page, width)
    no_grave_fault(page)


def test_letters_can_be_turned_off_and_are_only_letters_in_a_field(page: Page, served: Served, width: int) -> None:
    sign_in(page, served, "analis")
    page.goto(f"{served.address}/sambungan/nilai/")
    first = token(page)
    page.locator("details", has_text="Tombol papan ketik").locator("summary").press("Enter")
    page.get_by_label("Matikan tombol huruf").check()
    page.locator("h1").click()
    page.keyboard.press("s")
    page.wait_for_timeout(300)
    assert token(page) == first
    page.get_by_label("Matikan tombol huruf").uncheck()
    page.locator("h1").click()
    press(page, "l")
    assert token(page) != first


def test_two_hundred_pairs_in_a_row_without_a_slow_page(page: Page, served: Served) -> None:
    sign_in(page, served, "analis")
    page.goto(f"{served.address}/sambungan/nilai/")
    took = []
    for number in range(PAIRS):
        press(page, "sbr"[number % 3])
        took.append(page.evaluate(ANSWERED))
    took.sort()
    # A machine that does other things beside answers as much later.
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert took[int(PAIRS * 0.95)] < MILLISECONDS * crowd, (crowd, took[-20:])


def test_without_javascript_the_buttons_do_the_same(browser, served: Served, page: Page) -> None:
    sign_in(page, served, "analis")
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state(), locale="id-ID")
    plain = context.new_page()
    plain.goto(f"{served.address}/sambungan/nilai/")
    first = plain.locator("form.judge input[name=token]").input_value()
    plain.get_by_role("button", name="Beda").click()
    assert plain.locator("form.judge input[name=token]").input_value() != first
    context.close()
