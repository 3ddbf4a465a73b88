"""Layers of the map: zones, and any figure of the villages in five shades."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ngopeni.areas.choropleth import Choropleth, Fill
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.kernel.wording import write_number
from ngopeni.zones.inputs import label_of
from ngopeni.zones.reading import map_notes, offered_inputs
from ngopeni.zones.rule import Direction
from ngopeni.zones.zone_map import zone_choropleth

SHADES = ("#e3ecf4", "#b9d0e4", "#83adcf", "#4a80b0", "#1c4f7f")
NO_DATA = "#f1ece2"
ZONES = "zona"
WORDS = {
    "id": {"none": "tidak ada data", "to": "sampai", "zone": "Zona", "population": "Jumlah penduduk"},
    "en": {"none": "no data", "to": "to", "zone": "Zones", "population": "Population"},
}


@dataclass(frozen=True)
class Layer:
    """A layer that the map can show.

    Parameters
    ----------
    code : str
    title : str
    values : dict of str to float
        By village code; empty for the zones.
    is_low_worse : bool
        Then the dark end is the low end.
    measured_on, source_id : str
        Of the newest value.
    """

    code: str
    title: str
    values: dict[str, float]
    is_low_worse: bool = False
    measured_on: str = ""
    source_id: str = ""


def layers(snapshot: Snapshot, language: str = "id", inputs: Sequence[dict[str, Any]] | None = None) -> list[Layer]:
    """Every layer for which there is a value.

    Parameters
    ----------
    snapshot : Snapshot
    language : str
    inputs : sequence of dict, optional
        The rows of ``zone_input`` that may be shown; by default all.
    """
    found = [Layer(ZONES, WORDS[language]["zone"], {})]
    rows = snapshot.table("zone_input") if inputs is None else inputs
    for each in offered_inputs(snapshot):
        own = [row for row in rows if row["input_code"] == each.code]
        if own:
            newest = max(own, key=lambda row: row["measured_on"])
            found.append(
                Layer(
                    each.code,
                    label_of(each.code),
                    {row["village_code"]: row["value"] for row in own},
                    each.direction is Direction.LOW_IS_WORSE,
                    str(newest["measured_on"]),
                    newest["source_id"],
                )
            )
    people = snapshot.table("population")
    if people:
        newest = max(people, key=lambda row: row["measured_on"])
        counts = {row["village_code"]: float(row["population_count"]) for row in people}
        title = WORDS[language]["population"]
        found.append(Layer("population", title, counts, False, str(newest["measured_on"]), newest["source_id"]))
    return found


def draw_layer(snapshot: Snapshot, layer: Layer, *, name: str, language: str = "id") -> Choropleth:
    """A layer as a map."""
    villages = snapshot.index("village", "village_code")
    notes = map_notes(snapshot, language)
    if layer.code == ZONES:
        return zone_choropleth(
            snapshot.table("zone"), villages, name=name, label=layer.title, language=language, notes=notes
        )
    words = WORDS[language]
    edges = readable_breaks(list(layer.values.values()))
    shades = list(reversed(SHADES)) if layer.is_low_worse else list(SHADES)
    fills = [
        Fill(
            f"c{place}",
            f"{write_number(low, None, language)} {words['to']} {write_number(high, None, language)}",
            shade,
        )
        for place, (low, high, shade) in enumerate(zip(edges, edges[1:], _spread(shades, len(edges) - 1), strict=False))
    ]
    fills.append(Fill("none", words["none"], NO_DATA, "hatch", "#b9b09f"))
    classes = {code: f"c{class_of(value, edges)}" for code, value in layer.values.items()}
    titles = {
        code: f"{row['village_name']}, {row['district_name']}: "
        + (write_number(layer.values[code], None, language) if code in layer.values else words["none"])
        for code, row in villages.items()
    }
    return Choropleth(
        fills, classes, titles, {code: f"/desa/{code}/" for code in villages}, name, layer.title, notes=notes
    )


def _spread(shades: list[str], count: int) -> list[str]:
    """As many shades as classes, from end to end of the scale."""
    if count <= 1:
        return shades[:1]
    return [shades[round(place * (len(shades) - 1) / (count - 1))] for place in range(count)]


def readable_breaks(values: Sequence[float], most: int = 5) -> list[float]:
    """Edges of at most five classes of equal width on round numbers.

    Parameters
    ----------
    values : sequence of float
        At least one.
    most : int

    Examples
    --------
    >>> readable_breaks([0.41, 0.93])
    [0.4, 0.6, 0.8, 1.0]
    >>> readable_breaks([0, 100])
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    >>> readable_breaks([5.0])
    [5.0, 6.0]
    """
    low, high = min(values), max(values)
    if low == high:
        return [float(low), float(low) + 1]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (1, 2, 2.5, 5, 10, 20):
        width = step * power
        first = math.floor(low / width)
        last = math.ceil(high / width)
        if last - first <= most:
            # Two digits more than the width has: enough to be exact, too few to show binary dust.
            digits = 2 - math.floor(math.log10(power))
            return [round(place * width, digits) for place in range(first, last + 1)]
    raise AssertionError("a step of twenty times a fifth of the range always suffices")


def class_of(value: float, edges: Sequence[float]) -> int:
    """The class of a value, from 0; an inner edge belongs to the class above it."""
    for place, high in enumerate(edges[1:-1]):
        if value < high:
            return place
    return len(edges) - 2


def source_line(snapshot: Snapshot, layer: Layer) -> dict[str, Any] | None:
    """The source of a layer's newest value."""
    return snapshot.index("source", "source_id").get(layer.source_id)
