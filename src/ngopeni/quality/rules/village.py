"""Rows without a village, villages as a whole, and whole lists."""

from __future__ import annotations

import datetime as dt

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

SET_ASIDE = Source(
    Ground.PRACTICE, "Baris yang desanya tidak ada di Kepmendagri 300.2.2-2138/2025 tidak dapat dihitung"
)
CHANCE = Source(
    Ground.JUDGEMENT, "Tiga hari dari 365,25; lebih dari empat simpangan baku di atasnya bukan kebetulan lagi"
)
EMPTY = Source(
    Ground.JUDGEMENT, "Seperempat atau lebih isiannya kosong: kolomnya terlewat waktu pendataan atau pemindahan"
)
EXPECTED = "dated_count * 3 / 365.25"
GROWN = "1.0 * earlier_count * list_count / list_earlier_count"
RULES = (
    Rule(
        "QUALITY-301",
        Level.ROW,
        Severity.ERROR,
        "village_code",
        "is_unplaced",
        SET_ASIDE,
        "QUALITY-625",
        bad=({"is_unplaced": True},),
        good=({"is_unplaced": False, "is_nameless": True},),
    ),
    Rule(
        "QUALITY-302",
        Level.ROW,
        Severity.NOTE,
        "full_name",
        "is_nameless",
        Source(Ground.JUDGEMENT, "Baris tanpa nama dan tanpa NIK biasanya judul atau jumlah, tetapi bisa juga orang"),
        "QUALITY-625",
        bad=({"is_nameless": True},),
        good=({"is_nameless": False},),
        others=({"is_nameless": False, "is_unplaced": True},),
    ),
    Rule(
        "QUALITY-310",
        Level.VILLAGE,
        Severity.WARNING,
        "birth_date",
        f"heaped_count > {EXPECTED} + 4 * SQRT({EXPECTED}) + 1",
        CHANCE,
        "QUALITY-626",
        bad=(
            {"dated_count": 1020, "heaped_count": 21},
            {"dated_count": 100, "heaped_count": 20},
            {"dated_count": 30, "heaped_count": 4},
        ),
        good=(
            {"dated_count": 1000, "heaped_count": 8},
            {"dated_count": 952, "heaped_count": 20},
            {"dated_count": 100, "heaped_count": 4},
            {"dated_count": 29, "heaped_count": 8},  # too few to say anything
            {"dated_count": 0, "heaped_count": 0},
        ),
        applies="dated_count >= 30",
        base="QUALITY-769",
    ),
    Rule(
        "QUALITY-311",
        Level.VILLAGE,
        Severity.WARNING,
        "nik",
        "nik_missing_count >= 0.25 * person_count",
        EMPTY,
        "QUALITY-626",
        bad=({"person_count": 100, "nik_missing_count": 25},),
        good=({"person_count": 100, "nik_missing_count": 24}, {"person_count": 0, "nik_missing_count": None}),
        applies="asks_nik AND person_count > 0",
        base="QUALITY-770",
    ),
    Rule(
        "QUALITY-312",
        Level.VILLAGE,
        Severity.WARNING,
        "birth_date",
        "birth_missing_count >= 0.25 * person_count",
        EMPTY,
        "QUALITY-626",
        bad=({"person_count": 100, "birth_missing_count": 25},),
        good=({"person_count": 100, "birth_missing_count": 24},),
        applies="asks_birth AND person_count > 0",
        base="QUALITY-771",
    ),
    Rule(
        "QUALITY-313",
        Level.VILLAGE,
        Severity.WARNING,
        "floor",
        "housing_missing_count >= 0.25 * household_count",
        EMPTY,
        "QUALITY-626",
        bad=({"household_count": 40, "housing_missing_count": 10},),
        good=(
            {"household_count": 40, "housing_missing_count": 9},
            {"household_count": 40, "housing_missing_count": 40, "asks_housing": False},
        ),
        applies="asks_housing AND household_count > 0",
        base="QUALITY-772",
    ),
    Rule(
        "QUALITY-314",
        Level.VILLAGE,
        Severity.ERROR,
        "population_count",
        "person_count > population_count",
        Source(Ground.JUDGEMENT, "Yang terdaftar lebih banyak daripada penduduknya"),
        "QUALITY-627",
        bad=({"person_count": 1200, "population_count": 1100}, {"person_count": 2, "population_count": 1}),
        good=(
            {"person_count": 1100, "population_count": 1100},
            {"person_count": 1200, "population_count": None},
            {"person_count": 1200, "population_count": 0},  # a file that writes nothing for what it does not know
        ),
        applies="population_count > 0",
        base="QUALITY-773",
    ),
    Rule(
        "QUALITY-315",
        Level.VILLAGE,
        Severity.WARNING,
        "village_code",
        f"ABS(person_count - {GROWN}) > 30 AND ABS(person_count - {GROWN}) > 0.25 * {GROWN} "
        f"AND ABS(person_count - {GROWN}) > 5 * SQRT({GROWN})",
        Source(Ground.JUDGEMENT, "Dibandingkan dengan daftar tanggal sebelumnya dan pertumbuhan seluruh daftar"),
        "QUALITY-627",
        bad=(
            {"person_count": 0, "earlier_count": 400},
            # Just beyond each of the three limits: a quarter, five times what chance makes, thirty people.
            {"person_count": 1126, "earlier_count": 900},
            {"person_count": 151, "earlier_count": 100},
            {"person_count": 56, "earlier_count": 25},
            {"person_count": 40, "earlier_count": 1},
        ),
        good=(
            {"person_count": 800, "earlier_count": 400, "list_count": 100000, "list_earlier_count": 50000},
            {"person_count": 1125, "earlier_count": 900},
            {"person_count": 150, "earlier_count": 100},
            {"person_count": 55, "earlier_count": 25},
            {"person_count": 700, "earlier_count": None},
            {"person_count": 700, "earlier_count": 0},  # a village that the list did not reach then
        ),
        applies="earlier_count > 0",
        base="QUALITY-774",
    ),
    Rule(
        "QUALITY-316",
        Level.VILLAGE,
        Severity.WARNING,
        "village_code",
        "person_count = 0",
        Source(Ground.JUDGEMENT, "Daftarnya mencakup hampir semua desa, tetapi desa ini tidak punya satu baris pun"),
        "QUALITY-627",
        bad=({"person_count": 0, "listed_village_count": 90, "village_count": 100},),
        good=(
            {"person_count": 4, "listed_village_count": 290, "village_count": 295},
            {"person_count": 0, "listed_village_count": 16, "village_count": 295},  # a list of one district
            {"person_count": 0, "listed_village_count": 89, "village_count": 100},
        ),
        applies="listed_village_count >= 0.9 * village_count",
        base="QUALITY-775",
    ),
    Rule(
        "QUALITY-320",
        Level.LIST,
        Severity.WARNING,
        "village_code",
        "aside_count > 0.02 * row_count",
        SET_ASIDE,
        "QUALITY-625",
        bad=({"row_count": 1000, "aside_count": 21},),
        good=({"row_count": 1000, "aside_count": 2}, {"row_count": 1000, "aside_count": 20}),
        applies="row_count > 0",
        base="QUALITY-776",
    ),
    Rule(
        "QUALITY-321",
        Level.LIST,
        Severity.NOTE,
        "measured_on",
        "YEAR(as_of) * 12 + MONTH(as_of) - YEAR(measured_on) * 12 - MONTH(measured_on) > 24",
        Source(Ground.JUDGEMENT, "Setelah dua tahun banyak yang meninggal, pindah, atau berubah keadaannya"),
        "QUALITY-628",
        bad=({"measured_on": dt.date(2018, 9, 30), "as_of": dt.date(2020, 10, 26)},),
        good=(
            {"measured_on": dt.date(2020, 10, 26), "as_of": dt.date(2020, 10, 26)},
            {"measured_on": dt.date(2018, 10, 1), "as_of": dt.date(2020, 10, 26)},
        ),
    ),
    Rule(
        "QUALITY-322",
        Level.LIST,
        Severity.WARNING,
        "nik",
        "nik_count = 0 OR formed_nik_count < 0.5 * nik_count",
        Source(Ground.JUDGEMENT, "Lebih dari separuh NIK rusak, atau kolomnya kosong: berkasnya perlu diminta ulang"),
        "QUALITY-628",
        bad=(
            {"person_count": 100, "nik_count": 100, "formed_nik_count": 49},
            {"person_count": 100, "nik_count": 0, "formed_nik_count": 0},
        ),
        good=({"person_count": 100, "nik_count": 100, "formed_nik_count": 50},),
        applies="person_count > 0",
        base="QUALITY-777",
    ),
)
