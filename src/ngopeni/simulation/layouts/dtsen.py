"""DTSEN: families and people with their decile, the codes of Regsosek 2022. The layout is assumed: none is published.

Its NIK were matched with the civil register: a part of what is ruined elsewhere is right here, and half of the second
rows are gone.
"""

from __future__ import annotations

from ngopeni.simulation.layouts.bdt2015 import address, has
from ngopeni.simulation.layouts.dtks_short import sex
from ngopeni.simulation.table_files import Shape, date, digits, item, person_name, three_words

DELIMITER = ","
# Codes of 404: lives here, died, moved within the country, new member.
HERE, DEAD, MOVED, NEW = 1, 2, 3, 5


def shape() -> Shape:
    """Headers and expressions over ``dtsen`` joined with ``village``."""
    lost = has("unknown_village")
    return [
        ("id_keluarga", "concat(regency_digits, lpad((house_no * 10 + family_no)::VARCHAR, 12, '0'))"),
        ("kode_wilayah", f"CASE WHEN {lost} THEN concat(district_code, '.2999') ELSE village_code END"),
        ("provinsi", "province_name"),
        ("kabupaten", "regency_name"),
        ("kecamatan", "district_name"),
        ("desa_kelurahan", f"CASE WHEN {lost} THEN getvariable('unknown_village') ELSE village_name END"),
        ("alamat", address()),
        ("rt", "lpad(rt::VARCHAR, 3, '0')"),
        ("rw", "lpad(rw::VARCHAR, 3, '0')"),
        ("no_kk", digits("kk")),
        ("id_individu", "concat(regency_digits, lpad(number::VARCHAR, 14, '0'))"),
        ("nik", digits("nik")),
        ("nama", person_name()),
        ("tanggal_lahir", date("birth", "%Y-%m-%d")),
        ("tempat_lahir", "birthplace"),
        ("jenis_kelamin", sex()),
        ("nama_ibu_kandung", three_words("mother")),
        ("hubungan_keluarga", "family_role"),
        ("desil", "(listed_percentile + 9) // 10"),
        ("status_keberadaan", _status()),
        ("partisipasi_sekolah", "CASE WHEN true_age >= 5 THEN school + 1 END"),
        ("bekerja", "CASE WHEN true_age >= 5 THEN CASE WHEN works THEN '1' ELSE '2' END END"),
        ("disabilitas", "CASE WHEN disability > 0 THEN '1' ELSE '0' END"),
        ("risiko_stunting", "CASE WHEN lot < 20 THEN '8' WHEN stunting_risk THEN '1' ELSE '2' END"),
        *_house(),
    ]


def _status() -> str:
    """Whether each is there; only a part of the dead and of those who left is known."""
    return (
        f"CASE WHEN {has('dead_listed')} AND lot % 5 = 0 THEN '{DEAD}' "
        f"WHEN {has('moved_listed')} AND lot % 5 = 0 THEN '{MOVED}' "
        f"WHEN true_age < 2 THEN '{NEW}' ELSE '{HERE}' END"
    )


def _house() -> Shape:
    unknown, torn = has("household_unknown_code"), has("housing_contradiction")
    no_toilet, no_light = f"({torn} AND home_lot % 2 = 0)", f"({torn} AND home_lot % 2 = 1)"
    power = f"WHEN lighting = 0 THEN {item('power_bdt', 'power')} END"
    return [
        (
            "303_lantai",
            f"CASE WHEN {unknown} AND home_lot % 3 = 0 THEN '15' ELSE {item('floor_regsosek', 'floor')} END",
        ),
        ("304_dinding", f"CASE WHEN {unknown} AND home_lot % 3 = 1 THEN '0' ELSE {item('wall_regsosek', 'wall')} END"),
        ("305_atap", item("roof_regsosek", "roof")),
        (
            "306a_air_minum",
            f"CASE WHEN {unknown} AND home_lot % 3 = 2 THEN '99' ELSE {item('water_regsosek', 'water')} END",
        ),
        ("307a_penerangan", f"CASE WHEN {no_light} THEN '4' ELSE {item('lighting_regsosek', 'lighting')} END"),
        ("307b_daya", f"CASE WHEN {no_light} THEN '2' {power}"),
        ("308_bahan_bakar", item("fuel_regsosek", "fuel")),
        ("309a_fasilitas_bab", f"CASE WHEN {no_toilet} THEN '6' ELSE {item('toilet_regsosek', 'toilet')} END"),
        ("309b_kloset", _when_there(no_toilet, item("toilet_type_regsosek", "toilet_type"))),
        ("310_buang_tinja", _when_there(no_toilet, item("disposal_regsosek", "disposal"))),
    ]


def _when_there(no_toilet: str, code: str) -> str:
    """What is asked only where there is a toilet, and answered all the same where the form contradicts itself."""
    return f"CASE WHEN {no_toilet} THEN '1' WHEN toilet <> 3 THEN {code} END"
