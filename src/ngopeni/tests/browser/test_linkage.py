"""Pairs judged by the keyboard alone, at the pace of somebody who has three hundred of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ngopeni.kernel.workspace import Workspace
from ngopeni.linkage.tests.conftest import make_uncertain
from ngopeni.tests.browser.conftest import ON
from ngopeni.tests.browser.served import Office, Served, bring_in, sign_pact
from ngopeni.tests.browser.test_loop import no_grave_fault, no_overflow, open_from_menu, sign_in

pytestmark = pytest.mark.browser
# In a row; how fast, `./ngopeni bench review` says.
PAIRS = 20
# So long a pair is looked at before a letter answers.
LOOK_MS = 450


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
    """Look at the pair, press a key and wait for the page that follows."""
    page.wait_for_timeout(LOOK_MS)
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


@pytest.mark.one_screen
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


@pytest.mark.one_screen
def test_a_letter_before_anybody_could_have_looked_says_nothing(page: Page, served: Served) -> None:
    sign_in(page, served, "analis")
    page.goto(f"{served.address}/sambungan/nilai/")
    press(page, "s")
    second = token(page)
    page.keyboard.press("s")
    page.wait_for_timeout(LOOK_MS)
    assert token(page) == second
    expect(page.get_by_role("status")).to_contain_text("Satu orang")
    press(page, "u")


@pytest.mark.one_screen
def test_pair_after_pair_is_another(page: Page, served: Served) -> None:
    sign_in(page, served, "analis")
    page.goto(f"{served.address}/sambungan/nilai/")
    seen = {token(page)}
    for number in range(PAIRS):
        press(page, "sbr"[number % 3])
        seen.add(token(page))
    assert len(seen) == PAIRS + 1


@pytest.mark.one_screen
def test_without_javascript_the_buttons_do_the_same(browser, served: Served, page: Page) -> None:
    sign_in(page, served, "analis")
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state(), locale="id-ID")
    plain = context.new_page()
    plain.goto(f"{served.address}/sambungan/nilai/")
    first = plain.locator("form.judge input[name=token]").input_value()
    plain.get_by_role("button", name="Beda").click()
    assert plain.locator("form.judge input[name=token]").input_value() != first
    context.close()
