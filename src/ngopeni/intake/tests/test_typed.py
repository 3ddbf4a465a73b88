from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.areas.register import load_bps_crosswalk
from ngopeni.intake.inspection import draft_note
from ngopeni.intake.layouts import layouts
from ngopeni.intake.reading import Sheet
from ngopeni.intake.recognition import recognise
from ngopeni.intake.tables import IMPORT_FINDING
from ngopeni.intake.tests.files import BLORA, DESA, DISTRICTS, IDM_HEADER, idm_row, lay_down
from ngopeni.intake.typed import type_rows
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.messages import catalogue

AS_OF = dt.date(2024, 12, 31)
SCORES = ("iks_score", "ike_score", "ikl_score", "idm_score")


def text(value) -> str | None:
    return None if value is None or value == "" else str(value)


def typed(rows, profile="idm", engine=None):
    """Typed rows and findings of a table, both checked against their contracts; rows in = typed + set aside."""
    engine = engine or Engine(threads=1)
    sheet = Sheet("", [[text(value) for value in row] for row in rows])
    found = recognise([sheet], "data.csv", profile)
    lay_down(engine, sheet.head)
    type_rows(engine, found.layout, {**draft_note(found), "source_id": "s1", "as_of": AS_OF}, BLORA)
    engine.check(found.layout.table)
    engine.check(IMPORT_FINDING)
    good = engine.rows(f"SELECT * FROM {found.layout.table_name} ORDER BY row_number")
    findings = engine.rows("SELECT * FROM import_finding ORDER BY row_number, position")
    aside = {each["row_number"] for each in findings if each["is_set_aside"]}
    body = {number for number, row in enumerate(sheet.head, 1) if number > found.header_row and any(row)}
    assert {row["row_number"] for row in good} | aside == body
    assert {row["row_number"] for row in good} & aside == set()
    assert len(good) + len(aside) == len(body)
    for each in findings:
        assert each["rule_code"] in catalogue()
        assert each["column_name"]
        assert each["is_set_aside"] == (each["row_number"] in aside)
    for number in aside:
        assert any(each["severity"] == "error" for each in findings if each["row_number"] == number)
    return good, findings


def rules(findings) -> list[tuple[int, str, str]]:
    return [(each["row_number"], each["rule_code"], each["column_name"]) for each in findings]


def idm(*rows):
    return typed([IDM_HEADER, *rows])


def test_a_good_row_keeps_its_place_date_source_and_number():
    good, findings = idm(idm_row(0, iks=0.5, ike="0,6", ikl=0.7), idm_row(1))
    assert findings == []
    assert good[0] == {
        "regency_code": "33.16",
        "village_code": DESA[0].village_code,
        "measured_on": AS_OF,
        "source_id": "s1",
        "row_number": 2,
        "iks_score": 0.5,
        "ike_score": 0.6,
        "ikl_score": 0.7,
        "idm_score": 0.6,
        "idm_status": "berkembang",
        "reference_year": 2024,
    }
    assert good[1]["row_number"] == 3


def test_blank_rows_are_no_rows_and_keep_the_numbers_of_the_others():
    good, findings = idm([], idm_row(0), [None, ""], idm_row(1), [])
    assert [row["row_number"] for row in good] == [3, 5]
    assert findings == []


def test_titles_above_and_notes_below_are_told_from_rows():
    good, findings = typed(
        [["IDM 2024"], [], IDM_HEADER, idm_row(0), ["Jumlah", "", "", "", 0.6], ["Sumber: Kemendesa"]]
    )
    assert [row["row_number"] for row in good] == [4]
    assert {(number, rule) for number, rule, _ in rules(findings)} >= {(5, "INTAKE-114"), (6, "INTAKE-114")}


def test_codes_are_read_dotted_undotted_of_bps_and_by_name():
    code = DESA[0].village_code
    for written in (code, code.replace(".", ""), f"{code.replace('.', '')}.0", ""):
        good, findings = idm(idm_row(0, kode=written))
        assert (good[0]["village_code"], findings) == (code, [])
    bps = {village: number for number, village in load_bps_crosswalk().items()}
    good, findings = idm(*(idm_row(number, kode=bps[DESA[number].village_code]) for number in range(5)))
    assert [row["village_code"] for row in good] == [village.village_code for village in DESA[:5]]
    assert findings == []


def test_a_row_of_another_regency_is_set_aside():
    good, findings = idm(idm_row(0), idm_row(1, kode="33.17.01.2001"))
    assert len(good) == 1
    assert rules(findings) == [(3, "INTAKE-111", "village_code")]
    assert findings[0]["raw_value"] == "33.17.01.2001"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"kode": "33.16.99.2001"}, "INTAKE-110"),
        ({"kode": "", "desa": "Antah"}, "INTAKE-112"),
        ({"kode": "", "desa": ""}, "INTAKE-114"),
    ],
)
def test_a_row_that_cannot_be_placed_is_set_aside(changes, rule):
    good, findings = idm(idm_row(0, **changes))
    assert good == []
    assert rules(findings) == [(2, rule, "village_code")]


def test_a_name_that_disagrees_with_its_code_is_told_and_the_code_is_used():
    good, findings = idm(idm_row(0, desa="Antah Berantah"))
    assert good[0]["village_code"] == DESA[0].village_code
    assert rules(findings) == [(2, "INTAKE-113", "village_code")]
    assert not findings[0]["is_set_aside"]


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("", "INTAKE-100"),
        ("n/a", "INTAKE-101"),
        ("68,83", "INTAKE-102"),
        ("-0,1", "INTAKE-102"),
        ("1,0001", "INTAKE-102"),
    ],
)
def test_a_required_value_that_is_missing_unreadable_or_impossible_sets_the_row_aside(value, rule):
    good, findings = idm(idm_row(0, iks=value), idm_row(1))
    assert [row["row_number"] for row in good] == [3]
    assert (2, rule, "iks_score") in rules(findings)
    assert next(each for each in findings if each["rule_code"] == rule)["raw_value"] == (value or None)


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"status": "LUAR BIASA"}, "idm_status", "INTAKE-101"),
        ({"tahun": "dua ribu"}, "reference_year", "INTAKE-101"),
        ({"tahun": 1999}, "reference_year", "INTAKE-102"),
        ({"tahun": 2024.5}, "reference_year", "INTAKE-101"),
    ],
)
def test_an_optional_value_that_cannot_be_used_is_missing_with_a_warning_and_the_row_stays(changes, column, rule):
    good, findings = idm(idm_row(0, **changes))
    assert good[0][column] is None
    assert good[0]["idm_score"] == 0.6
    assert rules(findings) == [(2, rule, column)]
    assert findings[0]["severity"] == "warning"


def test_an_empty_optional_value_is_no_problem():
    good, findings = idm(idm_row(0, status="", tahun=None))
    assert (good[0]["idm_status"], good[0]["reference_year"], findings) == (None, None, [])


def test_an_index_that_is_not_the_mean_of_its_parts_is_doubted_and_used():
    good, findings = idm(idm_row(0, idm=0.7))
    assert good[0]["idm_score"] == 0.7
    assert rules(findings) == [(2, "INTAKE-104", "idm_score")]
    assert idm(idm_row(0, iks=0.7314, ike=0.7333, ikl=0.6, idm=0.6883))[1] == []


def test_of_equal_repeats_the_first_is_kept():
    good, findings = idm(idm_row(0), idm_row(1), idm_row(0), idm_row(0, kode=DESA[0].village_code.replace(".", "")))
    assert [row["row_number"] for row in good] == [2, 3]
    assert rules(findings) == [(4, "INTAKE-116", "village_code"), (5, "INTAKE-116", "village_code")]


@pytest.mark.parametrize("changes", [{"score": 0.61}, {"status": "MAJU"}, {"status": ""}, {"tahun": ""}])
def test_of_unequal_repeats_none_is_kept(changes):
    good, findings = idm(idm_row(0), idm_row(1), idm_row(0, **changes))
    assert [row["row_number"] for row in good] == [3]
    assert rules(findings) == [(2, "INTAKE-115", "village_code"), (4, "INTAKE-115", "village_code")]


def test_repeats_are_told_apart_whatever_marks_their_texts_hold():
    header = ["kode", "indikator", "nilai", "satuan"]
    code = DESA[0].village_code
    good, findings = typed([header, [code, "Air|bersih", 1, "a|b"], [code, "Air", 1, "bersih|a|b"]], "indicator")
    assert len(good) == 2
    assert findings == []


def test_rows_of_other_regencies_are_no_repeats_of_each_other():
    _, findings = idm(idm_row(0, kode="33.17.01.2001"), idm_row(1, kode="33.17.01.2001"))
    assert {rule for _, rule, _ in rules(findings)} == {"INTAKE-111"}


def test_a_problem_is_numbered_within_its_row():
    _, findings = idm(idm_row(0, iks="x", ike="", status="?"))
    assert [each["position"] for each in findings] == [1, 2, 3]
    assert [each["severity"] for each in findings] == ["error", "error", "warning"]


def test_population_is_checked_against_its_parts():
    header = ["kode", "jumlah penduduk", "laki-laki", "perempuan", "kk"]
    code = [village.village_code for village in DESA]
    rows = [[code[0], "1.234", "600", "634", 400], [code[1], 1000, 600, 500, 400], [code[2], 100, "", "", 101]]
    good, findings = typed([header, *rows], "population")
    assert [row["population_count"] for row in good] == [1234, 1000, 100]
    assert rules(findings) == [(3, "INTAKE-105", "population_count"), (4, "INTAKE-106", "family_count")]


def test_a_poverty_series_is_dated_by_its_own_years():
    header = ["tahun", "p0", "penduduk miskin", "garis kemiskinan", "p1", "p2"]
    rows = [
        [2020, "11,96", "103,73", "331.577", "1,55", "0,32"],
        [2021, "12,39", "107050", "344,101", "1,2", "1,3"],
        [999999, "12", "", "", "", ""],
        [2022, "", "", "", "", ""],
    ]
    good, findings = typed([header, *rows], "poverty_series")
    assert [row["measured_on"] for row in good] == [dt.date(2020, 3, 1), dt.date(2021, 3, 1)]
    assert [row["poverty_line_idr"] for row in good] == [331577, 344101]
    assert [row["poor_thousands"] for row in good] == [103.73, None]
    assert rules(findings) == [
        (3, "INTAKE-102", "poor_thousands"),
        (3, "INTAKE-107", "poverty_severity_percent"),
        (4, "INTAKE-102", "year"),
        (5, "INTAKE-100", "headcount_percent"),
    ]


def test_a_poverty_series_of_another_regency_is_known_by_code_or_by_name():
    rows = [["kabupaten/kota", "tahun", "p0"], ["Kabupaten Rembang", 2020, 15], ["KAB. BLORA", 2020, 12]]
    good, findings = typed(rows, "poverty_series")
    assert [row["headcount_percent"] for row in good] == [12]
    assert rules(findings) == [(2, "INTAKE-111", "regency_code")]
    assert findings[0]["raw_value"] == "Kabupaten Rembang"
    good, findings = typed([["kode", "tahun", "p0"], ["3317", 2020, 15], ["33.16", 2020, 12]], "poverty_series")
    assert [row["headcount_percent"] for row in good] == [12]


CODES = st.sampled_from(
    [village.village_code for village in DESA[:3]] + ["3316012001", "33.17.01.2001", "33.16.99.9", "x", ""]
)
NUMBERS = st.sampled_from(["0,5", "0.5", "0.6", "1", "1,5", "-1", "abc", "", "NaN", "0,123", "50%", "1.234", "Rp"])
MESSY = st.tuples(
    CODES,
    st.sampled_from(["Jati", "Kec. Jati", "", "Antah"]),
    st.sampled_from([DESA[0].village_name, DESA[1].village_name, "", "Antah"]),
    st.sampled_from(["2024", "2024.0", "1999", "x", "", "2.024"]),
    NUMBERS,
    NUMBERS,
    NUMBERS,
    NUMBERS,
    st.sampled_from(["MAJU", "maju", "Sangat Tertinggal", "?", ""]),
)
NAMES = (
    "kode",
    "kecamatan",
    "desa",
    "reference_year",
    "idm_score",
    "iks_score",
    "ike_score",
    "ikl_score",
    "idm_status",
)


def slow_number(written: str, *, is_whole: bool = False):
    """The value of the few writings above."""
    known = {
        "0,5": 0.5,
        "0.5": 0.5,
        "0.6": 0.6,
        "1": 1,
        "1,5": 1.5,
        "-1": -1,
        "0,123": 0.123,
        "50%": 50,
        "1.234": 1.234,
    }
    years = {"2024": 2024, "2024.0": 2024, "1999": 1999, "2.024": 2024}
    return (years if is_whole else known).get(written)


def slow_place(code: str, district: str, village: str) -> str | None:
    codes = {each.village_code.replace(".", ""): each.village_code for each in BLORA.villages}
    digits = code.replace(".", "")
    if digits.isdecimal():
        return codes.get(digits)
    for each in BLORA.villages:
        is_named = (each.village_name, DISTRICTS[each.district_code]) == (village, district.removeprefix("Kec. "))
        if village and is_named:
            return each.village_code
    return None


def slow_idm(rows) -> list[dict]:
    """The typed rows of the idm layout, worked out one row after another."""
    parsed = []
    for number, row in enumerate(rows, 2):
        said = dict(zip(NAMES, row, strict=True))
        if not any(row):
            continue
        year = slow_number(said["reference_year"], is_whole=True)
        statuses = {"MAJU": "maju", "maju": "maju", "Sangat Tertinggal": "sangat tertinggal"}
        values = {name: slow_number(said[name]) for name in SCORES}
        values |= {"idm_status": statuses.get(said["idm_status"]), "reference_year": year}
        parsed.append((number, slow_place(said["kode"], said["kecamatan"], said["desa"]), values))
    good, seen = [], set()
    for number, village, values in parsed:
        same = [other for _, place, other in parsed if place == village]
        is_repeat = village in seen
        seen.add(village)
        if village is None or is_repeat or any(other != values for other in same):
            continue
        if any(values[name] is None or not 0 <= values[name] <= 1 for name in SCORES):
            continue
        year = values["reference_year"]
        good.append(
            {"village_code": village, "row_number": number}
            | values
            | {"reference_year": year if year and year >= 2015 else None}
        )
    return good


@settings(max_examples=40, deadline=None)
@given(st.lists(MESSY, min_size=1, max_size=7))
def test_messy_rows_are_typed_or_set_aside_like_the_slow_twin_says(rows):
    engine = Engine(threads=1)
    good, _ = typed([IDM_HEADER, *rows], engine=engine)
    engine.close()
    expected = slow_idm(rows)
    assert [{name: row[name] for name in expected[0]} for row in good] == expected if expected else good == []


ANY = (
    st.none() | st.sampled_from(["1", "0,5", "33.16.01.2001", "Jati", "x", "1.234", "12", "2020"]) | st.text(max_size=4)
)
PERSON = ("kecamatan", "nama desa", "nik", "no kk", "nama")
HEADERS = {
    "aid_list": (*PERSON, "program", "periode", "nominal"),
    "bdt2015": (
        "kode prov",
        "kode kab",
        "kode kec",
        "kode desa",
        "idbdt",
        "nik",
        "nama art",
        "umur",
        "lantai",
        "dinding",
    )
    + ("atap", "sumber air minum", "fasilitas bab", "persentil", "partisipasi sekolah"),
    "civil_registry": ("nik", "nama", "tanggal lahir", "status"),
    "custom": (*PERSON, "desil", "jamban", "rt"),
    "dtks_short": (*PERSON, "id dtks", "tanggal lahir", "jenis kelamin"),
    "dtsen": (*PERSON, "id keluarga", "desil", "303 lantai", "412"),
    "p3ke": (*PERSON, "id keluarga p3ke", "desil kesejahteraan", "rumah layak huni", "jamban", "bekerja"),
    "public_servant": ("nik", "nama", "instansi", "jenis"),
    "sdgs_desa": ("kode", "sdgs 1", "sdgs 2", "skor"),
    "code_list": ("kode", "kode bps"),
    "idm": IDM_HEADER,
    "population": ("kode", "penduduk", "l", "p", "kk", "tahun"),
    "indicator": ("kode", "indikator", "nilai", "satuan"),
    "poverty_series": ("kode", "tahun", "p0", "p1", "p2", "gk"),
}


@pytest.mark.parametrize("profile", layouts())
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_no_row_is_ever_lost(profile, data):
    header = HEADERS[profile]
    row = st.lists(ANY.map(lambda cell: cell and cell.replace("\0", "").strip()), max_size=len(header) + 1)
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    engine = Engine(threads=1)
    good, findings = typed([header, *rows], profile, engine)
    engine.close()
    grain = layouts()[profile].key
    assert max(Counter(tuple(row[key] for key in grain) for row in good).values(), default=1) == 1
    assert len({(each["row_number"], each["position"]) for each in findings}) == len(findings)
