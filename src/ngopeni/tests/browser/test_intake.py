"""Files as offices bring them: wrong ones, many at once, unknown headers, long ones that are cancelled."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from ngopeni.areas.register import load_areas
from ngopeni.simulation.simulate import simulate
from ngopeni.tests.browser.served import Served, command, sign_pact
from ngopeni.tests.browser.test_loop import no_grave_fault, no_overflow, reach, show_second_factor, sign_in

pytestmark = pytest.mark.browser
BLORA = load_areas("33.16")
VILLAGE_OF_BPS = dict(BLORA.bps_codes)
# Typed the same whether a browser wants the day or the month first.
AS_OF, LATER, EARLIER = "12122024", "06062025", "12122023"
PUBLISHER = "Dinas Sosial Blora, BDT semester II 2024"
WEB_PAGE = "<html><body><table><tr><td>NIK</td><td>Nama</td></tr></table></body></html>"
# Small districts first brought; of these, two hold rows that no village can be found for.
FIRST, SECOND = ("JEPON", "TUNJUNGAN", "JATI"), ("SAMBONG", "KRADENAN", "BOGOREJO")
LONG = ("BANJAREJO", "NGAWEN", "TODANAN")
# Milliseconds: a page may read several files before it answers; a job takes longer.
PAGE_COMES_WITHIN, JOB_ENDS_WITHIN = 30_000, 60_000


@dataclass(frozen=True)
class List:
    """A list of one district, and what a careful clerk counts in it.

    Parameters
    ----------
    path : Path
    rows : list of list of str
        Below the header.
    aside : int
        Rows whose village is in no register.
    members, households : dict of str to int
        By village code.
    """

    path: Path
    rows: list[list[str]]
    aside: int
    members: dict[str, int]
    households: dict[str, int]


def count(path: Path, header: Sequence[str], rows: list[list[str]]) -> List:
    """Count a list by hand."""
    at = {name: header.index(name) for name in ("Kode Kec", "Kode Desa", "ID Rumah Tangga")}
    members: dict[str, int] = {}
    households: dict[str, set[str]] = {}
    for row in rows:
        village = VILLAGE_OF_BPS.get(f"3316{row[at['Kode Kec']]}{row[at['Kode Desa']]}")
        if village:
            members[village] = members.get(village, 0) + 1
            households.setdefault(village, set()).add(row[at["ID Rumah Tangga"]])
    sizes = {village: len(own) for village, own in households.items()}
    return List(path, rows, len(rows) - sum(members.values()), members, sizes)


def by_district(folder: Path, persons: int) -> dict[str, List]:
    """The simulated registry, a file for each district."""
    (whole,) = simulate(folder, BLORA, persons=persons, seed=5, dates=[dt.date(2024, 12, 31)], layouts=["bdt2015"])
    found = {}
    with whole.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        header = next(lines)
        place = header.index("Kecamatan")
        for name, own in groupby(lines, key=lambda row: row[place]):
            rows = list(own)
            path = write(folder / f"bdt-{name.lower()}.csv", [header, *rows])
            found[name] = count(path, header, rows)
    return found


def write(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, List]:
    """A small registry."""
    return by_district(tmp_path_factory.mktemp("kecil"), 4_000)


@pytest.fixture(scope="session")
def long_lists(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files of a large registry: too many rows to be looked at while a page loads."""
    found = by_district(tmp_path_factory.mktemp("besar"), 60_000)
    return [found[name].path for name in LONG]


@pytest.fixture(scope="session")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files that nobody should have brought."""
    folder = tmp_path_factory.mktemp("salah")
    (folder / "laporan.xls").write_text(WEB_PAGE, "utf-8")
    xlsxwriter.Workbook(str(folder / "kosong.xlsx")).close()
    kudus, dates = load_areas("33.19"), [dt.date(2024, 12, 31)]
    for path in simulate(folder, kudus, persons=1_500, seed=1, dates=dates, layouts=["idm", "bdt2015"]):
        # A few rows tell as much as all.
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:40]))
    return {
        "a web page": folder / "laporan.xls",
        "an empty sheet": folder / "kosong.xlsx",
        "villages of another regency": folder / "idm_2024-12-31.csv",
        "people of another regency": folder / "bdt2015_2024-12-31.csv",
    }


HEADERS = ("NO", "WARGA", "WIL KEC", "WIL DESA", "IDENTITAS", "KARTU", "GENDER", "LAHIR", "ALAS RUMAH")
MATCHES = {
    "village_name": "wildesa",
    "district_name": "wilkec",
    "full_name": "warga",
    "nik": "identitas",
    "no_kk": "kartu",
    "sex": "gender",
    "birth_date": "lahir",
    "floor": "alasrumah",
}


def own_list(path: Path, villages: dict[str, int], *, extra: str = "", headers: Sequence[str] = HEADERS) -> Path:
    """A list that villages made by themselves, with headers of their own."""
    rows = []
    for village, size in villages.items():
        for number in range(1, size + 1):
            code = f"{len(rows) + 1:04d}"
            rows.append(
                (number, f"WARGA {code}", "TODANAN", village, f"331611010190{code}", f"331611010191{code}")
                + ("PEREMPUAN", "01/02/1980", "TANAH")
            )
    if extra:
        return write(path, [(extra, *headers[1:]), *(("0", *row[1:]) for row in rows)])
    return write(path, [headers, *rows])


# What people do ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known_as(browser: Browser, served: Served) -> list[Any]:
    """The cookies of the analyst, signed in once."""
    context = browser.new_context()
    sign_in(context.new_page(), served, "analis")
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def analyst(page: Page, known_as: list[Any]) -> Page:
    """A window in which the analyst has signed in."""
    page.context.add_cookies(known_as)
    return page


def choose(page: Page, served: Served, *paths: Path) -> None:
    """Choose files and send them, with the keyboard."""
    page.goto(f"{served.address}/sumber/unggah/")
    page.locator("input[type=file]").set_input_files(list(paths))
    reach(page, "Unggah dan periksa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        re.compile("Periksa|Memeriksa"), timeout=PAGE_COMES_WITHIN
    )


def reach_field(page: Page, name: str) -> None:
    """Come to a field with the Tab key alone."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"{name!r} cannot be reached with the Tab key")


def confirm(page: Page, button: str, *, typed_as_of: str, publisher: str) -> None:
    """Say date and publisher and take the files in, with the keyboard alone."""
    reach_field(page, "id_as_of")
    page.keyboard.type(typed_as_of)
    reach_field(page, "id_publisher")
    page.keyboard.press("Control+A")
    page.keyboard.type(publisher)
    reach(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Memasukkan berkas", timeout=PAGE_COMES_WITHIN)


def wait_until_done(page: Page) -> None:
    """Stay on the page of a job until it has succeeded."""
    expect(page.get_by_text("Selesai.", exact=True)).to_be_visible(timeout=JOB_ENDS_WITHIN)


def alert(page: Page) -> str:
    """What the page refuses with, said once."""
    expect(page.get_by_role("alert")).to_have_count(1, timeout=PAGE_COMES_WITHIN)
    return page.get_by_role("alert").inner_text()


def in_main(page: Page, text: str) -> None:
    """The page says that, in its own part."""
    expect(page.locator("main")).to_contain_text(text, use_inner_text=True, timeout=PAGE_COMES_WITHIN)


def written(number: int) -> str:
    """A number as Indonesians write it."""
    return f"{number:,}".replace(",", ".")


def only_refusals(complaints: list[str], *statuses: int) -> None:
    """The browser notes the refusals that a test asked for, and nothing else."""
    assert [line for line in complaints if not any(str(status) in line for status in statuses)] == []
    complaints.clear()


# What is behind the pages --------------------------------------------------------------------------------------------


@contextmanager
def database(served: Served) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{served.home}/ngopeni.sqlite3?mode=ro", uri=True)) as opened:
        yield opened


def facts(served: Served) -> dict[str, bytes]:
    """Everything that counts: the archive's notes, the editions' manifests, which one is published."""
    found = [served.home / "current", *served.home.glob("archive/*/*"), *served.home.glob("editions/*/manifest.json")]
    return {str(path.relative_to(served.home)): path.read_bytes() for path in found if path.exists()}


def published(served: Served) -> str:
    return (served.home / "current").read_text("ascii")


JobRow = tuple[str, str, int, int]


def job_row(served: Served, page: Page) -> JobRow:
    """State, step, parts done and parts in all of the job on the page."""
    number = re.search(r"/pekerjaan/(\d+)/", page.url)
    assert number, page.url
    with database(served) as opened:
        found = opened.execute(
            "SELECT state, step, parts_done, parts_total FROM jobs_job WHERE id = ?", (int(number[1]),)
        ).fetchone()
    return found  # type: ignore[no-any-return]


SAID = {
    "intake.look": "Memeriksa berkas: {} dari {} selesai.",
    "intake.read": "Membaca dan mengarsipkan: {} dari {} berkas selesai.",
    "build.snapshot": "Menyusun tabel: {} dari {} tanggal keadaan.",
}
FIGURES = {step: re.compile(re.escape(said).replace(r"\{\}", r"(\d+)")) for step, said in SAID.items()}


Shown = list[tuple[str, int, int]]


def follow(page: Page, served: Served, until: Callable[[JobRow], bool]) -> Shown:
    """Watch a job on its page: what stands there is what the row says, at every moment.

    Returns
    -------
    list of (step, parts done, percent)
        What the page showed by itself, moment by moment, without being loaded again.
    """
    shown: Shown = []
    ends = time.monotonic() + JOB_ENDS_WITHIN / 1000
    while time.monotonic() < ends:
        before = job_row(served, page)
        fresh = page.request.get(page.url).text()
        after = job_row(served, page)
        if before == after and before[0] == "running" and before[1] in SAID:
            assert SAID[before[1]].format(*before[2:]) in fresh
            assert f'value="{bar_of(*before[1:])}"' in fresh
        state = page.locator("#keadaan").inner_html()
        for step, figures in FIGURES.items():
            found, bar = figures.search(state), re.search(r'value="(\d+)"', state)
            if found and bar:
                shown.append((step, int(found[1]), int(bar[1])))
                assert int(bar[1]) == bar_of(step, int(found[1]), int(found[2]))
        if until(job_row(served, page)):
            return shown
        page.wait_for_timeout(150)
    raise AssertionError(f"the job did not come so far: {job_row(served, page)}")


@pytest.fixture(scope="module")
def bars(served: Served) -> Shown:
    """What the page of a whole import showed."""
    return []


def never_falls(numbers: Iterable[int]) -> bool:
    return all(one <= two for one, two in pairwise(numbers))


def bar_of(step: str, done: int, total: int) -> int:
    """Where the bar must stand: of an import, reading is the first six tenths and the tables are the rest."""
    share = done / total
    return round(100 * {"intake.look": share, "intake.read": 0.6 * share}.get(step, 0.6 + 0.4 * share))


# The tests -----------------------------------------------------------------------------------------------------------

OF_KUDUS = "berisi data Kabupaten Kudus, bukan Kabupaten Blora. Tidak ada yang disimpan."


@pytest.mark.one_screen
@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("a web page", "Berkas laporan.xls bukan tabel."),
        ("an empty sheet", "Berkas kosong.xlsx kosong: tidak ada satu sel pun yang berisi."),
        ("villages of another regency", OF_KUDUS),
        ("people of another regency", OF_KUDUS),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence_and_nothing_changes(
    analyst: Page, served: Served, wrong: dict[str, Path], complaints: list[str], kind: str, sentence: str
) -> None:
    before = facts(served)
    choose(analyst, served, wrong[kind])
    said = alert(analyst)
    in_main(analyst, "Tidak ada data yang berubah.")
    expect(analyst.get_by_role("button", name="Masukkan berkas ini")).to_have_count(0)
    reach(analyst, "Hapus berkas titipan ini")
    analyst.keyboard.press("Enter")
    in_main(analyst, "Berkas titipan dihapus. Tidak ada data yang berubah.")
    assert facts(served) == before
    assert list((served.home / "incoming").iterdir()) == []
    only_refusals(complaints, 422)
    assert sentence in said


@pytest.mark.one_screen
def test_without_a_file_the_page_says_so(analyst: Page, served: Served, complaints: list[str]) -> None:
    analyst.goto(f"{served.address}/sumber/unggah/")
    reach(analyst, "Unggah dan periksa")
    analyst.keyboard.press("Enter")
    assert alert(analyst) == "Pilih sedikitnya satu berkas."
    only_refusals(complaints, 422)


@pytest.mark.parametrize(("names", "is_packed"), [(FIRST, False), (SECOND, True)], ids=["files", "zip"])
def test_several_files_are_looked_at_and_confirmed_together_and_counted_in_their_villages(
    analyst: Page,
    served: Served,
    lists: dict[str, List],
    wrong: dict[str, Path],
    tmp_path: Path,
    bars: Shown,
    names: tuple[str, ...],
    is_packed: bool,
) -> None:
    own = [lists[name] for name in names]
    brought = [each.path for each in own] + [wrong["a web page"]]
    if is_packed:
        with zipfile.ZipFile(tmp_path / "kecamatan.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            for path in brought:
                packed.write(path, f"BDT 2024/{path.name}")
        brought = [tmp_path / "kecamatan.zip"]
    choose(analyst, served, *brought)
    # Each file has its true counts, the wrong one its reason.
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Periksa 4 berkas")
    for each in own:
        cells = analyst.get_by_role("row").filter(has_text=each.path.name).locator("td.num")
        expect(cells).to_have_text([written(len(each.rows)), written(len(each.rows) - each.aside), written(each.aside)])
    refused = analyst.get_by_role("row").filter(has_text="laporan.xls")
    expect(refused).to_contain_text("ditolak")
    expect(refused).to_contain_text("bukan tabel")
    rows, aside = sum(len(each.rows) for each in own), sum(each.aside for each in own)
    total = f"{written(rows)} baris masuk = {written(rows - aside)} dipakai + {written(aside)} disisihkan."
    in_main(analyst, f"3 dari 4 berkas dapat dipakai: {total}")
    confirm(analyst, "Masukkan 3 berkas", typed_as_of=AS_OF, publisher=PUBLISHER)
    if not is_packed:
        bars += follow(analyst, served, lambda row: row[0] != "queued" and row[0] != "running")
    wait_until_done(analyst)
    # What was brought before under the same date still counts.
    known = own + ([lists[name] for name in FIRST] if is_packed else [])
    members, households = (
        {code: number for each in known for code, number in getattr(each, name).items()}
        for name in ("members", "households")
    )
    analyst.goto(f"{served.address}/kebutuhan/")
    in_main(
        analyst,
        f"{written(sum(members.values()))} orang dalam {written(sum(households.values()))} rumah tangga tercatat, "
        f"di {len(members)} desa/kelurahan.",
    )
    in_main(analyst, "keadaan per 12 Desember 2024")
    expect(analyst.locator("main")).to_contain_text(PUBLISHER)
    village = max(own[0].members, key=own[0].members.__getitem__)
    analyst.goto(f"{served.address}/desa/{village}/")
    in_main(analyst, f"{members[village]} orang dalam {households[village]} rumah tangga")
    expect(analyst.get_by_role("link", name=PUBLISHER).first).to_be_visible()
    # The wrong file alone still waits for somebody to throw it away.
    analyst.goto(f"{served.address}/sumber/")
    waiting = analyst.locator("ul.todo li")
    expect(waiting.filter(has_text="laporan.xls").first).to_be_visible()
    expect(waiting.filter(has_text="bdt-")).to_have_count(0)


def test_the_bar_of_an_import_never_goes_back(bars: Shown) -> None:
    for _, steps in groupby(bars, key=lambda each: each[0]):
        assert never_falls(done for _, done, _ in steps)
    assert never_falls(bar for _, _, bar in bars)


def test_a_district_is_compared_with_its_own_villages(analyst: Page, served: Served, lists: dict[str, List]) -> None:
    again = lists[FIRST[2]]
    with again.path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    choose(analyst, served, write(again.path.with_name("bdt-lagi.csv"), [header, *again.rows[1:]]))
    in_main(analyst, "Dikenali sebagai BDT 2015")
    assert "yang dulu ada sekarang tidak ada" not in analyst.locator("main").inner_text()


def test_rows_set_aside_are_downloaded_by_social_affairs_alone_and_written_down(
    analyst: Page, served: Served, lists: dict[str, List], complaints: list[str], tmp_path: Path
) -> None:
    jepon = lists["JEPON"]
    analyst.goto(f"{served.address}/sumber/")
    counts = f"{len(jepon.rows)} baris masuk = {len(jepon.rows) - jepon.aside} dipakai + {jepon.aside} disisihkan."
    source = analyst.get_by_role("row").filter(has=analyst.get_by_role("cell", name=str(len(jepon.rows)), exact=True))
    source.get_by_role("link").first.click()
    in_main(analyst, counts)
    # Whoever brings files in does not for that read the numbers and the health of the people in them.
    expect(analyst.get_by_role("link", name="Unduh baris yang disisihkan (Excel)")).to_have_count(0)
    in_main(analyst, "hanya dapat diunduh Dinas Sosial")
    address = analyst.url
    added = command("user", "dinsos", "--role", "social_affairs", "--json", home=served.home)
    served.passwords["dinsos"] = json.loads(added.stdout)["password"]
    sign_in(analyst, served, "dinsos")
    sign_pact(served.home, "dinsos")
    analyst.goto(address)
    in_main(analyst, "pengunduhan ini dicatat atas nama Anda")
    reach(analyst, "Unduh baris yang disisihkan (Excel)", "link")
    analyst.keyboard.press("Enter")
    analyst.get_by_label("Tujuan").select_option("correction")
    with analyst.expect_download() as download:
        reach(analyst, "Unduh Excel")
        analyst.keyboard.press("Enter")
    download.value.save_as(tmp_path / "rows.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "rows.xlsx"))
    header, *rows = book.get_sheet_by_name("Data").to_python(skip_empty_area=False)
    assert header[:2] == ["Baris", "Alasan"]
    assert len(rows) == jepon.aside
    for number, reason, *texts in rows:
        assert [str(text) for text in texts] == jepon.rows[int(number) - 2]
        assert "desa" in reason.lower()
    with database(served) as opened:
        noted = opened.execute(
            "SELECT actor, subject FROM accounts_auditevent WHERE action = 'intake.read_set_aside'"
        ).fetchall()
    assert noted == [("dinsos", f"source:{address.rstrip('/').rsplit('/', 1)[-1]}")]
    # A reader sees why rows were set aside, but not the rows.
    added = command("user", "bupati", "--role", "regent", "--json", home=served.home)
    served.passwords["bupati"] = json.loads(added.stdout)["password"]
    sign_in(analyst, served, "bupati")
    analyst.goto(address)
    in_main(analyst, counts)
    expect(analyst.get_by_role("link", name="Unduh baris yang disisihkan (Excel)")).to_have_count(0)
    answer = analyst.goto(f"{address}disisihkan/")
    assert answer is not None
    assert answer.status == 403
    with database(served) as opened:
        again = opened.execute("SELECT COUNT(*) FROM accounts_auditevent WHERE action = 'intake.read_set_aside'")
        assert again.fetchone() == (1,)
    only_refusals(complaints, 403)


def match_by_hand(page: Page) -> None:
    """Say for each field which column it is; a wrong guess is taken back."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Cocokkan kolom")
    for select in page.locator("select[id^=kolom_]").all():
        select.select_option(MATCHES.get((select.get_attribute("id") or "").removeprefix("kolom_"), ""))


@pytest.mark.one_screen
def test_unknown_headers_are_matched_once_and_known_the_next_time(
    analyst: Page, served: Served, complaints: list[str], tmp_path: Path
) -> None:
    choose(analyst, served, own_list(tmp_path / "pendataan.csv", {"TODANAN": 30, "CANDI": 12}))
    assert "tidak dikenali" in alert(analyst)
    reach(analyst, "Cocokkan kolomnya sendiri", "link")
    analyst.keyboard.press("Enter")
    # A column that is needed and not chosen is asked for; what was chosen stays.
    match_by_hand(analyst)
    analyst.locator("#kolom_full_name").select_option("")
    reach(analyst, "Simpan pencocokan dan periksa")
    analyst.keyboard.press("Enter")
    assert alert(analyst).startswith("Kolom “Nama” belum dipilih.")
    expect(analyst.locator("#kolom_nik")).to_have_value("identitas")
    analyst.locator("#kolom_full_name").select_option("warga")
    reach(analyst, "Simpan pencocokan dan periksa")
    analyst.keyboard.press("Enter")
    in_main(analyst, "Dikenali sebagai Daftar lain")
    in_main(analyst, "42 baris masuk = 42 dipakai + 0 disisihkan.")
    confirm(analyst, "Masukkan berkas ini", typed_as_of=LATER, publisher="Pendataan dua desa 2025")
    wait_until_done(analyst)
    analyst.get_by_role("link", name="Lihat sumber ini").click()
    in_main(analyst, "42 baris masuk = 42 dipakai + 0 disisihkan.")
    in_main(analyst, "6 Juni 2025")
    # The next one needs nobody.
    only_refusals(complaints, 422)
    choose(analyst, served, own_list(tmp_path / "pendataan-kedua.csv", {"TODANAN": 18, "GUNUNGAN": 10}, extra="HP"))
    in_main(analyst, "Dikenali sebagai Daftar lain")
    in_main(analyst, "28 baris masuk = 28 dipakai + 0 disisihkan.")


@pytest.mark.one_screen
def test_the_page_says_what_differs_from_the_last_file_of_the_kind(
    analyst: Page, served: Served, tmp_path: Path
) -> None:
    analyst.goto(f"{served.address}/sumber/")
    reach(analyst, "pendataan-kedua.csv", "link")
    analyst.keyboard.press("Enter")
    expect(analyst.get_by_role("heading", name="Berbeda dari berkas terakhir sejenis")).to_be_visible()
    for sentence in (
        "Baris yang dipakai: 28, sebelumnya 42.",
        "Kolom yang dulu ada dan sekarang tidak: NO.",
        "Kolom baru: HP.",
        "1 desa/kelurahan yang dulu ada sekarang tidak ada: Candi.",
        "1 desa/kelurahan baru ada di berkas ini: Gunungan.",
        "1 desa/kelurahan berubah lebih dari seperlima: Todanan.",
    ):
        in_main(analyst, sentence)
    # An equal file differs in nothing, and the page says that it is there already.
    choose(analyst, served, own_list(tmp_path / "pendataan-sama.csv", {"TODANAN": 30, "CANDI": 12}))
    expect(analyst.get_by_role("heading", name="Berbeda dari berkas terakhir sejenis")).to_have_count(0)
    in_main(analyst, "sebagai keadaan per 6 Juni 2025.")


def test_every_page_of_intake_fits_its_screen_and_axe_finds_no_grave_fault(
    analyst: Page, served: Served, width: int, lists: dict[str, List], wrong: dict[str, Path], complaints: list[str]
) -> None:

    def is_sound() -> None:
        no_overflow(analyst, width)
        no_grave_fault(analyst)

    analyst.goto(f"{served.address}/sumber/unggah/")
    is_sound()
    choose(analyst, served, lists["JAPAH"].path, wrong["a web page"])
    is_sound()
    batch = analyst.url
    analyst.get_by_role("link", name="laporan.xls").click()
    expect(analyst.get_by_role("alert")).to_be_visible()
    is_sound()
    analyst.goto(batch)
    analyst.get_by_role("link", name=lists["JAPAH"].path.name).click()
    in_main(analyst, "Dikenali sebagai BDT 2015")
    is_sound()
    analyst.get_by_text("Jenisnya keliru?").click()
    analyst.get_by_role("link", name="Cocokkan kolomnya sendiri").click()
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Cocokkan kolom")
    is_sound()
    analyst.goto(f"{served.address}/kebutuhan/")
    is_sound()
    analyst.goto(f"{served.address}/sumber/")
    is_sound()
    only_refusals(complaints, 422)


@pytest.mark.one_screen
def test_files_are_brought_matched_and_taken_in_without_javascript(
    browser: Browser, served: Served, width: int, wrong: dict[str, Path], tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 860}, locale="id-ID")
    page = context.new_page()
    page.goto(f"{served.address}/masuk/")
    page.locator("#id_username").fill("analis")
    page.locator("#id_password").fill(served.passwords["analis"])
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("#code")).to_be_visible()
    show_second_factor(page, served, "analis")

    def bring(*paths: Path) -> None:
        page.goto(f"{served.address}/sumber/unggah/")
        page.locator("input[type=file]").set_input_files(list(paths))
        page.get_by_role("button", name="Unggah dan periksa").click()

    headers = ("URUT", *(f"{header} 2" for header in HEADERS[1:]))
    bring(own_list(tmp_path / "tanpa-js.csv", {"LEDOK": 9}, headers=headers))
    page.get_by_role("link", name="Cocokkan kolomnya sendiri").click()
    page.get_by_role("button", name="Tampilkan kolomnya").click()
    for name, plain in MATCHES.items():
        page.locator(f"#kolom_{name}").select_option(f"{plain}2")
    for name in ("village_code", "address"):
        page.locator(f"#kolom_{name}").select_option("")
    page.get_by_role("button", name="Simpan pencocokan dan periksa").click()
    in_main(page, "9 baris masuk = 9 dipakai + 0 disisihkan.")
    page.locator("#id_as_of").fill("2025-06-06")
    page.locator("#id_publisher").fill("Pendataan Ledok 2025")
    page.get_by_role("button", name="Masukkan berkas ini").click()
    # The page asks again by itself.
    wait_until_done(page)
    bring(own_list(tmp_path / "tanpa-js-dua.csv", {"CANDI": 8}, headers=headers), wrong["a web page"])
    in_main(page, "1 dari 2 berkas dapat dipakai: 8 baris masuk = 8 dipakai + 0 disisihkan.")
    context.close()


def main_of(page: Page, served: Served) -> str:
    """The figures of the page of needs; the hour of its printing stands below."""
    return page.request.get(f"{served.address}/kebutuhan/").text().split("<main")[1].split("</main>")[0]


@pytest.mark.one_screen
def test_a_long_look_and_import_say_truly_how_far_they_are_and_stop_when_asked(
    analyst: Page, served: Served, width: int, long_lists: list[Path]
) -> None:
    choose(analyst, served, *long_lists)
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Memeriksa berkas", timeout=PAGE_COMES_WITHIN)
    shown = follow(analyst, served, lambda row: row[0] == "done")
    assert shown
    assert {step for step, _, _ in shown} == {"intake.look"}
    assert never_falls(done for _, done, _ in shown)
    assert never_falls(bar for _, _, bar in shown)
    analyst.get_by_role("link", name="Lihat hasil pemeriksaan").click()
    in_main(analyst, "3 dari 3 berkas dapat dipakai")
    edition, before = published(served), main_of(analyst, served)
    confirm(analyst, "Masukkan 3 berkas", typed_as_of=EARLIER, publisher=PUBLISHER)
    shown = follow(analyst, served, lambda row: row[1:3] == ("intake.read", 1))
    no_overflow(analyst, width)
    no_grave_fault(analyst)
    analyst.get_by_role("button", name="Batalkan pekerjaan").press("Enter")
    expect(analyst.get_by_text("Dibatalkan.", exact=True)).to_be_visible()
    in_main(analyst, "Peta dan tabel yang terbit tidak berubah.")
    assert job_row(served, analyst)[0] == "cancelled"
    assert never_falls(done for _, done, _ in shown)
    assert published(served) == edition
    # The published figures are as before, and the files still wait.
    assert main_of(analyst, served) == before
    analyst.goto(f"{served.address}/sumber/")
    in_main(analyst, f"3 berkas, di antaranya {min(path.name for path in long_lists)}")
