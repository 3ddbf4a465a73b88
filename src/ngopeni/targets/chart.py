"""The line of official poverty with the path of targets, as SVG."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ngopeni.kernel.wording import write_number

Row = dict[str, Any]
WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 42, 64, 14, 34
INK, TEAK, SAND, RULE = "#1f1d18", "#1d4f3f", "#8a5a16", "#d9cfbd"
FONT = "font-family=\"'Source Sans Pro',sans-serif\""


def series_chart(series: list[Row], targets: list[Row], words: dict[str, str], language: str = "id") -> str:
    """The chart as one SVG element that stands by itself.

    Parameters
    ----------
    series : list of dict
        ``year``, ``headcount_percent``; a year that is not there leaves a gap.
    targets : list of dict
        ``year``, ``target_percent``.
    words : dict of str to str
        ``label`` of the whole chart, ``official`` and ``target`` beside the lines.
    language : {"id", "en"}
        How numbers are written.
    """
    years = [row["year"] for row in (*series, *targets)]
    values = [row["headcount_percent"] for row in series] + [row["target_percent"] for row in targets]
    axes = _Axes(min(years), max(years), int(min(values)) - 1, int(max(values)) + 1)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label={quoteattr(words["label"])} {FONT} font-size="14" fill="{INK}">',
            _grid(axes, language),
            _official(series, axes, words["official"], language),
            _targets(targets, axes, words["target"], language),
            "</svg>",
        ]
    )


class _Axes:
    """Years and percent to units of the picture."""

    def __init__(self, first: int, last: int, low: int, high: int) -> None:
        self.first, self.last = first, max(last, first + 1)
        self.low, self.high = max(0, low), high

    def x(self, year: float) -> float:
        return round(LEFT + (year - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, percent: float) -> float:
        return round(TOP + (self.high - percent) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM), 1)


def _grid(axes: _Axes, language: str) -> str:
    step = max(1, (axes.high - axes.low) // 5)
    lines = "".join(
        f'<path d="M{LEFT} {axes.y(value)}H{WIDTH - RIGHT}" stroke="{RULE}"/>'
        f'<text x="{LEFT - 8}" y="{axes.y(value) + 5}" text-anchor="end">{value}%</text>'
        for value in range(axes.low, axes.high + 1, step)
    )
    every = 1 if axes.last - axes.first <= 7 else 3 if axes.last - axes.first <= 18 else 5
    years = "".join(
        f'<text x="{axes.x(year)}" y="{HEIGHT - 10}" text-anchor="middle">{year}</text>'
        for year in range(axes.last, axes.first - 1, -every)
    )
    return lines + years


def _official(series: list[Row], axes: _Axes, word: str, language: str) -> str:
    """The line, broken where a year is missing, with its first, highest and last value named."""
    if not series:
        return ""
    path, before = "", None
    for row in series:
        command = "L" if before == row["year"] - 1 else "M"
        path += f"{command}{axes.x(row['year'])} {axes.y(row['headcount_percent'])}"
        before = row["year"]
    dots = "".join(
        f'<circle cx="{axes.x(row["year"])}" cy="{axes.y(row["headcount_percent"])}" r="3.5" fill="{TEAK}">'
        f"<title>{row['year']}: {write_number(row['headcount_percent'], 2, language)}%</title></circle>"
        for row in series
    )
    last = series[-1]
    x, y = axes.x(last["year"]), axes.y(last["headcount_percent"])
    value = write_number(last["headcount_percent"], 2, language)
    # Below the point; above it where a line that rises to it, or the years, would be in the way.
    rises = len(series) > 1 and series[-2]["headcount_percent"] < last["headcount_percent"]
    is_above = y - 41 > TOP and (rises or y + 41 >= HEIGHT - BOTTOM + 10)
    first = y - 29 if is_above else y + 24
    return (
        f'<path d="{path}" fill="none" stroke="{TEAK}" stroke-width="3" stroke-linejoin="round"/>{dots}'
        f'<text x="{x}" y="{first:g}" fill="{TEAK}" font-weight="700" text-anchor="middle">{value}%</text>'
        f'<text x="{x}" y="{first + 17:g}" fill="{TEAK}" text-anchor="middle">{escape(word)}</text>'
    )


def _targets(targets: list[Row], axes: _Axes, word: str, language: str) -> str:
    """The path of targets, dashed, a diamond at each."""
    if not targets:
        return ""
    points = [(axes.x(row["year"]), axes.y(row["target_percent"])) for row in targets]
    path = "M" + "L".join(f"{x} {y}" for x, y in points)
    marks = "".join(
        f'<path d="M{x} {y - 6}l6 6-6 6-6-6z" fill="#fffdf8" stroke="{SAND}" stroke-width="2">'
        f"<title>{row['year']}: {write_number(row['target_percent'], None, language)}%</title></path>"
        for row, (x, y) in zip(targets, points, strict=True)
    )
    x, y = points[-1]
    value = write_number(targets[-1]["target_percent"], None, language)
    return (
        f'<path d="{path}" fill="none" stroke="{SAND}" stroke-width="2" stroke-dasharray="5 5"/>{marks}'
        f'<text x="{x + 12}" y="{y - 6}" fill="{SAND}" font-weight="700">{value}%</text>'
        f'<text x="{x + 12}" y="{y + 11}" fill="{SAND}">{escape(word)}</text>'
    )


def framed_chart(chart: str, title: str, notes: list[str]) -> str:
    """The chart with its finding above and its source below, for slides.

    Parameters
    ----------
    chart : str
        From `series_chart`.
    title : str
        What it shows.
    notes : list of str
        Measure, unit, source; one line each.
    """
    top = 48
    height = top + HEIGHT + 20 * len(notes) + 16
    inner = chart.replace('class="chart"', f'y="{top}" width="{WIDTH}" height="{HEIGHT}"', 1)
    lines = "".join(
        f'<text x="12" y="{top + HEIGHT + 16 + 18 * place}" font-size="10.5" fill="#5b5446">{escape(note)}</text>'
        for place, note in enumerate(notes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'{FONT} fill="{INK}"><rect width="100%" height="100%" fill="#fffdf8"/>'
        f'<text x="12" y="28" font-size="15" font-weight="700">{escape(title)}</text>{inner}{lines}</svg>'
    )
