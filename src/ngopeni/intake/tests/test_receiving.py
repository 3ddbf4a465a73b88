from __future__ import annotations

import datetime as dt
import os
import stat

import pytest

from ngopeni.intake import archive, receiving
from ngopeni.intake.archive import all_sources, find_source, rows_path, sweep
from ngopeni.intake.inspection import inspect
from ngopeni.intake.receiving import receive
from ngopeni.intake.tests.files import (
    BLORA,
    DESA,
    IDM_HEADER,
    Cells,
    idm_row,
    idm_rows,
    lock,
    tree,
    write_csv,
    write_xlsx,
)
from ngopeni.kernel import durable
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.tests.test_durable import gone_process
from ngopeni.kernel.workspace import make_workspace

AS_OF = dt.date(2024, 12, 31)
NOW = dt.datetime(2025, 1, 2, 3, 4, 5)
POPULATION: list[Cells] = [["kode", "jumlah penduduk"], [DESA[0].village_code, 1000]]


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "home", "33.16", dt.date(2024, 1, 1))


def bring(workspace, path, **more):
    said = {"file_name": path.name, "as_of": AS_OF, "received_at": NOW, "received_by": "rina", **more}
    return receive(workspace, path, BLORA, **said)


def idm_file(tmp_path, count=3):
    return write_csv(tmp_path / "idm.csv", idm_rows(count))


def test_a_file_becomes_text_and_a_note_that_only_its_owner_can_read(workspace, tmp_path):
    note, is_new = bring(workspace, idm_file(tmp_path))
    assert is_new
    assert note == find_source(workspace, note["source_id"]) == all_sources(workspace)[0]
    assert (
        note
        | {
            "profile": "idm",
            "file_name": "idm.csv",
            "as_of": "2024-12-31",
            "publisher": "Kementerian Desa, Indeks Desa Membangun",
            "received_at": "2025-01-02T03:04:05",
            "received_by": "rina",
            "is_simulated": False,
            "header_row": 1,
            "sheet_name": "",
            "size_bytes": (tmp_path / "idm.csv").stat().st_size,
        }
        == note
    )
    files = [path for path in workspace.archive.rglob("*") if path.is_file()]
    assert sorted(path.name for path in files) == ["rows.parquet", f"source-{note['source_id']}.json"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in files} == {0o700}


def test_the_archive_holds_every_cell_of_every_sheet_as_text(workspace, tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["Catatan", None, "ꦧ"]], idm_rows(1))
    note, _ = bring(workspace, path)
    engine = Engine()
    engine.read("raw", [rows_path(workspace, note["sha256"])])
    rows = engine.rows("SELECT * FROM raw ORDER BY sheet_name, row_number::INTEGER")
    assert [(row["sheet_name"], row["row_number"], row["c1"], row["c3"]) for row in rows] == [
        ("Sheet1", 1, "Catatan", "ꦧ"),
        ("Sheet2", 1, "kode", "desa"),
        ("Sheet2", 2, DESA[0].village_code, DESA[0].village_name),
    ]
    kinds = {row["column_name"]: row["column_type"] for row in engine.rows("DESCRIBE raw")}
    assert {kind for name, kind in kinds.items() if name[1:].isdecimal()} == {"VARCHAR"}
    assert note["sheet_name"] == "Sheet2"


def test_the_same_file_twice_is_one_source(workspace, tmp_path):
    first, _ = bring(workspace, idm_file(tmp_path))
    before = tree(workspace.home)
    again, is_new = bring(workspace, write_csv(tmp_path / "salinan.csv", idm_rows(3)), received_by="budi")
    assert (again, is_new) == (first, False)
    assert tree(workspace.home) == before


def test_a_withdrawn_file_may_come_again_for_another_date(workspace, tmp_path):
    path = idm_file(tmp_path)
    first, _ = bring(workspace, path)
    second, is_new = bring(workspace, path, as_of=dt.date(2023, 12, 31), withdrawn={first["source_id"]})
    assert is_new
    assert [note["source_id"] for note in all_sources(workspace)] == [second["source_id"], first["source_id"]]


def test_one_file_may_be_read_as_two_kinds(workspace, tmp_path):
    header = [*IDM_HEADER, "penduduk"]
    path = write_csv(tmp_path / "a.csv", [header, [*idm_row(0), 1000]])
    first, _ = bring(workspace, path, profile="idm")
    second, is_new = bring(workspace, path, profile="population", publisher="Dukcapil", as_of=dt.date(2023, 1, 1))
    assert is_new
    assert (first["sha256"], first["profile"]) == (second["sha256"], "idm")


def test_the_publisher_that_a_person_names_is_kept(workspace, tmp_path):
    note, _ = bring(workspace, write_csv(tmp_path / "a.csv", POPULATION), publisher="  BPS, KCA 2024 ")
    assert note["publisher"] == "BPS, KCA 2024"


def test_a_file_of_the_whole_province_keeps_its_own_rows_and_counts_the_rest(workspace, tmp_path):
    others = [idm_row(number, kode=f"33.17.01.{2001 + number}") for number in range(4)]
    path = write_csv(tmp_path / "a.csv", [*idm_rows(2), *others])
    inspection = inspect(path, "a.csv", BLORA)
    assert (inspection.row_count, inspection.typed_count, inspection.set_aside_count) == (6, 2, 4)
    (problem,) = inspection.problems
    assert (problem["rule_code"], problem["found_count"], problem["row_number"]) == ("INTAKE-111", 4, 4)
    assert bring(workspace, path)[1]


def refused_files(folder):
    """A file for every reason to refuse one: name, content, what else is said, code."""

    def raw(name, content):
        (folder / name).write_bytes(content)
        return folder / name

    rembang = [idm_row(number, kode=f"33.17.01.{2001 + number}") for number in range(3)]
    locked = lock(write_xlsx(folder / "terkunci.xlsx", idm_rows(2)))
    good = write_csv(folder / "bagus.csv", idm_rows(2))
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    feature = f'{{"type": "Feature", "properties": {{"nama": "x"}}, "geometry": {square}}}'.replace("'", '"')
    elsewhere = f'{{"type": "FeatureCollection", "features": [{feature}]}}'.encode()
    return [
        (raw("kosong.csv", b""), {}, "INTAKE-001"),
        (raw("surat.pdf", b"%PDF-1.7"), {}, "INTAKE-002"),
        (locked, {}, "INTAKE-003"),
        (raw("rusak.xlsx", b"PK\x03\x04" + b"x" * 99), {}, "INTAKE-005"),
        (good, {"profile": "idn"}, "INTAKE-006"),
        (good, {"profile": "population", "publisher": "BPS"}, "INTAKE-007"),
        (write_csv(folder / "a.csv", [["kode", "nilai idm desa", "iks", "ike", "ikl"]]), {}, "INTAKE-008"),
        (write_csv(folder / "b.csv", [["x", "y"], [1, 2]]), {}, "INTAKE-009"),
        (write_csv(folder / "c.csv", [["kode", "iks", "ike", "idm"]]), {}, "INTAKE-010"),
        (write_csv(folder / "d.csv", [IDM_HEADER, *rembang]), {}, "INTAKE-011"),
        (write_csv(folder / "e.csv", [IDM_HEADER, idm_row(0, iks="?")]), {}, "INTAKE-012"),
        (write_csv(folder / "f.csv", [IDM_HEADER]), {}, "INTAKE-013"),
        (write_csv(folder / "g.csv", POPULATION), {}, "INTAKE-014"),
        (write_csv(folder / "g.csv", POPULATION), {"publisher": "  "}, "INTAKE-014"),
        (write_csv(folder / "idm.csv", idm_rows(3)), {"as_of": dt.date(2023, 12, 31)}, "INTAKE-015"),
        (raw("peta.geojson", b"<OGRVRTDataSource/>"), {}, "AREAS-010"),
        (raw("peta.shp", b"\0\0\x27\x0a" + b"\0" * 96), {}, "AREAS-010"),
        (raw("titik.geojson", b'{"type": "Point", "coordinates": [111, -7]}'), {}, "AREAS-011"),
        (raw("lain.geojson", elsewhere), {}, "AREAS-021"),
        (good, {"profile": "boundary"}, "AREAS-010"),
    ]


def test_every_refusal_leaves_the_disk_as_it_was(workspace, tmp_path):
    bring(workspace, idm_file(tmp_path))
    before = tree(workspace.home)
    seen = set()
    for path, more, code in refused_files(tmp_path):
        with pytest.raises(UserError) as refused:
            bring(workspace, path, **more)
        assert refused.value.code == code, path.name
        assert refused.value.sentence("id") != refused.value.sentence("en")
        assert tree(workspace.home) == before, path.name
        seen.add(code)
    assert {f"INTAKE-{number:03d}" for number in range(1, 16)} - seen == {"INTAKE-004"}  # see test_safety


def test_a_file_of_another_regency_is_named(workspace, tmp_path):
    rows = [idm_row(number, kode=f"33.17.01.{2001 + number}") for number in range(3)]
    with pytest.raises(UserError) as refused:
        bring(workspace, write_csv(tmp_path / "a.csv", [IDM_HEADER, *rows]))
    assert "Kabupaten Rembang, bukan Kabupaten Blora" in refused.value.sentence()


def test_bad_rows_of_this_regency_beside_another_are_not_called_the_others(workspace, tmp_path):
    rows = [idm_row(0, iks="?"), idm_row(1, iks="?"), idm_row(2, kode="33.17.01.2001")]
    with pytest.raises(UserError) as refused:
        bring(workspace, write_csv(tmp_path / "a.csv", [IDM_HEADER, *rows]))
    assert refused.value.code == "INTAKE-012"
    assert refused.value.values["count"] == 3


@pytest.mark.parametrize("step", ["publish_folder", "write_json", "keep_rows"])
def test_a_crash_while_archiving_leaves_no_source_and_the_next_try_succeeds(workspace, tmp_path, monkeypatch, step):
    path = idm_file(tmp_path)

    def fail(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(receiving if step == "keep_rows" else archive, step, fail)
        bring(workspace, path)
    assert all_sources(workspace) == []
    assert bring(workspace, path)[1]
    assert len(all_sources(workspace)) == 1


def test_a_file_already_in_its_place_is_not_written_twice(workspace, tmp_path, monkeypatch):
    path = idm_file(tmp_path)
    first, _ = bring(workspace, path)
    monkeypatch.setattr(durable, "write_durably", lambda *args: pytest.fail("it wrote"))
    assert archive.note_source(workspace, first | {"received_by": "budi"}) == first


def test_what_an_interrupted_import_left_is_swept(workspace):
    for folder in (workspace.archive, workspace.typed):
        (folder / f".part-{gone_process()}-abc").mkdir()
    (workspace.archive / f".part-{os.getpid()}-abc").mkdir()
    assert sweep(workspace) == 2
    assert [each.name for each in workspace.archive.iterdir()] == [f".part-{os.getpid()}-abc"]
