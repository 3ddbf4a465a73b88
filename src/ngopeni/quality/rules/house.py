"""Answers about one house that cannot all be true."""

from __future__ import annotations

from ngopeni.kernel.finding import Severity
from ngopeni.kernel.literal import literals
from ngopeni.quality.rule import Ground, Level, Rule, Source

FORM = Source(
    Ground.PRACTICE,
    "Kuesioner BDT 2015 dan Regsosek 2022, blok III: jawaban lanjutan mengikuti induknya",
)
SENSE = Source(Ground.JUDGEMENT, "Dua jawaban yang tidak mungkin benar bersama")
LEVEL = Level.HOUSEHOLD
METERED = ("va_450", "va_900", "va_1300", "va_2200", "va_over_2200")
DRAINED = ("septic_tank", "wastewater_system")
RULES = (
    Rule(
        "QUALITY-220",
        LEVEL,
        Severity.WARNING,
        "toilet_facility",
        f"toilet_type <> 'none' OR waste_disposal IN ({literals(DRAINED)})",
        FORM,
        "QUALITY-624",
        bad=(
            {"toilet_facility": "none", "toilet_type": "swan_neck", "waste_disposal": "septic_tank"},
            {"toilet_facility": "none", "waste_disposal": "septic_tank"},
            {"toilet_facility": "none", "toilet_type": "slab"},
        ),
        good=(
            {"toilet_facility": "none", "toilet_type": "none", "waste_disposal": "open_ground"},
            {"toilet_facility": "none", "toilet_type": None, "waste_disposal": "pit"},
            {"toilet_facility": "own", "toilet_type": "swan_neck", "waste_disposal": "septic_tank"},
        ),
        applies="toilet_facility = 'none'",
    ),
    Rule(
        "QUALITY-221",
        LEVEL,
        Severity.WARNING,
        "toilet_type",
        "toilet_type = 'none'",
        FORM,
        "QUALITY-624",
        bad=({"toilet_facility": "own", "toilet_type": "none"},),
        good=(
            {"toilet_facility": "own", "toilet_type": "pit_latrine", "waste_disposal": "surface_water"},
            {"toilet_facility": "own", "toilet_type": None},
            {"toilet_facility": "none", "toilet_type": "none"},
        ),
        applies="toilet_facility IN ('own', 'shared')",
    ),
    Rule(
        "QUALITY-222",
        LEVEL,
        Severity.WARNING,
        "waste_disposal",
        f"waste_disposal IN ({literals(DRAINED)})",
        FORM,
        "QUALITY-624",
        bad=({"toilet_facility": "own", "toilet_type": "none", "waste_disposal": "septic_tank"},),
        good=(
            {"toilet_facility": "own", "toilet_type": "pit_latrine", "waste_disposal": "pit"},
            {"toilet_facility": "public", "toilet_type": "none", "waste_disposal": "open_ground"},
            {"toilet_facility": "own", "toilet_type": "swan_neck", "waste_disposal": "septic_tank"},
        ),
        applies="toilet_type = 'none' AND toilet_facility <> 'none'",
    ),
    Rule(
        "QUALITY-223",
        LEVEL,
        Severity.WARNING,
        "electric_power",
        f"electric_power IN ({literals(METERED)})",
        FORM,
        "QUALITY-624",
        bad=(
            {"lighting": "none", "electric_power": "va_900"},
            {"lighting": "pln_unmetered", "electric_power": "va_450"},
        ),
        good=(
            {"lighting": "none", "electric_power": None},
            {"lighting": "pln", "electric_power": "va_450"},
            {"lighting": "pln", "electric_power": "unmetered"},
            {"lighting": "none", "electric_power": "unmetered"},
        ),
        applies="lighting IN ('none', 'pln_unmetered')",
    ),
    Rule(
        "QUALITY-224",
        LEVEL,
        Severity.NOTE,
        "electric_power",
        "electric_power IS NULL OR electric_power = 'unmetered'",
        FORM,
        "QUALITY-624",
        bad=(
            {"lighting": "pln_metered", "electric_power": None},
            {"lighting": "pln_metered", "electric_power": "unmetered"},
        ),
        good=(
            {"lighting": "pln_metered", "electric_power": "va_450"},
            {"lighting": "pln", "electric_power": "unmetered"},
            {"lighting": "pln_unmetered", "electric_power": None},
        ),
        applies="lighting = 'pln_metered'",
    ),
    Rule(
        "QUALITY-225",
        LEVEL,
        Severity.WARNING,
        "lighting",
        "has_refrigerator = 'yes' OR cooking_fuel = 'electricity'",
        SENSE,
        "QUALITY-624",
        bad=({"lighting": "none", "has_refrigerator": "yes"}, {"lighting": "none", "cooking_fuel": "electricity"}),
        good=(
            {"lighting": "none", "has_refrigerator": "no", "has_television": "yes", "cooking_fuel": "firewood"},
            {"lighting": "pln", "has_refrigerator": "yes", "cooking_fuel": "electricity"},
            {"lighting": "non_pln", "has_refrigerator": "yes"},
        ),
        applies="lighting = 'none'",
    ),
    Rule(
        "QUALITY-226",
        LEVEL,
        Severity.WARNING,
        "floor",
        "wall IN ('woven_bamboo', 'bamboo') OR roof IN ('thatch', 'bamboo')",
        SENSE,
        "QUALITY-624",
        bad=({"floor": "marble", "wall": "bamboo"}, {"floor": "parquet", "roof": "thatch"}),
        good=(
            {"floor": "ceramic", "wall": "woven_bamboo"},  # a new floor comes before new walls
            {"floor": "marble", "wall": "masonry", "roof": "concrete"},
            {"floor": "earth", "wall": "bamboo", "roof": "thatch"},
        ),
        applies="floor IN ('marble', 'parquet')",
    ),
    Rule(
        "QUALITY-227",
        LEVEL,
        Severity.WARNING,
        "has_car",
        "has_car = 'yes' AND floor = 'earth'",
        SENSE,
        "QUALITY-624",
        bad=({"has_car": "yes", "floor": "earth"},),
        good=({"has_car": "yes", "floor": "ceramic"}, {"has_car": "no", "floor": "earth"}),
        applies="has_car IS NOT NULL AND floor IS NOT NULL",
    ),
    Rule(
        "QUALITY-228",
        LEVEL,
        Severity.WARNING,
        "answers",
        "unknown_answer_count > 0",
        Source(Ground.PRACTICE, "Kode yang tidak ada di kuesionernya tidak dapat dinilai"),
        "QUALITY-617",
        bad=({"floor": "?15"}, {"wall": "?0"}, {"has_car": "?0"}),
        good=({"floor": "earth"}, {"floor": None}),
    ),
    Rule(
        "QUALITY-229",
        LEVEL,
        Severity.WARNING,
        "floor_area_m2",
        "floor_area_m2 < 3 OR floor_area_m2 > 1000",
        SENSE,
        "QUALITY-624",
        bad=({"floor_area_m2": 0.0}, {"floor_area_m2": 2.9}, {"floor_area_m2": 1000.5}),
        good=({"floor_area_m2": 3.0}, {"floor_area_m2": 1000.0}, {"floor_area_m2": None}),
        applies="floor_area_m2 IS NOT NULL",
    ),
    Rule(
        "QUALITY-230",
        LEVEL,
        Severity.WARNING,
        "floor",
        "housing_count = 0",
        Source(Ground.JUDGEMENT, "Daftarnya menanyakan keadaan rumah, tetapi rumah tangga ini kosong semua"),
        "QUALITY-622",
        bad=(({"relation": "head"}, {"household": 1, "floor": "earth", "wall": "bamboo"}),),
        good=({"relation": "head"}, {"floor": "earth"}),  # a list that does not ask
        applies="asks_housing",
    ),
    Rule(
        "QUALITY-231",
        LEVEL,
        Severity.NOTE,
        "land_status",
        "land_status IS NOT NULL",
        FORM,
        "QUALITY-624",
        bad=({"building_status": "rented", "land_status": "own"},),
        good=({"building_status": "own", "land_status": "own"}, {"building_status": "rented", "land_status": None}),
        applies="building_status IN ('rented', 'rent_free', 'official')",
    ),
)
