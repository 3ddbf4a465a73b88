"""P3KE: a row for each person, with decile and eight needs answered yes or no."""

from __future__ import annotations

from ngopeni.intake.area_fields import PERSON_PLACE_FIELDS
from ngopeni.intake.layout import Layout
from ngopeni.intake.registry import CHECKS, COLUMNS, KEY, ROW, TABLE_NAME, answers, flags, identifies, numbers, tells

LAYOUT = Layout(
    code="p3ke",
    title="P3KE (desil dan delapan kebutuhan Ya/Tidak)",
    description="Daftar pensasaran percepatan penghapusan kemiskinan ekstrem. Judul kolom boleh bertingkat.",
    table_name=TABLE_NAME,
    row=ROW,
    key=KEY,
    publisher="Kemenko PMK, data P3KE",
    fields=(
        *PERSON_PLACE_FIELDS,
        numbers("household_id", "id keluarga p3ke", "id keluarga", "idkeluarga", is_needed=True),
        numbers("record_id", "id individu", "idindividu"),
        identifies("no_kk", "nomor kk", "no kk", "nokk"),
        identifies("nik", "nik", "nomor nik"),
        tells("full_name", "nama", "nama individu", "nama lengkap", "nama kepala keluarga", is_needed=True),
        tells("birth_date", "tanggal lahir", "tgl lahir"),
        answers("sex", "words", "jenis kelamin", "jk"),
        tells("age", "umur", "usia"),
        answers(
            "relation", "words", "hubungan dengan kk", "hubungan dengan kepala keluarga", "hubungan", "hub dengan kk"
        ),
        answers("marital_status", "words", "status kawin", "status perkawinan"),
        tells("decile", "desil kesejahteraan", "desil", is_needed=True),
        tells("percentile", "persentil"),
        tells("address", "alamat"),
        tells("rt", "rt"),
        tells("rw", "rw"),
        flags("house", "rumah layak huni", "layak huni", "rlh", when="no"),
        flags("water", "air bersih", "akses air bersih", when="no"),
        flags("toilet", "jamban", "memiliki jamban", when="no"),
        flags("electricity", "listrik sendiri", "listrik", when="no"),
        flags("work", "bekerja", when="no"),
        flags("out_of_school", "anak tidak sekolah", "ats", when="yes"),
        flags("stunting_risk", "berisiko stunting", "beresiko stunting", "resiko stunting", when="yes"),
        flags("disability", "disabilitas", "penyandang disabilitas", when="yes"),
    ),
    checks=CHECKS,
    is_delivery=True,
    marks=("p3ke", "pensasaran"),
    instrument="p3ke",
    columns=COLUMNS,
)
