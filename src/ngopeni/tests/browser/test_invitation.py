"""Somebody is invited, sets up a telephone, signs in again; the menu is used without a mouse and without JavaScript."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from ngopeni.tests.browser.served import OPERATOR_VILLAGE, Office, Served, command
from ngopeni.tests.browser.test_loop import come_back, no_grave_fault, no_overflow, reach, show_second_factor, sign_in

pytestmark = pytest.mark.browser
PASSWORD = "melati-di-sawah"
OTHERS = {"pengelola": "administrator", "hukum": "legal", "pemeriksa": "auditor"}


@pytest.fixture(scope="module")
def office(office: Office) -> Office:
    """A fresh workspace with an administrator, somebody of the legal section and an auditor."""
    for name, role in OTHERS.items():
        said = command("user", name, "--role", role, "--json", home=office.home)
        office.passwords[name] = json.loads(said.stdout)["password"]
    return office


def fits(page: Page, width: int) -> None:
    no_overflow(page, width)
    no_grave_fault(page)


def test_an_invitation_leads_to_an_account_with_a_second_factor(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "pengelola")
    page.goto(f"{served.address}/pengguna/undangan/baru/")
    fits(page, width)
    reach(page, "Undang Anggota tim perangkat daerah", "link")
    page.keyboard.press("Enter")
    page.get_by_label("Nama lengkap").fill("Ratna Rekaan")
    page.get_by_label("Instansi").fill("Dinas Pertanian")
    page.get_by_label("Surat yang menjadi dasar").fill("SK 4/2026")
    page.get_by_label("Cari nama").fill("doplang")
    expect(page.get_by_label("Desa Doplang")).to_be_visible()
    page.get_by_label("Desa Doplang").check()
    fits(page, width)
    reach(page, "Buat undangan")
    page.keyboard.press("Enter")
    link = page.locator("#tautan").inner_text()
    assert link.startswith(f"{served.address}/undangan/")
    fits(page, width)
    page.goto(f"{served.address}/pengguna/undangan/")
    expect(page.locator("tbody tr")).to_have_count(1)
    fits(page, width)
    page.context.clear_cookies()
    page.goto(link)
    assert page.url == f"{served.address}/undangan/"
    expect(page.get_by_role("heading", level=1)).to_have_text("Selamat datang, Ratna Rekaan")
    fits(page, width)
    page.get_by_label("Nama pengguna").fill("ratna")
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    reach(page, "Buat akun dan masuk")
    page.keyboard.press("Enter")
    expect(page.locator("#secret")).to_be_visible()
    fits(page, width)
    show_second_factor(page, served, "ratna")
    served.passwords["ratna"] = PASSWORD
    page.goto(f"{served.address}/akun/")
    expect(page.get_by_text("Yang masih kurang")).to_be_visible()
    fits(page, width)


def test_a_link_is_shown_once_and_loading_the_page_again_makes_no_other(
    page: Page, served: Served, width: int, complaints: list[str]
) -> None:
    come_back(page, served, "pengelola")
    page.goto(f"{served.address}/pengguna/undangan/baru/?peran=partner")
    reach(page, "Buat undangan")
    page.keyboard.press("Enter")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    fits(page, width)
    summary.get_by_role("link", name="Nama lengkap").press("Enter")
    assert page.get_by_label("Nama lengkap").evaluate("element => element === document.activeElement")
    page.get_by_label("Nama lengkap").fill("Wahyu Rekaan")
    page.get_by_label("Instansi").fill("Baznas")
    page.get_by_label("Surat yang menjadi dasar").fill("SK 6/2026")
    page.get_by_label("Cari nama").fill("doplang")
    page.get_by_label("Desa Doplang").check()
    reach(page, "Buat undangan")
    page.keyboard.press("Enter")
    first = page.locator("#tautan").inner_text()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tautan ini sudah ditampilkan")
    fits(page, width)
    page.get_by_role("button", name="Buat tautan baru, tarik yang lama").click()
    assert page.locator("#tautan").inner_text() != first
    page.goto(f"{served.address}/pengguna/undangan/?keadaan=terbuka")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Tarik Wahyu Rekaan").click()
    # The browser itself says aloud that the form was sent back with 422.
    assert all("422" in each for each in complaints)
    complaints.clear()


def test_the_invited_signs_in_again_and_the_link_is_dead(
    page: Page, served: Served, width: int, complaints: list[str]
) -> None:
    sign_in(page, served, "ratna")
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    page.goto(f"{served.address}/undangan/sudah-dipakai/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tautan ini tidak berlaku lagi")
    fits(page, width)
    # The browser itself says aloud that the page answered 410.
    assert all("410" in each for each in complaints)
    complaints.clear()
    assert "sudah-dipakai" not in (served.home / "server.log").read_text()


def test_a_pact_is_recorded_and_the_log_tells_it(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "hukum")
    page.goto(f"{served.address}/pakta/")
    fits(page, width)
    page.get_by_role("link", name="Catat Ratna Rekaan").click()
    page.get_by_label("Nomor pakta integritas").fill("PI 7/2026")
    expect(page.get_by_text("Dengan mencatatnya Anda juga memastikan")).to_be_visible()
    fits(page, width)
    reach(page, "Catat pakta")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Pakta integritas tercatat.")
    page.goto(f"{served.address}/pakta/naskah/")
    fits(page, width)
    come_back(page, served, "pemeriksa")
    page.goto(f"{served.address}/catatan/?tindakan=accounts.record_pact")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("nomor PI 7/2026")
    page.get_by_role("button", name="Periksa seluruh rantai sekarang").click()
    expect(page.get_by_text("Rantai utuh sampai nomor")).to_be_visible()
    fits(page, width)
    page.goto(f"{served.address}/hak/")
    fits(page, width)


@pytest.mark.one_screen
def test_whoever_gets_both_keys_anew_is_confirmed_again(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "pengelola")
    page.goto(f"{served.address}/pengguna/")
    page.get_by_role("link", name="Ratna Rekaan").click()
    page.get_by_role("link", name="Lepas telepon").click()
    page.get_by_label("Alasan").fill("telepon hilang")
    reach(page, "Lepas telepon ini")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Tautan kata sandi baru").click()
    page.get_by_role("button", name="Buat tautan").click()
    link = page.locator("#tautan").inner_text()
    page.context.clear_cookies()
    page.goto(link)
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.get_by_role("button", name="Simpan kata sandi dan masuk").click()
    served.recovery_codes.pop("ratna")
    show_second_factor(page, served, "ratna")
    page.goto(f"{served.address}/akun/")
    expect(page.get_by_text("Hubungi Bagian Hukum atau Dinas Sosial")).to_be_visible()
    fits(page, width)
    come_back(page, served, "hukum")
    page.goto(f"{served.address}/pakta/")
    expect(page.get_by_text("1 orang menunggu dipastikan")).to_be_visible()
    fits(page, width)
    page.get_by_role("link", name="Pastikan Ratna Rekaan").click()
    fits(page, width)
    reach(page, "Pastikan: akun ini dipegang orangnya sendiri")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Pemegang akun dipastikan.")
    sign_in(page, served, "ratna")
    page.goto(f"{served.address}/akun/")
    expect(page.get_by_text("Yang masih kurang")).to_have_count(0)


def test_people_and_their_pages_fit_the_screen(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "pengelola")
    page.goto(f"{served.address}/pengguna/")
    fits(page, width)
    page.get_by_role("link", name="Ratna Rekaan").click()
    fits(page, width)
    for name in ("Beri hak", "Tautan kata sandi baru", "Lepas telepon", "Tutup akun"):
        page.get_by_role("link", name=name, exact=True).click()
        fits(page, width)
        page.go_back()


def test_the_menu_opens_by_keyboard_and_closes_with_escape(page: Page, served: Served, width: int) -> None:
    sign_in(page, served, "pengelola")
    summary = page.locator(".nav summary", has_text="Hak")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Undangan")).to_be_visible()
    no_overflow(page, width)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Undangan")).to_be_hidden()
    assert summary.evaluate("element => element === document.activeElement")


@pytest.mark.one_screen
def test_an_invitation_is_made_and_accepted_without_javascript(browser: Browser, served: Served, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 860})
    page = context.new_page()
    page.goto(f"{served.address}/masuk/")
    page.locator("#id_username").fill("pengelola")
    page.locator("#id_password").fill(served.passwords["pengelola"])
    page.get_by_role("button", name="Masuk").click()
    show_second_factor(page, served, "pengelola")
    if width < 640:
        page.locator(".menu-button").click()
    page.locator(".nav summary", has_text="Hak").click()
    page.get_by_role("link", name="Undangan").click()
    page.get_by_role("link", name="Undang pengguna").click()
    page.get_by_role("link", name="Undang Mitra").click()
    page.get_by_label("Nama lengkap").fill("Sari Rekaan")
    page.get_by_label("Instansi").fill("SMK")
    page.get_by_label("Surat yang menjadi dasar").fill("SK 5/2026")
    page.locator(".places summary", has_text="Jati").first.click()
    page.locator(f".places input[value='{OPERATOR_VILLAGE}']").check()
    page.get_by_role("button", name="Buat undangan").click()
    link = page.locator("#tautan").inner_text()
    context.clear_cookies()
    page.goto(link)
    page.get_by_label("Nama pengguna").fill("sari")
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.get_by_role("button", name="Buat akun dan masuk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sari Rekaan")
    context.close()
