from __future__ import annotations

import pytest

from ngopeni.intake.layout import plain_header
from ngopeni.intake.layouts import layouts
from ngopeni.intake.reading import Sheet
from ngopeni.intake.recognition import recognise
from ngopeni.kernel.error import UserError

IDM = ["kode", "kecamatan", "desa", "tahun", "idm", "iks", "ike", "ikl", "status"]
# The table as Kemendesa gives it out: two lines of title, an empty one, then the header.
KEMENDESA = [
    ["REKAPITULASI INDEKS DESA MEMBANGUN (IDM) TAHUN 2024"],
    ["KEMENTERIAN DESA, PEMBANGUNAN DAERAH TERTINGGAL, DAN TRANSMIGRASI"],
    ["NO", "KODE PROV", "NAMA PROVINSI", "KODE KAB", "NAMA KABUPATEN", "KODE KEC", "NAMA KECAMATAN", "KODE DESA"]
    + ["NAMA DESA", "IKS 2024", "IKE 2024", "IKL 2024", "NILAI IDM 2024", "STATUS IDM 2024"],
]


def find(rows, profile=None):
    return recognise([Sheet("", rows)], "data.csv", profile)


def refusal(rows, profile=None) -> UserError:
    with pytest.raises(UserError) as refused:
        find(rows, profile)
    assert "data.csv" in refused.value.sentence()
    return refused.value


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" Nilai  IDM (2024) ", "nilaiidm"),
        ("IDM2024", "idm"),
        ("KODE_DESA", "kodedesa"),
        ("Desa/Kelurahan", "desakelurahan"),
        ("20245", "20245"),
        ("p0", "p0"),
        (None, ""),
        ("1899", "1899"),
    ],
)
def test_a_header_is_compared_without_case_spacing_marks_and_years(text, plain):
    assert plain_header(text) == plain


@pytest.mark.parametrize(
    "header",
    [
        IDM,
        [text.upper() for text in IDM],
        [f"  {text.title()} 2024 " for text in IDM],
        list(reversed(IDM)),
        ["No.", *IDM, "catatan"],
        ["Kode Wilayah", "Kec", "Nama Desa", "Tahun", "Nilai IDM", "Nilai IKS", "Nilai IKE", "Nilai IKL", "Status IDM"],
    ],
)
def test_the_layout_is_found_whatever_case_spacing_order_and_years(header):
    found = find([header, ["33.16.01.2001"]])
    assert found.layout.code == "idm"
    assert found.header_row == 1
    assert found.is_complete
    for name, place in found.mapping.items():
        field = next(field for field in found.layout.fields if field.name == name)
        assert plain_header(header[place - 1]) in {plain_header(each) for each in field.headers}
    assert len(found.mapping) == 9


def test_it_knows_the_ministrys_own_layout():
    row = ["1", "33", "JAWA TENGAH", "3316", "BLORA", "331601", "JATI", "3316012001", "BANGKLEYAN"]
    found = find([*KEMENDESA, [*row, "0,8", "0,6", "0,7", "0,7", "MAJU"]])
    assert (found.layout.code, found.header_row) == ("idm", 3)
    assert found.mapping == {
        "village_code": 8,
        "village_name": 9,
        "district_name": 7,
        "regency_name": 5,
        "iks_score": 10,
        "ike_score": 11,
        "ikl_score": 12,
        "idm_score": 13,
        "idm_status": 14,
    }


def test_of_columns_for_several_years_the_newest_is_read():
    header = ["kode", "IKS", "IKE", "IKL", "IDM 2022", "IDM 2024", "IDM 2023", "Status 2023", "Status 2024"]
    mapping = find([header, ["33.16.01.2001"]]).mapping
    assert (mapping["idm_score"], mapping["idm_status"]) == (6, 9)


def test_of_columns_of_one_name_the_first_is_read():
    assert find([["kode", "kode", "indikator", "nilai", "nilai"]]).mapping["value"] == 4
    assert find([["kode", "kode", "indikator", "nilai", "nilai"]]).mapping["village_code"] == 1


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (["kode desa", "jumlah penduduk", "laki-laki", "perempuan", "kk"], "population"),
        (["kecamatan", "desa", "penduduk"], "population"),
        (["kode", "indikator", "nilai", "satuan"], "indicator"),
        (["tahun", "p0", "p1", "p2"], "poverty_series"),
        (["tahun", "p0_pct", "penduduk_miskin_ribu", "garis_kemiskinan_rp_kap_bln"], "poverty_series"),
    ],
)
def test_every_layout_is_recognised_by_its_headers(header, code):
    assert find([header, ["1"]]).layout.code == code
    assert find([header, ["1"]], code).layout.code == code


def test_the_sheet_that_fits_is_chosen():
    sheets = [Sheet("Petunjuk", [["Cara mengisi"], ["kode"]]), Sheet("Data", [["x"], [], [*IDM], ["33.16.01.2001"]])]
    found = recognise(sheets, "data.xlsx")
    assert (found.sheet.name, found.header_row) == ("Data", 3)


def test_a_header_far_down_is_found_up_to_the_twentieth_row():
    assert find([["judul"]] * 19 + [IDM]).header_row == 20
    assert refusal([["judul"]] * 20 + [IDM]).code == "INTAKE-009"


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(UserError) as refused:
        find([IDM], "idn")
    assert refused.value.code == "INTAKE-006"
    assert "idm, indicator, p3ke, population, poverty_series" in refused.value.sentence()


def test_a_file_of_another_kind_is_refused_with_the_nearest():
    error = refusal([IDM, ["33.16.01.2001"]], "population")
    assert error.code == "INTAKE-007"
    assert layouts()["idm"].title in error.sentence()
    assert layouts()["population"].title in error.sentence()


def test_a_missing_column_is_named_with_the_header_most_like_it():
    error = refusal([["Judul"], [*IDM[:4], "nilai idm desa", *IDM[5:]]])
    assert error.code == "INTAKE-008"
    assert error.values == {
        "file": "data.csv",
        "profile": layouts()["idm"].title,
        "column": "IDM",
        "row": 2,
        "nearest": "nilai idm desa",
    }


def test_a_missing_column_without_a_likeness_is_named_alone():
    error = refusal([[name for name in IDM if name != "ike"]])
    assert error.code == "INTAKE-010"
    assert error.values["column"] == "IKE"


def test_a_file_without_places_is_refused():
    error = refusal([["idm", "iks", "ike", "ikl"]])
    assert error.code == "INTAKE-010"
    assert error.values["column"] == "KODE"
    assert refusal([["idm", "iks", "ike", "ikl", "desa"]]).values["column"] == "KODE"


@pytest.mark.parametrize("rows", [[["a", "b"], ["1", "2"]], [[None, "x"]], [["33.16.01.2001", "12"]], [[], ["?"]]])
def test_a_file_of_no_known_kind_is_refused_with_the_nearest(rows):
    assert refusal(rows).code == "INTAKE-009"


def test_a_named_kind_is_told_what_it_lacks_even_when_nothing_fits():
    error = refusal([["a", "b"]], "idm")
    assert error.code == "INTAKE-010"
    assert error.values["column"] == "IKS"


@pytest.mark.parametrize("layout", layouts().values(), ids=lambda layout: layout.code)
def test_no_header_belongs_to_two_fields_of_a_layout_and_every_check_names_a_column(layout):
    headers = [(plain_header(header), field.name) for field in layout.fields for header in field.headers]
    owners: dict[str, set[str]] = {}
    for header, name in headers:
        # The code of a village may stand whole in the column of its last part.
        owners.setdefault(header, set()).add("village_code" if name == "village_part" else name)
    assert {header: names for header, names in owners.items() if len(names) > 1} == {}
    assert all(header for header, _ in headers)
    assert {check.column for check in layout.checks} <= {field.name for field in layout.value_fields}
    assert set(layout.key) <= {column.name for column in layout.table.columns}
