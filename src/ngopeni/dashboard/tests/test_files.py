"""Files to take away: workbooks that hold what they show, pictures that are pictures."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from ngopeni.dashboard.picture import png
from ngopeni.kernel.workbook import workbook
from ngopeni.targets.chart import series_chart

COLUMNS = [("code", "Kode"), ("value", "Nilai"), ("on", "Tanggal"), ("is_new", "Baru")]
ROWS = [
    {"code": "33.16.01.2001", "value": 0.5989, "on": dt.date(2024, 12, 31), "is_new": True},
    {"code": "007", "value": None, "on": None, "is_new": False},
]


def opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def sheet(content: bytes, name: str = "Data"):
    return opened(content).get_sheet_by_name(name).to_python()


def test_a_workbook_holds_the_rows_and_where_they_come_from():
    content = workbook("Satu desa.", COLUMNS, ROWS, ["Edisi x.", "Data simulasi."])
    assert sheet(content) == [
        ["Kode", "Nilai", "Tanggal", "Baru"],
        ["33.16.01.2001", 0.5989, dt.date(2024, 12, 31), "ya"],
        ["007", "", "", "tidak"],
    ]
    about = [row[0] for row in sheet(content, "Keterangan")]
    assert [text for text in about if text] == ["Satu desa.", "Edisi x.", "Data simulasi."]


TEXTS = ("=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "http://x.id", "{=1}", "1e5")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_a_text_wherever_it_stands(text):
    content = workbook(text, [("a", text)], [{"a": text}], [text])
    assert sheet(content) == [[text], [text]]
    assert [row[0] for row in sheet(content, "Keterangan") if row[0]] == [text, text]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/"))
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets


def test_a_workbook_without_rows_still_opens():
    assert sheet(workbook("Kosong.", COLUMNS, [], []))[0] == ["Kode", "Nilai", "Tanggal", "Baru"]


def test_an_instant_is_written_as_one():
    content = workbook("Waktu.", [("at", "Saat")], [{"at": dt.datetime(2025, 1, 2, 3, 4, 5)}], [])
    assert sheet(content)[1] == [dt.datetime(2025, 1, 2, 3, 4, 5)]


def test_a_picture_is_a_png_of_the_width_asked_for():
    words = {"label": "a", "official": "b", "target": "c"}
    chart = series_chart([{"year": 2024, "headcount_percent": 10.5}], [], words)
    content = png(chart, 640)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20], "big") == 640
    assert int.from_bytes(content[20:24], "big") == 400  # the chart is 480 by 300


def test_letters_are_drawn_without_any_font_of_the_machine():
    def svg(text: str) -> str:
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><text x="5" y="20">{text}</text></svg>'

    assert png(svg("Desa"), 90) != png(svg(""), 90)
