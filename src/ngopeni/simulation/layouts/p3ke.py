"""P3KE: families of the survey of families with eight needs in yes and no; titles above the header.

Source
------
Handbook 1.5.
"""

from __future__ import annotations

from ngopeni.simulation.layouts.bdt2015 import address, has
from ngopeni.simulation.table_files import Shape, date, digits, person_name

DELIMITER = ","


def titles(regency_title: str, date_text: str) -> list[str]:
    """The lines above the header."""
    return [
        "DATA PENSASARAN PERCEPATAN PENGHAPUSAN KEMISKINAN EKSTREM (P3KE) - DATA SIMULASI",
        regency_title.upper(),
        f"Keadaan {date_text}",
        "",
    ]


def shape() -> Shape:
    """Headers and expressions over ``p3ke`` joined with ``village``."""
    lost = has("unknown_village")
    return [
        ("ID Keluarga P3KE", "concat('P', regency_digits, lpad((house_no * 10 + family_no)::VARCHAR, 10, '0'))"),
        ("Kecamatan", "district_name"),
        ("Kelurahan", f"CASE WHEN {lost} THEN getvariable('unknown_village') ELSE village_name END"),
        ("Kode Kemdagri", f"CASE WHEN {lost} THEN concat(district_code, '.2999') ELSE village_code END"),
        ("Desil Kesejahteraan", "(listed_percentile + 9) // 10"),
        ("Persentil", "listed_percentile"),
        ("Alamat", address()),
        ("RT", "rt"),
        ("RW", "rw"),
        ("ID Individu", "concat('I', regency_digits, lpad(number::VARCHAR, 11, '0'))"),
        ("Nama", person_name()),
        ("NIK", digits("nik")),
        ("Nomor KK", digits("kk")),
        ("Tanggal Lahir", date("birth", "%d-%m-%Y")),
        ("Jenis Kelamin", "CASE sex WHEN 1 THEN 'Laki-laki' ELSE 'Perempuan' END"),
        ("Hubungan dengan KK", _relation()),
        ("Umur", "age"),
        ("Rumah Layak Huni", _no_need("need_house")),
        ("Air Bersih", _no_need("need_water")),
        ("Jamban", _no_need("need_toilet")),
        ("Listrik Sendiri", _no_need("need_electricity")),
        ("Bekerja", _yes("works")),
        ("Anak Tidak Sekolah", _yes("out_of_school")),
        ("Berisiko Stunting", _yes("stunting_risk")),
        ("Disabilitas", _yes("disability > 0")),
    ]


def _yes(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 'Ya' ELSE 'Tidak' END"


def _no_need(column: str) -> str:
    return f"CASE WHEN {column} THEN 'Tidak' ELSE 'Ya' END"


def _relation() -> str:
    words = ("Kepala Keluarga", "Istri/Suami", "Anak", "Menantu", "Cucu", "Orang Tua/Mertua", "Pembantu", "Lainnya")
    return " ".join(["CASE family_role", *(f"WHEN {n} THEN '{w}'" for n, w in enumerate(words, start=1)), "END"])
