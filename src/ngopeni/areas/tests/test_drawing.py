from __future__ import annotations

import gzip
import re

import numpy as np
import pytest
import shapely

from ngopeni.areas.boundary_file import read_boundary_file
from ngopeni.areas.drawing import draw_map, label_point, scale_bar
from ngopeni.areas.mending import simplify_coverage
from ngopeni.areas.path_data import path_data
from ngopeni.areas.projection import TALLEST, WIDTH
from ngopeni.areas.tests.invented import JATI, square
from ngopeni.areas.tests.real_files import VILLAGES, needs_real_files

TOKEN = re.compile(r"[MlhvZz]|-?(?:\d+\.?\d*|\.\d+)")


def rings(d: str) -> list[np.ndarray]:
    """A slow reader of path data: absolute points of each ring."""
    found: list[list[tuple[float, float]]] = []
    numbers: list[float] = []
    command, x, y = "", 0.0, 0.0
    for token in TOKEN.findall(d):
        if token.isalpha():
            command, numbers = token, []
            continue
        numbers.append(float(token))
        if command in "Ml" and len(numbers) < 2:
            continue
        dx, dy = {"h": (numbers[0], 0), "v": (0, numbers[0])}.get(command, tuple(numbers))
        if command == "M":
            found.append([])
            x, y = dx, dy
        else:
            x, y = x + dx, y + dy
        found[-1].append((x, y))
        numbers = []
    return [np.array(ring) for ring in found]


@pytest.mark.parametrize("decimals", [0, 1])
def test_a_path_holds_the_rounded_points(decimals):
    hole = shapely.box(40, 40, 60, 55.55)
    shape = shapely.Polygon([(0.26, 0), (100, 3.14), (90.04, 77.7), (0, 99)], [hole.exterior.coords])
    shell, inner = rings(path_data(shape, decimals))
    np.testing.assert_allclose(shell, np.round(np.array(shape.exterior.coords), decimals)[:-1], atol=1e-6)
    np.testing.assert_allclose(inner, np.round(np.array(shape.interiors[0].coords), decimals)[:-1], atol=1e-6)


def test_an_island_smaller_than_a_unit_is_still_drawn():
    assert path_data(shapely.box(10.1, 10.1, 10.2, 10.2)) == "M9 10l1-1 1 1-1 1z"


def test_small_islands_beside_a_large_one_are_left_out():
    shape = shapely.MultiPolygon([shapely.box(0, 0, 50, 50), shapely.box(80.1, 80.1, 80.2, 80.2)])
    assert len(rings(path_data(shape))) == 1


def test_a_map_is_a_thousand_wide_with_north_up():
    drawing = draw_map({village.village_code: square(column) for column, village in enumerate(JATI)})
    assert drawing.width == WIDTH
    first, last = drawing.villages[0], drawing.villages[-1]
    assert first.village_code == JATI[0].village_code
    assert first.label_x < last.label_x
    xs = np.concatenate([ring[:, 0] for path in drawing.villages for ring in rings(path.d)])
    assert 0 <= xs.min() < 10
    assert WIDTH - 10 < xs.max() <= WIDTH
    north, south = shapely.box(111, -7, 111.1, -6.9), shapely.box(111, -7.1, 111.1, -7)
    upper, lower = draw_map({"33.16.01.2001": north, "33.16.01.2002": south}).villages
    assert upper.label_y < lower.label_y


def test_a_very_tall_regency_is_scaled_down_and_centred():
    drawing = draw_map({"33.16.01.2001": shapely.box(111, -9, 111.1, -7)})
    assert drawing.height <= TALLEST + 1
    assert drawing.villages[0].label_x == pytest.approx(WIDTH / 2, abs=1)


def test_a_district_is_the_outline_of_its_villages():
    drawing = draw_map({"33.16.01.2001": square(0), "33.16.01.2002": square(1), "33.16.02.2001": square(2)})
    assert [path.district_code for path in drawing.districts] == ["33.16.01", "33.16.02"]
    corners = np.concatenate([np.concatenate(rings(path.d)) for path in drawing.villages])
    outline = np.concatenate(rings(drawing.districts[0].d))
    assert {tuple(point) for point in outline} <= {tuple(point) for point in corners}


def test_the_scale_is_true_on_the_ground():
    drawing = draw_map({"33.16.01.2001": shapely.box(111, -8, 112, -7)})
    assert drawing.kilometres_per_unit * drawing.width == pytest.approx(110.3, rel=0.02)


@pytest.mark.parametrize(("scale", "kilometres"), [(0.06, 10), (0.005, 1), (0.0026, 0.5), (1.2, 200)])
def test_a_scale_bar_is_a_round_number_that_fits(scale, kilometres):
    bar = scale_bar(scale)
    assert bar.kilometres == pytest.approx(kilometres)
    assert bar.length <= 200
    assert bar.length * scale == pytest.approx(kilometres, rel=1e-3)


def test_a_label_stands_inside_a_crescent():
    crescent = shapely.Point(0, 0).buffer(100) - shapely.Point(40, 0).buffer(90)
    assert crescent.covers(shapely.Point(label_point(crescent)))


def test_villages_that_overlap_are_drawn_too():
    drawing = draw_map({"33.16.01.2001": square(0), "33.16.01.2002": square(0)})
    assert len(drawing.districts) == 1


def test_there_must_be_something_to_draw():
    with pytest.raises(ValueError, match="at least one"):
        draw_map({})


@needs_real_files
def test_the_real_map_is_light_and_complete():
    simple = simplify_coverage({each.attributes["kode"]: each.geometry for each in read_boundary_file(VILLAGES)})
    drawing = draw_map(simple)
    assert len(drawing.villages) == 295
    assert len(drawing.districts) == 16
    paths = [path.d for path in (*drawing.villages, *drawing.districts)]
    assert len(gzip.compress("".join(paths).encode())) < 25_000
    assert drawing.kilometres_per_unit * WIDTH == pytest.approx(59.1, abs=0.5)
