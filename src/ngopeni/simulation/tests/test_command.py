"""``./ngopeni simulate``."""

from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook

from ngopeni.simulation.simulate import simulate
from ngopeni.simulation.tests.conftest import BLORA, FIRST, read
from ngopeni.tests.said import run_here


def test_it_writes_an_invented_regency(tmp_path):
    words = ["--regency", "33.72", "--persons", "1000", "--dates", "2020-10-26", "--out", str(tmp_path / "data")]
    said = run_here("simulate", *words, "--json", home=tmp_path / "home")
    assert said.code == 0, said.err
    assert said.json["regency_code"] == "33.72"
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == sorted(said.json["files"])
    assert len(read(tmp_path / "data" / "bdt2015_2020-10-26.csv")) == pytest.approx(1000, rel=0.02)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--dates", "26-10-2020"), "SIMULATION-001"),
        (("--dates", "2022-12-31,2020-10-26"), "SIMULATION-002"),
        (("--persons", "100"), "SIMULATION-003"),
    ],
)
def test_it_refuses_what_cannot_be(tmp_path, words, code):
    said = run_here("simulate", *words, "--out", str(tmp_path / "data"), "--json", home=tmp_path / "home")
    assert (said.code, said.json["error"]) == (2, code)
    assert not (tmp_path / "data").exists()


def test_it_does_not_mix_invented_files_with_others(tmp_path):
    (tmp_path / "dtks.csv").write_text("x")
    said = run_here("simulate", "--out", str(tmp_path), "--json", home=tmp_path / "home")
    assert (said.code, said.json["error"]) == (2, "SIMULATION-004")
    assert [path.name for path in tmp_path.iterdir()] == ["dtks.csv"]


def test_workbooks_hold_the_rows_of_each_district_with_whole_numbers(tmp_path):
    files = simulate(tmp_path, BLORA, persons=3_000, seed=1, dates=[FIRST], layouts=("bdt2015",), workbooks=True)
    books = [path for path in files if path.suffix == ".xlsx"]
    assert [path.name for path in books] == [f"bdt2015_{FIRST}_{each.district_code}.xlsx" for each in BLORA.districts]
    rows = read(tmp_path / f"bdt2015_{FIRST}.csv")
    found = []
    for path in books:
        header, *own = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        found += [dict(zip(header, row, strict=True)) for row in own]
    assert [row["NIK"] for row in found] == [row["NIK"] for row in rows]
    assert all(isinstance(row["NIK"], str) for row in found)
