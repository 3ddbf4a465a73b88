"""The table that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.areas.tables import REGENCY_CODE
from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.partners.kind import Kind

PUBLIC = Privacy.PUBLIC
INSTITUTION = Table(
    "institution",
    ("institution_code",),
    "Satu lembaga yang mendampingi desa, atau pernah mendampingi.",
    (
        Column("institution_code", "VARCHAR", PUBLIC, "Kode lembaga."),
        REGENCY_CODE,
        Column("institution_name", "VARCHAR", PUBLIC, "Nama resmi."),
        Column("short_name", "VARCHAR", PUBLIC, "Nama singkat.", optional=True),
        Column("kind", "VARCHAR", PUBLIC, "Jenis lembaga.", values=tuple(Kind)),
        Column("subject", "VARCHAR", PUBLIC, "Urusan perangkat daerah.", optional=True),
        Column("parent_code", "VARCHAR", PUBLIC, "Kode lembaga induknya.", optional=True),
        Column("district_code", "VARCHAR", PUBLIC, "Kode kecamatan Kemendagri tempatnya berkantor.", optional=True),
        Column("latitude", "DOUBLE", PUBLIC, "Lintang, derajat.", optional=True, minimum=-90, maximum=90),
        Column("longitude", "DOUBLE", PUBLIC, "Bujur, derajat.", optional=True, minimum=-180, maximum=180),
        Column("is_active", "BOOLEAN", PUBLIC, "Masih mendampingi."),
        Column("is_simulated", "BOOLEAN", PUBLIC, "Rekaan untuk peragaan."),
    ),
)
TABLES = (INSTITUTION,)
