"""The village measures worked out one row after another, as a careful clerk would, with nothing of the product's code.

Codes are looked up in the crosswalk files, what counts as a need is written down here anew. Slow on purpose; but what
an answer means is looked up once for each answer, not once for each person who gives it.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ngopeni.areas.area import Areas

CROSSWALKS = Path(__file__).resolve().parents[2] / "reference" / "crosswalks"
NEEDS = ("house", "water", "toilet", "electricity", "work", "out_of_school", "stunting_risk", "disability")
NEED, NO_NEED, UNKNOWN, NOT_APPLICABLE = "need", "no_need", "unknown", "not_applicable"
NOT_KNOWN = "not a known meaning"
OLDEST = 130
GONE = {"dead", "moved", "moved_abroad", "listing_error", "not_found"}

# What each layout calls the things that are counted; what it does not tell is not there.
ANSWERS = (
    "status",
    "relation",
    "family_relation",
    "school",
    "works",
    "disability",
    "floor",
    "wall",
    "roof",
    "water",
    "lighting",
    "power",
    "toilet",
    "disposal",
)
ITEMS = {
    "status": "member_status",
    "family_relation": "relation",
    "school": "school_participation",
    "water": "drinking_water",
    "power": "electric_power",
    "toilet": "toilet_facility",
    "disposal": "waste_disposal",
}
HEADERS: dict[str, dict[str, str]] = {
    "bdt2015": {
        "district": "Kecamatan",
        "village": "Desa/Kel",
        "household": "ID Rumah Tangga",
        "record": "IDARTBDT",
        "number": "No Urut ART",
        "family": "No Urut Keluarga",
        "card": "Nomor KK",
        "nik": "NIK",
        "name": "Nama ART",
        "age": "Umur",
        "status": "Sta Keberadaan ART",
        "relation": "Hub KRT",
        "family_relation": "Hub Kepala Keluarga",
        "percentile": "Persentil",
        "school": "Partisipasi Sekolah",
        "works": "Bekerja Seminggu Lalu",
        "disability": "Jenis Cacat",
        "floor": "Lantai Terluas",
        "wall": "Dinding Terluas",
        "roof": "Atap Terluas",
        "water": "Sumber Air Minum",
        "lighting": "Sumber Penerangan",
        "power": "Daya Terpasang",
        "toilet": "Fasilitas BAB",
        "disposal": "Tempat Buang Tinja",
    },
    "dtsen": {
        "code": "kode_wilayah",
        "district": "kecamatan",
        "village": "desa_kelurahan",
        "household": "id_keluarga",
        "record": "id_individu",
        "card": "no_kk",
        "nik": "nik",
        "name": "nama",
        "birth": "tanggal_lahir",
        "status": "status_keberadaan",
        "relation": "hubungan_keluarga",
        "decile": "desil",
        "school": "partisipasi_sekolah",
        "works": "bekerja",
        "disability": "disabilitas",
        "told stunting_risk": "risiko_stunting",
        "floor": "303_lantai",
        "wall": "304_dinding",
        "roof": "305_atap",
        "water": "306a_air_minum",
        "lighting": "307a_penerangan",
        "power": "307b_daya",
        "toilet": "309a_fasilitas_bab",
        "disposal": "310_buang_tinja",
    },
    "p3ke": {
        "code": "Kode Kemdagri",
        "district": "Kecamatan",
        "village": "Kelurahan",
        "household": "ID Keluarga P3KE",
        "record": "ID Individu",
        "card": "Nomor KK",
        "nik": "NIK",
        "name": "Nama",
        "birth": "Tanggal Lahir",
        "age": "Umur",
        "relation": "Hubungan dengan KK",
        "decile": "Desil Kesejahteraan",
        "percentile": "Persentil",
        "told house": "Rumah Layak Huni",
        "told water": "Air Bersih",
        "told toilet": "Jamban",
        "told electricity": "Listrik Sendiri",
        "told work": "Bekerja",
        "told out_of_school": "Anak Tidak Sekolah",
        "told stunting_risk": "Berisiko Stunting",
        "told disability": "Disabilitas",
    },
    "dtks_short": {
        "district": "Kecamatan",
        "village": "Desa/Kelurahan",
        "record": "ID_DTKS",
        "card": "Nomor KK",
        "nik": "Nomor NIK",
        "name": "Nama",
        "birth": "Tanggal Lahir",
        "relation": "Hubungan Keluarga",
    },
}
BPS_PARTS = (("Kode Prov", 2), ("Kode Kab", 2), ("Kode Kec", 3), ("Kode Desa", 3))
CODED_BY = {"bdt2015": "bdt2015", "dtsen": "regsosek2022"}
# "Rumah layak huni: tidak" is a need, "anak tidak sekolah: ya" is one.
NO_IS_NEED = {"house", "water", "toilet", "electricity", "work"}


@dataclass
class Row:
    """A person's row: its place in the file, its village, and what it says."""

    number: int
    village: str | None
    said: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.said.get(name)


@dataclass
class Home:
    """A household: its rows in the order of the file."""

    village: str
    rows: list[Row] = field(default_factory=list)

    @property
    def members(self) -> list[Row]:
        """Those who are not known to be gone."""
        return [row for row in self.rows if row["status"] not in GONE]

    @property
    def head(self) -> Row:
        """Of those who are not gone, the first who is called head, else the first."""
        return next((row for row in self.members if row["relation"] == "head"), self.members[0])


@dataclass
class Picture:
    """What a list says about the villages of a regency."""

    row_count: int
    set_aside: int
    registry: dict[str, dict[str, Any]]
    deciles: dict[tuple[str, int], tuple[int, int]]
    needs: dict[tuple[str, str], tuple[int, int, int, float | None]]


def picture(layout: str, path: Path, as_of: dt.date, areas: Areas, population: dict[str, int]) -> Picture:
    """Everything that is counted of one list."""
    register = register_of(areas)
    rows = [read_row(layout, number, cells, as_of, register) for number, cells in read_file(layout, path)]
    used = [row for row in rows if row.village is not None and (row["name"] or row["nik"])]
    homes = [home for home in homes_of(used) if home.members]
    registry, deciles, needs = {}, {}, {}
    for village in {home.village for home in homes}:
        own = [home for home in homes if home.village == village]
        registry[village] = registry_row(own, population.get(village))
        for decile in {decile_of(home) for home in own}:
            same = [home for home in own if decile_of(home) == decile]
            deciles[village, decile] = (len(same), sum(len(home.members) for home in same))
        for need in NEEDS:
            needs[village, need] = need_row([status(layout, need, home) for home in own])
    return Picture(len(rows), len(rows) - len(used), registry, deciles, needs)


def registry_row(homes: list[Home], people: int | None) -> dict[str, Any]:
    """Members, households, families and the share of the population of one village."""
    members = sum(len(home.members) for home in homes)
    # 0 is a decile that is not known: such a household counts.
    low = sum(len(home.members) for home in homes if (decile_of(home) or 0) <= 4)
    return {
        "member_count": members,
        "household_count": len(homes),
        "family_count": sum(len({row["family"] for row in home.members}) for home in homes),
        "population_count": people,
        "low_member_count": low,
        "registry_share_percent": percent(low, people),
    }


def need_row(statuses: list[str]) -> tuple[int, int, int, float | None]:
    """Those in need, those of whom it is known, those of whom it is not, and the percentage."""
    needing, known = statuses.count(NEED), statuses.count(NEED) + statuses.count(NO_NEED)
    return needing, known, statuses.count(UNKNOWN), percent(needing, known)


def percent(part: int, of: int | None) -> float | None:
    """So many per hundred, to four decimals; a half goes up."""
    return math.floor(Fraction(1_000_000 * part, of) + Fraction(1, 2)) / 10_000 if of else None


# Reading


def read_file(layout: str, path: Path) -> list[tuple[int, dict[str, str | None]]]:
    """The rows below the header with their numbers as a spreadsheet counts; an empty cell is nothing."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";" if layout == "dtks_short" else ","))
    top = next(number for number, row in enumerate(rows) if HEADERS[layout]["name"] in row)
    found = []
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        cells = {name: value.strip() or None for name, value in zip(rows[top], row, strict=False)}
        if any(cells.values()):
            found.append((number, cells))
    return found


def read_row(layout: str, number: int, cells: dict[str, str | None], as_of: dt.date, register: Register) -> Row:
    """What a row says, in one language for all layouts."""
    text = {name: cells.get(header) for name, header in HEADERS[layout].items()}
    said: dict[str, Any] = {name: key(text.get(name)) for name in ("household", "record")}
    said |= {name: identifier(text.get(name)) for name in ("nik", "card")}
    said |= {"name": text["name"], "number": whole(text.get("number"), 99), "family": whole(text.get("family"), 99)}
    said |= {"decile": whole(text.get("decile"), 10), "percentile": whole(text.get("percentile"), 100)}
    said |= {name: meaning(CODED_BY.get(layout, "words"), name, text.get(name)) for name in ANSWERS}
    said["relation"] = said["relation"] or said["family_relation"]
    age = whole(text.get("age"), OLDEST)
    said["age"] = years_between(text.get("birth"), as_of) if age is None else age
    told = {name: yes_or_no(text[name]) for name in text if name.startswith("told ")}
    return Row(number, village_of(layout, cells, text, register), said | told)


@dataclass(frozen=True)
class Register:
    """The villages of a regency: by BPS code, by code without dots, and by the letters of village and district."""

    by_bps_code: dict[str, str]
    by_code: dict[str, str]
    by_names: dict[tuple[str, str], list[str]]


def register_of(areas: Areas) -> Register:
    """The register, written out once for a whole list."""
    districts = {district.district_code: letters(district.district_name) for district in areas.districts}
    by_names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for village in areas.villages:
        by_names[letters(village.village_name), districts[village.district_code]].append(village.village_code)
    by_code = {village.village_code.replace(".", ""): village.village_code for village in areas.villages}
    return Register(areas.bps_codes, by_code, by_names)


def village_of(
    layout: str, cells: dict[str, str | None], text: dict[str, str | None], register: Register
) -> str | None:
    """By code where one is given, else by the names of village and district."""
    if layout == "bdt2015":
        parts = [(cells.get(name), width) for name, width in BPS_PARTS]
        code = (
            "".join(whole_code(part).zfill(width) for part, width in parts if part) if all(p for p, _ in parts) else ""
        )
        known = register.by_bps_code
    else:
        code = re.sub(r"\D", "", text.get("code") or "")
        known = register.by_code
    if code:
        return known.get(code)
    named = register.by_names.get((letters(text["village"] or ""), letters(text["district"] or "")), [])
    return named[0] if len(named) == 1 else None


@cache
def letters(name: str) -> str:
    """A name's letters and digits in small letters."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def whole_code(text: str) -> str:
    """A part of a code that a spreadsheet has taken for a number."""
    return re.sub(r"[.,]0+$", "", text)


def key(text: str | None) -> str | None:
    """A list's own number; 12.0 is 12, and one in scientific notation names nobody."""
    if text is None or re.fullmatch(r"\d([.,]\d+)?[Ee]\+?\d+", text):
        return None
    return re.sub(r"[.,]0+$", "", text)


def identifier(text: str | None) -> str | None:
    """The digits of a NIK or a family card; nothing where some are hidden or lost."""
    bare = key(text)
    if bare is None or re.search(r"[A-Za-z*]", bare):
        return None
    return re.sub(r"\D", "", bare) or None


def whole(text: str | None, most: int) -> int | None:
    """A whole number from 0 to the most that can be."""
    found = re.fullmatch(r"(\d+)([.,]0+)?", text or "")
    return int(found[1]) if found and int(found[1]) <= most else None


def years_between(text: str | None, as_of: dt.date) -> int | None:
    """Completed years of somebody born on a day written year or day first; none before birth or beyond any age."""
    if not text:
        return None
    parts = [int(part) for part in re.findall(r"\d+", text)]
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    born = dt.date(year, month, day)
    years = as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
    return years if 0 <= years <= OLDEST else None


FILES = {
    name: yaml.safe_load((CROSSWALKS / f"{name}.yaml").read_text(encoding="utf-8"))["items"]
    for name in ("bdt2015", "regsosek2022", "words")
}


@cache
def meaning(instrument: str, name: str, text: str | None) -> str | None:
    """The meaning of an answer by its code or its words; `NOT_KNOWN` where the crosswalk has none."""
    if text is None:
        return None
    item = ITEMS.get(name, name)
    number = re.match(r"0*(\d+?)(?:[.,]0+)?(?:\s*[-.):]+\s*[A-Za-z].*)?$", text)
    for code, entry in FILES[instrument].get(item, {}).get("codes", {}).items():
        if number and number[1] == (code.lstrip("0") or "0"):
            return str(entry["meaning"])
        if text.upper() in {str(word).upper() for word in (entry.get("id"), *entry.get("words", [])) if word}:
            return str(entry["meaning"])
    for found, entry in FILES["words"].get(item, {}).get("meanings", {}).items():
        if text.upper() in {word.upper() for word in (entry["id"], *entry["words"])}:
            return str(found)
    return NOT_KNOWN


def yes_or_no(text: str | None) -> str | None:
    """``yes`` or ``no``, or nothing where neither is said."""
    found = meaning("words", "yes_no", text)
    number = whole(text, 9)
    if number is not None:
        found = {0: "no", 1: "yes", 2: "no"}.get(number)
    return found if found in ("yes", "no") else None


# Households


def homes_of(rows: list[Row]) -> list[Home]:
    """Rows of one number in one village live together; without a number, those of one family card; else each alone."""
    homes: dict[tuple[Any, ...], Home] = defaultdict(lambda: Home(""))
    for row in rows:
        card = row["card"]
        is_card = card is not None and len(card) == 16 and card not in ("0" * 16, "9" * 16)
        if row["household"]:
            name = ("number", row.village, row["household"])
        elif is_card:
            name = ("card", row.village, card)
        else:
            name = ("row", row.number)
        homes[name].village = row.village or ""
        homes[name].rows.append(row)
    return list(homes.values())


def decile_of(home: Home) -> int:
    """Of the first row; 0 where it is not known."""
    first = home.rows[0]
    if first["decile"] is not None:
        return int(first["decile"])
    return math.ceil(first["percentile"] / 10) if first["percentile"] is not None else 0


# Needs


def status(layout: str, need: str, home: Home) -> str:
    """What the list answers itself, else what follows from other answers."""
    told = told_status(need, home)
    if told:
        return told
    rules = {"work": work, "out_of_school": out_of_school, "disability": disability}
    if need in rules:
        return rules[need](home.members if need != "work" else home)
    houses = {"house": house, "water": water, "toilet": toilet, "electricity": electricity}
    return houses[need](home.rows[0]) if need in houses else UNKNOWN


def told_status(need: str, home: Home) -> str | None:
    """Of the house by its first row; of work by the head's row; of people by any row that says so, or by all."""
    bad = "no" if need in NO_IS_NEED else "yes"
    if need == "work":
        said = [home.head[f"told {need}"]]
    elif need in NO_IS_NEED:
        said = [home.rows[0][f"told {need}"]]
    else:
        said = [row[f"told {need}"] for row in home.members]
    if bad in said:
        return NEED
    return NO_NEED if said and None not in said else None


def is_known(answer: str | None) -> bool:
    return answer is not None and answer != NOT_KNOWN


def house(first: Row) -> str:
    bad = {
        "floor": {"earth", "bamboo", "wood_low"},
        "wall": {"woven_bamboo", "bamboo", "log"},
        "roof": {"bamboo", "thatch"},
    }
    if any(first[part] in meanings for part, meanings in bad.items()):
        return NEED
    return NO_NEED if all(is_known(first[part]) for part in bad) else UNKNOWN


def water(first: Row) -> str:
    if first["water"] in {"unprotected_well", "unprotected_spring", "surface_water", "rain"}:
        return NEED
    return NO_NEED if is_known(first["water"]) else UNKNOWN


def toilet(first: Row) -> str:
    if first["disposal"] in {"surface_water", "open_ground"}:
        return NEED
    if is_known(first["toilet"]) and first["toilet"] != "own":
        return NEED
    if first["toilet"] == "own" and first["disposal"] != NOT_KNOWN:
        return NO_NEED
    return UNKNOWN


def electricity(first: Row) -> str:
    if first["lighting"] in {"none", "pln_unmetered"} or first["power"] == "unmetered":
        return NEED
    return NO_NEED if is_known(first["lighting"]) else UNKNOWN


def work(home: Home) -> str:
    return {"no": NEED, "yes": NO_NEED}.get(home.head["works"], UNKNOWN)


def out_of_school(members: list[Row]) -> str:
    pupils = [row for row in members if row["age"] is not None and 7 <= row["age"] <= 18]
    is_every_age_known = all(row["age"] is not None for row in members)
    if any(row["school"] in ("never", "left") for row in pupils):
        return NEED
    if not is_every_age_known or any(row["school"] != "attending" for row in pupils):
        return UNKNOWN
    return NO_NEED if pupils else NOT_APPLICABLE


def disability(members: list[Row]) -> str:
    if any(is_known(row["disability"]) and row["disability"] != "none" for row in members):
        return NEED
    return NO_NEED if all(row["disability"] == "none" for row in members) else UNKNOWN
