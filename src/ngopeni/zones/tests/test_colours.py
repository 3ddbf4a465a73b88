"""The zone colours without colour."""

from __future__ import annotations

from itertools import combinations

from ngopeni.areas.choropleth import Choropleth, patterns
from ngopeni.zones.colours import FILLS, LETTERS, NAMES
from ngopeni.zones.rule import Zone
from ngopeni.zones.zone_map import district_counts, zone_choropleth, zone_counts

# Between two colours that say how a village is; grey only says that nobody knows, and its pattern says so too.
APART, APART_FROM_UNKNOWN = 1.9, 1.25


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_reckoning_of_contrast_gives_the_known_ends():
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48  # the well-known grey just under 4.5


def test_the_zones_stay_apart_in_grey():
    *known, unknown = FILLS
    for first, second in combinations(known, 2):
        assert contrast(first.colour, second.colour) >= APART, (first.code, second.code)
    for fill in known:
        assert contrast(fill.colour, unknown.colour) >= APART_FROM_UNKNOWN, fill.code
    assert min(luminance(fill.colour) for fill in FILLS) == luminance(FILLS[0].colour), "red is the darkest"


def test_each_zone_has_a_pattern_of_its_own_that_can_be_seen():
    assert len({fill.pattern for fill in FILLS}) == len(FILLS)
    marked = [fill for fill in FILLS if fill.pattern != "plain"]
    assert len(marked) == 3
    for fill in marked:
        assert contrast(fill.colour, fill.ink) >= 1.5, fill.code


def test_every_zone_has_one_fill_one_name_and_one_letter():
    assert [fill.code for fill in FILLS] == list(Zone)
    assert set(NAMES) == set(LETTERS) == set(Zone)
    assert len(set(LETTERS.values())) == len(set(NAMES.values())) == len(Zone)
    drawn = patterns(Choropleth(FILLS, {}, {}))
    assert all(f'id="map-{zone}"' in drawn for zone in Zone)


VILLAGES = {
    code: {"village_code": code, "village_name": f"V{code}", "district_name": f"D{code[0]}", "district_code": code[0]}
    for code in ("a1", "a2", "b1", "b2")
}
COLOURS = ("green", "red", "red", "red")
ZONES = [{"village_code": code, "zone": zone} for code, zone in zip(VILLAGES, COLOURS, strict=True)]


def test_counts_are_by_zone_and_by_district_with_most_red_first():
    assert zone_counts(ZONES) == {"red": 3, "yellow": 0, "green": 1, "unassessed": 0}
    rows = district_counts(ZONES, VILLAGES)
    assert [(row["district_name"], row["red"], row["green"], row["total"]) for row in rows] == [
        ("Db", 2, 0, 2),
        ("Da", 1, 1, 2),
    ]


def test_the_map_says_each_villages_name_district_and_zone_and_leads_to_it():
    shown = zone_choropleth(ZONES[:3], VILLAGES, name="uji", label="Zona")
    assert shown.titles["a2"] == "Va2, Da: merah"
    assert shown.titles["b2"] == "Vb2, Db: belum dapat dinilai"
    assert shown.links["b1"] == "/desa/b1/"
    assert shown.classes == {"a1": "green", "a2": "red", "b1": "red"}
