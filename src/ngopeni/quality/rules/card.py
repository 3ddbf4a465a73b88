"""The number of the family card."""

from __future__ import annotations

import datetime as dt

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

AUDIT = Source(Ground.AUDIT, "BPK, pemeriksaan DTKS 2020: 16.373.682 anggota dengan nomor KK tidak valid")
CHANGES = Source(Ground.PRACTICE, "Ditjen Dukcapil: nomor KK berubah karena kawin, pisah KK, atau pindah")
KK = "3316091506090003"
RULES = (
    Rule(
        "QUALITY-120",
        Level.PERSON,
        Severity.WARNING,
        "no_kk",
        "no_kk IS NULL AND NOT COALESCE(kk_is_unreadable, FALSE)",
        AUDIT,
        "QUALITY-601",
        bad=(({"no_kk": None}, {"no_kk": KK, "relation": "spouse"}),),
        good=({"no_kk": KK}, {"no_kk": None}),  # alone in its list: the list has no such column
        applies="asks_kk",
        base="QUALITY-712",
    ),
    Rule(
        "QUALITY-121",
        Level.PERSON,
        Severity.ERROR,
        "no_kk",
        "kk_is_unreadable",
        Source(Ground.JUDGEMENT, "Angka yang dirusak Excel atau disamarkan tidak menunjuk siapa pun"),
        "QUALITY-602",
        bad=(({"no_kk": None, "unreadable": "no_kk"}, {"no_kk": KK, "relation": "child"}),),
        good=({"no_kk": KK}, ({"no_kk": None}, {"no_kk": KK, "relation": "child"})),
    ),
    Rule(
        "QUALITY-122",
        Level.PERSON,
        Severity.ERROR,
        "no_kk",
        "LENGTH(no_kk) <> 16",
        AUDIT,
        "QUALITY-601",
        bad=({"no_kk": "331609150609000"}, {"no_kk": "33160915060900031"}),
        good=({"no_kk": KK}, {"no_kk": None}),
        others=({"no_kk": "000"},),
        applies="no_kk IS NOT NULL AND NOT kk_is_sentinel",
        base="QUALITY-713",
    ),
    Rule(
        "QUALITY-123",
        Level.PERSON,
        Severity.ERROR,
        "no_kk",
        "kk_is_sentinel",
        AUDIT,
        "QUALITY-601",
        bad=({"no_kk": "0000000000000000"}, {"no_kk": "9999999999999999"}, {"no_kk": "1234567890123456"}),
        good=({"no_kk": KK}, {"no_kk": "3333333006150001"}, {"no_kk": None}),
        applies="no_kk IS NOT NULL",
        base="QUALITY-714",
    ),
    Rule(
        "QUALITY-124",
        Level.PERSON,
        Severity.NOTE,
        "no_kk",
        "kk_regency <> own_regency",
        CHANGES,
        "QUALITY-608",
        bad=({"no_kk": "3374011506090003"}, {"no_kk": "3374011506090003", "nik": None}),
        good=({"no_kk": KK}, {"no_kk": "3316011506090003"}, {"nik": "3374011203850001", "no_kk": KK}),
        applies="formed_kk IS NOT NULL AND COALESCE(formed_kk <> formed_nik, TRUE)",
        base="QUALITY-715",
    ),
    Rule(
        "QUALITY-125",
        Level.PERSON,
        Severity.WARNING,
        "no_kk",
        "relation IN ('spouse', 'child', 'child_in_law', 'grandchild') OR marital_status = 'married' OR years < 15",
        CHANGES,
        "QUALITY-608",
        bad=(
            ({"relation": "child", "no_kk": KK}, {"no_kk": "3316091506090004"}),
            {"relation": "head", "marital_status": "married", "no_kk": KK},
            {
                "relation": "head",
                "age": 14,
                "birth_date": dt.date(2006, 3, 12),
                "no_kk": KK,
                "marital_status": "single",
            },
        ),
        good=(
            {"relation": "head", "marital_status": "widowed", "sex": "female", "no_kk": KK},  # a widow alone
            {"relation": "head", "marital_status": None, "no_kk": KK},
            {"relation": "head", "birth_date": dt.date(2005, 3, 12), "no_kk": KK, "marital_status": "single"},
            ({"relation": "spouse", "sex": "female", "no_kk": KK}, {"no_kk": KK}),
        ),
        applies="card_member_count = 1",
        base="QUALITY-716",
    ),
)
