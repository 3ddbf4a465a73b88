"""The chart of official poverty."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.targets.chart import HEIGHT, TEAK, WIDTH, series_chart
from ngopeni.targets.tests.test_verdict import official, path

WORDS = {"label": "Kemiskinan", "official": "resmi", "target": "target"}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(series, targets, words=WORDS, language="id"):
    return ElementTree.fromstring(series_chart(series, targets, words, language))


def line(root) -> str:
    """The path of the official line."""
    (found,) = [each for each in root.iter(f"{SVG}path") if each.get("stroke") == TEAK]
    return found.get("d")


def test_the_line_is_broken_where_a_year_is_missing():
    root = drawn(official(y2018=12, y2019=11.5, y2021=11, y2022=10.5), path(y2024=9))
    assert re.sub(r"[\d. ]", "", line(root)) == "MLML"
    assert len(list(root.iter(f"{SVG}circle"))) == 4


def test_every_point_says_its_year_and_value():
    root = drawn(official(y2023=11.5, y2024=10.96), path(y2024=9.5))
    titles = [each.text for each in root.iter(f"{SVG}title")]
    assert titles == ["2023: 11,50%", "2024: 10,96%", "2024: 9,5%"]
    assert "2024: 10.96%" in [each.text for each in drawn(official(y2024=10.96), [], language="en").iter(f"{SVG}title")]


def test_a_higher_figure_stands_higher_and_a_later_one_further_right():
    points = [
        (float(dot.get("cx")), float(dot.get("cy")))
        for dot in drawn(official(y2020=12, y2021=11, y2022=13), []).iter(f"{SVG}circle")
    ]
    assert points[0][0] < points[1][0] < points[2][0]
    assert points[2][1] < points[0][1] < points[1][1]


def test_words_are_escaped_wherever_they_stand():
    hard = {name: f'{name} & <b> "dan"' for name in WORDS}
    root = drawn(official(y2023=11), path(y2024=9), hard)
    assert root.get("aria-label") == hard["label"]
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert hard["official"] in texts
    assert hard["target"] in texts


ONE_YEAR = [(official(y2024=10), []), ([], path(y2024=9)), (official(y2024=0), [])]


@pytest.mark.parametrize(("series", "targets"), ONE_YEAR)
def test_one_year_is_enough(series, targets):
    drawn(series, targets)


PERCENT = st.floats(0, 100).map(lambda value: round(value, 2))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.integers(1990, 2030), PERCENT, min_size=1),
    st.dictionaries(st.integers(1990, 2040), PERCENT),
)
def test_every_point_and_label_stands_inside_the_picture(series, targets):
    root = drawn(
        [{"year": year, "headcount_percent": value} for year, value in sorted(series.items())],
        [{"year": year, "target_percent": value} for year, value in sorted(targets.items())],
    )
    dots = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in root.iter(f"{SVG}circle")]
    texts = [(float(text.get("x")), float(text.get("y"))) for text in root.iter(f"{SVG}text")]
    assert len(dots) == len(series)
    for x, y in [*dots, *texts]:
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


@pytest.mark.parametrize(("before", "is_above"), [(10.0, True), (12.0, False)])
def test_the_last_figure_stands_where_the_line_does_not_come_from(before, is_above):
    root = drawn(official(y2019=before, y2020=11), path(y2021=8, y2026=14))
    point = float(next(dot.get("cy") for dot in reversed(list(root.iter(f"{SVG}circle")))))
    label = next(float(text.get("y")) for text in root.iter(f"{SVG}text") if text.text == "11,00%")
    assert (label < point) is is_above
