"""DTSEN: families with their decile. No real file was seen: columns and codes are those of Regsosek 2022, its base."""

from __future__ import annotations

from ngopeni.intake.area_fields import PERSON_PLACE_FIELDS
from ngopeni.intake.layout import Layout
from ngopeni.intake.registry import CHECKS, COLUMNS, KEY, ROW, TABLE_NAME, answers, flags, identifies, numbers, tells

LAYOUT = Layout(
    code="dtsen",
    title="DTSEN (keluarga dan desil 1–10)",
    description="Data Tunggal Sosial dan Ekonomi Nasional. Susunan kolomnya dugaan kami, mengikuti Regsosek 2022.",
    table_name=TABLE_NAME,
    row=ROW,
    key=KEY,
    publisher="BPS dan Kementerian Sosial, DTSEN",
    fields=(
        *PERSON_PLACE_FIELDS,
        numbers("household_id", "id keluarga", "idkeluarga", "id kel", is_needed=True),
        numbers("record_id", "id individu", "id anggota"),
        identifies("no_kk", "no kk", "nomor kk", "nokk"),
        identifies("nik", "nik", "nomor nik"),
        tells("full_name", "nama", "nama anggota", "nama lengkap", is_needed=True),
        tells("birth_date", "tanggal lahir", "tgl lahir"),
        tells("birth_place", "tempat lahir"),
        answers("sex", "words", "jenis kelamin", "jk"),
        tells("age", "umur", "usia"),
        tells("mother_name", "nama ibu kandung"),
        answers("relation", "regsosek2022", "hubungan keluarga", "hubungan", "hubungan dengan kepala keluarga"),
        answers("member_status", "regsosek2022", "status keberadaan", "404", "404 keberadaan"),
        answers("school_participation", "regsosek2022", "partisipasi sekolah", "412", "412 partisipasi sekolah"),
        answers("works", "regsosek2022", "bekerja", "416a", "416a bekerja"),
        answers("disability", "regsosek2022", "disabilitas", "penyandang disabilitas"),
        flags("stunting_risk", "risiko stunting", "resiko stunting", "berisiko stunting", when="yes"),
        tells("decile", "desil", "desil nasional", "desil kesejahteraan", is_needed=True),
        tells("address", "alamat"),
        tells("hamlet", "dusun"),
        tells("rt", "rt"),
        tells("rw", "rw"),
        answers("building_status", "regsosek2022", "301a bangunan", "status bangunan"),
        answers("floor", "regsosek2022", "303 lantai", "303", "lantai", "jenis lantai"),
        answers("wall", "regsosek2022", "304 dinding", "304", "dinding", "jenis dinding"),
        answers("roof", "regsosek2022", "305 atap", "305", "atap", "jenis atap"),
        answers("drinking_water", "regsosek2022", "306a air minum", "306a", "sumber air minum"),
        answers("lighting", "regsosek2022", "307a penerangan", "307a", "sumber penerangan"),
        answers("electric_power", "regsosek2022", "307b daya", "307b", "daya listrik"),
        answers("cooking_fuel", "regsosek2022", "308 bahan bakar", "308", "bahan bakar memasak"),
        answers("toilet_facility", "regsosek2022", "309a fasilitas bab", "309a", "fasilitas bab"),
        answers("toilet_type", "regsosek2022", "309b kloset", "309b", "jenis kloset"),
        answers("waste_disposal", "regsosek2022", "310 buang tinja", "310", "tempat buang tinja"),
    ),
    checks=CHECKS,
    is_delivery=True,
    marks=("dtsen", "data tunggal"),
    instrument="regsosek2022",
    columns=COLUMNS,
    is_assumed=True,
)
