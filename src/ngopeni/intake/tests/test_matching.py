"""Which column of a file is offered for which field, and what of its cells is shown."""

from __future__ import annotations

import pytest

from ngopeni.intake.layout import plain_header
from ngopeni.intake.layouts import layouts
from ngopeni.intake.matching import Choice, guess, with_places
from ngopeni.intake.tests.files import BLORA

CUSTOM = layouts()["custom"]


def columns(*headers: str) -> list[Choice]:
    return [Choice(header, plain_header(header)) for header in headers]


def guessed(*headers: str) -> dict[str, str]:
    """Field name to header, as a person would read it."""
    titles = {plain_header(header): header for header in headers}
    return {name: titles[plain] for name, plain in guess(CUSTOM, columns(*headers)).items()}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nama Warga", "full_name"),
        ("Alamat Rumah", "address"),
        ("Tgl Lahir", "birth_date"),
        ("TGL_LAHIR_WARGA", "birth_date"),
        ("Nama Ibu", "mother_name"),
        ("Nama Dusun", "hamlet"),
        ("Jenis Kelamin (L/P)", "sex"),
        ("Nomor Induk Kependudukan", "nik"),
        ("Sumber Air", "drinking_water"),
        ("Kecamatan Domisili", "district_name"),
    ],
)
def test_a_header_is_guessed_by_the_words_it_holds(header, field):
    assert guessed(header) == {field: header}


@pytest.mark.parametrize("header", ["Kode Kecamatan", "Luas Lantai (m2)", "Jenis", "No", "Keterangan", "No HP"])
def test_a_code_a_size_and_a_lone_common_word_are_not_guessed(header):
    assert guessed(header) == {}


def test_the_more_specific_field_takes_the_column():
    found = guessed("Nama Warga", "Nama Ibu", "Nama Dusun", "Nama Desa")
    assert found == {
        "full_name": "Nama Warga",
        "mother_name": "Nama Ibu",
        "hamlet": "Nama Dusun",
        "village_name": "Nama Desa",
    }


def test_no_column_is_guessed_for_two_fields():
    found = guessed("RT/RW", "Nama", "Nama Lengkap Warga", "Alamat Desa", "Desa")
    assert len(set(found.values())) == len(found)


def test_what_a_header_says_outright_comes_before_words_in_common():
    assert guessed("Nama Warga", "Nama")["full_name"] == "Nama"


def test_a_column_taken_for_a_place_shows_places_of_the_regency_and_nothing_else():
    village = BLORA.villages[0].village_name
    offered = [
        Choice("Desa", "desa", (village, f"Desa {village}", "Siti Aminah")),
        Choice("Nama", "nama", (village, "Siti Aminah")),
    ]
    place, person = with_places(offered, CUSTOM, guess(CUSTOM, offered), BLORA)
    assert place.examples == f"{village}, Desa {village}, S••• A•••"
    assert village not in person.examples
