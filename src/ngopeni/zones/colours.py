"""The official zone colours. Nothing else on any page uses them."""

from __future__ import annotations

from ngopeni.areas.choropleth import Fill
from ngopeni.zones.rule import Zone

# Dark, light, middle: the three stay apart in grey; the patterns stay apart without any tone.
FILLS = (
    Fill(Zone.RED, "Merah", "#a3211b"),
    Fill(Zone.YELLOW, "Kuning", "#f4cf4d", "lines", "#b98f12"),
    Fill(Zone.GREEN, "Hijau", "#5aa469", "dots", "#e3f2e4"),
    Fill(Zone.UNASSESSED, "Belum dapat dinilai", "#f1ece2", "hatch", "#b9b09f"),
)
LETTERS = {Zone.RED: "M", Zone.YELLOW: "K", Zone.GREEN: "H", Zone.UNASSESSED: "–"}
NAMES = {fill.code: fill.label for fill in FILLS}
