"""What the columns of a boundary file hold: guessed from how many of their values are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import permutations

from ngopeni.areas.area import Areas
from ngopeni.areas.boundary_file import Feature
from ngopeni.areas.naming import district_key, village_key

VILLAGE_CODE = re.compile(r"\d{2}[. ]?\d{2}[. ]?\d{2}[. ]?\d{4}")
AREA_CODE = re.compile(r"\d{2}[. ]?\d{2}([. ]?\d{2,3}([. ]?\d{3,4})?)?")
CANDIDATES = 4  # the file's likeliest columns of either kind, tried in pairs


@dataclass(frozen=True, slots=True)
class Column:
    """A column of attributes: its texts, and its village codes of ten digits ("" where there is none)."""

    name: str
    texts: list[str]
    codes: list[str]

    @property
    def has_repeats(self) -> bool:
        """Whether some value stands in several rows, as the district of villages does.

        In a file of districts each stands once, and many would match a village of their own name.
        """
        return len(set(self.texts)) < len(self.texts) or len(self.texts) < 3

    @property
    def area_codes(self) -> list[str]:
        """Digits of the values that look like the code of a regency, district or village."""
        return [_digits(text) for text in self.texts if AREA_CODE.fullmatch(text)]

    @property
    def has_mostly_area_codes(self) -> bool:
        """Whether nine in ten values look like codes, and begin alike as measurements do not."""
        codes = self.area_codes
        few = len({code[:4] for code in codes}) <= max(1, len(codes) / 4)
        return len(codes) >= 0.9 * len(self.texts) and few


def all_columns(features: Sequence[Feature]) -> list[Column]:
    """The columns of a file, in its order."""
    names = list(dict.fromkeys(name for feature in features for name in feature.attributes))
    return [_column(name, [feature.attributes.get(name, "") for feature in features]) for name in names]


def best_code_column(columns: Sequence[Column], known: Collection[str]) -> Column | None:
    """The column with the most different known codes; None when there is no such column.

    A column counts only when at least half of its codes in the regency are known. Codes of BPS and of
    Kemendagri have ten digits both, and a few of one list are by chance also codes, of other villages, in the
    other list.

    Parameters
    ----------
    columns : sequence of Column
    known : collection of str
        Codes of ten digits.
    """
    prefixes = regency_prefixes(known)
    best, most = None, 0
    for column in columns:
        near = {code for code in column.codes if code[:4] in prefixes}
        hits = len(near.intersection(known))
        if hits > most and 2 * hits >= len(near):
            best, most = column, hits
    return best


def regency_prefixes(codes: Collection[str]) -> set[str]:
    """The first four digits of codes."""
    return {code[:4] for code in codes}


def find_by_name(columns: Sequence[Column], areas: Areas, rows: Sequence[int]) -> dict[int, str]:
    """Village code by row, by the pair of columns that names the most villages in their districts.

    Parameters
    ----------
    columns : sequence of Column
    areas : Areas
    rows : sequence of int
        Positions of the features to look at, from 0.

    Returns
    -------
    dict
        Rows that name no village, or a name that two villages of the district share, are absent.
    """
    villages = _villages_by_name(areas)
    districts = {district for district, _ in villages}
    names = {name for _, name in villages}
    as_district = {
        column.name: [district_key(column.texts[row]) for row in rows] for column in columns if column.has_repeats
    }
    as_village = {column.name: [village_key(column.texts[row]) for row in rows] for column in columns}
    likely = {*_likeliest(as_district, districts), *_likeliest(as_village, names)}
    best: dict[int, str] = {}
    for district, village in permutations(sorted(likely), 2):
        if district not in as_district:
            continue
        pairs = zip(rows, as_district[district], as_village[village], strict=True)
        found = {row: villages[pair] for row, *keys in pairs if (pair := (keys[0], keys[1])) in villages}
        if len(set(found.values())) > len(set(best.values())):
            best = found
    return best


def _villages_by_name(areas: Areas) -> dict[tuple[str, str], str]:
    """Code by keys of district and village; districts by their code too; shared names are left out."""
    district_names = {each.district_code: each.district_name for each in areas.districts}
    found: dict[tuple[str, str], str] = {}
    shared: set[tuple[str, str]] = set()
    for village in areas.villages:
        for district in (village.district_code, district_names[village.district_code]):
            pair = (district_key(district), village_key(village.village_name))
            if pair in found:
                shared.add(pair)
            found[pair] = village.village_code
    return {pair: code for pair, code in found.items() if pair not in shared}


def _likeliest(keys: dict[str, list[str]], known: set[str]) -> list[str]:
    """The columns with the most known values."""
    hits = {name: sum(key in known for key in column) for name, column in keys.items()}
    return sorted((name for name in hits if hits[name]), key=lambda name: -hits[name])[:CANDIDATES]


def _column(name: str, texts: list[str]) -> Column:
    codes = [_digits(text) if VILLAGE_CODE.fullmatch(text) else "" for text in texts]
    return Column(name, texts, codes)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
