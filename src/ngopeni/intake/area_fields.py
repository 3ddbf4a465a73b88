"""The fields that place a row in a village, the same in every layout about villages."""

from __future__ import annotations

from ngopeni.intake.layout import Field, Kind
from ngopeni.kernel.contract import Column, Privacy


def _area(name: str, description: str, *headers: str) -> Field:
    return Field(Column(name, "VARCHAR", Privacy.PUBLIC, description, optional=True), Kind.AREA, headers)


VILLAGE_FIELDS = (
    _area(
        "village_code",
        "Kode desa/kelurahan, Kemendagri atau BPS.",
        "kode",
        "kode desa",
        "kode desa kelurahan",
        "kode wilayah",
        "kode kemendagri",
        "kode kemdagri",
        "kd desa",
        "kode bps",
        "village code",
        "kode desa/kel",
        "id desa",
    ),
    _area(
        "village_name",
        "Nama desa/kelurahan.",
        "desa",
        "nama desa",
        "desa kelurahan",
        "desa/kelurahan",
        "nama desa/kelurahan",
        "kelurahan",
        "nama kelurahan",
        "desa/kel",
        "nama desa/kel",
        "village",
        "nama",
    ),
    _area(
        "district_name",
        "Nama kecamatan.",
        "kecamatan",
        "nama kecamatan",
        "kec",
        "nama kec",
        "district",
    ),
)

REGENCY_FIELDS = (
    _area(
        "regency_code",
        "Kode kabupaten/kota.",
        "kode",
        "kode kab",
        "kode kabupaten",
        "kode kab/kota",
        "kode kabupaten/kota",
        "kode bps",
        "kode wilayah",
    ),
    _area(
        "regency_name",
        "Nama kabupaten/kota.",
        "kabupaten",
        "kabupaten/kota",
        "kab/kota",
        "nama kabupaten",
        "nama kabupaten/kota",
        "nama kab/kota",
        "wilayah",
        "nama wilayah",
    ),
)
