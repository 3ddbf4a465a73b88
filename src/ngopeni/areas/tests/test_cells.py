from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.areas.cells import indicative_cells, village_cells
from ngopeni.areas.register import all_regencies, load_areas

ODD = ["33.16", "33.19", "95.01", "21.05", "81.01", "31.74", "31.01", "73.10", "13.72"]
ONE_PER_PROVINCE = sorted({each.province_code: each.regency_code for each in all_regencies()}.values())


def assert_partition(cells):
    assert shapely.is_valid(cells).all()
    assert (shapely.area(cells) > 0).all()
    assert shapely.area(shapely.union_all(cells)) == pytest.approx(shapely.area(cells).sum(), rel=1e-6)


@pytest.mark.parametrize("code", [*ODD, *ONE_PER_PROVINCE])
def test_cells_of_a_regency_partition_its_land(code):
    villages = load_areas(code).villages
    result = village_cells(villages)
    assert list(result.geometries) == [village.village_code for village in villages]
    assert_partition(np.array(list(result.geometries.values()), dtype=object))
    for village in villages:
        if village.latitude is not None and village.village_code not in result.placed_by_guess:
            assert result.geometries[village.village_code].covers(shapely.Point(village.longitude, village.latitude))


def test_nothing_stretches_far_from_the_villages():
    villages = load_areas("33.16").villages
    west, south, east, north = shapely.total_bounds(list(village_cells(villages).geometries.values()))
    assert min(village.longitude for village in villages) - west < 0.05
    assert north - max(village.latitude for village in villages) < 0.05
    assert (east - west, north - south) < (0.7, 0.7)


def test_islands_far_apart_are_not_joined():
    land = shapely.union_all(list(village_cells(load_areas("73.10").villages).geometries.values()))
    assert len(shapely.get_parts(land)) > 5


def test_a_village_without_a_centroid_stands_in_its_district_and_is_listed():
    longitudes = np.array([0, 0.1, np.nan, 1, 1.1])
    latitudes = np.array([0, 0.1, np.nan, 1, 1.1])
    cells, guessed = indicative_cells(longitudes, latitudes, ["a", "a", "a", "b", "b"])
    assert guessed.tolist() == [False, False, True, False, False]
    assert shapely.distance(cells[2], shapely.Point(0.05, 0.05)) < 0.1
    assert_partition(cells)


def test_villages_on_one_point_are_spread_and_listed():
    cells, guessed = indicative_cells(np.array([0, 0, 0, 1.0]), np.array([0, 0, 0, 1.0]), ["a"] * 4)
    assert guessed.tolist() == [False, True, True, False]
    assert_partition(cells)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_handful_of_villages_in_a_line_works(count):
    cells, _ = indicative_cells(np.arange(count) * 0.1 + 110, np.zeros(count), ["a"] * count)
    assert len(cells) == count
    assert_partition(cells)


def test_it_refuses_to_invent_a_place_for_everything():
    with pytest.raises(ValueError, match="at least one place"):
        indicative_cells(np.array([np.nan]), np.array([np.nan]), ["a"])


# Centroids come in ten-thousandths of a degree, so the invented ones do too.
PLACES = st.tuples(st.integers(1_100_000, 1_120_000), st.integers(-80_000, -60_000))


@given(st.lists(st.none() | PLACES, min_size=1, max_size=30).filter(any))
@settings(max_examples=60, deadline=None)
def test_any_set_of_places_gives_a_partition(places):
    pairs = np.array([(np.nan, np.nan) if place is None else place for place in places]) / 1e4
    cells, guessed = indicative_cells(pairs[:, 0], pairs[:, 1], [str(row % 3) for row in range(len(places))])
    assert_partition(cells)
    assert all(guessed[row] for row, place in enumerate(places) if place is None)
