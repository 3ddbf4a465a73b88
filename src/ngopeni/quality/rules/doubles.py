"""The same person twice, or two persons under one number, as exact keys show it."""

from __future__ import annotations

import datetime as dt

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

BPK = Source(Ground.AUDIT, "BPK, pemeriksaan DTKS 2020: 86.465 NIK ganda; BPKP 2023: 41.985 penerima ganda")
TRY = Source(Ground.JUDGEMENT, "Nama, jenis kelamin, dan tanggal lahir sama di satu desa; NIK tidak membedakan")
NIK, OTHER = "3316091203850001", "3316091203850077"
# Rows of the number with the same name, or the same birth and sex, the row itself among them.
ALIKE = "(same_name_count + same_birth_count - same_both_count)"
AWAY = {"household": 1, "relation": "head"}
TWIN = {"relation": "child", "birth_date": dt.date(2012, 5, 6), "sex": "male"}
RULES = (
    Rule(
        "QUALITY-113",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        "same_household_count > 1",
        Source(Ground.LAW, "UU 23/2006 jo. UU 24/2013 pasal 13: satu NIK untuk satu orang", False),
        "QUALITY-606",
        bad=(({"nik": NIK}, {"nik": NIK, "full_name": "BUDI SANTOSO", "relation": "child", "sex": "male"}),),
        good=(
            (
                {"nik": "3316090605120001", **TWIN, "full_name": "HASAN"},
                {"nik": "3316090605120002", **TWIN, "full_name": "HUSEIN"},
                {"relation": "head"},
            ),
        ),
        others=(
            ({"nik": NIK}, {"nik": NIK, **AWAY}),
            ({"nik": "0000000000000000"}, {"nik": "0000000000000000", "relation": "child"}),
        ),
        applies="formed_nik IS NOT NULL",
        base="QUALITY-704",
        other="other_holder",
    ),
    Rule(
        "QUALITY-114",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        f"{ALIKE} > 1 OR is_like_other",
        BPK,
        "QUALITY-607",
        bad=(
            ({"nik": NIK}, {"nik": NIK, **AWAY}),
            ({"nik": NIK, "full_name": "SUGENG"}, {"nik": NIK, "full_name": "SOEGENG", **AWAY}),
            (
                {"nik": NIK, "full_name": "SUGENG"},
                {"nik": NIK, "full_name": "SOEGENG", "birth_date": dt.date(1985, 1, 1), **AWAY},
            ),
            ({"nik": NIK, "full_name": "MOH. ALI"}, {"nik": NIK, "full_name": "MOH ALI", "birth_date": None, **AWAY}),
        ),
        good=(
            ({"nik": NIK}, {"nik": OTHER, **AWAY}),
            ({"nik": NIK}, {"nik": NIK, "list": "p3ke"}),  # every list names everybody once
            ({"nik": NIK}, {"nik": NIK, "member_status": "moved", "is_member": False, **AWAY}),
        ),
        others=(
            ({"nik": "9999999999999999"}, {"nik": "9999999999999999", **AWAY}),
            (
                {"nik": NIK, "full_name": "SLAMET"},
                {"nik": NIK, "full_name": "SITI", "sex": "female", "birth_date": dt.date(1990, 1, 2), **AWAY},
            ),
        ),
        applies="formed_nik IS NOT NULL",
        base="QUALITY-704",
        other="other_holder",
    ),
    Rule(
        "QUALITY-115",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        f"holder_count > {ALIKE} AND NOT (holder_count = 2 AND is_like_other)",
        BPK,
        "QUALITY-606",
        bad=(
            (
                {"nik": NIK, "full_name": "SRI WAHYUNI", "sex": "female"},
                {"nik": NIK, "full_name": "SRI WAHYUNING", "sex": "female", "birth_date": dt.date(1999, 1, 2), **AWAY},
            ),
            (
                {"nik": NIK, "full_name": "SLAMET"},
                {"nik": NIK, "full_name": "SITI", "sex": "female", "birth_date": dt.date(1990, 1, 2), **AWAY},
            ),
            (
                {"nik": NIK, "full_name": "SUGENG"},
                {"nik": NIK, "full_name": "SITI", "sex": "female", "birth_date": dt.date(1990, 1, 2), **AWAY},
                {"nik": NIK, "full_name": "SOEGENG", "birth_date": dt.date(1985, 1, 1), **AWAY},
            ),
        ),
        good=(({"nik": NIK, "full_name": "SLAMET"}, {"nik": OTHER, "full_name": "SITI", **AWAY}),),
        others=(
            ({"nik": NIK}, {"nik": NIK, **AWAY}),
            (
                {"nik": NIK, "full_name": "SUGENG"},
                {"nik": NIK, "full_name": "SOEGENG", "birth_date": dt.date(1985, 1, 1), **AWAY},
            ),
            ({"nik": NIK}, {"nik": NIK, "birth_date": dt.date(1958, 1, 2), **AWAY}),
        ),
        applies="formed_nik IS NOT NULL",
        base="QUALITY-704",
        other="other_holder",
    ),
    Rule(
        "QUALITY-116",
        Level.PERSON,
        Severity.WARNING,
        "full_name",
        "namesake_nik_count < namesake_count AND COALESCE(holder_count < namesake_count, TRUE)",
        TRY,
        "QUALITY-607",
        bad=(
            ({}, {"nik": None, **AWAY}),
            ({"nik": "0000000000000000"}, {**AWAY}),
            ({}, {"nik": "3316091302850001", **AWAY}),  # its NIK is of another day
            ({"full_name": "NUR'AINI"}, {"full_name": "NUR AINI", "nik": "33160912", **AWAY}),
        ),
        good=(
            ({"nik": NIK}, {"nik": OTHER, **AWAY}),  # two people whom two numbers tell apart
            ({}, {"nik": None, "village": "33.16.09.2002", **AWAY}),
            ({}, {"nik": None, "birth_date": dt.date(1985, 3, 13), **AWAY}),
            (
                {"birth_date": dt.date(1970, 1, 1)},
                {"birth_date": dt.date(1970, 1, 1), "nik": None, **AWAY},
            ),  # everybody whose birthday nobody knows
        ),
        others=(({"nik": NIK}, {"nik": NIK, **AWAY}),),
        applies="name_key IS NOT NULL AND birth_date IS NOT NULL AND sex IS NOT NULL AND NOT is_heaped",
        base="QUALITY-710",
        other="other_namesake",
    ),
    Rule(
        "QUALITY-117",
        Level.PERSON,
        Severity.WARNING,
        "full_name",
        "name_count > 1",
        Source(Ground.JUDGEMENT, "Nama yang sama dua kali dalam satu rumah tangga"),
        "QUALITY-607",
        bad=(
            ({"full_name": "SRI WAHYUNI"}, {"full_name": "SRI WAHYUNI", "relation": "child"}),
            ({"full_name": "M. ALI"}, {"full_name": "M ALI", "relation": "child"}),
        ),
        good=(
            ({"full_name": "SRI WAHYUNI"}, {"full_name": "SRI WAHYUNINGSIH", "relation": "child"}),
            ({"full_name": "SUKARDI"}, {"full_name": "SUKARDI", **AWAY}),  # two neighbours with one common name
            ({"full_name": None, "nik": NIK}, {"full_name": None, "nik": OTHER, "relation": "child"}),
        ),
        applies="name_key IS NOT NULL",
        base="QUALITY-711",
        other="other_at_home",
    ),
)
