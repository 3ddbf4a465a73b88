"""Institutions as a file: out and in again is no change; a bad file says where; nothing happens unseen."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from ngopeni.areas.register import load_areas
from ngopeni.conftest import REGENCY
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workbook import workbook
from ngopeni.partners import actions
from ngopeni.partners.fields import fields, label_of
from ngopeni.partners.institution_file import InstitutionFile, read_institutions
from ngopeni.partners.models import Capacity, Institution, InstitutionChange

pytestmark = pytest.mark.django_db
DISTRICTS = {each.district_code for each in load_areas(REGENCY).districts}


@pytest.fixture
def read(tmp_path):
    """Reads rows of text as if they had come as an Excel file."""

    def run(*rows: dict, keys: str = "") -> InstitutionFile:
        listed = keys.split() or list(dict.fromkeys(key for row in rows for key in row))
        path = tmp_path / "lembaga.xlsx"
        path.write_bytes(workbook("x", [(key, label_of(key)) for key in listed], rows, []))
        return read_institutions(path, path.name, DISTRICTS)

    return run


def take(read: InstitutionFile, people) -> None:
    seal = actions.plan_import(read).seal
    actions.import_institutions(
        read=read, file_name="lembaga.xlsx", seal=seal, regency_code=REGENCY, by=people["analis"]
    )


@pytest.fixture
def full(add, social, people) -> Institution:
    """An institution with something in every field."""
    school = add("MKKS SMK", "smk", contact_name="Sutinah", contact_phone="0812 3456 789", contact_email="m@contoh.id")
    values = {"address": "Jalan Pemuda 1\nlantai 2", "latitude": -6.80412, "longitude": 110.83701}
    change = {"regency_code": REGENCY, "by": people["analis"]}
    actions.change_institution(institution=social, values=values, **change)
    actions.set_capacity(
        institution=social,
        year=2024,
        values={"leads_max": 2, "joins_max": 0, "money_idr": 12_345_678_901, "expertise": "Verval\ndan RTLH"},
        **change,
    )
    add("SMK Satu", "smk", parent=school.code)
    return social


def test_what_was_downloaded_changes_nothing_when_it_is_brought_back(full, client_as, published):
    client = client_as("analis")
    content = client.get(reverse("download_institutions")).content
    before = list(InstitutionChange.objects.values())
    page = client.post(reverse("import_institutions"), {"document": file(content)}).content.decode()
    assert "0 baru, 0 berubah, 3 tetap, 0 tidak ada di berkas." in page
    assert "Simpan perubahan ini" not in page
    assert list(InstitutionChange.objects.values()) == before


def file(content: bytes, name: str = "lembaga.xlsx") -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = name
    return stream


def test_a_file_is_looked_at_first_and_then_does_what_it_said(full, client_as, published, read, people):
    client = client_as("analis")
    rows = [
        {"name": "Dinas Sosial", "kind": "Perangkat daerah", "leads_max": 3, "year": 2024},
        {"name": "Dinas Kesehatan", "kind": "agency", "leads_max": None, "year": None},
    ]
    content = workbook("x", [(key, label_of(key)) for key in rows[0]], rows, [])
    before = Institution.objects.count()
    page = client.post(reverse("import_institutions"), {"document": file(content)}).content.decode()
    assert "1 baru, 1 berubah, 0 tetap, 2 tidak ada di berkas." in page
    assert "Desa yang sanggup dipimpin: 2 → 3" in page
    assert Institution.objects.count() == before
    told = hidden(page)
    answer = client.post(reverse("import_institutions"), {**told, "aksi": "simpan"}, follow=True)
    assert "1 lembaga baru dan 1 lembaga yang berubah tersimpan." in answer.content.decode()
    assert Capacity.objects.get(institution=full, year=2024).leads_max == 3
    assert Institution.objects.get(name="Dinas Kesehatan").code == "dinas-kesehatan"
    # Who is absent from the file goes on, and what the file has no column for stays.
    assert Institution.objects.filter(is_active=True).count() == before + 1
    assert Capacity.objects.get(institution=full, year=2024).money_idr == 12_345_678_901
    change = InstitutionChange.objects.get(field="leads_max:2024", new="3")
    assert (change.source, change.by) == ("lembaga.xlsx", "analis")
    assert not list(published.incoming.iterdir())
    again = client.post(reverse("import_institutions"), {**told, "aksi": "simpan"})
    assert again.status_code == 422
    assert "Pratinjau ini sudah tidak ada" in again.content.decode()


def hidden(page: str) -> dict[str, str]:
    """What the form of the preview sends back."""
    return {name: page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0] for name in ("file_key", "seal")}


def test_what_somebody_else_changed_meanwhile_is_shown_before_anything_is_kept(full, client_as, published, people):
    client = client_as("analis")
    rows = [{"name": "Dinas Sosial", "kind": "agency", "address": "Jalan Baru"}]
    content = workbook("x", [(key, label_of(key)) for key in rows[0]], rows, [])
    told = hidden(client.post(reverse("import_institutions"), {"document": file(content)}).content.decode())
    change = {"regency_code": REGENCY, "by": people["ketua"]}
    actions.change_institution(institution=full, values={"address": "Jalan Lain"}, **change)
    answer = client.post(reverse("import_institutions"), {**told, "aksi": "simpan"})
    assert answer.status_code == 422
    assert "Alamat: Jalan Lain → Jalan Baru" in answer.content.decode()
    full.refresh_from_db()
    assert full.address == "Jalan Lain"


@pytest.mark.parametrize("name", ["Dinas Baru", "Dinas Lain"], ids=["the_new_one", "one_that_is_absent"])
def test_what_was_added_meanwhile_makes_it_another_plan(social, read, people, name):
    told = read({"name": "Dinas Sosial", "kind": "agency"}, {"name": "Dinas Baru", "kind": "agency"})
    seal = actions.plan_import(told).seal
    assert actions.plan_import(told).seal == seal
    change = {"regency_code": REGENCY, "by": people["ketua"]}
    actions.add_institution(values={"name": name, "kind": "agency"}, **change)
    with pytest.raises(UserError, match="PARTNERS-025"):
        actions.import_institutions(read=told, file_name="x", seal=seal, regency_code=REGENCY, by=people["analis"])
    assert Institution.objects.count() == 2


def test_needs_are_written_by_name_and_levels_that_stand_in_no_column_stay(social, read, people):
    row = {"code": "dinas-sosial", "name": "Dinas Sosial", "kind": "agency", "main": "jamban; Disabilitas"}
    take(read(row), people)
    told = {each.need_code: each.level for each in social.mandates.all()}
    assert told == {
        "disability": "main",
        "toilet": "main",
        "work": "supporting",
        "out_of_school": "supporting",
        "house": "supporting",
    }
    assert social.mandates.get(need_code="disability").programme_code == "1.06.04.2.01.0003"
    take(read({**row, "main": "Jamban"}), people)
    assert not social.mandates.filter(need_code="disability").exists()


def test_a_new_agency_keeps_what_is_usual_where_the_file_says_nothing(read, people):
    row = {"name": "Dinas Kesehatan", "kind": "agency", "subject": "Kesehatan", "main": None, "supporting": None}
    take(read(row, keys="name kind subject main supporting"), people)
    made = Institution.objects.get()
    assert made.mandates.get(need_code="stunting_risk").level == "main"


def test_units_may_stand_above_what_they_belong_to(read, people):
    take(
        read(
            {"code": "bagian-kesra", "name": "Bagian Kesra", "kind": "agency", "parent": "setda"},
            {"code": "setda", "name": "Setda", "kind": "agency", "parent": None},
        ),
        people,
    )
    assert Institution.objects.get(code="bagian-kesra").parent.code == "setda"


def test_a_csv_is_read_too(tmp_path):
    path = tmp_path / "lembaga.csv"
    path.write_text("Catatan kantor\nNama lembaga;Jenis lembaga;Dana setahun (Rp)\nPT Satu;Dunia usaha;Rp 1.500.000\n")
    found = read_institutions(path, path.name, DISTRICTS)
    assert found.problems == []
    assert [row.values for row in found.rows] == [{"name": "PT Satu", "kind": "company", "money_idr": 1_500_000}]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {"kind": "Bank"},
            "Lembar “Data”, baris 2, kolom “Jenis lembaga”: Isinya tidak dikenal. Yang dapat",
        ),
        ({"leads_max": "dua"}, "kolom “Desa yang sanggup dipimpin”: Isinya tidak dapat dibaca."),
        ({"leads_max": -2}, "kolom “Desa yang sanggup dipimpin”: Angka pada isian"),
        ({"joined_on": "2024-13-01"}, "kolom “Bergabung sejak”: Isinya tidak dapat dibaca."),
        ({"main": "Jamban; Kolam renang"}, "kolom “Mandat utama”: Isinya tidak dikenal."),
        ({"main": "Jamban", "supporting": "Jamban"}, "kolom “Mandat pendukung”: Pada isian"),
        ({"district_code": "33.16.01"}, "kolom “Kode kecamatan”: Kode kecamatan “33.16.01” tidak ada"),
        ({"contact_name": "NIK 3319011203800001"}, "kolom “Narahubung”: Isian “Narahubung” memuat angka"),
        ({"parent": "entah"}, "kolom “Kode lembaga induk”: Lembaga induk “entah”"),
        ({"name": None}, "kolom “Nama lembaga”: Isian “Nama lembaga” kosong."),
        ({"code": "lain", "name": "Dinas Sosial"}, "kolom “Nama lembaga”: Sudah ada lembaga bernama"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_named_by_sheet_row_and_column(social, read, people, row, sentence):
    keys = list(dict.fromkeys(["name", "kind", *row]))
    found = read({"name": "PT Satu", "kind": "Perangkat daerah", **row}, keys=" ".join(keys))
    plan = actions.plan_import(found)
    said = [each.sentence("id") for each in plan.problems]
    assert any(sentence in each for each in said), said
    before = list(Institution.objects.values())
    with pytest.raises(UserError, match=r"^PARTNERS-024:"):
        take(found, people)
    assert list(Institution.objects.values()) == before


def test_two_rows_of_one_institution_and_a_retired_one_are_refused(social, read, people):
    actions.retire(institution=social, reason="Dilebur ke dinas lain.", by=people["analis"])
    found = read(*({"name": name, "kind": "agency"} for name in ("Dinas Sosial", "PT A", "pt a")))
    said = [each.sentence("id") for each in actions.plan_import(found).problems]
    assert [each.split(":")[0] for each in said] == [
        "Lembar “Data”, baris 4, kolom “Nama lembaga”",
        "Lembar “Data”, baris 2, kolom “Nama lembaga”",
    ]
    assert "sama dengan baris 3" in said[0]


@pytest.mark.parametrize(
    ("headers", "rows", "code"),
    [
        (["Nama", "Alamat"], [["A", "B"]], "PARTNERS-020"),
        (["Nama lembaga", "Jenis lembaga", "nama lembaga"], [["A", "SMK", "B"]], "PARTNERS-021"),
        (["Nama lembaga", "Jenis lembaga"], [], "PARTNERS-022"),
        (["Nama lembaga", "Jenis lembaga"], [[f"PT {n}", "SMK"] for n in range(5001)], "PARTNERS-023"),
    ],
)
def test_a_file_that_is_no_list_of_institutions_is_refused_whole(tmp_path, headers, rows, code):
    path = tmp_path / "x.csv"
    path.write_text("\n".join(";".join(row) for row in [headers, *rows]) + "\n")
    with pytest.raises(UserError, match=f"^{code}:"):
        read_institutions(path, path.name, DISTRICTS)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 rusak", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_table_is_refused_in_words(client_as, published, content):
    answer = client_as("analis").post(reverse("import_institutions"), {"document": file(content)})
    assert answer.status_code == 422
    assert "lembaga.xlsx" in answer.content.decode()


def test_every_field_has_a_header_of_its_own():
    headers = [label.casefold() for each in fields().values() for label in set(each.label.values())]
    assert len(headers) == len(set(headers))
