"""The canonical tables: registries, persons, households, families, and what households need."""

from __future__ import annotations

from ngopeni.intake.need_rules import STATUSES
from ngopeni.intake.registry import HOUSEHOLD_COLUMNS, NEEDS, PERSON_COLUMNS
from ngopeni.kernel.contract import Column, Privacy, Table

PUBLIC, PERSONAL, SPECIFIC = Privacy.PUBLIC, Privacy.PERSONAL, Privacy.SPECIFIC
PROFILE = Column("profile", "VARCHAR", PUBLIC, "Jenis daftar.")
PLACE = (
    Column("regency_code", "VARCHAR", PUBLIC, "Kode kabupaten/kota Kemendagri."),
    Column("village_code", "VARCHAR", PUBLIC, "Kode desa/kelurahan Kemendagri."),
)
ORIGIN = (
    Column("measured_on", "DATE", PUBLIC, "Tanggal keadaan daftarnya."),
    Column("source_id", "VARCHAR", PUBLIC, "Sumber baris ini, lihat tabel source."),
    Column("row_number", "INTEGER", PUBLIC, "Nomor baris di berkas asal."),
)
RECORD_KEY = Column(
    "record_key", "VARCHAR", PERSONAL, "Penanda baris: nomor dari daftarnya sendiri, kalau tidak ada sumber dan baris."
)
HOUSEHOLD_KEY = Column("household_key", "VARCHAR", PERSONAL, "Penanda rumah tangga.")
FAMILY_KEY = Column("family_key", "VARCHAR", PERSONAL, "Penanda keluarga.")
MEMBER_COUNT = Column(
    "member_count",
    "INTEGER",
    PUBLIC,
    "Anggota yang tercatat; tidak termasuk yang meninggal, pindah, atau tidak ditemukan.",
    minimum=0,
)

REGISTRY = Table(
    "registry",
    ("profile",),
    "Satu daftar kesejahteraan yang dipakai pada tanggal ini.",
    (
        PROFILE,
        PLACE[0],
        Column("instrument", "VARCHAR", PUBLIC, "Instrumen pendataan yang menentukan arti kodenya."),
        Column("instrument_version", "VARCHAR", PUBLIC, "Tanggal berlaku daftar kode yang dipakai membacanya."),
        Column("measured_on", "DATE", PUBLIC, "Tanggal keadaan daftar."),
        Column("source_count", "INTEGER", PUBLIC, "Banyak berkasnya."),
        Column("row_count", "INTEGER", PUBLIC, "Baris yang dipakai."),
        Column("village_count", "INTEGER", PUBLIC, "Desa/kelurahan yang punya baris."),
        Column("is_in_force", "BOOLEAN", PUBLIC, "Apakah angka per desa dihitung dari daftar ini."),
    ),
)
PERSON = Table(
    "person",
    ("record_key",),
    "Satu baris daftar: satu orang menurut daftarnya.",
    (
        RECORD_KEY,
        HOUSEHOLD_KEY,
        FAMILY_KEY,
        PROFILE,
        *PLACE,
        *ORIGIN,
        Column("no_kk", "VARCHAR", PERSONAL, "Nomor kartu keluarga.", optional=True),
        *PERSON_COLUMNS,
        Column("is_member", "BOOLEAN", PUBLIC, "Apakah masih anggota menurut daftarnya sendiri."),
        Column("is_head", "BOOLEAN", PERSONAL, "Apakah kepala rumah tangga; tanpa kepala, baris pertamanya."),
    ),
)
HOUSEHOLD = Table(
    "household",
    ("household_key",),
    "Satu rumah tangga dengan jawaban pada baris pertamanya.",
    (HOUSEHOLD_KEY, PROFILE, *PLACE, *ORIGIN, MEMBER_COUNT, *HOUSEHOLD_COLUMNS),
)
FAMILY = Table(
    "family",
    ("family_key",),
    "Satu keluarga.",
    (FAMILY_KEY, HOUSEHOLD_KEY, PROFILE, *PLACE, ORIGIN[0], MEMBER_COUNT),
)
HOUSEHOLD_NEED = Table(
    "household_need",
    ("household_key", "need_code"),
    "Satu rumah tangga dan satu kebutuhan, menurut daftar yang berlaku.",
    (
        HOUSEHOLD_KEY,
        Column("need_code", "VARCHAR", PUBLIC, "Kebutuhan.", values=NEEDS),
        PLACE[1],
        Column("status", "VARCHAR", SPECIFIC, "Butuh, tidak, belum diketahui, atau tidak berlaku.", values=STATUSES),
    ),
)
TABLES = (REGISTRY, PERSON, HOUSEHOLD, FAMILY, HOUSEHOLD_NEED)
