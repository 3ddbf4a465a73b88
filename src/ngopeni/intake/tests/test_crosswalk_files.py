"""The code values of the instruments, against lists typed from the questionnaires."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
import yaml

import ngopeni

REFERENCE = Path(ngopeni.__file__).parent / "reference"
CROSSWALKS = REFERENCE / "crosswalks"
INSTRUMENTS = ("bdt2015", "regsosek2022")

# Every code of a questionnaire, in order, with a word of its printed answer.
PRINTED = {
    "bdt2015": {
        "building_status": "1 sendiri, 2 kontrak, 3 bebas, 4 dinas, 5 lain",
        "land_status": "1 sendiri, 2 orang lain, 3 negara, 4 lain",
        "floor": "1 marmer, 2 keramik, 3 parket, 4 ubin, 5 tinggi, 6 semen, 7 bambu, 8 rendah, 9 tanah, 10 lain",
        "wall": "1 tembok, 2 plesteran, 3 kayu, 4 anyaman, 5 batang, 6 bambu, 7 lain",
        "wall_condition": "1 bagus, 2 jelek",
        "roof": "1 beton, 2 keramik, 3 metal, 4 tanah liat, 5 asbes, 6 seng, 7 sirap, 8 bambu, 9 rumbia, 10 lain",
        "roof_condition": "1 bagus, 2 jelek",
        "drinking_water": "1 kemasan, 2 isi ulang, 3 meteran, 4 eceran, 5 pompa, 6 sumur terlindung,"
        " 7 sumur tak terlindung, 8 mata air terlindung, 9 mata air tak terlindung, 10 sungai, 11 hujan, 12 lain",
        "water_access": "1 eceran, 2 langganan, 3 tidak",
        "lighting": "1 PLN, 2 non, 3 bukan listrik",
        "electric_power": "1 450, 2 900, 3 1.300, 4 2.200, 5 lebih, 6 tanpa",
        "cooking_fuel": "1 listrik, 2 lebih, 3 gas 3, 4 biogas, 5 minyak, 6 briket, 7 arang, 8 kayu, 9 tidak",
        "toilet_facility": "1 sendiri, 2 bersama, 3 umum, 4 tidak ada",
        "toilet_type": "1 angsa, 2 plengsengan, 3 cemplung, 4 tidak",
        "waste_disposal": "1 tangki, 2 SPAL, 3 lubang, 4 sawah, 5 kebun, 6 lain",
        "asset": "1 ya, 2 tidak, 3 ya, 4 tidak",
        "household_status": "1 ditemukan, 2 tidak, 3 ganda, 4 usulan",
        "relation": "1 kepala, 2 istri, 3 anak, 4 menantu, 5 cucu, 6 mertua, 7 pembantu, 8 lain",
        "sex": "1 laki, 2 perempuan",
        "marital_status": "1 belum, 2 kawin, 3 hidup, 4 mati",
        "marriage_certificate": "1 tidak, 2 dapat, 3 tidak dapat",
        "pregnancy": "1 ya, 2 tidak",
        "disability": "00 tidak, 01 daksa, 02 netra, 03 rungu, 04 wicara, 05 rungu dan wicara, 06 netra dan,"
        " 07 netra, rungu; 08 rungu, wicara, dan; 09 rungu, wicara, netra; 10 retardasi, 11 jiwa, 12 fisik",
        "chronic_illness": "0 tidak, 1 hipertensi, 2 rematik, 3 asma, 4 jantung, 5 diabetes, 6 tuberkulosis, 7 stroke,"
        " 8 kanker, 9 lain",
        "school_participation": "0 belum, 1 masih, 2 lagi",
        "education": "01 SD, 02 A, 03 MI, 04 SMP, 05 B, 06 MTs, 07 SMA, 08 C, 09 MA, 10 perguruan",
        "grade": "1 1, 2 2, 3 3, 4 4, 5 5, 6 6, 7 7, 8 tamat",
        "diploma": "0 tidak, 1 SD, 2 SMP, 3 SMA, 4 D1, 5 S1, 6 S2",
        "works": "1 ya, 2 tidak",
        "industry": "1 padi, 2 horti, 3 kebun, 4 tangkap, 5 budidaya, 6 ternak, 7 hutan, 8 tambang, 9 industri,"
        " 10 listrik, 11 bangunan, 12 dagang, 13 hotel, 14 trans, 15 info, 16 uang, 17 didik, 18 sehat,"
        " 19 masyarakat, 20 pemulung, 21 lain",
        "job_status": "1 sendiri, 2 tidak tetap, 3 buruh tetap, 4 karyawan, 5 PNS, 6 tani, 7 non, 8 keluarga",
        "member_status": "1 tinggal, 2 meninggal, 3 pindah, 4 baru, 5 prelist, 6 tidak ditemukan",
    },
    "regsosek2022": {
        "building_status": "1 sendiri, 2 kontrak, 3 bebas, 4 dinas, 5 lain",
        "land_proof": "1 atas nama anggota, 2 dengan perjanjian, 3 tanpa perjanjian, 4 sertifikat, 5 girik, 6 tidak",
        "floor": "1 marmer, 2 keramik, 3 parket, 4 ubin, 5 papan, 6 semen, 7 bambu, 8 tanah, 9 lain",
        "wall": "1 tembok, 2 plesteran, 3 gypsum, 4 anyaman, 5 batang, 6 bambu, 7 lain",
        "roof": "1 beton, 2 genteng, 3 seng, 4 asbes, 5 sirap, 6 bambu, 7 rumbia, 8 lain",
        "drinking_water": "1 kemasan, 2 isi ulang, 3 leding, 4 pompa, 5 sumur terlindung, 6 sumur tak terlindung,"
        " 7 mata air terlindung, 8 mata air tak terlindung, 9 permukaan, 10 hujan, 11 lain",
        "septic_distance": "1 kurang, 2 10, 3 tidak tahu",
        "lighting": "1 dengan meteran, 2 tanpa meteran, 3 non, 4 bukan listrik",
        "electric_power": "1 450, 2 900, 3 1.300, 4 2.200, 5 lebih",
        "cooking_fuel": "1 listrik, 2 5,5; 3 12 kg, 4 3 kg, 5 kota, 6 biogas, 7 minyak, 8 briket, 9 arang, 10 kayu,"
        " 11 lain, 12 tidak",
        "toilet_facility": "1 sendiri, 2 bersama, 3 komunal, 4 umum, 5 tidak digunakan, 6 tidak ada",
        "toilet_type": "1 angsa, 2 dengan tutup, 3 tanpa tutup, 4 cemplung",
        "waste_disposal": "1 septik, 2 IPAL, 3 sawah, 4 lubang, 5 kebun, 6 lain",
        "asset": "1 ya, 2 tidak",
        "programme": "1 ya, 2 tidak, 8 tahu",
        "survey_result": "1 lengkap, 2 tidak lengkap, 3 responden, 4 menolak, 5 pindah",
        "relation": "1 kepala, 2 istri, 3 anak, 4 menantu, 5 cucu, 6 mertua, 7 pembantu, 8 lain",
        "sex": "1 laki, 2 perempuan",
        "member_status": "1 tinggal, 2 meninggal, 3 dalam negeri, 4 luar negeri, 5 baru, 6 tidak ditemukan",
        "school_participation": "1 belum, 2 masih, 3 lagi",
        "works": "1 ya, 2 tidak",
        "toddler_nutrition": "1 wasting, 2 stunting, 3 catatan, 8 tahu",
        "stunting_risk": "1 ya, 2 tidak, 8 tahu",
        "functional_difficulty": "1 sama sekali, 2 banyak, 3 sedikit, 4 tidak",
        "disability": "0 tidak, 1 ya",
        "chronic_illness": "1 tidak",
    },
}

# The same thing under its code of 2015 and of 2022.
SAME = {
    "building_status": "1=1 2=2 3=3 4=4 5=5",
    "floor": "1=1 2=2 3=3 4=4 6=6 7=7 9=8 10=9",
    "wall": "1=1 2=2 3=3 4=4 5=5 6=6 7=7",
    "roof": "1=1 5=4 6=3 7=5 8=6 9=7 10=8",
    "drinking_water": "1=1 2=2 5=4 6=5 7=6 8=7 9=8 10=9 11=10 12=11",
    "lighting": "2=3 3=4",
    "electric_power": "1=1 2=2 3=3 4=4 5=5",
    "cooking_fuel": "1=1 3=4 5=7 6=8 7=9 8=10 9=12",
    "toilet_facility": "1=1 2=2 3=4 4=6",
    "toilet_type": "1=1 3=4",
    "waste_disposal": "1=1 2=2 3=4 4=3 5=5 6=6",
    "asset": "1=1 2=2 3=1 4=2",
    "relation": "1=1 2=2 3=3 4=4 5=5 6=6 7=7 8=8",
    "sex": "1=1 2=2",
    "member_status": "1=1 2=2 3=3 4=5 6=6",
    "school_participation": "0=1 1=2 2=3",
    "works": "1=1 2=2",
    "disability": "00=0",
    "chronic_illness": "0=1",
}

# What the needs are counted from: these words must exist, or a need would never be found.
COUNTED = {
    "bdt2015": {
        "floor": "earth bamboo wood_low",
        "wall": "woven_bamboo bamboo log",
        "roof": "bamboo thatch",
        "drinking_water": "unprotected_well unprotected_spring surface_water rain",
        "toilet_facility": "own",
        "waste_disposal": "surface_water open_ground",
        "lighting": "none",
        "electric_power": "unmetered",
        "relation": "head",
        "works": "yes no",
        "school_participation": "attending never left",
        "disability": "none",
    },
    "regsosek2022": {
        "floor": "earth bamboo",
        "wall": "woven_bamboo bamboo log",
        "roof": "bamboo thatch",
        "drinking_water": "unprotected_well unprotected_spring surface_water rain",
        "toilet_facility": "own",
        "waste_disposal": "surface_water open_ground",
        "lighting": "none pln_unmetered",
        "relation": "head",
        "works": "yes no",
        "school_participation": "attending never left",
        "stunting_risk": "yes no unknown",
        "disability": "none",
    },
}
NEEDS = ["house", "water", "toilet", "electricity", "work", "out_of_school", "stunting_risk", "disability"]


@cache
def load(name: str) -> dict:
    return yaml.safe_load((CROSSWALKS / f"{name}.yaml").read_text(encoding="utf-8"))


def codes_of(name: str, item: str) -> dict[str, dict]:
    return load(name)["items"][item]["codes"]


def printed(text: str) -> list[tuple[str, str]]:
    """Codes and words of a typed list; a semicolon parts answers where the word before it holds a comma."""
    pairs: list[tuple[str, str]] = []
    for part in text.replace(";", ",").split(","):
        code, _, word = part.strip().partition(" ")
        if word and code.isdigit():
            pairs.append((code, word))
    return pairs


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_crosswalk_says_what_it_is(name):
    crosswalk = load(name)
    assert crosswalk["instrument"] == name
    assert crosswalk["title"]
    assert crosswalk["source"]
    assert dt.date.fromisoformat(crosswalk["valid_from"])
    for item, content in crosswalk["items"].items():
        assert set(content) <= {"label", "note", "codes"}, item
        assert all(content["label"][language] for language in ("id", "en")), item
        for code, answer in content["codes"].items():
            assert isinstance(code, str), f"{item} {code}: codes are text"
            assert set(answer) <= {"meaning", "id", "words", "note"}, f"{item} {code}"


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_item_of_the_questionnaire_is_there(name):
    assert set(load(name)["items"]) == set(PRINTED[name])


@pytest.mark.parametrize(("name", "item"), [(name, item) for name in INSTRUMENTS for item in PRINTED[name]])
def test_every_code_stands_for_the_answer_that_is_printed_beside_it(name, item):
    codes = codes_of(name, item)
    expected = printed(PRINTED[name][item])
    assert list(codes) == [code for code, _ in expected]
    for code, word in expected:
        assert word.lower() in codes[code]["id"].lower(), code


@pytest.mark.parametrize(("name", "item"), [(name, item) for name in INSTRUMENTS for item in PRINTED[name]])
def test_a_meaning_is_a_word_and_stands_once(name, item):
    meanings = [answer["meaning"] for answer in codes_of(name, item).values()]
    for meaning in meanings:
        assert isinstance(meaning, str), "yes and no need quotation marks"
        assert meaning.replace("_", "").isalnum()
        assert meaning == meaning.lower()
        assert not meaning.isdigit()
    assert item == "asset" or len(meanings) == len(set(meanings))


@pytest.mark.parametrize(("name", "item"), [(name, item) for name in INSTRUMENTS for item in PRINTED[name]])
def test_a_spelling_leads_to_one_code(name, item):
    codes = codes_of(name, item)
    spellings = [word for answer in codes.values() for word in answer.get("words", [])]
    assert all(isinstance(word, str) and word == word.upper().strip() for word in spellings)
    assert len(spellings) == len(set(spellings))
    assert not set(spellings) & set(codes)


@pytest.mark.parametrize("item", SAME)
def test_the_same_thing_has_the_same_word_in_both_instruments(item):
    old, new = codes_of("bdt2015", item), codes_of("regsosek2022", item)
    pairs = [pair.split("=") for pair in SAME[item].split()]
    for before, after in pairs:
        assert old[before]["meaning"] == new[after]["meaning"], f"{before} and {after}"
    # What is not paired is not the same thing, so that no word is shared by chance.
    alone = {answer["meaning"] for code, answer in old.items() if code not in {before for before, _ in pairs}}
    others = {answer["meaning"] for code, answer in new.items() if code not in {after for _, after in pairs}}
    assert not alone & others


def test_every_item_of_both_instruments_is_compared():
    assert set(SAME) == set(PRINTED["bdt2015"]) & set(PRINTED["regsosek2022"])


def test_the_traps_between_the_instruments_are_kept():
    assert codes_of("bdt2015", "waste_disposal")["3"]["meaning"] == "pit"
    assert codes_of("regsosek2022", "waste_disposal")["3"]["meaning"] == "surface_water"
    assert codes_of("bdt2015", "school_participation")["1"]["meaning"] == "attending"
    assert codes_of("regsosek2022", "school_participation")["1"]["meaning"] == "never"
    assert codes_of("bdt2015", "floor")["8"]["meaning"] == "wood_low"
    assert codes_of("regsosek2022", "floor")["8"]["meaning"] == "earth"
    assert [answer["meaning"] for answer in codes_of("bdt2015", "asset").values()] == ["yes", "no", "yes", "no"]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_the_words_that_needs_are_counted_from_exist(name):
    for item, wanted in COUNTED[name].items():
        meanings = {answer["meaning"] for answer in codes_of(name, item).values()}
        assert set(wanted.split()) <= meanings, item


def test_a_leading_zero_that_a_spreadsheet_ate_is_known():
    for item in ("disability", "education"):
        for code, answer in codes_of("bdt2015", item).items():
            assert not code.startswith("0") or str(int(code)) in answer["words"], f"{item} {code}"


# Words ----------------------------------------------------------------------------------------------------------------

SPELLED = {
    "sex": {"male": "L,LAKI-LAKI,LAKI,PRIA", "female": "P,PEREMPUAN,WANITA"},
    "yes_no": {"yes": "YA,Y,ADA,1", "no": "TIDAK,T,TDK,-"},
    "relation": {
        "head": "KEPALA KELUARGA",
        "spouse": "ISTRI,SUAMI",
        "child": "ANAK",
        "child_in_law": "MENANTU",
        "grandchild": "CUCU",
        "parent": "ORANG TUA,MERTUA",
        "domestic_worker": "PEMBANTU",
        "other": "FAMILI LAIN,LAINNYA",
    },
    "marital_status": {"single": "BELUM KAWIN", "married": "KAWIN", "divorced": "CERAI HIDUP", "widowed": "CERAI MATI"},
    "civil_status": {"alive": "HIDUP", "dead": "MENINGGAL,WAFAT,MATI", "moved": "PINDAH"},
    "aid_programme": {
        "pkh": "PKH",
        "bpnt": "BPNT,SEMBAKO",
        "pbi_jk": "PBI-JK,PBI JKN,KIS PBI",
        "bsps": "BSPS",
        "blt_dd": "BLT-DD,BLT DANA DESA",
        "rtlh": "RTLH",
    },
    "servant_kind": {
        "pns": "PNS",
        "pppk": "PPPK,P3K",
        "tni": "TNI",
        "polri": "POLRI",
        "village_official": "PERANGKAT DESA",
    },
}


@pytest.mark.parametrize("item", SPELLED)
def test_the_usual_spellings_are_known(item):
    meanings = load("words")["items"][item]["meanings"]
    for meaning, spellings in SPELLED[item].items():
        assert set(spellings.split(",")) <= set(meanings[meaning]["words"]), meaning


def test_every_list_of_words_is_sound():
    words = load("words")
    assert words["instrument"] == "words"
    assert set(words["items"]) == set(SPELLED)
    for item, content in words["items"].items():
        assert all(content["label"][language] for language in ("id", "en")), item
        assert all(isinstance(meaning, str) and not meaning.isdigit() for meaning in content["meanings"]), item
        spellings = [word for meaning in content["meanings"].values() for word in meaning["words"]]
        assert all(isinstance(word, str) and word == word.upper().strip() for word in spellings), item
        assert len(spellings) == len(set(spellings)), item


@pytest.mark.parametrize("item", ["sex", "relation", "marital_status"])
def test_words_lead_to_the_meanings_that_the_codes_have(item):
    meanings = {answer["meaning"] for answer in codes_of("bdt2015", item).values()}
    assert set(load("words")["items"][item]["meanings"]) == meanings


# Needs ----------------------------------------------------------------------------------------------------------------


def test_the_eight_needs_are_there_in_their_order():
    needs = yaml.safe_load((REFERENCE / "needs.yaml").read_text(encoding="utf-8"))
    assert [need["code"] for need in needs] == NEEDS
    for need in needs:
        assert need["unit"] == "household"
        assert need["source"]
        for part in ("label", "counts_as_need"):
            assert all(need[part][language] for language in ("id", "en")), need["code"]
