"""Birth dates and ages that cannot be, or that nobody knew."""

from __future__ import annotations

import datetime as dt

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

LOGIC = Source(Ground.JUDGEMENT, "Tidak mungkin menurut akal: tanggal lahir dibandingkan dengan tanggal daftarnya")
HEAPED = Source(
    Ground.PRACTICE, "Petugas menulis 1 Januari, 1 Juli, atau 31 Desember bila hanya tahun diketahui", False
)
RULES = (
    Rule(
        "QUALITY-140",
        Level.PERSON,
        Severity.ERROR,
        "birth_date",
        "birth_date > measured_on",
        LOGIC,
        "QUALITY-611",
        bad=({"birth_date": dt.date(2029, 3, 12)}, {"birth_date": dt.date(2020, 10, 27)}),
        good=({"birth_date": dt.date(2020, 10, 26)}, {"birth_date": dt.date(1920, 10, 1)}, {"birth_date": None}),
        applies="birth_date IS NOT NULL",
        base="QUALITY-721",
    ),
    Rule(
        "QUALITY-141",
        Level.PERSON,
        Severity.ERROR,
        "birth_date",
        "COALESCE(birth_years, age) > 120",
        LOGIC,
        "QUALITY-611",
        bad=({"birth_date": dt.date(1870, 3, 12), "age": None}, {"birth_date": None, "age": 121}),
        good=(
            {"birth_date": dt.date(1920, 1, 1)},  # a hundred years old
            {"birth_date": dt.date(1905, 5, 5)},
            {"birth_date": None, "age": 120},
        ),
        applies="COALESCE(birth_years, age) IS NOT NULL",
        base="QUALITY-722",
    ),
    Rule(
        "QUALITY-142",
        Level.PERSON,
        Severity.WARNING,
        "birth_date",
        "COALESCE(birth_years, age) BETWEEN 111 AND 120",
        Source(Ground.JUDGEMENT, "Hampir tidak ada orang yang terbukti berumur lebih dari 110 tahun"),
        "QUALITY-611",
        bad=({"birth_date": None, "age": 111}, {"birth_date": None, "age": 120}),
        good=({"birth_date": dt.date(1920, 1, 1)}, {"birth_date": None, "age": 110}),
        others=({"birth_date": dt.date(1870, 3, 12)}, {"birth_date": None, "age": 121}),
        applies="COALESCE(birth_years, age) IS NOT NULL",
        base="QUALITY-722",
    ),
    Rule(
        "QUALITY-143",
        Level.PERSON,
        Severity.ERROR,
        "age",
        "age_is_unreadable",
        LOGIC,
        "QUALITY-611",
        bad=({"age": None, "birth_date": None, "unreadable": "age"},),
        good=({"age": 0, "birth_date": dt.date(2020, 9, 1)},),
        others=({"age": 130, "birth_date": None},),
    ),
    Rule(
        "QUALITY-144",
        Level.PERSON,
        Severity.WARNING,
        "birth_date",
        "birth_is_unreadable",
        Source(Ground.JUDGEMENT, "Tanggal tertulis tetapi tidak ada di kalender, misalnya 31 Februari"),
        "QUALITY-602",
        bad=({"birth_date": None, "age": 40, "unreadable": "birth_date"},),
        good=({"birth_date": None, "age": 40}, {"birth_date": dt.date(1984, 2, 29)}),
    ),
    Rule(
        "QUALITY-145",
        Level.PERSON,
        Severity.WARNING,
        "birth_date",
        "birth_date IS NULL AND age IS NULL "
        "AND NOT COALESCE(birth_is_unreadable, FALSE) AND NOT COALESCE(age_is_unreadable, FALSE)",
        Source(Ground.JUDGEMENT, "Tanpa umur, hak anak sekolah, lanjut usia, dan balita tidak dapat ditentukan"),
        "QUALITY-611",
        bad=(({"birth_date": None, "age": None}, {"relation": "spouse"}),),
        good=({"birth_date": None, "age": 40}, {"birth_date": dt.date(1985, 3, 12), "age": None}),
        applies="asks_birth",
        base="QUALITY-723",
    ),
    Rule(
        "QUALITY-146",
        Level.PERSON,
        Severity.WARNING,
        "age",
        "ABS(age - birth_years) > 1",
        LOGIC,
        "QUALITY-611",
        bad=(
            {"birth_date": dt.date(1985, 3, 12), "age": 53},
            {"birth_date": dt.date(1985, 3, 12), "age": 33},
            {"birth_date": dt.date(2020, 9, 1), "age": 5},
        ),
        good=(
            {"birth_date": dt.date(1985, 3, 12), "age": 35},
            {"birth_date": dt.date(1985, 3, 12), "age": 36},
            {"birth_date": dt.date(1985, 3, 12), "age": 34},
            {"birth_date": dt.date(1985, 3, 12), "age": None},
        ),
        others=({"birth_date": dt.date(2021, 9, 1), "age": 40},),
        applies="age IS NOT NULL AND birth_years >= 0",
        base="QUALITY-724",
    ),
    Rule(
        "QUALITY-147",
        Level.PERSON,
        Severity.NOTE,
        "birth_date",
        "is_heaped AND COALESCE(nik_spells <> own_spelling, TRUE)",
        HEAPED,
        "QUALITY-611",
        bad=(
            {"birth_date": dt.date(1965, 12, 31), "nik": None},
            {"birth_date": dt.date(1965, 1, 1), "nik": "3316090907650001"},
            {"birth_date": dt.date(1965, 7, 1), "nik": "0000000000000000"},
        ),
        good=(
            {"birth_date": dt.date(1965, 1, 1), "nik": "3316090101650001"},  # really born on New Year's Day
            {"birth_date": dt.date(1965, 12, 31), "nik": "3316097112650001", "sex": "female"},
            {"birth_date": dt.date(1965, 2, 1), "nik": None},
        ),
        applies="birth_date IS NOT NULL",
        base="QUALITY-721",
    ),
)
