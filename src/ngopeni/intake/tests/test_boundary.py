from __future__ import annotations

import datetime as dt
import json
import zipfile

import pytest

from ngopeni.areas.tables import MAP_FRAME, SHAPE
from ngopeni.areas.tests.invented import JATI, feature, features_by_code, features_by_name, write
from ngopeni.intake.archive import original_path
from ngopeni.intake.boundary import inspect_boundary, is_boundary_file, newest
from ngopeni.intake.receiving import receive
from ngopeni.intake.tables import IMPORT_FINDING
from ngopeni.intake.tests.files import BLORA
from ngopeni.intake.typed_store import typed_folder
from ngopeni.kernel.durable import read_json
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import make_workspace

AS_OF = dt.date(2024, 12, 31)


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "home", "33.16", AS_OF)


def bring(workspace, path):
    note, _ = receive(
        workspace,
        path,
        BLORA,
        file_name=path.name,
        as_of=AS_OF,
        received_at=dt.datetime(2025, 1, 1),
        received_by="rina",
    )
    return note


def tables(workspace, note):
    """The tables that a boundary source makes, checked, and its counts."""
    folder = typed_folder(workspace, note, BLORA, "ref")
    engine = Engine()
    for table in (SHAPE, MAP_FRAME, IMPORT_FINDING):
        engine.read(table.name, [folder / f"{table.name}.parquet"])
        engine.check(table)
    shapes = {row["area_code"]: row for row in engine.rows("SELECT * FROM shape")}
    return shapes, engine.rows("SELECT * FROM import_finding"), read_json(folder / "counts.json")


def some_features():
    """Jati without its first village, with one in two parts and one that is no village."""
    stranger = feature(JATI[0], 30, nama="Hutan Negara", kode="")
    second_part = feature(JATI[1], 40, nama=JATI[1].village_name, kode=JATI[1].village_code)
    return [*features_by_code()[1:], stranger, second_part]


def test_a_boundary_file_is_kept_byte_for_byte_and_noted(workspace, tmp_path):
    path = write(tmp_path / "batas.geojson", features_by_code())
    note = bring(workspace, path)
    assert original_path(workspace, note["sha256"]).read_bytes() == path.read_bytes()
    assert (note["profile"], note["publisher"]) == ("boundary", "Badan Informasi Geospasial")
    assert "mapping" not in note


def test_matched_villages_are_drawn_and_the_others_are_drawn_as_guesses(workspace, tmp_path):
    note = bring(workspace, write(tmp_path / "batas.geojson", some_features()))
    shapes, findings, counts = tables(workspace, note)
    matched = {village.village_code for village in JATI[1:]}
    villages = {code: row for code, row in shapes.items() if row["level"] == "village"}
    assert set(villages) == {village.village_code for village in BLORA.villages}
    assert {code for code, row in villages.items() if not row["is_indicative"]} == matched
    assert {row["source_id"] for code, row in villages.items() if code in matched} == {note["source_id"]}
    assert {row["source_id"] for code, row in villages.items() if code not in matched} == {None}
    assert len(shapes) - len(villages) == len(BLORA.districts)
    assert counts == {"rows": len(JATI) + 1, "typed": len(JATI), "set_aside": 1}
    by_rule: dict[str, list] = {}
    for each in findings:
        by_rule.setdefault(each["rule_code"], []).append(each)
    assert set(by_rule) == {"INTAKE-120", "INTAKE-121", "INTAKE-122"}
    (unmatched,) = by_rule["INTAKE-120"]
    assert (unmatched["row_number"], unmatched["raw_value"]) == (len(JATI), "Hutan Negara")
    assert (unmatched["is_set_aside"], unmatched["severity"]) == (True, "error")
    assert len(by_rule["INTAKE-121"]) == len(BLORA.villages) - len(matched)
    assert f"{JATI[0].village_name} ({JATI[0].village_code})" in {row["raw_value"] for row in by_rule["INTAKE-121"]}
    assert [row["raw_value"] for row in by_rule["INTAKE-122"]] == [JATI[1].village_code]
    assert not any(each["is_set_aside"] for each in by_rule["INTAKE-121"] + by_rule["INTAKE-122"])


def test_features_of_other_regencies_are_counted(tmp_path):
    others = [feature(JATI[0], 50 + number, nama="x", kode=f"33.17.01.{2001 + number}") for number in range(3)]
    found = inspect_boundary(write(tmp_path / "a.geojson", [*features_by_code(), *others]), "a.geojson", BLORA)
    assert (found.feature_count, found.used_count, found.set_aside_count) == (len(JATI) + 3, len(JATI), 3)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".zip"])
def test_every_format_is_read_again_from_the_archive_where_it_has_no_suffix(workspace, tmp_path, suffix):
    path = tmp_path / f"batas{suffix}"
    if suffix == ".zip":
        write(tmp_path / "batas.shp", features_by_name())
        with zipfile.ZipFile(path, "w") as packed:
            for part in tmp_path.glob("batas.???"):
                if part != path:
                    packed.write(part, f"dalam/{part.name}")
    else:
        write(path, features_by_name())
    shapes, _, counts = tables(workspace, bring(workspace, path))
    assert counts["typed"] == len(JATI)
    assert not shapes[JATI[0].village_code]["is_indicative"]


def virtual_map(secret) -> str:
    """A "map" that reads another file of the machine."""
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="{secret.stem}"><SrcDataSource>{secret}</SrcDataSource>'
        '<GeometryType>wkbPolygon</GeometryType><GeometryField encoding="WKT" field="WKT"/>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


@pytest.mark.parametrize("name", ["peta.geojson", "peta.json", "peta.gdalg.json"])
def test_a_map_cannot_be_a_command_to_read_another(tmp_path, name):
    secret = write(tmp_path / "secret.gpkg", features_by_code())
    command = f"gdal vector filter {secret} --output-format=stream streamed_dataset"
    path = tmp_path / name
    path.write_text(json.dumps({"type": "gdal_streamed_alg", "command_line": command}))
    with pytest.raises(UserError) as refused:
        inspect_boundary(path, name, BLORA)
    assert refused.value.code == "AREAS-010"


@pytest.mark.parametrize("name", ["peta.geojson", "peta.json", "peta.gpkg", "peta.zip", "peta.shp"])
def test_a_map_cannot_name_other_files_of_the_machine(tmp_path, name):
    secret = tmp_path / "secret.csv"
    rows = [f'{village.village_code},"POLYGON((111 -7,112 -7,112 -6,111 -7))"' for village in JATI]
    secret.write_text("\n".join(["kode,WKT", *rows]))
    path = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("peta.shp", virtual_map(secret))
    else:
        path.write_text(virtual_map(secret))
    with pytest.raises(UserError) as refused:
        inspect_boundary(path, name, BLORA)
    assert refused.value.code == "AREAS-010"


def test_a_shapefile_without_its_companions_is_refused_before_it_is_kept(tmp_path):
    path = write(tmp_path / "batas.shp", features_by_code())
    with pytest.raises(UserError) as refused:
        inspect_boundary(path, "batas.shp", BLORA)
    assert refused.value.code == "AREAS-010"
    assert "Shapefile dalam ZIP" in refused.value.sentence()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"SQLite format 3\0", b'{"type": "Feat', b"\xff\xfe{"])
def test_a_damaged_map_is_refused(tmp_path, content):
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        inspect_boundary(path, "a.geojson", BLORA)
    assert refused.value.code == "AREAS-010"


def test_a_geojson_may_begin_with_a_byte_order_mark(tmp_path):
    path = write(tmp_path / "a.geojson", features_by_code())
    path.write_bytes(b"\xef\xbb\xbf\n" + path.read_bytes())
    assert len(inspect_boundary(path, "a.geojson", BLORA).match.matched) == len(JATI)


def test_a_polygon_without_an_area_leaves_its_village_a_guess(tmp_path):
    path = write(tmp_path / "a.geojson", features_by_code())
    collection = json.loads(path.read_text())
    collection["features"][0]["geometry"]["coordinates"] = [[[111, -7], [111.1, -7], [111, -7], [111, -7]]]
    path.write_text(json.dumps(collection))
    found = inspect_boundary(path, "a.geojson", BLORA)
    assert JATI[0] in found.missing
    assert JATI[0].village_code not in found.mended.geometries


@pytest.mark.parametrize(
    ("name", "is_map"), [("a.GEOJSON", True), ("a.b.gpkg", True), ("a.zip", True), ("a.csv", False), ("geojson", False)]
)
def test_a_map_is_known_by_its_name(name, is_map):
    assert is_boundary_file(name) is is_map


def test_a_date_is_drawn_with_the_newest_map_known_then_or_else_the_first():
    maps = [{"profile": "boundary", "as_of": f"{year}-01-01", "source_id": str(year)} for year in (2020, 2022)]
    notes = [{"profile": "idm", "as_of": "2019-01-01", "source_id": "idm"}, *maps]
    drawn = {year: newest(notes, dt.date(year, 6, 1)) for year in (2018, 2020, 2021, 2022, 2030)}
    assert {year: note and note["source_id"] for year, note in drawn.items()} == {
        2018: "2020",
        2020: "2020",
        2021: "2020",
        2022: "2022",
        2030: "2022",
    }
    assert newest(notes[:1], dt.date(2030, 1, 1)) is None
