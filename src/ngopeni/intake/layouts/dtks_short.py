"""The short exports of DTKS, 2021 to 2024: a row for each person, no housing, no decile."""

from __future__ import annotations

from ngopeni.intake.area_fields import PERSON_PLACE_FIELDS
from ngopeni.intake.layout import Layout
from ngopeni.intake.registry import CHECKS, COLUMNS, KEY, ROW, TABLE_NAME, answers, identifies, numbers, tells

LAYOUT = Layout(
    code="dtks_short",
    title="DTKS ringkas (sekitar 17 kolom, tanpa keterangan rumah)",
    description="Daftar nama DTKS. Tidak memuat keadaan rumah dan desil, jadi kebutuhan belum diketahui.",
    table_name=TABLE_NAME,
    row=ROW,
    key=KEY,
    publisher="Kementerian Sosial, Data Terpadu Kesejahteraan Sosial (DTKS)",
    fields=(
        *PERSON_PLACE_FIELDS,
        numbers("record_id", "id dtks", "iddtks", "id art dtks", is_needed=True),
        identifies("no_kk", "nomor kk", "no kk", "nokk", "no. kartu keluarga", "nomor kartu keluarga"),
        identifies("nik", "nomor nik", "nik", "no nik"),
        tells("full_name", "nama", "nama lengkap", "nama penerima", is_needed=True),
        tells("birth_date", "tanggal lahir", "tgl lahir", "tgllahir"),
        tells("birth_place", "tempat lahir", "tmp lahir"),
        answers("sex", "words", "jenis kelamin", "jk", "l/p"),
        tells("mother_name", "nama ibu kandung", "ibu kandung", "nama ibu"),
        answers("relation", "words", "hubungan keluarga", "hub keluarga", "hubungan dalam keluarga", "shdk"),
        tells("address", "alamat"),
        tells("hamlet", "dusun", "dukuh", "lingkungan"),
        tells("rt", "rt", "rt/rw", "no rt"),
        tells("rw", "rw", "no rw"),
    ),
    checks=CHECKS,
    is_delivery=True,
    marks=("dtks",),
    instrument="dtks",
    columns=COLUMNS,
)
