"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.intake import canonical_tables
from ngopeni.intake.layouts import layouts
from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.kernel.finding import finding_columns

SOURCE = Table(
    "source",
    ("source_id",),
    "Satu berkas yang diterima dan dipakai.",
    (
        Column("source_id", "VARCHAR", Privacy.PUBLIC, "Penanda sumber, dari isi berkas, jenis, dan tanggalnya."),
        Column("regency_code", "VARCHAR", Privacy.PUBLIC, "Kode kabupaten/kota Kemendagri."),
        Column("profile", "VARCHAR", Privacy.PUBLIC, "Jenis berkas."),
        Column("file_name", "VARCHAR", Privacy.INTERNAL, "Nama berkas saat diterima."),
        Column("sha256", "VARCHAR", Privacy.PUBLIC, "Sidik jari SHA-256 isi berkas."),
        Column("as_of", "DATE", Privacy.PUBLIC, "Tanggal keadaan data."),
        Column("publisher", "VARCHAR", Privacy.PUBLIC, "Lembaga dan judul terbitan."),
        Column("received_at", "TIMESTAMP", Privacy.INTERNAL, "Saat diterima (UTC)."),
        Column("received_by", "VARCHAR", Privacy.INTERNAL, "Siapa yang memasukkan."),
        Column("is_simulated", "BOOLEAN", Privacy.PUBLIC, "Apakah data ini simulasi."),
        Column("row_count", "INTEGER", Privacy.PUBLIC, "Baris isi di berkas."),
        Column("typed_count", "INTEGER", Privacy.PUBLIC, "Baris yang terbaca dan dipakai."),
        Column("set_aside_count", "INTEGER", Privacy.PUBLIC, "Baris yang disisihkan dengan alasan."),
    ),
)

IMPORT_FINDING = Table(
    "import_finding",
    ("source_id", "row_number", "position"),
    "Satu masalah pada satu sel atau baris berkas.",
    (
        Column("source_id", "VARCHAR", Privacy.PUBLIC, "Sumber, lihat tabel source."),
        Column("row_number", "INTEGER", Privacy.PUBLIC, "Nomor baris di berkas asal."),
        Column("position", "INTEGER", Privacy.PUBLIC, "Urutan masalah pada baris itu."),
        *finding_columns(raw_value=Privacy.INTERNAL),
        Column("is_set_aside", "BOOLEAN", Privacy.PUBLIC, "Apakah barisnya tidak dipakai."),
    ),
)

LAYOUT_TABLES = tuple(layout.table for layout in layouts().values() if not layout.is_registry)
TABLES = (SOURCE, IMPORT_FINDING, *LAYOUT_TABLES, *canonical_tables.TABLES)
