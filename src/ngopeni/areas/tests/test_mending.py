from __future__ import annotations

import numpy as np
import pytest
import shapely

from ngopeni.areas.boundary_file import read_boundary_file
from ngopeni.areas.mending import as_coverage, mend, mend_polygon, simplify_coverage
from ngopeni.areas.tests.real_files import VILLAGES, needs_real_files

BOW_TIE = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])


def wavy(left: float, right: float, points: int = 400) -> shapely.Polygon:
    """A strip whose sides wave in the same way, so that strips side by side fit."""
    y = np.linspace(0, 10, points)
    wave = 0.05 * np.sin(y * 9)
    return shapely.Polygon(np.vstack((np.c_[left + wave, y], np.c_[right + wave, y][::-1])))


STRIPS = {str(column): wavy(column, column + 1) for column in range(5)}


def shapes(geometries):
    return np.array(list(geometries.values()), dtype=object)


def test_a_bow_tie_is_mended_and_counted():
    result = mend({"a": BOW_TIE, "b": shapely.box(5, 5, 6, 6)})
    assert result.mended == ["a"]
    assert result.lost == []
    assert result.geometries["a"].is_valid
    assert result.geometries["a"].area == pytest.approx(2)


def test_only_polygons_are_kept():
    mixed = shapely.from_wkt("GEOMETRYCOLLECTION(MULTIPOLYGON(((0 0,1 0,1 1,0 0))),POINT(3 3),LINESTRING(0 0,5 5))")
    assert mend_polygon(mixed).equals(shapely.from_wkt("POLYGON((0 0,1 0,1 1,0 0))"))


def test_a_polygon_without_area_is_reported_as_lost():
    flat = shapely.Polygon([(0, 0), (1, 1), (0, 0)])
    result = mend({"a": flat})
    assert (result.lost, result.geometries) == (["a"], {})


def test_simplified_neighbours_still_share_their_border():
    simple = simplify_coverage(STRIPS, 0.1)
    assert shapely.get_num_coordinates(shapes(simple)).sum() < 0.5 * 5 * 800
    assert shapely.coverage_is_valid(shapes(simple))
    assert shapely.union_all(shapes(simple)).geom_type == "Polygon"


def test_overlaps_and_slivers_are_closed_before_simplifying():
    torn = {
        "a": shapely.box(0, 0, 1.0002, 1),
        "b": shapely.box(1, 0, 2, 1),
        "c": shapely.box(2.0002, 0, 3, 1),
    }
    assert not shapely.coverage_is_valid(shapes(torn))
    simple = shapes(simplify_coverage(torn))
    assert shapely.coverage_is_valid(simple)
    assert shapely.union_all(simple).area == pytest.approx(3)
    assert shapely.area(simple).sum() == pytest.approx(3)


def test_no_village_disappears_however_rough_the_simplification():
    tiny = {
        "sea": shapely.box(0, 0, 100, 100) - shapely.box(50, 50, 50.001, 50.001),
        "isle": shapely.box(50, 50, 50.001, 50.001),
    }
    simple = simplify_coverage(tiny, 50)
    assert list(simple) == ["sea", "isle"]
    assert all(shape.is_valid and shape.area > 0 for shape in simple.values())


def test_a_village_under_its_neighbour_keeps_its_shape():
    stacked = np.array([shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1)], dtype=object)
    assert not shapely.is_empty(as_coverage(stacked)).any()


def test_nothing_simplifies_to_nothing():
    assert simplify_coverage({}) == {}


@needs_real_files
@pytest.mark.parametrize("tolerance", [None, 0.0015])
def test_real_villages_stay_a_coverage_without_gaps(tolerance):
    real = {each.attributes["kode"]: each.geometry for each in read_boundary_file(VILLAGES)}
    result = mend(real)
    assert (result.mended, result.lost) == ([], [])
    simple = simplify_coverage(result.geometries, tolerance)
    before, after = shapely.union_all(shapes(real)), shapely.union_all(shapes(simple))
    assert shapely.coverage_is_valid(shapes(simple))
    assert after.area == pytest.approx(before.area, rel=1e-3)
    assert shapely.area(shapes(simple)).sum() == pytest.approx(after.area, rel=1e-9)
    assert after.geom_type == "Polygon"
    assert not after.interiors
