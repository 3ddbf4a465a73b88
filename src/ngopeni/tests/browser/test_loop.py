"""Upload to map, rule to approval, objection to answer: the whole loop as people do it."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import totp
from playwright.sync_api import Browser, Page, expect

from ngopeni.tests.browser.served import OPERATOR_VILLAGE, Served

pytestmark = pytest.mark.browser
GRAVE = {"serious", "critical"}


def sign_in(page: Page, served: Served, name: str) -> None:
    """Come in as somebody: the first time at the door, later with the session of then, if it still holds."""
    if name in served.sessions:
        come_back(page, served, name)
        page.goto(f"{served.address}/")
        if page.get_by_role("button", name="Keluar").count():
            return
    sign_in_at_the_door(page, served, name)


def sign_in_at_the_door(page: Page, served: Served, name: str) -> None:
    """Sign in with the keyboard alone."""
    page.context.clear_cookies()
    page.goto(f"{served.address}/masuk/")
    page.locator("#id_username").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(served.passwords[name])
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    if page.locator("#code").count():
        show_second_factor(page, served, name)
    expect(page.locator("h1")).to_be_visible()
    served.sessions[name] = page.context.cookies()


def come_back(page: Page, served: Served, name: str) -> None:
    """Have the session of the first time again; what page is open does not change."""
    if name in served.sessions:
        page.context.clear_cookies()
        page.context.add_cookies(served.sessions[name])
    else:
        sign_in_at_the_door(page, served, name)


def show_second_factor(page: Page, served: Served, name: str) -> None:
    """Set up the telephone the first time; a code of it is good for once, so later a recovery code is shown."""
    if name in served.recovery_codes:
        page.locator("#code").focus()
        page.keyboard.type(served.recovery_codes[name].pop())
        page.keyboard.press("Enter")
        expect(page.locator("#code")).to_have_count(0)
        if not served.recovery_codes[name]:
            page.goto(f"{served.address}/akun/")
            page.get_by_role("button", name="Buat kode cadangan baru").press("Enter")
            keep_recovery_codes(page, served, name)
        return
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.locator("#code").focus()
    page.keyboard.type(f"{totp(base64.b32decode(secret + '=' * (-len(secret) % 8))):06d}")
    page.keyboard.press("Enter")
    keep_recovery_codes(page, served, name)


def keep_recovery_codes(page: Page, served: Served, name: str) -> None:
    """Write the codes down and go on."""
    expect(page.locator(".codes code")).to_have_count(8)
    served.recovery_codes[name] = page.locator(".codes code").all_inner_texts()
    page.get_by_role("link", name="Sudah saya simpan, lanjutkan").press("Enter")
    expect(page.locator(".codes")).to_have_count(0)


def reach(page: Page, name: str, role: str = "button") -> None:
    """Bring a control into focus by pressing Tab, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name!r} cannot be reached with the Tab key")


def open_from_menu(page: Page, group: str, title: str) -> None:
    """Open a page of the menu by the keyboard: the group's word first, then the page under it."""
    word = page.locator(".nav summary", has_text=group)
    word.focus()
    page.keyboard.press("Enter")
    link = page.locator(".nav details[open] a", has_text=title)
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")


def bring(page: Page, served: Served, path: Path, as_of: str, publisher: str = "") -> None:
    """Upload a file, look at it, confirm it, wait for the job."""
    page.goto(f"{served.address}/sumber/unggah/")
    page.locator("input[type=file]").set_input_files(path)
    reach(page, "Unggah dan periksa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Periksa berkas {path.name}")).to_be_visible()
    page.locator("#id_as_of").fill(as_of)
    if publisher:
        page.locator("#id_publisher").fill(publisher)
    reach(page, "Masukkan berkas ini")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Selesai.")).to_be_visible(timeout=30_000)


def no_overflow(page: Page, width: int) -> None:
    """The page itself never scrolls sideways."""
    page.wait_for_load_state()
    # Asked of the body, which is waited for: after a click the new document may have no element yet.
    assert page.locator("body").evaluate("document.documentElement.scrollWidth") <= width, page.url


def no_grave_fault(page: Page) -> None:
    """Axe finds nothing serious."""
    # What passes is not described node by node: on a map of three hundred villages that takes longest.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [
        (each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found if each["impact"] in GRAVE
    ]
    assert grave == [], page.url


def test_it_brings_files_to_the_map(page: Page, served: Served, files: dict[str, Path]) -> None:
    sign_in(page, served, "analis")
    bring(page, served, files["idm"], "2024-12-31")
    page.get_by_role("link", name="Lihat sumber ini").click()
    expect(page.get_by_text("271 baris masuk = 271 dipakai + 0 disisihkan.")).to_be_visible()
    bring(page, served, files["series"], "2025-03-31")
    bring(page, served, files["boundary"], "2025-01-01")
    page.goto(f"{served.address}/peta/?lapis=idm_score")
    assert page.locator("svg.map a").count() == 295
    page.goto(f"{served.address}/")
    expect(page.get_by_text("P0 resmi 2025: 10,58%", exact=False)).to_be_visible()


def test_it_writes_a_rule_with_a_preview_that_follows(page: Page, served: Served) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/zona/aturan/baru/")
    tiles = page.locator("#pratinjau .tile-red .figure")
    expect(tiles).to_have_text("54")
    page.locator("#desa-red").fill("10")
    page.locator("#desa-red").press("Tab")
    expect(tiles).to_have_text("27")
    page.locator("#desa-red").fill("nol")
    page.locator("#desa-red").press("Tab")
    expect(page.locator("#pratinjau .notice")).to_contain_text("bukan angka")
    page.locator("#desa-red").fill("15")
    page.locator("#title").fill("IDM 15 persen terburuk")
    page.locator("#source").fill("Rapat TKPK 3 Maret 2025")
    reach(page, "Simpan aturan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("IDM 15 persen terburuk")
    reach(page, "Buat rancangan penetapan", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rancangan penetapan zona nomor 1")
    expect(page.get_by_text("Yang menyetujui adalah Ketua TKPK.")).to_be_visible()


def test_the_head_approves_and_every_village_stands_coloured(page: Page, served: Served) -> None:
    come_back(page, served, "ketua")
    page.goto(f"{served.address}/zona/penetapan/1/")
    page.locator("#reason").fill("Disepakati dalam rapat TKPK 10 Maret 2025.")
    reach(page, "Setujui penetapan zona")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Selesai.")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Lihat peta").click()
    counts = {
        zone: page.locator(f"svg.map g.k-{zone} path").count() for zone in ("red", "yellow", "green", "unassessed")
    }
    assert counts["red"] >= 41
    assert counts["unassessed"] == 24
    assert sum(counts.values()) == 295


def test_a_village_objects_and_is_answered(page: Page, served: Served, complaints: list[str]) -> None:
    come_back(page, served, "operator")
    page.goto(f"{served.address}/desa/{OPERATOR_VILLAGE}/")
    page.get_by_role("link", name="Ajukan sanggahan").click()
    reach(page, "Kirim sanggahan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Alasan wajib ditulis")
    page.locator("#text").fill("Jalan desa sudah diperbaiki tahun lalu, nilai IKL keliru.")
    reach(page, "Kirim sanggahan")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Menunggu jawaban")).to_be_visible()
    # Another village's zone is not this operator's business.
    answer = page.goto(f"{served.address}/zona/sanggah/33.16.01.2002/")
    assert answer is not None
    assert answer.status == 403
    # The browser notes the two refusals that this test asked for, and nothing else.
    assert [line for line in complaints if "422" not in line and "403" not in line] == []
    complaints.clear()
    come_back(page, served, "analis")
    page.goto(f"{served.address}/zona/sanggahan/")
    page.get_by_role("link", name="Jawab sanggahan").click()
    page.get_by_label("Diterima: zona dikoreksi").check()
    page.locator("#corrected_zone").select_option("yellow")
    page.locator("#answer").fill("Benar, nilai IKL memakai data lama.")
    reach(page, "Simpan jawaban")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jawaban tersimpan")).to_be_visible()
    page.goto(f"{served.address}/desa/{OPERATOR_VILLAGE}/")
    expect(page.get_by_text("Benar, nilai IKL memakai data lama.")).to_be_visible()


PAGES = [
    "/",
    "/peta/",
    "/peta/?lapis=idm_score",
    "/desa/",
    "/desa/?zona=red&urut=nama",
    f"/desa/{OPERATOR_VILLAGE}/",
    "/kecamatan/33.16.06/",
    "/cari/?q=sum",
    "/zona/",
    "/zona/aturan/bawaan/",
    "/zona/aturan/baru/",
    "/zona/penetapan/1/",
    "/zona/banding/?lama=1&baru=1",
    "/zona/sanggahan/",
    "/sumber/",
    "/sumber/unggah/",
    "/kamus/",
    "/glosarium/",
    "/panduan/",
    "/gaya/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_its_screen_and_axe_finds_no_grave_fault(
    page: Page, served: Served, width: int, address: str
) -> None:
    come_back(page, served, "analis")
    answer = page.goto(served.address + address)
    assert answer is not None
    assert answer.status == 200
    no_overflow(page, width)
    no_grave_fault(page)


@pytest.mark.one_screen
def test_a_recovery_code_opens_the_door_and_after_the_last_one_there_are_new_ones(page: Page, served: Served) -> None:
    sign_in(page, served, "analis")
    *others, last = served.recovery_codes["analis"]
    assert others
    served.recovery_codes["analis"] = [last]
    sign_in_at_the_door(page, served, "analis")
    assert last not in served.recovery_codes["analis"]
    sign_in_at_the_door(page, served, "analis")
    assert len(served.recovery_codes["analis"]) == 7


def test_the_sign_in_page_has_no_grave_fault(page: Page, served: Served, width: int) -> None:
    page.goto(f"{served.address}/masuk/")
    no_overflow(page, width)
    no_grave_fault(page)


@pytest.mark.one_screen
def test_pages_are_read_without_javascript(browser: Browser, served: Served, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 860})
    page = context.new_page()
    page.goto(f"{served.address}/masuk/")
    page.locator("#id_username").fill("analis")
    page.locator("#id_password").fill(served.passwords["analis"])
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("#code")).to_be_visible()
    show_second_factor(page, served, "analis")
    expect(page.get_by_role("heading", level=1)).to_contain_text("masuk zona merah")
    assert page.locator("svg.map path").count() >= 295
    page.goto(f"{served.address}/peta/")
    page.locator("#lapis").select_option("iks_score")
    page.get_by_role("button", name="Tampilkan").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("IKS")
    page.goto(f"{served.address}/zona/aturan/baru/")
    page.locator("#desa-red").fill("10")
    page.get_by_role("button", name="Lihat pratinjau").click()
    expect(page.locator("#pratinjau .tile-red .figure")).to_have_text("27")
    context.close()


@pytest.mark.one_screen
def test_print_shows_zones_without_colour(page: Page, served: Served, tmp_path: Path) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/peta/")
    page.emulate_media(media="print")
    expect(page.locator("nav.nav")).to_be_hidden()
    patterns = page.locator("svg.map defs pattern")
    marks = {patterns.nth(place).inner_html().replace(" ", "") for place in range(patterns.count())}
    shapes = {re.sub(r"#[0-9a-f]{6}", "", mark) for mark in marks}
    assert len(shapes) == patterns.count(), "each zone has a pattern of its own, whatever the colour"
    page.pdf(path=tmp_path / "peta.pdf")
    assert (tmp_path / "peta.pdf").stat().st_size > 10_000


@pytest.mark.one_screen
def test_a_switch_to_english_keeps_the_page(page: Page, served: Served) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/desa/")
    if page.locator(".menu-button").is_visible():
        page.locator(".menu-button").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Villages")
