"""Files that cannot be used: each is refused with a sentence, and nothing but the upload itself is kept."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ngopeni.areas.register import load_areas
from ngopeni.intake.models import Upload
from ngopeni.intake.tests.files import IDM_HEADER, Cells, idm_rows, lock, tree, write_csv, write_xlsx
from ngopeni.jobs.models import Job
from ngopeni.kernel.edition import current_edition
from ngopeni.tests.browser.served import command
from ngopeni.tests.said import run_here

KUDUS = load_areas("33.19")
DESA = [village for village in KUDUS.villages if village.village_type == "desa"]


def idm(header: Cells = IDM_HEADER) -> list[Cells]:
    """Five rows of Kudus under a header of one's own."""
    return [
        header,
        *[[each.village_code, "", each.village_name, 2024, 0.6, 0.6, 0.6, 0.6, "MAJU"] for each in DESA[:5]],
    ]


def bomb(path: Path) -> Path:
    """A workbook of some kilobytes that unpacks to hundreds of megabytes."""
    write_xlsx(path, idm())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as entry:
        for _ in range(200):
            entry.write(bytes(2**20))
    return path


def pdf(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")
    return path


def blank(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def broken(path: Path) -> Path:
    write_xlsx(path, idm())
    path.write_bytes(path.read_bytes()[:-400])
    return path


@dataclass(frozen=True)
class Refused:
    """A file, what it is said to be, the code of its refusal and what its sentence names."""

    name: str
    make: Callable[[Path], Path]
    code: str
    words: tuple[str, ...]
    profile: str = ""


PEOPLE = [["kode desa", "tahun", "jumlah penduduk"], *[[each.village_code, 2024, 1000] for each in DESA[:5]]]
CASES = [
    Refused("penduduk.csv", lambda path: write_csv(path, PEOPLE), "INTAKE-007", ("Jumlah penduduk",), "idm"),
    Refused(
        "idm.xlsx",
        lambda path: write_xlsx(
            path, idm(("kode", "kecamatan", "desa", "tahun", "indeks idm", "iks", "ike", "ikl", "status"))
        ),
        "INTAKE-008",
        ("Kolom “IDM”", "“indeks idm”", "baris 1"),
        "idm",
    ),
    Refused("aneh.csv", lambda path: write_csv(path, [["satu", "dua"], ["x", "y"]]), "INTAKE-009", ("tidak dikenali",)),
    Refused("terkunci.xlsx", lambda path: lock(write_xlsx(path, idm())), "INTAKE-003", ("kata sandi",)),
    Refused("kosong.xlsx", lambda path: write_xlsx(path, []), "INTAKE-001", ("kosong",)),
    Refused("kosong.csv", blank, "INTAKE-001", ("kosong",)),
    Refused("judul.csv", lambda path: write_csv(path, [IDM_HEADER]), "INTAKE-013", ("baris 1",)),
    Refused("bom.xlsx", bomb, "INTAKE-004", ("mengembang menjadi 200 MB",)),
    Refused(
        "blora.csv", lambda path: write_csv(path, idm_rows(5)), "INTAKE-011", ("Kabupaten Blora", "Kabupaten Kudus")
    ),
    Refused("laporan.xlsx", pdf, "INTAKE-002", ("bukan tabel",)),
    Refused("rusak.xlsx", broken, "INTAKE-005", ("rusak",)),
]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def kept(home: Path) -> dict[str, bytes | None]:
    """Everything in the workspace but uploads that wait."""
    return {
        name: content
        for name, content in tree(home).items()
        if not name.startswith(("incoming", "audit", "keys", "ngopeni.sqlite3"))
    }


@each_case
def test_a_page_refuses_it_with_a_sentence(published, client_as, tmp_path, case):
    edition, before = current_edition(published), kept(published.home)
    path = case.make(tmp_path / case.name)
    client = client_as("analis")
    answer = client.post(reverse("bring"), {"documents": SimpleUploadedFile(case.name, path.read_bytes())})
    upload = Upload.objects.get()
    assert answer.url == reverse("upload", args=[upload.pk])
    asked = {"jenis": case.profile} if case.profile else {}
    page = client.get(answer.url, asked)
    assert page.status_code == 422
    text = page.content.decode()
    for words in (*case.words, case.name, case.code, "Tidak ada data yang berubah."):
        assert words in text
    confirmed = {"as_of": "2024-12-31", "publisher": "Rekaan", "profile": case.profile or "idm"}
    assert client.post(answer.url, confirmed).status_code == 422
    assert not Job.objects.exists()
    client.cookies["django_language"] = "en"
    assert client.get(answer.url, asked).status_code == 422
    assert (current_edition(published), kept(published.home)) == (edition, before)
    client.post(reverse("discard_upload", args=[upload.pk]))
    assert not Upload.objects.exists()


@each_case
def test_a_command_refuses_it_with_a_sentence(published, tmp_path, case):
    edition, before = current_edition(published), kept(published.home)
    path = case.make(tmp_path / case.name)
    more = ["--profile", case.profile] if case.profile else []
    said = run_here(
        "import", str(path), "--as-of", "2024-12-31", "--source", "Rekaan", *more, "--json", home=published.home
    )
    assert said.code == 2
    assert said.json["error"] == case.code
    assert said.err.splitlines()[-1] == f"{said.json['sentence']} [{case.code}]"
    assert path.name in said.json["sentence"]
    for words in case.words:
        assert words in said.json["sentence"]
    assert (current_edition(published), kept(published.home)) == (edition, before)


def test_the_real_program_refuses_and_its_published_tables_stay(tmp_path):
    home = tmp_path / "home"
    command("init", "33.19", home=home)
    before = kept(home)
    path = pdf(tmp_path / "laporan.xlsx")
    done = command("import", str(path), "--as-of", "2024-12-31", "--json", home=home, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"] == "INTAKE-002"
    assert "Traceback" not in done.stderr
    assert "laporan.xlsx bukan tabel" in done.stderr
    assert kept(home) == before
