"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Level

PUBLIC, INTERNAL, PERSONAL = Privacy.PUBLIC, Privacy.INTERNAL, Privacy.PERSONAL
RULE_CODE = Column("rule_code", "VARCHAR", PUBLIC, "Kode aturan; kalimatnya ada di daftar pesan.")
SUBJECT_KEY = Column(
    "subject_key",
    "VARCHAR",
    PERSONAL,
    "Yang melanggar: record_key, household_key, sumber dan baris, jenis daftar dan desa, atau jenis daftar.",
)
FINGERPRINT = Column(
    "fingerprint", "VARCHAR", PERSONAL, "Sidik jari isi yang dibaca aturannya; berubah bila isinya berubah."
)
SOURCE_ID = Column("source_id", "VARCHAR", PUBLIC, "Sumber, lihat tabel source.")

FINDING = Table(
    "finding",
    ("rule_code", "subject_key"),
    "Satu aturan mutu data yang dilanggar oleh satu orang, rumah tangga, baris, desa, atau daftar.",
    (
        RULE_CODE,
        Column("severity", "VARCHAR", PUBLIC, "Seberapa berat.", values=tuple(Severity)),
        Column("level", "VARCHAR", PUBLIC, "Tentang apa aturannya.", values=tuple(Level)),
        SUBJECT_KEY,
        Column("village_code", "VARCHAR", PUBLIC, "Kode desa/kelurahan Kemendagri.", optional=True),
        Column("profile", "VARCHAR", PUBLIC, "Jenis daftar."),
        SOURCE_ID,
        Column("row_number", "INTEGER", PUBLIC, "Nomor baris di berkas asal.", optional=True),
        Column("column_name", "VARCHAR", PUBLIC, "Kolom yang ditunjuk."),
        Column("other_key", "VARCHAR", PERSONAL, "Penanda pasangannya, bila ada.", optional=True),
        FINGERPRINT,
    ),
)
FINDING_BASE = Table(
    "finding_base",
    ("rule_code", "village_code", "source_id"),
    "Satu aturan di satu desa dan sumber: berapa yang dapat diperiksa dan berapa yang melanggar.",
    (
        RULE_CODE,
        Column("village_code", "VARCHAR", PUBLIC, "Kode desa/kelurahan; kosong bila barisnya tak berdesa."),
        SOURCE_ID,
        Column("judged_count", "INTEGER", INTERNAL, "Yang dapat diperiksa.", minimum=1),
        Column("finding_count", "INTEGER", INTERNAL, "Yang melanggar.", minimum=0),
    ),
)
WAIVER = Table(
    "waiver",
    ("rule_code", "subject_key"),
    "Satu temuan yang sudah diperiksa orang dan dinyatakan benar apa adanya.",
    (
        RULE_CODE,
        SUBJECT_KEY,
        FINGERPRINT,
        Column("regency_code", "VARCHAR", PUBLIC, "Kode kabupaten/kota Kemendagri."),
        Column("reason", "VARCHAR", PERSONAL, "Alasannya."),
        Column("expires_on", "DATE", INTERNAL, "Berlaku sampai tanggal ini.", optional=True),
        Column("decided_by", "VARCHAR", INTERNAL, "Siapa yang memutuskan."),
        Column("decided_on", "DATE", INTERNAL, "Kapan diputuskan."),
    ),
)
TABLES = (FINDING, FINDING_BASE, WAIVER)
