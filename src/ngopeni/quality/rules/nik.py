"""The NIK by itself and against what its row says."""

from __future__ import annotations

import datetime as dt

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

LAYOUT = Source(
    Ground.LAW, "UU 23/2006 jo. UU 24/2013 dan PP 40/2019: NIK 16 angka; susunannya pengetahuan umum", False
)
AUDIT = Source(Ground.AUDIT, "BPK, pemeriksaan DTKS 2020: 10.922.479 anggota dengan NIK tidak valid")
FIRST_AREA = Source(Ground.PRACTICE, "Ditjen Dukcapil: kode wilayah NIK adalah tempat terbit pertama dan tidak berubah")
# The number spells its holder's birth: cards and people are numbered alike, so one number may be right for both.
OWN = (
    "COALESCE(nik_spells = own_spelling, "
    "nik_has_date AND ABS(nik_years - age % 100) IN (0, 1, 99) AND (nik_written_day > 40) = (sex = 'female'), FALSE)"
)
RULES = (
    Rule(
        "QUALITY-101",
        Level.PERSON,
        Severity.WARNING,
        "nik",
        "nik IS NULL AND NOT COALESCE(nik_is_unreadable, FALSE)",
        AUDIT,
        "QUALITY-601",
        bad=(
            ({"nik": None}, {"relation": "spouse", "sex": "female"}),
            ({"nik": None, "birth_date": dt.date(2020, 9, 1), "relation": "child"}, {"relation": "head"}),
        ),
        good=({"nik": "3316091203850001"}, {"nik": None}),  # alone: the list has no such column
        others=(({"nik": None, "unreadable": "nik"}, {"relation": "spouse", "sex": "female"}), {"nik": "12345"}),
        applies="asks_nik",
        base="QUALITY-701",
    ),
    Rule(
        "QUALITY-102",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        "nik_is_unreadable",
        Source(Ground.JUDGEMENT, "Angka yang dirusak Excel atau disamarkan tidak menunjuk siapa pun"),
        "QUALITY-602",
        bad=({"nik": None, "unreadable": "nik"},),
        good=({"nik": None}, {"unreadable": "birth_date"}, {}),
    ),
    Rule(
        "QUALITY-103",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        "LENGTH(nik) <> 16",
        LAYOUT,
        "QUALITY-601",
        bad=({"nik": "331609120385000"}, {"nik": "33160912038500011"}, {"nik": "12"}),
        good=({"nik": "3316091203850001"}, {"nik": None}),
        others=({"nik": "0"},),
        applies="nik IS NOT NULL AND NOT nik_is_sentinel",
        base="QUALITY-703",
    ),
    Rule(
        "QUALITY-104",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        "nik_is_sentinel",
        AUDIT,
        "QUALITY-601",
        bad=(
            {"nik": "0000000000000000"},
            {"nik": "9999999999999999"},
            {"nik": "1111111111111111"},
            {"nik": "1234567890123456"},
            {"nik": "0"},
        ),
        good=({"nik": "3316091203850001"}, {"nik": "1111111101010001"}, {"nik": "3333336212010002"}, {"nik": None}),
        applies="nik IS NOT NULL",
        base="QUALITY-702",
    ),
    Rule(
        "QUALITY-105",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        "NOT nik_has_date",
        LAYOUT,
        "QUALITY-601",
        bad=(
            {"nik": "3316093203850001"},  # day 32
            {"nik": "3316097203850001"},  # day 72
            {"nik": "3316090003850001"},
            {"nik": "3316091213850001"},  # month 13
            {"nik": "3316093002850001"},  # 30 February
            {"nik": "3316092902850001"},  # 1985 is no leap year
        ),
        good=(
            {"nik": "3316097112850001", "sex": "female", "birth_date": dt.date(1985, 12, 31)},
            {"nik": "3316092902840001", "birth_date": dt.date(1984, 2, 29)},
            {"nik": "3316096902000001", "sex": "female", "birth_date": dt.date(2000, 2, 29)},
            {"nik": "3316090101850001", "birth_date": dt.date(1985, 1, 1)},
        ),
        applies="formed_nik IS NOT NULL",
        base="QUALITY-704",
    ),
    Rule(
        "QUALITY-106",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        "nik_serial = '0000'",
        Source(Ground.PRACTICE, "Nomor urut dimulai dari 0001", False),
        "QUALITY-601",
        bad=({"nik": "3316091203850000"},),
        good=({"nik": "3316091203850010"}, {"nik": "3316091203859999"}),
        others=({"nik": "0000000000000000"},),
        applies="formed_nik IS NOT NULL",
        base="QUALITY-704",
    ),
    Rule(
        "QUALITY-107",
        Level.PERSON,
        Severity.WARNING,
        "birth_date",
        "nik_day <> DAY(birth_date) OR nik_month <> MONTH(birth_date) OR nik_year <> YEAR(birth_date) % 100",
        LAYOUT,
        "QUALITY-603",
        bad=(
            {"nik": "3316091203850001", "birth_date": dt.date(1985, 3, 13)},
            {"nik": "3316091203850001", "birth_date": dt.date(1985, 12, 3)},
            {"nik": "3316091203850001", "birth_date": dt.date(1986, 3, 12)},
            {"nik": "3316091203850001", "birth_date": dt.date(1985, 1, 1)},
        ),
        good=(
            {"nik": "3316095203850001", "sex": "female", "birth_date": dt.date(1985, 3, 12)},
            {"nik": "3316090101200001", "birth_date": dt.date(1920, 1, 1)},
            {"nik": "3316090101500001", "birth_date": dt.date(1950, 1, 1)},
            {"nik": "3316091203850001", "birth_date": None},
        ),
        others=({"nik": "3316091213850001", "birth_date": dt.date(1985, 3, 12)},),  # no date to compare with
        applies="nik_has_date AND birth_date IS NOT NULL",
        base="QUALITY-705",
    ),
    Rule(
        "QUALITY-108",
        Level.PERSON,
        Severity.WARNING,
        "age",
        "ABS(nik_years - age % 100) NOT IN (0, 1, 99)",
        LAYOUT,
        "QUALITY-603",
        bad=(
            {"nik": "3316091203850001", "birth_date": None, "age": 45},
            {"nik": "3316091203850001", "birth_date": None, "age": 33},
        ),
        good=(
            {"nik": "3316091203850001", "birth_date": None, "age": 35},
            {"nik": "3316091203850001", "birth_date": None, "age": 36},  # counted to the next birthday
            {"nik": "3316091203200001", "birth_date": None, "age": 100},
            {"nik": "3316095203200001", "sex": "female", "birth_date": None, "age": 0},
            {"nik": "3316091203200001", "birth_date": None, "age": 99},
            # A year on either side is right beyond a hundred too.
            {"nik": "3316091203170001", "birth_date": None, "age": 102},
            {"nik": "3316091203170001", "birth_date": None, "age": 104},
            {"nik": "3316091203850001", "birth_date": None, "age": None},
        ),
        applies="nik_has_date AND birth_date IS NULL AND age IS NOT NULL",
        base="QUALITY-706",
    ),
    Rule(
        "QUALITY-109",
        Level.PERSON,
        Severity.WARNING,
        "sex",
        "(nik_written_day > 40) <> (sex = 'female')",
        LAYOUT,
        "QUALITY-603",
        bad=(
            {"nik": "3316091203850001", "sex": "female"},
            {"nik": "3316095203850001", "sex": "male"},
            {"nik": "3316097112850001", "sex": "male", "birth_date": dt.date(1985, 12, 31)},
        ),
        good=(
            {"nik": "3316095203850001", "sex": "female"},
            {"nik": "3316094103850001", "sex": "female", "birth_date": dt.date(1985, 3, 1)},
            {"nik": "3316091203850001", "sex": "male"},
            {"nik": "3316091203850001", "sex": None},
            {"nik": "3316091203850001", "sex": "?X"},
        ),
        applies="nik_has_date AND sex IN ('male', 'female')",
        base="QUALITY-707",
    ),
    Rule(
        "QUALITY-110",
        Level.PERSON,
        Severity.WARNING,
        "nik",
        "known_area IS NULL",
        FIRST_AREA,
        "QUALITY-604",
        bad=({"nik": "3361091203850001"}, {"nik": "3316991203850001"}, {"nik": "0016091203850001"}),
        good=(
            {"nik": "3374041203850001"},  # first issued elsewhere, which is no error
            {"nik": "9271011203850001"},  # Sorong before it was numbered anew
            {"nik": "5401011203850001"},  # Timor Timur
            {"nik": "3319991203850001"},  # a district elsewhere that we need not know
            {"nik": "3316011203850001"},
        ),
        applies="formed_nik IS NOT NULL",
        base="QUALITY-704",
    ),
    Rule(
        "QUALITY-111",
        Level.PERSON,
        Severity.WARNING,
        "nik",
        "formed_nik = formed_kk",
        Source(Ground.JUDGEMENT, "NIK menunjuk orang, nomor KK keluarga; sama hanya karena kebetulan yang langka"),
        "QUALITY-605",
        bad=({"nik": "3316091203850001", "no_kk": "3316091203850001"},),
        good=({"nik": "3316091203850001", "no_kk": "3316091203850002"},),
        others=({"nik": "0000000000000000", "no_kk": "0000000000000000"},),
        applies="formed_nik IS NOT NULL AND formed_kk IS NOT NULL",
        base="QUALITY-708",
    ),
    Rule(
        "QUALITY-112",
        Level.PERSON,
        Severity.ERROR,
        "nik",
        f"(card_number IS NOT NULL AND civil_nik IS NULL AND NOT {OWN}) "
        "OR (kk_spells = own_spelling AND COALESCE(nik_spells <> own_spelling, TRUE))",
        Source(Ground.JUDGEMENT, "Kolom NIK berisi nomor KK, atau sebaliknya"),
        "QUALITY-605",
        bad=(
            {"nik": "3316091506090003", "no_kk": "3316091203850001", "birth_date": dt.date(1985, 3, 12)},
            {"nik": None, "no_kk": "3316091203850001", "birth_date": dt.date(1985, 3, 12)},
            *(
                (
                    {"nik": "3316091506100003", "birth_date": None, "age": age, "sex": sex, "relation": "child"},
                    {"no_kk": "3316091506100003", "household": 1},
                    {"no_kk": "3316091506100003", "household": 1, "relation": "child", "full_name": "JOKO"},
                )
                for age, sex in ((50, "male"), (10, "female"))
            ),
            (
                {"nik": "3316091506090003", "no_kk": "3316095203850001"},
                {"relation": "spouse", "sex": "female", "no_kk": "3316091506090003"},
                {"relation": "child", "full_name": "JOKO", "no_kk": "3316091506090003"},
            ),
        ),
        good=(
            {"no_kk": "3316091203850009", "nik": "3316091203850001"},  # the card was issued on a 35th birthday
            {"nik": "3316091706090003", "no_kk": "3316091706090004"},
            # A child born on the day on which neighbours got their card, and the same with the age alone.
            (
                {"nik": "3316090904100003", "birth_date": dt.date(2010, 4, 9), "relation": "child"},
                {"no_kk": "3316090904100003", "household": 1},
                {"no_kk": "3316090904100003", "household": 1, "relation": "child", "full_name": "JOKO"},
            ),
            (
                {"nik": "3316090904100004", "birth_date": None, "age": 10, "relation": "child"},
                {"no_kk": "3316090904100004", "household": 1},
                {"no_kk": "3316090904100004", "household": 1, "relation": "child", "full_name": "JOKO"},
            ),
            *(
                (
                    {"nik": number, "birth_date": None, "age": age, "sex": sex, "relation": "other"},
                    {"no_kk": number, "household": 1},
                    {"no_kk": number, "household": 1, "relation": "child", "full_name": "JOKO"},
                )
                for number, age, sex in (
                    ("3316094104100006", 9, "female"),
                    ("3316091203170007", 102, "male"),
                    ("3316091203170008", 104, "male"),
                    ("3316091203200009", 99, "male"),
                )
            ),
            # Their day of birth is wrong, but the civil registry knows the number as somebody's NIK.
            (
                {"nik": "3316090904100005", "birth_date": dt.date(2010, 9, 4), "relation": "child", "civil": {}},
                {"no_kk": "3316090904100005", "household": 1},
                {"no_kk": "3316090904100005", "household": 1, "relation": "child", "full_name": "JOKO"},
            ),
        ),
        applies="(formed_nik IS NOT NULL OR formed_kk IS NOT NULL) AND COALESCE(formed_nik <> formed_kk, TRUE)",
        base="QUALITY-709",
    ),
)
