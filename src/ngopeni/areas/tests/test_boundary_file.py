from __future__ import annotations

import json
import zipfile

import pytest
import shapely

from ngopeni.areas.boundary_file import Feature, read_boundary_file
from ngopeni.areas.tests.invented import features_by_code, square, write
from ngopeni.kernel.error import UserError

FEATURES = features_by_code()


def zipped(folder, stem="desa", inside="peta/batas/", leave_out=()):
    """A ZIP of the Shapefile's parts, under a name without .zip, as an upload has."""
    target = folder / "upload-7"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in folder.glob(f"{stem}.*"):
            if part.suffix not in leave_out:
                archive.write(part, inside + part.name)
    return target


def refusal(path):
    with pytest.raises(UserError) as refused:
        read_boundary_file(path, "batas.zip")
    assert "batas.zip" in refused.value.sentence("id")
    assert "batas.zip" in refused.value.sentence("en")
    return refused.value.code


def assert_same(features: list[Feature]):
    assert [each.attributes["kode"] for each in features] == [each.attributes["kode"] for each in FEATURES]
    for found, given in zip(features, FEATURES, strict=True):
        assert found.geometry.symmetric_difference(given.geometry).area < 1e-9


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "shp"])
def test_it_reads_the_same_features_from_every_format(tmp_path, ending):
    assert_same(read_boundary_file(write(tmp_path / f"desa.{ending}", FEATURES)))


def test_it_reads_a_shapefile_deep_inside_a_zip(tmp_path):
    write(tmp_path / "desa.shp", FEATURES)
    path = zipped(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/peta/._desa.shp", b"not a shapefile")
    assert_same(read_boundary_file(path))


@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_it_turns_metres_into_degrees(tmp_path, ending):
    import pyproj

    to_metres = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32749", always_xy=True).transform
    in_metres = [
        Feature(each.row_number, each.attributes, shapely.transform(each.geometry, to_metres, interleaved=False))
        for each in FEATURES
    ]
    assert_same(read_boundary_file(write(tmp_path / f"desa.{ending}", in_metres, crs="EPSG:32749")))


def test_a_shapefile_in_degrees_needs_no_coordinate_system(tmp_path):
    write(tmp_path / "desa.shp", FEATURES)
    assert_same(read_boundary_file(zipped(tmp_path, leave_out=(".prj",))))


def test_metres_without_a_coordinate_system_are_refused(tmp_path):
    far = [Feature(1, {"kode": "x"}, shapely.box(500_000, 9_200_000, 501_000, 9_201_000))]
    write(tmp_path / "desa.shp", far, crs="EPSG:32749")
    assert refusal(zipped(tmp_path, leave_out=(".prj",))) == "AREAS-012"


def test_metres_that_claim_to_be_degrees_are_refused(tmp_path):
    far = [Feature(1, {"kode": "x"}, shapely.box(500_000, 9_200_000, 501_000, 9_201_000))]
    assert refusal(write(tmp_path / "desa.geojson", far)) == "AREAS-015"


def test_latitude_written_before_longitude_is_refused(tmp_path):
    swapped = [Feature(1, {"kode": "x"}, shapely.box(-7.1, 111, -7, 111.1))]
    assert refusal(write(tmp_path / "desa.geojson", swapped)) == "AREAS-015"


@pytest.mark.parametrize("content", [b"", b"{nope", b"PK\x03\x04 torn archive", b'{"type": "Topology"}'])
def test_what_is_no_map_is_refused(tmp_path, content):
    path = tmp_path / "desa.geojson"
    path.write_bytes(content)
    assert refusal(path) == "AREAS-010"


def test_points_alone_are_refused(tmp_path):
    points = [Feature(1, {"kode": "x"}, shapely.Point(111, -7))]
    assert refusal(write(tmp_path / "desa.gpkg", points, kind="Point")) == "AREAS-011"


def test_a_zip_without_a_shapefile_is_refused(tmp_path):
    (tmp_path / "desa.txt").write_text("batas desa")
    assert refusal(zipped(tmp_path)) == "AREAS-013"


def test_a_zip_that_would_burst_is_refused(tmp_path):
    path = tmp_path / "bom"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("desa.shp", b"\0" * 5_000_000)
    assert refusal(path) == "AREAS-014"


def test_of_several_layers_the_one_with_most_polygons_is_read(tmp_path):
    path = write(tmp_path / "peta.gpkg", FEATURES)
    import pyogrio

    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb([square(0)]),
        field_data=[],
        fields=[],
        crs="EPSG:4326",
        geometry_type="Polygon",
        layer="kabupaten",
        append=True,
    )
    assert_same(read_boundary_file(path))


def test_numbers_keep_their_digits_and_rows_without_a_polygon_are_left_out(tmp_path):
    rows = [
        {"type": "Feature", "properties": {"kode": 3316012001, "luas": 1.5, "nama": None}, "geometry": None},
        {
            "type": "Feature",
            "properties": {"kode": 3316012002, "luas": 2.0, "nama": "Gempol"},
            "geometry": shapely.geometry.mapping(square(0)),
        },
    ]
    path = tmp_path / "desa.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    (only,) = read_boundary_file(path)
    assert only.row_number == 2
    assert only.attributes == {"kode": "3316012002", "luas": "2", "nama": "Gempol"}
