from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from collections import Counter

import duckdb
import pytest

from ngopeni.accounts.models import AuditEvent
from ngopeni.areas.register import load_areas
from ngopeni.cli.commands import table as table_command
from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.kernel.edition import current_edition, manifest
from ngopeni.tables import TABLES
from ngopeni.tests.browser.served import clean_environment
from ngopeni.tests.said import run_here

VILLAGES = {village.village_code for village in load_areas("33.19").villages}
# Tables with a row for each village, whatever is known about it.
WHOLE = {"village", "zone"}


OPEN = [table for table in TABLES.values() if not table.is_personal]


@pytest.mark.parametrize("table", OPEN, ids=lambda table: table.name)
def test_every_table_comes_in_every_format_with_its_columns_and_rows(published, tmp_path, table):
    counts = manifest(published, current_edition(published))["snapshots"]["2024-12-31"]
    names = [column.name for column in table.columns]
    header, *rows = csv.reader(io.StringIO(run_here("table", table.name, home=published.home).text))
    assert header == names
    assert len(rows) == counts[table.name]
    records = run_here("table", table.name, "--format", "json", home=published.home).json
    assert len(records) == counts[table.name]
    assert all(list(record) == names for record in records)
    out = tmp_path / "table.parquet"
    said = run_here("table", table.name, "--format", "parquet", "--out", str(out), "--json", home=published.home)
    assert said.json == {"table": table.name, "rows": counts[table.name], "out": str(out)}
    assert out.stat().st_mode & 0o077 == 0
    types = duckdb.sql(f"DESCRIBE SELECT * FROM '{out}'").fetchall()
    assert [(name, kind) for name, kind, *_ in types] == [(column.name, column.type) for column in table.columns]
    keys = Counter(tuple(record[key] for key in table.grain) for record in records)
    assert set(keys.values()) <= {1}
    if "village_code" in table.grain:
        codes = {record["village_code"] for record in records}
        assert codes == VILLAGES if table.name in WHOLE else codes <= VILLAGES


def test_json_is_what_json_asks_for(published):
    assert len(run_here("table", "village", "--json", home=published.home).json) == len(VILLAGES)


def test_a_date_chooses_its_snapshot(published):
    years = {
        as_of: {row["reference_year"] for row in run_here(*words, home=published.home).json}
        for as_of in ("2023-12-31", "2024-12-31")
        for words in [["table", "village_index", "--json", "--as-of", as_of]]
    }
    assert years == {"2023-12-31": {2023}, "2024-12-31": {2024}}


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["desa"], "KERNEL-004", "Tidak ada tabel bernama desa. Tabel yang ada:"),
        (["village", "--as-of", "2022-01-31"], "KERNEL-005", "Tidak ada data per 31 Januari 2022."),
        (["village", "--as-of", "kemarin"], "INTAKE-016", "kemarin"),
        (["village", "--out", "/tidak/ada/x.csv"], "KERNEL-009", "/tidak/ada/x.csv"),
    ],
)
def test_what_is_not_there_is_refused(published, words, code, sentence):
    said = run_here("table", *words, home=published.home)
    assert (said.code, said.out) == (2, b"")
    assert sentence in said.err
    assert f"[{code}]" in said.err


def test_nothing_is_published_before_the_first_build(workspace):
    assert "[KERNEL-003]" in run_here("table", "village", home=workspace.home).err


def test_it_adds_to_a_file_that_the_shell_opened(published, tmp_path):
    target = tmp_path / "keluar.csv"
    target.write_text("judul\n")
    words = [sys.executable, "-m", "ngopeni", "table", "village", "--home", str(published.home)]
    with target.open("a") as stream:
        subprocess.run(words, stdout=stream, env=clean_environment(), check=True)
    lines = target.read_text().splitlines()
    assert (lines[0], len(lines)) == ("judul", 2 + len(VILLAGES))


@pytest.fixture
def personal(published, monkeypatch):
    """A table about people, as later stages will have."""
    column = Column("person_key", "VARCHAR", Privacy.PERSONAL, "Kunci orang.")
    fake = Table("person", ("person_key",), "Satu orang.", (column,))
    monkeypatch.setitem(TABLES, "person", fake)
    folder = published.editions / current_edition(published) / "2024-12-31"
    duckdb.sql("SELECT 'orang-1' AS person_key").write_parquet(str(folder / "person.parquet"))
    assert table_command.TABLES is TABLES
    return published


@pytest.mark.parametrize("purpose", [[], ["--with-personal-data", ""], ["--with-personal-data", "  "]])
def test_a_table_about_people_needs_a_purpose(personal, tmp_path, purpose):
    out = tmp_path / "x.csv"
    said = run_here("table", "person", "--out", str(out), *purpose, home=personal.home)
    assert said.code == 2
    assert "[KERNEL-006]" in said.err
    assert not out.exists()
    assert not AuditEvent.objects.filter(action="table.read_personal").exists()


def test_opening_a_table_about_people_is_logged_with_its_purpose(personal):
    said = run_here("table", "person", "--with-personal-data", "Uji petik musdes", home=personal.home)
    assert said.text == "person_key\norang-1\n"
    event = AuditEvent.objects.get(action="table.read_personal")
    assert (event.subject, event.details) == ("table:person", {"purpose": "Uji petik musdes"})
    assert event.actor.startswith("perintah:")


def test_a_table_about_people_leaves_no_copy_behind(personal, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "sementara"))
    (tmp_path / "sementara").mkdir()
    run_here("table", "person", "--with-personal-data", "Uji", home=personal.home)
    assert os.listdir(tmp_path / "sementara") == []
    shutil.rmtree(tmp_path / "sementara")
