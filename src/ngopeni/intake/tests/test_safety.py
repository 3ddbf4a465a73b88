from __future__ import annotations

import hashlib
import zipfile

import pytest

from ngopeni.intake import safety
from ngopeni.intake.grid import NEAR_CELLS
from ngopeni.intake.safety import Format, format_of
from ngopeni.intake.tests.files import Cells, lock, read_sheets, write_csv, write_xlsx
from ngopeni.kernel.error import UserError

TABLE: list[Cells] = [["kode", "nilai"], ["33.16.01.2001", 1]]


def refusal(path, name="berkas.xlsx") -> UserError:
    with pytest.raises(UserError) as refused:
        read_sheets(path, name)
    assert name in refused.value.sentence()
    return refused.value


def packed(path, entries: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def ods(path, body: str):
    space = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {space}><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    files = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return packed(path, {name: text.encode() for name, text in files.items()})


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def sheet_xml(path, body: str):
    """A real workbook whose sheet was written by somebody else."""
    write_xlsx(path, TABLE)
    with zipfile.ZipFile(path) as archive:
        entries = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    entries["xl/worksheets/sheet1.xml"] = f"{head}<sheetData>{body}</sheetData></worksheet>".encode()
    return packed(path, entries)


def test_a_files_format_is_told_by_its_content_and_not_by_its_name(tmp_path):
    assert format_of(write_xlsx(tmp_path / "a.csv", TABLE), "a.csv") is Format.WORKBOOK
    assert format_of(write_csv(tmp_path / "a.xlsx", TABLE), "a.xlsx") is Format.CSV
    assert read_sheets(tmp_path / "a.csv", "a.csv")[0].rows[1] == ["33.16.01.2001", "1"]


def test_it_reads_an_open_document(tmp_path):
    row = f"<table:table-row>{ods_cell('kode')}<table:table-cell/>{ods_cell('33.16.01.2001')}</table:table-row>"
    end = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated='
    path = ods(tmp_path / "a.ods", row + end + '"16384"/></table:table-row>')
    assert read_sheets(path, "a.ods")[0].rows == [["kode", None, "33.16.01.2001"]]


def test_it_refuses_a_workbook_behind_a_password(tmp_path):
    error = refusal(lock(write_xlsx(tmp_path / "a.xlsx", TABLE)))
    assert error.code == "INTAKE-003"
    assert "kata sandi" in error.sentence()


def test_it_refuses_a_zip_behind_a_password(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", TABLE)
    content = bytearray(path.read_bytes())
    for start in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[start] |= 1
    path.write_bytes(content)
    assert refusal(path).code == "INTAKE-003"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n....",
        b"\xff\xd8\xff\xe0....",
        b"Rar!\x1a\x07",
        b"kode,desa\n1,\0\n",
        b"<html><table><tr><td>kode</td></tr></table></html>",
        b'\xef\xbb\xbf  <?xml version="1.0"?><Workbook/>',
        b'{"type": "FeatureCollection"}',
    ],
)
def test_it_refuses_what_is_no_table(tmp_path, content):
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    assert refusal(path, "data desa.xls").code == "INTAKE-002"


def test_it_refuses_other_packed_documents(tmp_path):
    letter = packed(tmp_path / "a.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert refusal(letter).code == "INTAKE-002"
    assert refusal(packed(tmp_path / "a.zip", {"data.csv": b"kode\n1\n"})).code == "INTAKE-002"


@pytest.mark.parametrize("keep", [0.05, 0.5, 0.9, 0.999])
def test_it_refuses_half_a_workbook(tmp_path, keep):
    path = write_xlsx(tmp_path / "a.xlsx", [["kode"], *[[f"teks {number}"] for number in range(500)]])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    assert refusal(path).code == "INTAKE-005"


def test_it_refuses_a_workbook_with_flipped_bits(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["kode"], *[[f"teks {number}"] for number in range(500)]])
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert refusal(path).code == "INTAKE-005"


def test_it_refuses_old_binary_files_that_are_no_workbook(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)
    assert refusal(path).code == "INTAKE-005"


def test_it_refuses_a_bomb_without_opening_it(tmp_path, monkeypatch):
    bomb = packed(tmp_path / "a.xlsx", {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b" " * 2**27})
    assert bomb.stat().st_size < 2**18
    monkeypatch.setattr(safety, "largest_grid", lambda archive: pytest.fail("it was opened"))
    error = refusal(bomb)
    assert error.code == "INTAKE-004"
    assert "128 MB" in error.sentence()


def test_it_refuses_a_bomb_that_lies_about_its_size(tmp_path):
    path = packed(tmp_path / "a.xlsx", {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b" " * 2**27})
    content = bytearray(path.read_bytes())
    for start in (content.rindex(b"PK\x03\x04") + 22, content.rindex(b"PK\x01\x02") + 24):
        assert content[start : start + 4] == (2**27).to_bytes(4, "little")
        content[start : start + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(content)
    assert refusal(path).code == "INTAKE-005"


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c s='1' r='XFD1048576' t='n'><v>1</v></c></row>",
        '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_it_refuses_a_sheet_with_a_cell_in_the_far_corner(tmp_path, body):
    assert refusal(sheet_xml(tmp_path / "a.xlsx", body)).code == "INTAKE-004"


def test_it_refuses_an_open_document_that_repeats_a_cell_without_end(tmp_path):
    cell = ods_cell("x", 'table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refusal(ods(tmp_path / "a.ods", row)).code == "INTAKE-004"


def test_empty_cells_far_away_do_no_harm(tmp_path):
    body = '<row r="1"><c r="A1" t="str"><v>x</v></c></row><row r="1048576" hidden="1"><c r="XFD1048576" s="1"/></row>'
    assert read_sheets(sheet_xml(tmp_path / "a.xlsx", body), "a.xlsx")[0].rows == [["x"]]


def test_a_long_sheet_of_near_cells_is_no_bomb(tmp_path):
    path = tmp_path / "kecamatan.xlsx"
    cell = '<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
    rows = []
    for number in range(1, 20_001):
        cells = "".join(
            cell.format(place=f"{letter}{number}", text=hashlib.md5(f"{letter}{number}".encode()).hexdigest())
            for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        )
        rows.append(f'<row r="{number}">{cells}</row>')
    sheet = f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>"
    assert len(sheet) > NEAR_CELLS
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", sheet)
    assert format_of(path, path.name) is Format.WORKBOOK
