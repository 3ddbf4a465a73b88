from __future__ import annotations

from collections import Counter

import duckdb
import pytest
from lokal import wilayah

from ngopeni.areas.area import Village
from ngopeni.areas.register import (
    DATA,
    VILLAGE_COLUMNS,
    all_regencies,
    find_regency,
    load_areas,
    load_bps_crosswalk,
)
from ngopeni.kernel.error import UserError


def test_blora_has_sixteen_districts_and_295_villages():
    areas = load_areas("33.16")
    assert areas.province.province_name == "Jawa Tengah"
    assert areas.regency.title == "Kabupaten Blora"
    assert len(areas.districts) == 16
    assert Counter(village.village_type for village in areas.villages) == {"desa": 271, "kelurahan": 24}


def test_every_district_of_a_regency_has_villages():
    areas = load_areas("95.01")
    assert {village.district_code for village in areas.villages} == {
        district.district_code for district in areas.districts
    }


def test_an_independent_reader_knows_every_shipped_village_and_there_is_no_other():
    oracle = wilayah._desa()
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {VILLAGE_COLUMNS} FROM '{DATA}/villages.parquet'").fetchall()
    shipped = {row[0]: Village(*row) for row in rows}
    assert len(all_regencies()) == 514
    assert len(shipped) == 83_762
    assert shipped.keys() == oracle.keys()
    letters = {code: "".join(village.village_name.split()).lower() for code, village in shipped.items()}
    assert letters == {code: "".join(name.split()).lower() for code, name in oracle.items()}
    assert sum(village.latitude is None for village in shipped.values()) == 384
    assert all(-11.5 < each.latitude < 6.5 for each in shipped.values() if each.latitude is not None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("33.16", "33.16"),
        ("3316", "33.16"),
        ("Blora", "33.16"),
        ("KAB. BLORA", "33.16"),
        ("Kota Surakarta", "33.72"),
        ("kabupaten bandung", "32.04"),
        ("Kotabaru", "63.02"),
        ("Kota Baru", "63.02"),
        ("Palangka Raya", "62.71"),
        ("Kep. Seribu", "31.01"),
        ("Kota Adm. Jakarta Selatan", "31.74"),
    ],
)
def test_it_finds_a_regency_as_people_write_it(text, code):
    assert find_regency(text).regency_code == code


def test_every_regency_is_found_by_its_title():
    assert all(find_regency(regency.title) == regency for regency in all_regencies())


def test_a_name_that_two_areas_share_is_refused_with_both():
    with pytest.raises(UserError) as refused:
        find_regency("Bandung")
    assert refused.value.code == "AREAS-002"
    assert "Kabupaten Bandung (32.04) dan Kota Bandung (32.73)" in refused.value.sentence()


def test_a_misspelled_name_is_refused_with_the_nearest():
    with pytest.raises(UserError) as refused:
        find_regency("Bloraa")
    assert refused.value.code == "AREAS-001"
    assert "Kabupaten Blora (33.16)" in refused.value.sentence("en")


@pytest.mark.parametrize("text", ["", "   ", "zzz", "99.99", "٣٣١٦x"])
def test_nonsense_is_refused_without_a_guess(text):
    with pytest.raises(UserError) as refused:
        find_regency(text)
    assert refused.value.code == "AREAS-003"
    assert refused.value.sentence()


def test_the_crosswalk_names_every_village_of_blora_once():
    villages = {village.village_code for village in load_areas("33.16").villages}
    crosswalk = load_bps_crosswalk()
    assert set(crosswalk.values()) == villages
    assert all(len(code) == 10 for code in crosswalk)
