"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.kernel.finding import finding_columns
from ngopeni.linkage.comparisons import COMPARISONS

PUBLIC, INTERNAL, PERSONAL = Privacy.PUBLIC, Privacy.INTERNAL, Privacy.PERSONAL
VILLAGE = "Kode desa/kelurahan Kemendagri."
RECORD_KEY = Column("record_key", "VARCHAR", PERSONAL, "Penanda baris, lihat tabel person.")
PERSON_KEY = Column("person_key", "VARCHAR", PERSONAL, "Penanda orang; tetap dari tanggal ke tanggal.")
VILLAGE_CODE = Column("village_code", "VARCHAR", PUBLIC, VILLAGE)
FINGERPRINT = "Sidik jari isi yang dibandingkan; berubah bila isinya berubah."
# How a row came to its person: said the same at the date before, by a pair of rows, or by nothing.
STANDINGS = ("settled", "linked", "alone")
DECISIONS = ("linked", "apart", "cut")
VERDICTS = ("same", "different")
MINISTRY = ("match", "name_differs", "not_found", "no_nik")
OURS = ("match", "uncertain", "none")


def _evidence() -> tuple[Column, ...]:
    """For each comparison its level and its weight."""
    found = []
    for each in COMPARISONS:
        codes = tuple(level.code for level in each.levels)
        found += [
            Column(f"level_{each.name}", "VARCHAR", PERSONAL, "Tingkat kecocokan.", optional=True, values=codes),
            Column(f"weight_{each.name}", "DOUBLE", PERSONAL, "Bobotnya, bit."),
        ]
    return tuple(found)


PERSON_LINK = Table(
    "person_link",
    ("record_key",),
    "Satu baris daftar yang berlaku dan orangnya.",
    (
        RECORD_KEY,
        PERSON_KEY,
        VILLAGE_CODE,
        Column("fingerprint", "VARCHAR", PERSONAL, FINGERPRINT),
        Column("standing", "VARCHAR", PERSONAL, "Dari mana orangnya diketahui.", values=STANDINGS),
    ),
)
MATCH_PAIR = Table(
    "match_pair",
    ("record_key_l", "record_key_r", "as_of_r"),
    "Dua baris yang mungkin satu orang, dengan bobot buktinya.",
    (
        Column("record_key_l", "VARCHAR", PERSONAL, "Baris pada tanggal ini."),
        Column("record_key_r", "VARCHAR", PERSONAL, "Baris kedua."),
        Column("is_former", "BOOLEAN", PUBLIC, "Apakah baris kedua dari tanggal sebelumnya."),
        Column("as_of_r", "DATE", PUBLIC, "Tanggal keadaan yang memuat baris kedua."),
        Column("village_code_l", "VARCHAR", PUBLIC, VILLAGE),
        Column("village_code_r", "VARCHAR", PUBLIC, VILLAGE),
        Column("fingerprint_l", "VARCHAR", PERSONAL, FINGERPRINT),
        Column("fingerprint_r", "VARCHAR", PERSONAL, FINGERPRINT),
        Column("match_weight", "DOUBLE", PERSONAL, "Bobot seluruhnya, bit."),
        Column("match_probability", "DOUBLE", PERSONAL, "Peluang satu orang, 0-1.", minimum=0),
        Column("prior_weight", "DOUBLE", PUBLIC, "Bobot awal sebelum ada bukti, bit."),
        *_evidence(),
        Column("decision", "VARCHAR", PERSONAL, "Disambung, tidak, atau diputus dari rantai.", values=DECISIONS),
        Column("verdict", "VARCHAR", PERSONAL, "Penilaian orang, bila ada.", optional=True, values=VERDICTS),
    ),
)
MATCH_JUDGEMENT = Table(
    "match_judgement",
    ("record_key_l", "fingerprint_l", "record_key_r", "fingerprint_r"),
    "Penilaian orang tentang dua baris, yang dipakai terbitan ini.",
    (
        Column("record_key_l", "VARCHAR", PERSONAL, "Baris pertama."),
        Column("fingerprint_l", "VARCHAR", PERSONAL, FINGERPRINT),
        Column("record_key_r", "VARCHAR", PERSONAL, "Baris kedua."),
        Column("fingerprint_r", "VARCHAR", PERSONAL, FINGERPRINT),
        Column("verdict", "VARCHAR", PERSONAL, "Satu orang atau dua.", values=VERDICTS),
        Column("decided_by", "VARCHAR", INTERNAL, "Siapa yang menilai."),
        Column("decided_on", "DATE", INTERNAL, "Kapan dinilai."),
    ),
)
VILLAGE_PERSON = Table(
    "village_person",
    ("village_code",),
    "Satu desa: baris daftar yang berlaku, dan orang di dalamnya.",
    (
        VILLAGE_CODE,
        Column("row_count", "INTEGER", INTERNAL, "Baris.", minimum=0),
        Column("person_count", "INTEGER", INTERNAL, "Orang yang berbeda.", minimum=0),
        Column("double_count", "INTEGER", INTERNAL, "Baris kedua orang yang sudah ada di desa ini.", minimum=0),
        Column("elsewhere_count", "INTEGER", INTERNAL, "Orang yang juga tercatat di desa lain.", minimum=0),
    ),
)
CIVIL_LINK = Table(
    "civil_link",
    ("record_key",),
    "Satu baris daftar yang berlaku dan entri Dukcapil yang cocok.",
    (
        RECORD_KEY,
        VILLAGE_CODE,
        Column("ministry_result", "VARCHAR", PERSONAL, "Padan menurut aturan kementerian.", values=MINISTRY),
        Column("our_result", "VARCHAR", PERSONAL, "Padan menurut semua bukti.", values=OURS),
        Column("is_same_nik", "BOOLEAN", PERSONAL, "Apakah NIK entrinya sama dengan NIK baris ini.", optional=True),
        Column("match_weight", "DOUBLE", PERSONAL, "Bobot buktinya, bit.", optional=True),
        Column("civil_source_id", "VARCHAR", PUBLIC, "Sumber entrinya, lihat tabel source.", optional=True),
        Column("civil_row_number", "INTEGER", PUBLIC, "Nomor baris di berkas Dukcapil.", optional=True),
    ),
)
LINK_FINDING = Table(
    "link_finding",
    ("rule_code", "record_key", "other_key"),
    "Satu hal yang diketahui dari penyambungan tentang satu baris.",
    (
        *finding_columns(PERSONAL),
        RECORD_KEY,
        Column("other_key", "VARCHAR", PERSONAL, "Baris lainnya; kosong bila tidak ada."),
        VILLAGE_CODE,
    ),
)
TABLES = (PERSON_LINK, MATCH_PAIR, MATCH_JUDGEMENT, VILLAGE_PERSON, CIVIL_LINK, LINK_FINDING)
