"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.kernel.contract import Column, Privacy, Table

REGENCY_CODE = Column("regency_code", "VARCHAR", Privacy.PUBLIC, "Kode kabupaten/kota Kemendagri.")
VILLAGE_CODE = Column("village_code", "VARCHAR", Privacy.PUBLIC, "Kode desa/kelurahan Kemendagri.")

VILLAGE = Table(
    "village",
    ("village_code",),
    "Satu desa atau kelurahan.",
    (
        VILLAGE_CODE,
        REGENCY_CODE,
        Column("regency_name", "VARCHAR", Privacy.PUBLIC, "Nama kabupaten/kota."),
        Column("district_code", "VARCHAR", Privacy.PUBLIC, "Kode kecamatan Kemendagri."),
        Column("district_name", "VARCHAR", Privacy.PUBLIC, "Nama kecamatan."),
        Column("village_name", "VARCHAR", Privacy.PUBLIC, "Nama desa/kelurahan."),
        Column("village_type", "VARCHAR", Privacy.PUBLIC, "Desa atau kelurahan.", values=("desa", "kelurahan")),
        Column("bps_code", "VARCHAR", Privacy.PUBLIC, "Kode BPS, bila diketahui.", optional=True),
        Column("latitude", "DOUBLE", Privacy.PUBLIC, "Lintang titik tengah, derajat.", True, (), -90, 90),
        Column("longitude", "DOUBLE", Privacy.PUBLIC, "Bujur titik tengah, derajat.", True, (), -180, 180),
    ),
)

SHAPE = Table(
    "shape",
    ("area_code",),
    "Satu bentuk di peta: desa/kelurahan atau kecamatan.",
    (
        Column("area_code", "VARCHAR", Privacy.PUBLIC, "Kode desa/kelurahan atau kecamatan."),
        REGENCY_CODE,
        Column("level", "VARCHAR", Privacy.PUBLIC, "Tingkat wilayah.", values=("district", "village")),
        Column("path", "VARCHAR", Privacy.PUBLIC, "Garis batas sebagai path SVG, lebar peta 1000."),
        Column("label_x", "DOUBLE", Privacy.PUBLIC, "Letak nama, satuan peta."),
        Column("label_y", "DOUBLE", Privacy.PUBLIC, "Letak nama, satuan peta."),
        Column("is_indicative", "BOOLEAN", Privacy.PUBLIC, "Apakah batas ini hanya perkiraan dari titik tengah."),
        Column("source_id", "VARCHAR", Privacy.PUBLIC, "Sumber batas, bila ada.", optional=True),
    ),
)

MAP_FRAME = Table(
    "map_frame",
    ("regency_code",),
    "Bingkai peta kabupaten/kota.",
    (
        REGENCY_CODE,
        Column("width", "DOUBLE", Privacy.PUBLIC, "Lebar, satuan peta."),
        Column("height", "DOUBLE", Privacy.PUBLIC, "Tinggi, satuan peta."),
        Column("unit_km", "DOUBLE", Privacy.PUBLIC, "Kilometer per satuan peta."),
    ),
)

TABLES = (VILLAGE, SHAPE, MAP_FRAME)
