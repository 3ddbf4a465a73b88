"""What the match file of the civil registry says of the same NIK."""

from __future__ import annotations

import datetime as dt

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

MATCH = Source(Ground.PRACTICE, "Pemadanan Dukcapil: syarat penetapan penerima")
DEAD = Source(Ground.AUDIT, "BPK 2025: 1,69 juta orang meninggal masih aktif di daftar")
MOVED = Source(Ground.AUDIT, "BPKP 2023: 6.921 penerima pindah, meninggal, atau tidak ditemukan")
NAME_MATCH = Source(Ground.PRACTICE, "Pengecekan lapangan Kemensos: nama padan bila kemiripannya paling rendah 60%")
FOUND = "civil_nik IS NOT NULL"
# So that a match file is taken as made for the village, somebody in it must be found.
FOUND_NEIGHBOUR = {"household": 1, "relation": "head", "civil": {}}
RULES = (
    Rule(
        "QUALITY-175",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        "civil_status = 'dead'",
        DEAD,
        "QUALITY-618",
        bad=({"civil": {"civil_status": "dead", "status_on": dt.date(2019, 2, 3)}},),
        good=({"civil": {}}, {"civil": {"civil_status": "moved"}}),
        applies=FOUND,
        base="QUALITY-741",
    ),
    Rule(
        "QUALITY-176",
        Level.PERSON,
        Severity.WARNING,
        "nik",
        "civil_status = 'moved'",
        MOVED,
        "QUALITY-618",
        bad=({"civil": {"civil_status": "moved"}},),
        good=({"civil": {}}, {}),
        others=({"civil": {"civil_status": "dead"}},),
        applies=FOUND,
        base="QUALITY-741",
    ),
    Rule(
        "QUALITY-177",
        Level.PERSON,
        Severity.WARNING,
        "nik",
        "civil_nik IS NULL",
        Source(Ground.AUDIT, "KPK: 16.796.924 orang di DTKS tidak padan dengan data kependudukan"),
        "QUALITY-619",
        bad=(({}, FOUND_NEIGHBOUR),),
        good=({"civil": {}}, {}, ({}, {"household": 1, "village": "33.16.09.2002", "relation": "head", "civil": {}})),
        applies="is_covered AND formed_nik IS NOT NULL",
        base="QUALITY-742",
    ),
    Rule(
        "QUALITY-178",
        Level.PERSON,
        Severity.WARNING,
        "full_name",
        "name_likeness < 0.6",
        NAME_MATCH,
        "QUALITY-619",
        bad=(
            {"full_name": "SLAMET RIYADI", "civil": {"full_name": "SITI AMINAH"}},
            {"full_name": "SUPARMI", "civil": {"full_name": "SUTARNO"}},  # three letters of seven
        ),
        good=(
            {"full_name": "SLAMET RIYADI", "civil": {}},
            {"full_name": "SLAMET RIYADI", "civil": {"full_name": "SLAMET RIADI"}},
            {"full_name": None, "civil": {"full_name": "SLAMET RIYADI"}},
            {"full_name": "SRIYA", "civil": {"full_name": "SRINI"}},  # two letters of five
        ),
        applies=f"{FOUND} AND name_likeness IS NOT NULL",
        base="QUALITY-743",
    ),
    Rule(
        "QUALITY-179",
        Level.PERSON,
        Severity.NOTE,
        "full_name",
        "name_likeness >= 0.6 AND name_likeness < 1",
        NAME_MATCH,
        "QUALITY-619",
        bad=(
            {"full_name": "SUGENG RIYANTO", "civil": {"full_name": "SOEGENG RIYANTO"}},
            {"full_name": "SITI AMINAH", "civil": {"full_name": "SITI AMINA"}},
            {"full_name": "SRIYA", "civil": {"full_name": "SRINI"}},
        ),
        good=(
            {"full_name": "NUR'AINI", "civil": {"full_name": "NUR AINI"}},
            {"full_name": "M. ALI", "civil": {"full_name": "M ALI"}},
            {"full_name": "SLAMET", "civil": {"full_name": "WAGIRAH"}},
            {"full_name": "SUPARMI", "civil": {"full_name": "SUTARNO"}},
        ),
        applies=f"{FOUND} AND name_likeness IS NOT NULL",
        base="QUALITY-743",
    ),
    Rule(
        "QUALITY-180",
        Level.PERSON,
        Severity.WARNING,
        "birth_date",
        "birth_date <> civil_birth_date",
        MATCH,
        "QUALITY-619",
        bad=({"birth_date": dt.date(1985, 1, 1), "civil": {"birth_date": dt.date(1985, 3, 12)}},),
        good=(
            {"birth_date": dt.date(1985, 1, 1), "civil": {}},
            {"birth_date": dt.date(1985, 1, 1), "civil": {"birth_date": None}},
        ),
        applies=f"{FOUND} AND birth_date IS NOT NULL AND civil_birth_date IS NOT NULL",
        base="QUALITY-744",
    ),
    Rule(
        "QUALITY-181",
        Level.PERSON,
        Severity.WARNING,
        "sex",
        "sex <> civil_sex",
        MATCH,
        "QUALITY-619",
        bad=({"sex": "female", "civil": {"sex": "male"}},),
        good=({"sex": "female", "civil": {}}, {"sex": "?X", "civil": {"sex": "male"}}),
        applies=f"{FOUND} AND sex IN ('male', 'female') AND civil_sex IN ('male', 'female')",
        base="QUALITY-745",
    ),
    Rule(
        "QUALITY-182",
        Level.PERSON,
        Severity.NOTE,
        "no_kk",
        "formed_kk <> civil_kk",
        Source(Ground.PRACTICE, "Nomor KK berubah karena peristiwa; yang berlaku adalah yang ada di Dukcapil"),
        "QUALITY-608",
        bad=({"no_kk": "3316091506090003", "civil": {"no_kk": "3316092007150008"}},),
        good=({"no_kk": "3316091506090003", "civil": {}},),
        others=({"no_kk": "0000000000000000", "civil": {"no_kk": "3316092007150008"}},),
        applies=f"{FOUND} AND formed_kk IS NOT NULL AND civil_kk IS NOT NULL",
        base="QUALITY-746",
    ),
    Rule(
        "QUALITY-183",
        Level.PERSON,
        Severity.NOTE,
        "village_code",
        "civil_area_code <> village_code",
        Source(Ground.PRACTICE, "Tempat terdaftar boleh berbeda dari tempat tinggal; perlu dilaporkan ke desa asal"),
        "QUALITY-618",
        bad=({"civil": {"registered_area_code": "33.16.01.2001"}},),
        good=(
            {"civil": {}},
            {"civil": {"registered_area_code": "BLORA"}},
            {"civil": {"registered_area_code": None}},
        ),
        # A code of another writing says nothing.
        applies=f"{FOUND} AND civil_area_code LIKE '__.__.__.____'",
        base="QUALITY-747",
    ),
    Rule(
        "QUALITY-184",
        Level.PERSON,
        Severity.WARNING,
        "nik",
        "servant_nik IS NOT NULL AND NOT is_village_official",
        Source(Ground.PRACTICE, "Verifikasi SIKS-NG: ASN, TNI, dan Polri dikeluarkan dari daftar", False),
        "QUALITY-616",
        bad=({"servant": "pns"}, {"servant": "tni"}, {"servant": "pppk"}, {"servant": None, "is_servant": True}),
        good=({"servant": "village_official"}, {}),
        applies="has_state_payroll AND formed_nik IS NOT NULL",
        base="QUALITY-748",
    ),
    Rule(
        "QUALITY-185",
        Level.PERSON,
        Severity.WARNING,
        "nik",
        "servant_nik IS NOT NULL AND is_village_official",
        Source(Ground.PRACTICE, "Verifikasi SIKS-NG: perangkat desa diperiksa sebelum tetap terdaftar", False),
        "QUALITY-616",
        bad=({"servant": "village_official"},),
        good=({"servant": "pns"}, {}),
        applies="has_village_payroll AND formed_nik IS NOT NULL",
        base="QUALITY-749",
    ),
)
