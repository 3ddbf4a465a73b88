"""Households: their head, their size, their rank, and households that stand twice."""

from __future__ import annotations

import datetime as dt

from ngopeni.kernel.finding import Severity
from ngopeni.quality.rule import Ground, Level, Rule, Source

HEADS = Source(Ground.PRACTICE, "Kuesioner BDT 2015 dan kartu keluarga: satu rumah tangga, satu kepala")
LEVEL = Level.HOUSEHOLD
SPOUSE, CHILD = {"relation": "spouse", "sex": "female"}, {"relation": "child"}
KK = "3316091506090003"
HOME = {"address": "JL. MAWAR NO. 7", "head_name": "SLAMET RIYADI", "hamlet": "NGAWEN", "rt": "001", "rw": "002"}
RULES = (
    Rule(
        "QUALITY-201",
        LEVEL,
        Severity.WARNING,
        "relation",
        "head_count = 0",
        HEADS,
        "QUALITY-620",
        bad=((SPOUSE, CHILD), {"relation": "other"}),
        good=(({}, SPOUSE), {}, {"relation": None}),  # a list that does not ask
        applies="related_count = listed_count",
    ),
    Rule(
        "QUALITY-202",
        LEVEL,
        Severity.WARNING,
        "relation",
        "head_count > 1",
        HEADS,
        "QUALITY-620",
        bad=(({}, {"relation": "head"}),),
        good=(({}, SPOUSE), ({}, {"relation": "head", "is_member": False, "member_status": "dead"})),
        applies="related_count > 0",
    ),
    Rule(
        "QUALITY-203",
        LEVEL,
        Severity.WARNING,
        "told_member_count",
        "told_member_count <> listed_count AND told_member_count <> all_row_count",
        Source(Ground.JUDGEMENT, "Jumlah anggota yang tertulis dibandingkan dengan baris yang ada"),
        "QUALITY-621",
        bad=(({"told_member_count": 5}, SPOUSE), {"told_member_count": 3}),
        good=(
            ({"told_member_count": 2}, SPOUSE),
            ({"told_member_count": 2}, {"relation": "child", "is_member": False, "member_status": "moved"}),
            {"told_member_count": None},
        ),
        applies="told_member_count IS NOT NULL",
    ),
    Rule(
        "QUALITY-204",
        LEVEL,
        Severity.WARNING,
        "no_kk",
        "card_village_count > 1",
        Source(Ground.JUDGEMENT, "Satu kartu keluarga di dua desa: pindah yang belum dicatat, atau tercatat dua kali"),
        "QUALITY-608",
        bad=(({"no_kk": KK}, {"no_kk": KK, "household": 1, "village": "33.16.09.2002", "relation": "head"}),),
        good=(({"no_kk": KK}, {"no_kk": KK, "household": 1, "relation": "head"}),),
        others=(
            ({"no_kk": "0000000000000000"}, {"no_kk": "0000000000000000", "household": 1, "village": "33.16.09.2002"}),
        ),
    ),
    Rule(
        "QUALITY-205",
        LEVEL,
        Severity.WARNING,
        "head_name",
        "twin_count > 1",
        Source(
            Ground.JUDGEMENT,
            "Kepala, alamat, dan susunan anggota sama: mungkin tercatat dua kali",
        ),
        "QUALITY-607",
        bad=((HOME, {**HOME, "household": 1, "relation": "head", "head_name": "SLAMET  RIYADI."}),),
        good=(
            (HOME, {**HOME, "household": 1, "head_name": "SUPARMI", "full_name": "SUPARMI"}),
            (HOME, {**HOME, "household": 1, "address": "JL. MAWAR NO. 8"}),
            (HOME, {**HOME, "household": 1, "rt": "003"}),
            # Two neighbours with one common name: of another age, or with another family.
            (HOME, {**HOME, "household": 1, "birth_date": dt.date(1971, 2, 3)}),
            (HOME, CHILD, {**HOME, "household": 1}, {**SPOUSE, "household": 1}),
            (HOME, {**HOME, "household": 1}, {"household": 1, "relation": "child"}),
            ({**HOME, "address": None}, {**HOME, "address": None, "household": 1}),
        ),
        applies="address IS NOT NULL",
        other="other_household",
    ),
    Rule(
        "QUALITY-206",
        LEVEL,
        Severity.NOTE,
        "relation",
        "spouse_count > 1",
        Source(Ground.LAW, "UU 1/1974 pasal 3–5: beristri lebih dari satu hanya dengan izin pengadilan", False),
        "QUALITY-612",
        bad=(({}, SPOUSE, {**SPOUSE, "full_name": "SUMI"}),),
        good=(({}, SPOUSE), ({}, CHILD)),
        applies="related_count > 0",
    ),
    Rule(
        "QUALITY-207",
        LEVEL,
        Severity.WARNING,
        "birth_date",
        "oldest_years < 15",
        Source(Ground.JUDGEMENT, "Tidak ada orang dewasa: barisnya kurang, atau anak-anak ini perlu segera didatangi"),
        "QUALITY-612",
        bad=({"age": 9, "birth_date": None, "nik": None}, ({"age": 14, "birth_date": None, "nik": None},)),
        good=(
            {"age": 15, "birth_date": None, "nik": None},
            ({"age": 9, "birth_date": None, "nik": None}, {"relation": "other"}),
            ({"age": 9, "birth_date": None, "nik": None}, {"relation": "other", "age": None, "birth_date": None}),
        ),
        applies="aged_count = listed_count",
    ),
    Rule(
        "QUALITY-208",
        LEVEL,
        Severity.WARNING,
        "household_id",
        "listed_count > 20",
        Source(Ground.JUDGEMENT, "Biasanya panti, pondok, atau nomor yang terpakai berkali-kali"),
        "QUALITY-621",
        bad=(tuple({"relation": "head" if not number else "child"} for number in range(21)),),
        good=(
            tuple({"relation": "head" if not number else "child"} for number in range(15)),  # a family of fifteen
            tuple({"relation": "head" if not number else "child"} for number in range(20)),
        ),
    ),
    Rule(
        "QUALITY-209",
        LEVEL,
        Severity.NOTE,
        "address",
        "address IS NULL AND hamlet IS NULL",
        Source(Ground.JUDGEMENT, "Tanpa alamat dan dusun petugas tidak tahu ke mana harus datang"),
        "QUALITY-622",
        bad=({"address": None, "hamlet": None},),
        good=({"address": None, "hamlet": "NGAWEN"}, {"address": "JL. MAWAR"}),
    ),
    Rule(
        "QUALITY-210",
        LEVEL,
        Severity.WARNING,
        "decile",
        "decile <> CAST(CEIL(percentile / 10.0) AS INTEGER)",
        Source(Ground.PRACTICE, "Desil 1 adalah persentil 1–10, desil 2 persentil 11–20, dan seterusnya", False),
        "QUALITY-623",
        bad=({"decile": 1, "percentile": 34}, {"decile": 2, "percentile": 10}, {"decile": 2, "percentile": 1}),
        good=({"decile": 1, "percentile": 10}, {"decile": 2, "percentile": 11}, {"decile": 3, "percentile": None}),
        others=({"decile": 1, "percentile": 0},),
        applies="decile IS NOT NULL AND percentile >= 1",
    ),
    Rule(
        "QUALITY-211",
        LEVEL,
        Severity.NOTE,
        "percentile",
        "percentile > 40",
        Source(Ground.PRACTICE, "BDT dan DTKS memuat 40% rumah tangga terbawah", False),
        "QUALITY-623",
        bad=({"list": "bdt2015", "percentile": 41},),
        good=({"list": "bdt2015", "percentile": 40}, {"list": "dtsen", "percentile": 63}, {"percentile": None}),
        applies="percentile IS NOT NULL AND profile LIKE 'bdt2015%'",
    ),
    Rule(
        "QUALITY-212",
        LEVEL,
        Severity.WARNING,
        "decile",
        "decile IS NULL OR percentile < 1",
        Source(Ground.PRACTICE, "Bantuan ditetapkan menurut desil; yang tanpa desil tidak pernah terpilih", False),
        "QUALITY-623",
        bad=(({"decile": None}, {"decile": 2, "household": 1}), {"decile": 0, "percentile": 0}),
        good=({"decile": None}, {"decile": 10}, {"decile": 1, "percentile": 1}),  # a list without ranks
        applies="asks_welfare",
    ),
)
