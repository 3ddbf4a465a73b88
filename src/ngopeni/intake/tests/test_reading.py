from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.intake.tests.files import bare, read_sheets, write_csv, write_xlsx
from ngopeni.kernel.error import UserError

TABLE = [["kode", "desa", "nilai"], ["33.16.01.2001", "Ngoro — “Ageng”", "0,5"], ["33.16.01.2002", "Gempol", "1"]]


def rows_of(path):
    (sheet,) = read_sheets(path, path.name)
    return sheet.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_it_reads_a_csv_in_every_common_writing(tmp_path, encoding, separator, line_end):
    assert rows_of(write_csv(tmp_path / "a.csv", TABLE, separator, encoding, line_end)) == TABLE


def test_titles_above_and_notes_below_do_not_hide_the_separator(tmp_path):
    titles = [["Tabel 1, Jumlah, menurut Desa"], ["Kabupaten Blora, 2024"], [], ["Satuan: jiwa, orang"], []]
    path = write_csv(tmp_path / "a.csv", [*titles, *TABLE, ["Sumber: BPS, diolah"]], ";")
    rows = rows_of(path)
    assert rows[5:8] == TABLE
    assert rows[0] == [titles[0][0]]
    assert len(rows) == 9


def test_decimal_commas_do_not_pass_for_separators(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("kode;iks;ike\n33.16.01.2001;0,1;0,2\n33.16.01.2002;0,3;0,4\n")
    assert rows_of(path)[1] == ["33.16.01.2001", "0,1", "0,2"]


def test_separators_inside_quotes_do_not_count(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"x;y;z;w",1\n"x;y;z;w",2\n')
    assert rows_of(path) == [["a", "b"], ["x;y;z;w", "1"], ["x;y;z;w", "2"]]


def test_a_row_counts_as_one_however_many_lines_its_cells_have(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('kode,catatan\n1,"dua\nbaris"\n\n2,"tiga\r\nbaris\n"\n')
    assert rows_of(path) == [["kode", "catatan"], ["1", "dua\nbaris"], [], ["2", "tiga\r\nbaris"]]


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
def test_marks_that_only_look_like_line_ends_do_not_cut_a_row(tmp_path, mark):
    path = tmp_path / "a.csv"
    path.write_bytes(f"kode,desa\n1,a{mark}b\n2,c\n".encode())
    assert rows_of(path) == [["kode", "desa"], ["1", f"a{mark}b"], ["2", "c"]]


def test_ragged_rows_stay_as_they_are(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1\n1,2,3,4\n,,\n")
    (sheet,) = read_sheets(path, "a.csv")
    assert sheet.rows == bare([["a", "b", "c"], ["1"], ["1", "2", "3", "4"], [None, None, None]])
    assert sheet.width == 4


def test_cells_lose_the_space_around_them(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n  x \u00a0,\u00a0\n")
    assert rows_of(path) == bare([["a", "b"], ["x", None]])


@pytest.mark.parametrize("content", [b"", b"   \r\n\t ", b"\xef\xbb\xbf", b",,,\n,,,\n", b'"",""\n', b"\n" * 9000])
def test_an_empty_file_is_refused(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        read_sheets(path, "a.csv")
    assert refused.value.code == "INTAKE-001"


@pytest.mark.parametrize(
    "content",
    ["kode\n1\n".encode("utf-16")[:-1], b'kode,desa\n1,"' + b"x" * 200_000],
    ids=["half a character", "a quote that never ends"],
)
def test_a_damaged_csv_is_refused(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        read_sheets(path, "a.csv")
    assert refused.value.code == "INTAKE-005"


def test_blank_lines_at_the_top_keep_their_numbers(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\n" * 70 + "a;b\n1;2\n")
    assert rows_of(path)[70:] == [["a", "b"], ["1", "2"]]


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6).map(str.strip)


@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_what_is_read(tmp_path_factory, rows):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    assert rows_of(path)[1:] == bare([cell or None for cell in row] for row in rows)


def test_a_workbook_becomes_the_text_that_a_person_would_type(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        [
            ["kode", 3316012001, 3316012001.0, 33.16, 0.6883, 1 / 3, -0.0],
            [True, False, dt.date(2024, 12, 31), dt.datetime(2024, 12, 31), dt.datetime(2024, 12, 31), "  x ", None],
            [1e15, 1e16, 0.00001, 1e-13, 2.5, 1234567.25, "'0012"],
        ],
    )
    assert rows_of(path) == [
        ["kode", "3316012001", "3316012001", "33.16", "0.6883", "0.333333333333", "0"],
        ["TRUE", "FALSE", "2024-12-31", "2024-12-31", "2024-12-31", "x"],
        # Of so many digits Excel may have lost the last; the decimals tell that the cell held a number.
        ["1000000000000000.0", "10000000000000000.0", "0.00001", "0", "2.5", "1234567.25", "'0012"],
    ]


def test_a_number_with_three_decimals_cannot_pass_for_thousands(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [[12.345, 0.688, "12.345", 12345]])
    assert rows_of(path) == [["12.3450", "0.6880", "12.345", "12345"]]


def test_an_instant_keeps_its_time(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, dt.datetime(2024, 12, 31, 7, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == [["2024-12-31 07:30:00"]]


def test_empty_rows_and_columns_before_the_table_keep_the_spreadsheets_numbers(tmp_path):
    rows = rows_of(write_xlsx(tmp_path / "a.xlsx", [["a", "b"], ["1", None]], right=2, down=3))
    assert rows == bare([[None] * 4] * 3 + [[None, None, "a", "b"], [None, None, "1", None]])


def test_sheets_without_a_cell_and_charts_are_left_out(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("Kosong")
    book.add_worksheet("Isi").write(0, 0, "a")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Isi!$A$1:$A$2"})
    book.add_chartsheet("Grafik").set_chart(chart)
    book.close()
    assert [sheet.name for sheet in read_sheets(tmp_path / "a.xlsx", "a.xlsx")] == ["Isi"]


def test_an_error_in_a_formula_is_an_empty_cell(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
    book.close()
    assert rows_of(tmp_path / "a.xlsx") == bare([["a", None]])


def test_a_workbook_with_nothing_in_it_is_refused(tmp_path):
    with pytest.raises(UserError) as refused:
        read_sheets(write_xlsx(tmp_path / "a.xlsx", []), "a.xlsx")
    assert refused.value.code == "INTAKE-001"
