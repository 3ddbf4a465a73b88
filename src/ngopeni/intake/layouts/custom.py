"""Any other list of registry members: a person says on a page which column is which."""

from __future__ import annotations

from ngopeni.intake.area_fields import PERSON_PLACE_FIELDS
from ngopeni.intake.layout import Layout
from ngopeni.intake.registry import CHECKS, COLUMNS, KEY, ROW, TABLE_NAME, answers, flags, identifies, numbers, tells

# Asked in words; a code would need an instrument that says what it means.
ANSWERS = {
    "floor": "lantai",
    "wall": "dinding",
    "roof": "atap",
    "drinking_water": "sumber air minum",
    "lighting": "sumber penerangan",
    "toilet_facility": "fasilitas bab",
    "waste_disposal": "tempat buang tinja",
    "school_participation": "partisipasi sekolah",
    "works": "pekerjaan saat ini",
    "disability": "jenis disabilitas",
    "member_status": "keberadaan",
}

LAYOUT = Layout(
    code="custom",
    title="Daftar lain (kolomnya Anda cocokkan sendiri)",
    description="Daftar warga dengan susunan kolom sendiri, misalnya pendataan desa. Pencocokannya disimpan.",
    table_name=TABLE_NAME,
    row=ROW,
    key=KEY,
    fields=(
        *PERSON_PLACE_FIELDS,
        tells("full_name", "nama", "nama lengkap", is_needed=True),
        identifies("nik", "nik", "nomor nik", "no nik"),
        identifies("no_kk", "no kk", "nomor kk"),
        numbers("record_id", "id", "id individu"),
        numbers("household_id", "id rumah tangga", "id keluarga"),
        answers("sex", "words", "jenis kelamin", "jk"),
        tells("birth_date", "tanggal lahir", "tgl lahir"),
        tells("age", "umur", "usia"),
        tells("mother_name", "nama ibu kandung"),
        answers("relation", "words", "hubungan keluarga", "hubungan"),
        tells("decile", "desil"),
        *(answers(name, "words", header) for name, header in ANSWERS.items()),
        tells("address", "alamat"),
        tells("hamlet", "dusun"),
        tells("rt", "rt"),
        tells("rw", "rw"),
        flags("house", "rumah layak huni", when="no"),
        flags("water", "air bersih", when="no"),
        flags("toilet", "jamban", when="no"),
        flags("electricity", "listrik sendiri", when="no"),
        flags("work", "bekerja", when="no"),
        flags("out_of_school", "anak tidak sekolah", when="yes"),
        flags("stunting_risk", "berisiko stunting", when="yes"),
        flags("disability", "disabilitas", when="yes"),
    ),
    checks=CHECKS,
    is_delivery=True,
    instrument="words",
    columns=COLUMNS,
    is_manual=True,
)
