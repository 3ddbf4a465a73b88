"""The short DTKS export of 2021-2024: people only, the village by its name.

Source
------
Handbook 1.3.
"""

from __future__ import annotations

from ngopeni.simulation.layouts.bdt2015 import address, has
from ngopeni.simulation.table_files import Shape, date, digits, item, person_name, three_words

DELIMITER = ";"
RELATIONS = ("KEPALA KELUARGA", "ISTRI", "ANAK", "MENANTU", "CUCU", "ORANG TUA/MERTUA", "PEMBANTU", "FAMILI LAIN")


def shape() -> Shape:
    """Headers and expressions over ``registry`` joined with ``village``."""
    lost = has("unknown_village")
    return [
        ("ID_DTKS", "concat(regency_digits, lpad(number::VARCHAR, 14, '0'))"),
        ("Provinsi", "province_name"),
        ("Kabupaten/Kota", "regency_name"),
        ("Kecamatan", "district_name"),
        ("Desa/Kelurahan", f"CASE WHEN {lost} THEN getvariable('unknown_village') ELSE village_name END"),
        ("Alamat", address()),
        ("Dusun", item("hamlets", "hamlet")),
        ("RT", "lpad(rt::VARCHAR, 3, '0')"),
        ("RW", "lpad(rw::VARCHAR, 3, '0')"),
        ("Nomor KK", digits("kk")),
        ("Nomor NIK", digits("nik")),
        ("Nama", person_name()),
        ("Tanggal Lahir", date("birth", "%d/%m/%Y")),
        ("Tempat Lahir", "birthplace"),
        ("Jenis Kelamin", sex()),
        ("Nama Ibu Kandung", three_words("mother")),
        ("Hubungan Keluarga", relation()),
    ]


def sex() -> str:
    """L or P as it is written."""
    return "CASE sex WHEN 1 THEN 'L' ELSE 'P' END"


def relation() -> str:
    """The relation to the head of the family in words."""
    return f"CASE WHEN family_role = 2 AND sex = 1 THEN 'SUAMI' ELSE {item('relations', 'family_role - 1')} END"
