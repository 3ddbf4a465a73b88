"""The fields that place a row in a village, the same in every layout about villages."""

from __future__ import annotations

from ngopeni.intake.layout import Field, Kind
from ngopeni.kernel.contract import Column, Privacy


def _area(name: str, description: str, *headers: str) -> Field:
    return Field(Column(name, "VARCHAR", Privacy.PUBLIC, description, optional=True), Kind.AREA, headers)


REGENCY_NAME = _area(
    "regency_name",
    "Nama kabupaten/kota.",
    "kabupaten/kota",
    "kabupaten",
    "kab/kota",
    "kota/kabupaten",
    "nama kabupaten",
    "nama kab",
    "nama kabupaten/kota",
    "kab",
)

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
    REGENCY_NAME,
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

# In lists of people "nama" is the person, and "kode" may be anything.
PERSON_PLACE_FIELDS = (
    _area(
        "village_code",
        "Kode desa/kelurahan, Kemendagri atau BPS.",
        "kode desa kelurahan",
        "kode desa/kel",
        "kode wilayah",
        "kode kemendagri",
        "kode kemdagri",
        "kode desa kemendagri",
        "kdgabungan4",
        "id desa",
        "id des kel",
        "id desa kelurahan",
        "kode bps",
        "kode desa",
        "village code",
    ),
    _area(
        "village_name",
        "Nama desa/kelurahan.",
        "desa/kelurahan",
        "desakeluarahan",  # as one export really spells it
        "desa/kel",
        "nama desa/kelurahan",
        "nama desa/kel",
        "nama desa",
        "nama kelurahan",
        "kelurahan/desa",
        "kel/desa",
        "desa",
        "kelurahan",
        "nmdesa",
    ),
    _area("district_name", "Nama kecamatan.", "kecamatan", "nama kecamatan", "kec", "nama kec", "nmkec", "district"),
    REGENCY_NAME,
)
CODE_PART_FIELDS = (
    _area("province_part", "Kode provinsi.", "kode prov", "kode provinsi", "kdprop", "kd prov", "kdprov"),
    _area("regency_part", "Kode kabupaten/kota.", "kode kab", "kode kab/kota", "kode kabupaten", "kdkab", "kd kab"),
    _area("district_part", "Kode kecamatan.", "kode kec", "kode kecamatan", "kdkec", "kd kec"),
    _area("village_part", "Kode desa/kelurahan di kecamatannya.", "kode desa", "kode desa/kel", "kddesa", "kd desa"),
)
CODE_PARTS = tuple(each.name for each in CODE_PART_FIELDS)
