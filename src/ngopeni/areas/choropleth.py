"""A map of villages as SVG: drawn on the server, read without JavaScript, printed as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ngopeni.areas.drawing import scale_bar
from ngopeni.areas.path_bounds import path_bounds
from ngopeni.kernel.wording import write_number

Row = Mapping[str, Any]
INK, PAPER = "#1f1d18", "#fffdf8"
FONT = "font-family=\"'Source Sans 3','Source Sans Pro','Noto Sans',sans-serif\""


@dataclass(frozen=True)
class Fill:
    """How villages of one class look.

    Parameters
    ----------
    code : str
    label : str
        In the legend.
    colour : str
    pattern : str
        ``plain``, ``lines``, ``dots`` or ``hatch``: tells classes apart in grey and without colour.
    ink : str
        Of the pattern.
    """

    code: str
    label: str
    colour: str
    pattern: str = "plain"
    ink: str = INK


@dataclass(frozen=True)
class Choropleth:
    """What a map shows.

    Parameters
    ----------
    fills : sequence of Fill
        In the order of the legend.
    classes : mapping of str to str
        Fill code by village code; a village without one takes the last fill.
    titles : mapping of str to str
        What a village says when it is pointed at.
    links : mapping of str to str
        Address by village code; may be empty.
    name : str
        Sets the patterns of two maps on one page apart.
    label : str
        What the whole map says to those who do not see it.
    highlighted : frozenset of str
        Villages drawn with a strong outline.
    notes : tuple of str
        Words on the map itself: what is simulated, estimated, indicative.
    """

    fills: Sequence[Fill]
    classes: Mapping[str, str]
    titles: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)
    name: str = "map"
    label: str = ""
    highlighted: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def map_svg(
    shapes: Iterable[Row],
    frame: Row,
    shown: Choropleth,
    districts: Mapping[str, str],
    *,
    is_zoomed: bool = False,
    village_names: Mapping[str, str] | None = None,
) -> str:
    """The map as one SVG element.

    Parameters
    ----------
    shapes : iterable of mapping
        Rows of the table ``shape``.
    frame : mapping
        The row of ``map_frame``.
    shown : Choropleth
    districts : mapping of str to str
        District name by code; those without a name are outlined only.
    is_zoomed : bool
        Whether the shapes fill the picture, instead of standing at their place in the regency.
    village_names : mapping of str to str, optional
        Names to write into the villages.

    Returns
    -------
    str
        Without colours from any stylesheet, so that it can be saved and pasted as it is.
    """
    listed = list(shapes)
    view = _View(listed, frame, is_zoomed=is_zoomed)
    villages = [row for row in listed if row["level"] == "village"]
    outlines = [row for row in listed if row["level"] == "district"]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {view.width:g} {view.height:g}" '
            f'role="group" aria-label={quoteattr(shown.label)}>',
            patterns(shown, view.unit),
            f"<g{view.transform}>",
            _villages(villages, shown, view.unit),
            _outlines(outlines, view.unit),
            _highlights(villages, shown, view.unit),
            "</g>",
            _names(outlines, districts, view, 17),
            _names(villages, village_names or {}, view, 21),
            _scale(view, frame["unit_km"]),
            _notes(view, shown.notes),
            "</svg>",
        ]
    )


class _View:
    """What part of the regency's map fills the picture. Letters keep their size however close it is."""

    def __init__(self, shapes: list[Row], frame: Row, *, is_zoomed: bool) -> None:
        self.left, self.top, self.unit = 0.0, 0.0, 1.0
        self.width, self.height, self.transform = frame["width"], frame["height"], ""
        if not is_zoomed:
            return
        left, top, right, bottom = path_bounds(row["path"] for row in shapes)
        margin = 0.04 * max(right - left, bottom - top)
        self.left, self.top = left - margin, top - margin
        # Units of the regency's map for one unit of this picture.
        self.unit = (right - left + 2 * margin) / 1000
        self.width, self.height = 1000, round((bottom - top + 3 * margin) / self.unit)
        self.transform = f' transform="scale({1 / self.unit:.4g}) translate({-self.left:.5g} {-self.top:.5g})"'

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the regency's map in this picture."""
        return (x - self.left) / self.unit, (y - self.top) / self.unit


def patterns(shown: Choropleth, unit: float = 1) -> str:
    """The fills as pattern definitions."""
    return "<defs>" + "".join(_pattern(shown.name, fill, unit) for fill in shown.fills) + "</defs>"


def _pattern(name: str, fill: Fill, unit: float) -> str:
    marks = {
        "plain": "",
        "lines": f'<path d="M-2 2L2-2M0 8L8 0M6 10L10 6" stroke="{fill.ink}" stroke-width="1.1"/>',
        "dots": f'<circle cx="2" cy="2" r="1.15" fill="{fill.ink}"/><circle cx="6" cy="6" r="1.15" fill="{fill.ink}"/>',
        # Crossed: lines the other way alone could be taken for "lines" where there is no colour.
        "hatch": f'<path d="M0 0L8 8M-2 6L2 10M6-2L10 2M-2 2L2-2M0 8L8 0M6 10L10 6" stroke="{fill.ink}" '
        f'stroke-width=".8"/>',
    }[fill.pattern]
    scale = f' patternTransform="scale({unit:.3g})"' if unit != 1 else ""
    return (
        f'<pattern id="{name}-{fill.code}" width="8" height="8" patternUnits="userSpaceOnUse"{scale}>'
        f'<rect width="8" height="8" fill="{fill.colour}"/>{marks}</pattern>'
    )


def _villages(shapes: list[Row], shown: Choropleth, unit: float) -> str:
    """Villages grouped by fill, so that each path is as short as its outline."""
    groups: dict[str, list[Row]] = {fill.code: [] for fill in shown.fills}
    last = shown.fills[-1].code
    for row in shapes:
        groups[shown.classes.get(row["area_code"], last)].append(row)
    return "".join(
        f'<g class="k-{code}" fill="{_paint(shown, code)}" stroke="{PAPER}" '
        f'stroke-width="{1.1 * unit:.3g}" stroke-linejoin="round">'
        + "".join(_village(row, shown, unit) for row in rows)
        + "</g>"
        for code, rows in groups.items()
        if rows
    )


def _paint(shown: Choropleth, code: str) -> str:
    """A plain colour as itself: as a pattern it would show seams between its tiles."""
    fill = next(each for each in shown.fills if each.code == code)
    return fill.colour if fill.pattern == "plain" else f"url(#{shown.name}-{code})"


def _village(row: Row, shown: Choropleth, unit: float) -> str:
    code = row["area_code"]
    # A broken line says: somewhere about here.
    dashes = f' stroke-dasharray="{5 * unit:.3g}" stroke-width="{2.4 * unit:.3g}"' if row["is_indicative"] else ""
    title = escape(shown.titles.get(code, code))
    path = f'<path d="{row["path"]}"{dashes}><title>{title}</title></path>'
    link = shown.links.get(code)
    # Hundreds of tab stops would bury the page; the table beside the map has the same links.
    return f'<a href={quoteattr(link)} tabindex="-1">{path}</a>' if link else path


def _outlines(shapes: list[Row], unit: float) -> str:
    broken = f' stroke-dasharray="{12 * unit:.3g} {7 * unit:.3g}"'
    outlines = "".join(f'<path d="{row["path"]}"{broken if row["is_indicative"] else ""}/>' for row in shapes)
    return (
        f'<g fill="none" stroke="{INK}" stroke-width="{1.6 * unit:.3g}" stroke-linejoin="round" '
        f'pointer-events="none">{outlines}</g>'
    )


def _highlights(shapes: list[Row], shown: Choropleth, unit: float) -> str:
    paths = "".join(f'<path d="{row["path"]}"/>' for row in shapes if row["area_code"] in shown.highlighted)
    if not paths:
        return ""
    return f'<g fill="none" stroke="{INK}" stroke-width="{6 * unit:.3g}" pointer-events="none">{paths}</g>'


def _names(shapes: list[Row], names: Mapping[str, str], view: _View, size: float) -> str:
    """Names on a halo of paper, so that they can be read on any fill."""
    texts = ""
    for row in shapes:
        if row["area_code"] in names:
            x, y = view.place(row["label_x"], row["label_y"])
            texts += f'<text x="{x:.4g}" y="{y + size / 3:.4g}">{escape(names[row["area_code"]])}</text>'
    if not texts:
        return ""
    return (
        f'<g {FONT} font-size="{size:g}" font-weight="600" fill="{INK}" stroke="{PAPER}" stroke-width="{size / 4:.3g}" '
        f'paint-order="stroke" stroke-linejoin="round" text-anchor="middle" pointer-events="none" '
        f'class="map-names">{texts}</g>'
    )


def _scale(view: _View, unit_km: float) -> str:
    bar = scale_bar(unit_km * view.unit, longest=160)
    y = view.height - 14
    return (
        f'<path d="M16 {y - 6:g}v6h{bar.length:g}v-6" fill="none" stroke="{INK}" stroke-width="2"/>'
        f'<text x="{16 + bar.length / 2:g}" y="{y - 10:g}" {FONT} font-size="16" text-anchor="middle" '
        f'fill="{INK}" class="map-small">{write_number(bar.kilometres)} km</text>'
    )


def _notes(view: _View, notes: Sequence[str]) -> str:
    """Words in the corner, so that nobody takes the picture for more than it is."""
    return "".join(
        f'<text x="{view.width - 12:g}" y="{view.height - 14 - 30 * place:g}" {FONT} font-size="18" '
        f'font-style="italic" '
        f'text-anchor="end" fill="{INK}" stroke="{PAPER}" stroke-width="4" paint-order="stroke" '
        f'class="map-small">{escape(note)}</text>'
        for place, note in enumerate(reversed(notes))
    )


def picture_svg(body: str, frame: Row, *, title: str, subtitle: str, notes: Sequence[str], shown: Choropleth) -> str:
    """A map with title, legend and source around it, for slides.

    Parameters
    ----------
    body : str
        From `map_svg`.
    frame : mapping
    title, subtitle : str
    notes : sequence of str
        Lines below: source, date, what is simulated or indicative.
    shown : Choropleth
    """
    top, row_height = 96, 30
    map_height = frame["height"]
    below = top + map_height + 20
    height = below + row_height * len(shown.fills) + 24 * len(notes) + 30
    legend = "".join(
        f'<rect x="20" y="{below + row_height * place:g}" width="34" height="20" '
        f'fill="url(#{shown.name}-{fill.code})" stroke="{INK}" stroke-width=".8"/>'
        f'<text x="64" y="{below + row_height * place + 16:g}" font-size="19">{escape(fill.label)}</text>'
        for place, fill in enumerate(shown.fills)
    )
    foot = below + row_height * len(shown.fills) + 22
    lines = "".join(
        f'<text x="20" y="{foot + 24 * place:g}" font-size="16" fill="#5b5446">{escape(line)}</text>'
        for place, line in enumerate(notes)
    )
    nested = body.replace('class="map"', f'x="0" y="{top}" width="{frame["width"]:g}" height="{map_height:g}"', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame["width"]:g} {height:g}" '
        f'width="{frame["width"]:g}" height="{height:g}" font-family="\'Source Sans Pro\',sans-serif" fill="{INK}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{patterns(shown)}'
        f'<text x="20" y="42" font-size="32" font-weight="700">{escape(title)}</text>'
        f'<text x="20" y="74" font-size="20" fill="#5b5446">{escape(subtitle)}</text>'
        f"{nested}{legend}{lines}</svg>"
    )
