"""BDT/PBDT 2015 and exports of SIKS-NG: a row for each person, the household's answers repeated in it."""

from __future__ import annotations

from ngopeni.intake.area_fields import CODE_PART_FIELDS, CODE_PARTS, PERSON_PLACE_FIELDS
from ngopeni.intake.layout import Layout
from ngopeni.intake.registry import CHECKS, COLUMNS, KEY, ROW, TABLE_NAME, answers, identifies, numbers, tells

IDENTITY = (
    numbers("household_id", "id rumah tangga", "idbdt", "id rt", "id ruta", "no pbdt kemsos", is_needed=True),
    numbers("record_id", "idartbdt", "id art bdt", "id art"),
    tells("member_number", "no urut art", "nomor urut art", "no art", "no art pbdt kemsos", "nuart"),
    tells("family_number", "no urut keluarga", "nomor urut keluarga", "nuk"),
    identifies("no_kk", "no kk", "nomor kk", "nokk", "nomor kartu keluarga"),
)
PERSON = (
    identifies("nik", "nik", "nomor nik", "no nik", "no ktp"),
    tells("full_name", "nama art", "nama anggota", "nama anggota rumah tangga", "nama", is_needed=True),
    answers("sex", "bdt2015", "jenis kelamin", "jns kel", "jnskel", "jk"),
    tells("birth_date", "tanggal lahir", "tgl lahir", "tgllahir"),
    tells("birth_place", "tempat lahir", "tmp lahir", "tmplahir"),
    tells("age", "umur", "usia"),
    tells("mother_name", "nama gadis ibu kandung", "namagadis ibukandung", "nama ibu kandung"),
    answers("relation", "bdt2015", "hub krt", "hubkrt", "hubungan krt", "hubungan dengan krt"),
    answers(
        "family_relation",
        "bdt2015",
        "hub kepala keluarga",
        "hubungan kepala keluarga",
        "hubkel",
        "hub kel",
        item="relation",
    ),
    answers("marital_status", "bdt2015", "status kawin", "sta kawin", "status perkawinan"),
    answers("member_status", "bdt2015", "sta keberadaan art", "status keberadaan art", "keberadaan art"),
    answers("pregnancy", "bdt2015", "status kehamilan", "kehamilan", "sta hamil"),
    answers("disability", "bdt2015", "jenis cacat", "jenis disabilitas"),
    answers("chronic_illness", "bdt2015", "penyakit kronis", "penyakit kronis menahun"),
    answers("school_participation", "bdt2015", "partisipasi sekolah"),
    answers("education", "bdt2015", "pendidikan tertinggi", "jenjang pendidikan tertinggi"),
    answers("diploma", "bdt2015", "ijazah tertinggi", "ijazah"),
    answers("works", "bdt2015", "bekerja seminggu lalu", "sta bekerja", "bekerja"),
    answers("industry", "bdt2015", "lapangan usaha"),
    answers("job_status", "bdt2015", "status pekerjaan", "kedudukan pekerjaan"),
)
HOUSEHOLD = (
    tells("head_name", "nama krt", "nama kepala rumah tangga"),
    tells("address", "alamat", "alamat lengkap"),
    tells("hamlet", "nama sls", "sls", "dusun"),
    tells("told_member_count", "jumlah art", "jml art"),
    tells("percentile", "persentil", "percentile", "persentil rt"),
    answers("building_status", "bdt2015", "status bangunan", "sta bangunan"),
    answers("land_status", "bdt2015", "status lahan", "sta lahan"),
    tells("floor_area_m2", "luas lantai"),
    answers("floor", "bdt2015", "lantai terluas", "lantai", "jenis lantai terluas", is_needed=True),
    answers("wall", "bdt2015", "dinding terluas", "dinding", "jenis dinding terluas", is_needed=True),
    answers("wall_condition", "bdt2015", "kondisi dinding"),
    answers("roof", "bdt2015", "atap terluas", "atap", "jenis atap terluas", is_needed=True),
    answers("roof_condition", "bdt2015", "kondisi atap"),
    answers("drinking_water", "bdt2015", "sumber air minum", "sumber airminum", is_needed=True),
    answers("lighting", "bdt2015", "sumber penerangan"),
    answers("electric_power", "bdt2015", "daya terpasang", "daya", "daya listrik"),
    answers("cooking_fuel", "bdt2015", "bahan bakar memasak", "bb masak", "bahan bakar"),
    answers("toilet_facility", "bdt2015", "fasilitas bab", "fasbab", "fasilitas tempat bab", is_needed=True),
    answers("toilet_type", "bdt2015", "jenis kloset", "kloset"),
    answers("waste_disposal", "bdt2015", "tempat buang tinja", "buang tinja", "tempat pembuangan tinja"),
    answers("has_refrigerator", "bdt2015", "ada lemari es", "lemari es", item="asset"),
    answers("has_television", "bdt2015", "ada tv", "tv", item="asset"),
    answers("has_gold", "bdt2015", "ada emas", "emas", "emas/tabungan", item="asset"),
    answers("has_motorcycle", "bdt2015", "ada motor", "motor", "sepeda motor", item="asset"),
    answers("has_car", "bdt2015", "ada mobil", "mobil", item="asset"),
    answers("has_land", "bdt2015", "aset tak bergerak", "lahan", item="asset"),
    tells("cattle_count", "jumlah sapi", "jml sapi", "sapi"),
    tells("goat_count", "jumlah kambing", "jml kambing", "kambing", "kambing/domba"),
)

LAYOUT = Layout(
    code="bdt2015",
    title="BDT 2015 / ekspor SIKS-NG (satu baris satu orang, 101 kolom)",
    description="Daftar kesejahteraan lengkap dengan keterangan rumah, aset, sekolah, dan pekerjaan. Kode wilayah BPS.",
    table_name=TABLE_NAME,
    row=ROW,
    key=KEY,
    publisher="Dinas Sosial, basis data terpadu (BDT/SIKS-NG)",
    fields=(*CODE_PART_FIELDS, *PERSON_PLACE_FIELDS, *IDENTITY, *PERSON, *HOUSEHOLD),
    checks=CHECKS,
    is_delivery=True,
    marks=("bdt", "siks-ng"),
    code_parts=CODE_PARTS,
    instrument="bdt2015",
    columns=COLUMNS,
)
