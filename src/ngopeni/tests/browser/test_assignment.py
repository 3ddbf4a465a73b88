"""From zones to a team and back: propose, pin, try, approve, draft, sign, in force; what it opens, and shuts again."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ngopeni.areas.register import load_areas
from ngopeni.simulation.simulate import simulate
from ngopeni.tests.browser.served import Office, Served, bring_in, run_script
from ngopeni.tests.browser.test_loop import come_back, no_grave_fault, no_overflow, open_from_menu, reach, sign_in

pytestmark = pytest.mark.browser
ON = dt.date(2024, 12, 31)
AGENCY = "Dinas Pekerjaan Umum dan Penataan Ruang"
PASSWORD = "Sandi-uji-peramban-2026"
NUMBER = "600/12/2026"
# What others have done before: approved zones, institutions, accounts, a signed pact.
BEFORE = f"""
import datetime as dt, django
django.setup()
from django.conf import settings
from django.utils import timezone
from ngopeni.accounts.actions import add_user, give_grant
from ngopeni.accounts.models import IntegrityPact, User
from ngopeni.areas.register import load_areas
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.partners.actions import bring_in
from ngopeni.simulation.demonstration_institutions import demonstration_institutions
from ngopeni.zones.actions import approve, draft_version
from ngopeni.zones.rule_file import shipped_rules
today = dt.date.today()
until = today + dt.timedelta(days=300)
workspace = Workspace(settings.NGOPENI_HOME)
for name, role in (("hukum", "legal"), ("anggota", "agency_member"), ("pemeriksa", "auditor")):
    add_user(username=name, full_name=name.title(), role_code=role, password={PASSWORD!r}, by="perintah:uji")
for name in ("hukum", "pemeriksa"):
    person = User.objects.get(username=name)
    give_grant(user=person, scope_code="33.16", starts_on=today, ends_on=until, paper="Surat uji", by="perintah:uji")
member = User.objects.get(username="anggota")
IntegrityPact.objects.create(user=member, number="PI 1", signed_on=today, ends_on=until, recorded_by="hukum")
User.objects.filter(username__in=["hukum", "anggota", "pemeriksa"]).update(
    vouched_at=timezone.now() + dt.timedelta(hours=1), vouched_by="hukum"
)
bring_in(rows=demonstration_institutions(load_areas("33.16"), 1), year=today.year, by="perintah:demo")
people = {{each.username: each for each in User.objects.all()}}
shot = snapshot_at(workspace)
rule = next(rule for rule in shipped_rules() if rule.code == "idm-terendah")
version = draft_version(rule=rule, folder=shot.folder, as_of=shot.as_of, edition=shot.edition, by=people["analis"])
approve(workspace=workspace, version=version, reason="Untuk uji.", by=people["ketua"])
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, office: Office) -> Office:
    """A workspace with a simulated list, approved zones and institutions."""
    folder = tmp_path_factory.mktemp("berkas")
    simulate(folder, load_areas("33.16"), persons=6_000, seed=5, dates=(ON,), layouts=("dtks_short", "idm"))
    lists = [path for path in sorted(folder.glob("*.csv")) if path.name.startswith(("dtks_short", "idm"))]
    bring_in(office.home, *lists, as_of=ON)
    run_script(BEFORE, office.home)
    office.passwords.update(dict.fromkeys(("hukum", "anggota", "pemeriksa"), PASSWORD))
    return office


def fits(page: Page, width: int) -> None:
    no_overflow(page, width)
    no_grave_fault(page)


def press(page: Page, name: str, role: str = "button") -> None:
    """Reach a control with Tab and press Enter."""
    reach(page, name, role)
    page.keyboard.press("Enter")


def test_the_analyst_opens_a_wave_and_one_press_gives_a_proven_plan(page: Page, served: Served, width: int) -> None:
    sign_in(page, served, "analis")
    open_from_menu(page, "Pendampingan", "Gelombang")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gelombang pendampingan")
    press(page, "Susun gelombang", "link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Susun gelombang")
    fits(page, width)
    today = dt.date.today()
    page.get_by_label("Mulai").fill(str(today))
    page.get_by_label("Berakhir").fill(str(today + dt.timedelta(days=200)))
    press(page, "Susun gelombang")
    expect(page.get_by_text("Satu perangkat daerah satu desa?")).to_be_visible()
    fits(page, width)
    press(page, "Hitung usulan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Usulan 1")
    expect(page.locator(".lead")).to_contain_text("Terbukti terbaik")
    fits(page, width)
    page.locator("tbody th a").first.press("Enter")
    expect(page.get_by_text("Semua yang dapat memimpin desa ini")).to_be_visible()
    expect(page.get_by_text(re.compile("Pilihan kedua|Sama baiknya"))).to_be_visible()
    fits(page, width)


def test_a_pair_is_pinned_and_another_is_tried(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/gelombang/1/")
    press(page, "Catat tetapan atau larangan", "link")
    fits(page, width)
    page.get_by_label("Desa/kelurahan").select_option(index=0)
    page.get_by_label("Lembaga").select_option(label=AGENCY)
    page.get_by_label("Alasan").fill("Jalan ke sana sedang dibangun.")
    press(page, "Catat")
    expect(page.get_by_text("Jalan ke sana sedang dibangun.")).to_be_visible()
    press(page, "Hitung ulang, pindahkan tim sesedikit mungkin")
    expect(page.get_by_role("heading", level=1)).to_have_text("Usulan 2")
    expect(page.get_by_text("ditetapkan", exact=True).first).to_be_visible()
    press(page, "Bagaimana jika…", "link")
    page.get_by_label("Tanpa lembaga ini").select_option(label="Dinas Kesehatan Daerah")
    page.get_by_text("Pindahkan tim sesedikit mungkin dari usulan ini").click()
    fits(page, width)
    press(page, "Lihat akibatnya")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bagaimana jika")
    expect(page.locator("#beda ~ .scroll")).to_contain_text("Dinas Kesehatan Daerah")
    fits(page, width)


def test_the_head_approves_and_the_design_is_frozen(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "ketua")
    page.goto(f"{served.address}/gelombang/1/usulan/2/")
    press(page, "Setujui usulan ini", "link")
    expect(page.get_by_text("rancangan evaluasi dibekukan")).to_be_visible()
    fits(page, width)
    page.get_by_label("Alasan").fill("Disepakati dalam rapat TKPK.")
    press(page, "Setujui dan bekukan")
    expect(page.get_by_role("heading", name="Siapa mendampingi desa mana")).to_be_visible()
    fits(page, width)
    press(page, "Rancangan evaluasi yang dibekukan", "link")
    expect(page.get_by_text("cocok dengan isinya")).to_be_visible()
    fits(page, width)


def submit(page: Page) -> None:
    """Hand the draft that is open to the legal section."""
    press(page, "Ajukan ke Bagian Hukum", "link")
    press(page, "Ajukan ke Bagian Hukum")
    expect(page.get_by_role("status")).to_contain_text("Keputusan diajukan")


def sign_and_put_in_force(page: Page, address: str, width: int, number: str) -> None:
    """Take a decree that was submitted all the way."""
    page.goto(address)
    press(page, "Catat tanda tangan", "link")
    fits(page, width)
    page.get_by_label("Nomor keputusan").fill(number)
    page.get_by_label("Nama yang menandatangani").fill("Nama Rekaan")
    page.get_by_label("Dasar hukum sudah diperiksa").check()
    press(page, "Catat tanda tangan")
    press(page, "Berlakukan", "link")
    expect(page.get_by_role("heading", name="Yang akan terjadi")).to_be_visible()
    fits(page, width)
    press(page, "Berlakukan")
    expect(page.get_by_role("status")).to_contain_text("Keputusan berlaku.")


def test_the_analyst_drafts_two_decrees_and_names_the_team(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/keputusan/rancang/1/")
    fits(page, width)
    press(page, "Rancang keputusan kepala daerah")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Keputusan Bupati Blora")
    submit(page)

    page.goto(f"{served.address}/keputusan/rancang/1/")
    page.get_by_label("Perangkat daerah", exact=True).select_option(label=AGENCY)
    press(page, "Rancang keputusan timnya")
    expect(page.get_by_role("heading", level=1)).to_contain_text(AGENCY)
    fits(page, width)
    press(page, "Tambah anggota", "link")
    page.get_by_label("Nama", exact=True).fill("Anggota (uji)")
    page.get_by_label("Jabatan di perangkat daerah").fill("Staf")
    page.get_by_label("Kedudukan dalam tim").fill("Anggota")
    page.get_by_label("Akun").select_option(label="Anggota")
    fits(page, width)
    page.locator("main form button").last.press("Enter")
    expect(page.get_by_role("cell", name="Staf")).to_be_visible()
    submit(page)


def test_the_legal_section_signs_and_puts_them_in_force(page: Page, served: Served, width: int, tmp_path: Path) -> None:
    come_back(page, served, "hukum")
    sign_and_put_in_force(page, f"{served.address}/keputusan/1/", width, "400/11/2026")
    sign_and_put_in_force(page, f"{served.address}/keputusan/2/", width, NUMBER)
    fits(page, width)
    for kind in ("PDF", "Word"):
        with page.expect_download() as taken:
            page.get_by_role("link", name=f"Unduh {kind}").click()
        taken.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_member_opens_the_people_of_the_village(page: Page, served: Served, width: int) -> None:
    sign_in(page, served, "anggota")
    expect(page.get_by_text("Desa Anda:").first).to_be_visible()
    page.get_by_role("link", name="Daftar warga").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Warga")
    assert page.locator("tbody tr").count() > 0
    fits(page, width)
    page.goto(f"{served.address}/")
    page.get_by_role("link", name="Tim pendamping").first.press("Enter")
    expect(page.get_by_text(NUMBER).first).to_be_visible()
    fits(page, width)


def test_the_analyst_drafts_what_revokes_it(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "analis")
    page.goto(f"{served.address}/keputusan/2/")
    press(page, "Rancang pencabutan", "link")
    page.get_by_label("Alasan").fill("susunan organisasi perangkat daerah berubah")
    fits(page, width)
    page.locator("main form button").last.press("Enter")
    submit(page)


def test_the_decree_is_revoked(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "hukum")
    sign_and_put_in_force(page, f"{served.address}/keputusan/3/", width, "600/13/2026")
    page.goto(f"{served.address}/keputusan/2/")
    expect(page.locator(".lead")).to_contain_text("dicabut")


def test_the_same_member_is_refused_and_told_why(page: Page, served: Served, width: int, complaints: list[str]) -> None:
    sign_in(page, served, "anggota")
    expect(page.get_by_text("Desa Anda:")).to_have_count(0)
    village = served.address + "/desa/" + _village_of_the_pin(page, served)
    page.goto(f"{village}/warga/")
    expect(page.locator("main")).to_contain_text("600/13/2026")
    expect(page.locator("main")).to_contain_text("dicabut")
    assert not page.locator("tbody tr").count()
    # The browser itself notes that a page was refused.
    complaints.clear()
    fits(page, width)


def _village_of_the_pin(page: Page, served: Served) -> str:
    """The code of the village that the agency led."""
    page.goto(f"{served.address}/keputusan/2/")
    link = page.locator("main a[href^='/desa/']").first.get_attribute("href") or ""
    return link.strip("/").split("/")[1]


def test_the_log_says_which_decree_had_opened_what(page: Page, served: Served, width: int) -> None:
    come_back(page, served, "pemeriksa")
    page.goto(f"{served.address}/catatan/?jenis=personal")
    expect(page.get_by_text(re.compile(f"Hak dari .*{NUMBER}")).first).to_be_visible()
    fits(page, width)
