"""A reader with a pencil: the colour of a village from printed sentences, and from nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ngopeni.zones.tests.twin import half_up

NUMBER = r"−?\d{1,3}(?:\.\d{3})*(?:,\d+)?"
WORDS = {"merah": "red", "kuning": "yellow", "hijau": "green", "belum dapat dinilai": "unassessed"}
ZONE = "merah|kuning|hijau"
THRESHOLD = re.compile(
    rf"Zona ({ZONE}): (?P<label>.*) (?P<score>{NUMBER})\. Batasnya: merah bila (?P<red>{NUMBER}) atau "
    rf"(?P<way>kurang|lebih), kuning bila (?P<yellow>{NUMBER}) atau (?P=way), selebihnya hijau\."
)
RANKED = rf"Zona ({ZONE}): (?P<label>.*) (?P<score>{NUMBER}), peringkat (?P<rank>{NUMBER}) dari (?P<count>{NUMBER}) "
RANKED += r"di (?:kabupaten/kota|kecamatan) ini \(1 paling buruk\)\. "
TOP_N = re.compile(
    RANKED
    + rf"Merah sampai peringkat (?P<red>{NUMBER}), kuning sampai peringkat (?P<yellow>{NUMBER}), selebihnya hijau\."
)
QUANTILE = re.compile(
    RANKED + rf"(?P<red_percent>{NUMBER})% terburuk merah, yaitu sampai peringkat (?P<red>{NUMBER}); "
    rf"(?P<yellow_percent>{NUMBER})% berikutnya kuning, sampai peringkat (?P<yellow>{NUMBER}); selebihnya hijau\."
)
CORRECTED = re.compile(
    r"Dikoreksi menjadi zona (merah|kuning|hijau|belum dapat dinilai) lewat sanggahan yang diterima: "
)
STEP = re.compile(rf"(?P<label>.*): bobot (?P<share>{NUMBER}) × nilai skala (?P<scaled>{NUMBER}) = (?P<part>{NUMBER})")
BETTER = re.compile(rf"Untuk naik ke zona ({ZONE}), nilainya harus (naik|turun) lebih dari ({NUMBER})\.")
WORSE = re.compile(rf"Jarak ke zona ({ZONE}): ({NUMBER})\.")


def read(text: str) -> Fraction:
    """1.234,5 as a number."""
    assert re.fullmatch(NUMBER, text), text
    return Fraction(text.replace(".", "").replace(",", ".").replace("−", "-"))


@dataclass
class Verdict:
    """What a verdict prints.

    ``said`` is the colour that it names, ``colour`` the one that its numbers give, ``score`` None
    where the village cannot be assessed.
    """

    said: str
    colour: str
    score: Fraction | None


def read_verdict(text: str) -> Verdict:
    """The colour that the numbers of a verdict give."""
    if text.startswith("Belum dapat dinilai"):
        return Verdict("unassessed", "unassessed", None)
    found = THRESHOLD.match(text)
    if found:
        score, red, yellow = (read(found[name]) for name in ("score", "red", "yellow"))
        sign = 1 if found["way"] == "lebih" else -1
        inside = [sign * score >= sign * limit for limit in (red, yellow)]
    else:
        found = TOP_N.match(text) or QUANTILE.match(text)
        assert found, text
        rank, red, yellow = (read(found[name]) for name in ("rank", "red", "yellow"))
        score, inside = read(found["score"]), [rank <= red, rank <= yellow]
        assert 1 <= rank <= read(found["count"])
        if "red_percent" in found.groupdict():
            check_places(found)
    colour = "red" if inside[0] else "yellow" if inside[1] else "green"
    return Verdict(WORDS[found[1]], colour, score)


def check_places(found: re.Match[str]) -> None:
    """The printed places follow from the printed percentages and the printed count."""
    count, red, yellow = (read(found[name]) for name in ("count", "red_percent", "yellow_percent"))
    places = [int(count * share / 100 + Fraction(1, 2)) for share in (red, red + yellow)]
    assert [read(found["red"]), read(found["yellow"])] == places, found[0]


def final_colour(text: str) -> str:
    """The colour that holds: what a person decided, else what was computed."""
    corrected = CORRECTED.search(text)
    return WORDS[corrected[1]] if corrected else read_verdict(text).colour


def check_steps(steps: tuple[str, ...] | list[str], score: Fraction) -> None:
    """Each printed step is right to its last digit, and they add up to the printed score."""
    total = Fraction(0)
    for text in steps:
        found = STEP.fullmatch(text)
        assert found, text
        assert half_up(read(found["share"]) * read(found["scaled"])) == read(found["part"]), text
        total += read(found["part"])
    assert total == score
