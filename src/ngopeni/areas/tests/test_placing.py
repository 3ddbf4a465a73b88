from __future__ import annotations

import pytest

from ngopeni.areas.area import Areas, District, Province, Regency, Village
from ngopeni.areas.placing import Place, Placer, plain_code, regency_problem
from ngopeni.areas.register import load_areas, load_bps_crosswalk

BLORA = load_areas("33.16")
BPS = {village: code for code, village in load_bps_crosswalk().items()}


def place(code=None, village=None, district=None) -> Place:
    text = (code, village, district)
    return Placer(BLORA).place_all([text])[text]


@pytest.mark.parametrize(
    "code", ["33.16.01.2001", "3316012001", " 33 16 01 2001", "'3316012001", "33-16-01-2001", "3316012001.0"]
)
def test_a_code_is_read_however_it_is_written(code):
    assert place(code) == Place("33.16.01.2001")


def test_a_code_of_bps_is_read_when_the_file_speaks_bps():
    texts = [(BPS[village.village_code], village.village_name, None) for village in BLORA.villages]
    placed = Placer(BLORA).place_all(texts)
    assert [placed[text] for text in texts] == [Place(village.village_code) for village in BLORA.villages]


def test_one_code_of_the_other_list_does_not_change_how_a_file_is_read():
    texts = [(village.village_code, None, None) for village in BLORA.villages[:3]] + [("3316010001", None, None)]
    placed = Placer(BLORA).place_all(texts)
    assert placed[texts[-1]] == Place(None, "unknown_code")
    assert placed[texts[0]].village_code == "33.16.01.2001"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("33.15.01.2001", "outside"),
        ("33.15", "outside"),
        ("33.16", "unknown_code"),
        ("33.16.01", "unknown_code"),
        ("33.16.01.2999", "unknown_code"),
        ("33", "unknown_code"),
        ("7", "unknown_code"),
        ("Jumlah", "no_place"),
        ("-", "no_place"),
        (None, "no_place"),
    ],
)
def test_a_code_that_is_no_village_says_why(code, problem):
    assert place(code) == Place(None, problem)


@pytest.mark.parametrize("code", [None, "", "-", "tidak ada"])
def test_without_a_code_the_name_in_its_district_places_the_row(code):
    assert place(code, "DESA BANGKLEYAN", "Kec. Jati") == Place("33.16.01.2001")
    assert place(code, "bangkleyan", None) == Place(None, "no_place")
    assert place(code, None, "Jati") == Place(None, "no_place")
    assert place(code, "Bangkleyan", "Randublatung") == Place(None, "unknown_name")


def test_every_village_of_the_regency_is_found_by_name_or_its_name_is_shared():
    districts = {district.district_code: district.district_name for district in BLORA.districts}
    texts = [(None, village.village_name, districts[village.district_code]) for village in BLORA.villages]
    placed = Placer(BLORA).place_all(texts)
    found = [placed[text].village_code for text in texts]
    assert [code for code in found if code] == [
        village.village_code for village, code in zip(BLORA.villages, found, strict=True) if code
    ]
    assert found.count(None) <= 2


def test_a_name_that_two_villages_of_a_district_share_decides_nothing():
    villages = [Village(f"33.16.01.{number}", "Sama", "desa", "33.16.01", None, None) for number in (2001, 2002, 2003)]
    areas = Areas(Province("33", ""), BLORA.regency, [District("33.16.01", "Jati", "33.16")], villages)
    assert Placer(areas).place_all([(None, "Sama", "Jati")]) == {(None, "Sama", "Jati"): Place(None, "unknown_name")}


def test_a_good_code_beside_another_name_is_used_and_told():
    assert place("33.16.01.2001", "Gempol", "Jati") == Place("33.16.01.2001", "other_name")
    assert place("33.16.01.2001", "Desa Bang-Kleyan", "Kunduran") == Place("33.16.01.2001")


@pytest.mark.parametrize(
    ("code", "name", "problem"),
    [
        (None, None, None),
        ("33.16", None, None),
        ("3316", "Kabupaten Rembang", None),
        ("33.17", "Blora", "outside"),
        (None, "Blora", None),
        (None, "KAB. BLORA", None),
        (None, "Kota Blora", "outside"),
        (None, "Kabupaten Rembang", "outside"),
        (None, "Jawa Tengah", "outside"),
    ],
)
def test_a_row_about_a_regency_is_known_by_code_or_else_by_name(code, name, problem):
    assert regency_problem(code, name, BLORA.regency) == problem


def test_regencies_whose_names_say_more_know_themselves():
    for code in ("31.74", "33.72", "63.02"):
        regency = load_areas(code).regency
        assert regency_problem(None, regency.title, regency) is None
        assert regency_problem(None, regency.regency_name, regency) is None
    assert regency_problem(None, "Kota Bandung", Regency("32.04", "Bandung", "kabupaten", "32")) == "outside"


def test_a_text_with_letters_is_no_code():
    assert plain_code("3.31601E+09") == ""
    assert plain_code("33.16.01.2001") == "3316012001"
    assert plain_code("33.0") == "330"
