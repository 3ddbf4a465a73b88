"""The map as SVG: every village once, no word that breaks it, nothing outside it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.areas.choropleth import Choropleth, Fill, map_svg, picture_svg
from ngopeni.areas.path_bounds import path_bounds
from ngopeni.areas.path_data import path_data
from ngopeni.areas.tests.test_drawing import rings

SVG = "{http://www.w3.org/2000/svg}"
FRAME = {"width": 1000.0, "height": 800.0, "unit_km": 0.06}
FILLS = (Fill("bad", "Buruk", "#a3211b"), Fill("good", "Baik", "#5aa469", "dots", "#fff"), Fill("none", "?", "#eee"))
HARD = "A & <b> \"kutip\" 'satu'"


def shape(code: str, box: tuple[float, float, float, float], level: str = "village", indicative: bool = False):
    """A row of ``shape``."""
    area = shapely.box(*box)
    return {
        "area_code": code,
        "level": level,
        "path": path_data(area),
        "label_x": area.centroid.x,
        "label_y": area.centroid.y,
        "is_indicative": indicative,
    }


SHAPES = [
    shape("33.19.01", (100, 100, 300, 200), "district"),
    shape("33.19.01.2001", (100, 100, 200, 200)),
    shape("33.19.01.2002", (200, 100, 300, 200), indicative=True),
    shape("33.19.02.2003", (700, 600, 720, 610)),
]
CODES = [row["area_code"] for row in SHAPES if row["level"] == "village"]
SHOWN = Choropleth(
    FILLS,
    {CODES[0]: "bad", CODES[1]: "good"},
    {code: f"{HARD} {code}" for code in CODES},
    {CODES[0]: '/desa/"1"&2/', CODES[1]: "/desa/2/"},
    name="uji",
    label=HARD,
    notes=("data simulasi", HARD),
)


def drawn(shapes=SHAPES, shown=SHOWN, districts=None, **more):
    return ElementTree.fromstring(map_svg(shapes, FRAME, shown, districts or {}, **more))


def places(root):
    """The paths that are villages: those with a title."""
    return [path for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]


def fill_of(root, code: str) -> str:
    """The fill of the group in which a village stands."""
    (group,) = [
        each
        for each in root.iter(f"{SVG}g")
        if each.get("class", "").startswith("k-")
        and any(title.text.endswith(code) for title in each.iter(f"{SVG}title"))
    ]
    return group.get("class"), group.get("fill")


def texts(root) -> list[str]:
    return [each.text for each in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("is_zoomed", [False, True])
def test_every_village_stands_there_once_with_its_words_unbroken(is_zoomed):
    root = drawn(is_zoomed=is_zoomed)
    found = [path.find(f"{SVG}title").text for path in places(root)]
    assert sorted(found) == sorted(f"{HARD} {code}" for code in CODES)
    assert root.get("aria-label") == HARD


def test_a_village_takes_its_class_and_without_one_the_last():
    root = drawn()
    assert [fill_of(root, code) for code in CODES] == [
        ("k-bad", "#a3211b"),
        ("k-good", "url(#uji-good)"),
        ("k-none", "#eee"),
    ]
    patterns = {each.get("id") for each in root.iter(f"{SVG}pattern")}
    assert patterns == {"uji-bad", "uji-good", "uji-none"}


def test_links_are_kept_letter_by_letter_and_stay_out_of_the_tab_order():
    links = {each.get("href"): each for each in drawn().iter(f"{SVG}a")}
    assert set(links) == {'/desa/"1"&2/', "/desa/2/"}
    assert {each.get("tabindex") for each in links.values()} == {"-1"}


def test_what_the_map_must_say_of_itself_is_written_on_it():
    assert [text for text in texts(drawn()) if text in SHOWN.notes] == ["data simulasi", HARD][::-1]


def test_names_are_written_for_those_named_and_escaped():
    root = drawn(districts={"33.19.01": HARD}, village_names={CODES[2]: "Desa & <i>"})
    assert HARD in texts(root)
    assert "Desa & <i>" in texts(root)


def test_an_estimated_boundary_is_broken_and_a_known_one_is_not():
    by_code = {path.find(f"{SVG}title").text[-13:]: path.get("stroke-dasharray") for path in places(drawn())}
    assert by_code[CODES[1]] is not None
    assert by_code[CODES[0]] is None


def test_a_highlighted_village_is_outlined_once_more():
    plain = len(list(drawn().iter(f"{SVG}path")))
    root = drawn(shown=replace(SHOWN, highlighted=frozenset({CODES[0]})))
    assert len(list(root.iter(f"{SVG}path"))) == plain + 1


def test_the_scale_bar_is_as_true_zoomed_as_not():
    for is_zoomed in (False, True):
        root = drawn(SHAPES[1:3], is_zoomed=is_zoomed)
        unit_km = FRAME["unit_km"] / (scale_and_move(root)[0] if is_zoomed else 1)
        (label,) = [text for text in texts(root) if text.endswith(" km")]
        (length,) = [float(m) for m in re.findall(r"M16 [\d.]+v6h([\d.]+)v-6", ElementTree.tostring(root).decode())]
        assert length * unit_km == pytest.approx(float(label[:-3].replace(",", ".")), rel=0.02)


def scale_and_move(root) -> tuple[float, float, float]:
    """The transform of a zoomed map."""
    (transform,) = [each.get("transform") for each in root.iter(f"{SVG}g") if each.get("transform")]
    scale, x, y = re.fullmatch(r"scale\((\S+)\) translate\((\S+) (\S+)\)", transform).groups()
    return float(scale), float(x), float(y)


BOXES = st.tuples(st.integers(0, 990), st.integers(0, 1390), st.integers(2, 400), st.integers(2, 400)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


@settings(max_examples=50, deadline=None)
@given(st.lists(BOXES, min_size=1, max_size=5))
def test_a_zoomed_map_holds_every_point_and_fills_its_width(boxes):
    shapes = [shape(f"33.19.01.{2001 + number}", box) for number, box in enumerate(boxes)]
    root = drawn(shapes, is_zoomed=True, village_names={row["area_code"]: "x" for row in shapes})
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (left, top, width) == (0, 0, 1000)
    scale, x, y = scale_and_move(root)
    bounds = path_bounds(row["path"] for row in shapes)
    moved = [(bounds[0] + x) * scale, (bounds[1] + y) * scale, (bounds[2] + x) * scale, (bounds[3] + y) * scale]
    assert 0 <= moved[0] < moved[2] <= width
    assert 0 <= moved[1] < moved[3] <= height
    across, down = bounds[2] - bounds[0], bounds[3] - bounds[1]
    assert max(moved[2] - moved[0], moved[3] - moved[1] if down > across else 0) >= 0.9 * width
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height


POLYGONS = st.lists(
    st.tuples(st.floats(-500, 500, width=32), st.floats(-500, 500, width=32)), min_size=3, max_size=12
).map(lambda points: shapely.convex_hull(shapely.MultiPoint(points)))


@settings(max_examples=70, deadline=None)
@given(st.lists(POLYGONS.filter(lambda hull: hull.area > 0), min_size=1), st.integers(0, 2))
def test_the_box_around_paths_is_the_box_around_their_points(polygons, decimals):
    paths = [path_data(each, decimals) for each in polygons]
    points = [point for path in paths for ring in rings(path) for point in ring]
    across, down = [x for x, _ in points], [y for _, y in points]
    assert path_bounds(paths) == pytest.approx((min(across), min(down), max(across), max(down)), abs=1e-6)
    grown = [shape for shape, path in zip(polygons, paths, strict=True) if len(rings(path)[0]) > 2]
    if len(grown) == len(polygons) and all(shape.area > 20 for shape in polygons):
        assert path_bounds(paths) == pytest.approx(shapely.total_bounds(polygons), abs=0.51)


def test_a_picture_for_slides_is_one_well_formed_whole():
    body = map_svg(SHAPES, FRAME, SHOWN, {})
    picture = picture_svg(body, FRAME, title=HARD, subtitle=HARD, notes=(HARD, "Sumber: x"), shown=SHOWN)
    root = ElementTree.fromstring(picture)
    assert texts(root).count(HARD) == 4  # title, subtitle, the map's own note, the note below
    assert len(places(root)) == len(CODES)
    width, height = map(float, (root.get("width"), root.get("height")))
    for text in root.findall(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height


def test_two_maps_on_one_page_do_not_share_patterns():
    ids = [{each.get("id") for each in drawn(shown=replace(SHOWN, name=name)).iter(f"{SVG}pattern")} for name in "ab"]
    for first, second in combinations(ids, 2):
        assert not first & second
