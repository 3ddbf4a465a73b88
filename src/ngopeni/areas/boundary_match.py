"""Which feature of a boundary file is which village: by code, by BPS code, or by name in its district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from ngopeni.areas.area import Areas, Village
from ngopeni.areas.boundary_columns import (
    Column,
    all_columns,
    best_code_column,
    find_by_name,
    regency_prefixes,
)
from ngopeni.areas.boundary_elsewhere import nothing_matches, rows_of_other_regencies
from ngopeni.areas.boundary_file import Feature
from ngopeni.areas.mending import mend_polygon

# Neighbouring regencies share some names of villages in districts; so few hits mean another area.
CHANCE_RATIO = 0.03


@dataclass(frozen=True, slots=True)
class UnmatchedFeature:
    """A feature that is no known village: its row in the file and its attributes as text."""

    row_number: int
    text: str


@dataclass(frozen=True, slots=True)
class BoundaryMatch:
    """What a boundary file says about a regency's villages.

    Attributes
    ----------
    matched : dict
        Geometry by village code; several features of one village are one geometry.
    ways : dict
        ``code``, ``bps`` or ``name`` by village code.
    unmatched : list of UnmatchedFeature
        In the regency, or nobody knows where.
    missing : list of Village
        Villages that no feature matched.
    double : list of str
        Codes of villages that several features matched.
    outside_count : int
        Features of other regencies.
    """

    matched: dict[str, BaseGeometry]
    ways: dict[str, str]
    unmatched: list[UnmatchedFeature]
    missing: list[Village]
    double: list[str]
    outside_count: int


def match_boundaries(
    features: Sequence[Feature], areas: Areas, crosswalk: Mapping[str, str] | None = None
) -> BoundaryMatch:
    """Match the features of a file to the villages of a regency.

    Parameters
    ----------
    features : sequence of Feature
        May hold other regencies too, such as a whole province.
    areas : Areas
    crosswalk : mapping, optional
        Dotted Kemendagri code by BPS code: see ``load_bps_crosswalk``.

    Raises
    ------
    UserError
        When nothing matches: AREAS-020 naming the regency that the file seems to hold, AREAS-021
        when that cannot be told, AREAS-022 when it holds this regency, but not its villages.
    """
    columns = all_columns(features)
    found, elsewhere = _match_by_code(columns, areas, crosswalk or {})
    elsewhere |= rows_of_other_regencies(columns, areas.regency)
    rest = [row for row in range(len(features)) if row not in found and row not in elsewhere]
    found |= {row: (code, "name") for row, code in find_by_name(columns, areas, rest).items()}
    if len(found) <= CHANCE_RATIO * min(len(features), len(areas.villages)):
        raise nothing_matches(columns, areas.regency)
    return _result(features, areas, found, elsewhere - found.keys())


def _match_by_code(
    columns: list[Column], areas: Areas, crosswalk: Mapping[str, str]
) -> tuple[dict[int, tuple[str, str]], set[int]]:
    """Village and way by row, and the rows whose codes lie in other regencies."""
    dotless = {village.village_code.replace(".", ""): village.village_code for village in areas.villages}
    known = set(dotless.values())
    bps = {code: village for code, village in crosswalk.items() if village in known}
    found: dict[int, tuple[str, str]] = {}
    elsewhere: set[int] = set()
    for way, code_list in (("code", dotless), ("bps", bps)):
        column = best_code_column(columns, code_list)
        if column is None:
            continue
        prefixes = regency_prefixes(code_list)
        for row, code in enumerate(column.codes):
            if code in code_list:
                found.setdefault(row, (code_list[code], way))
            elif code and code[:4] not in prefixes:
                elsewhere.add(row)
    return found, elsewhere


def _result(
    features: Sequence[Feature], areas: Areas, found: dict[int, tuple[str, str]], outside: set[int]
) -> BoundaryMatch:
    """The match in the order of the codes."""
    rows: dict[str, list[int]] = {}
    for row, (code, _) in sorted(found.items()):
        rows.setdefault(code, []).append(row)
    codes = sorted(rows)
    return BoundaryMatch(
        matched={code: _joined([features[row].geometry for row in rows[code]]) for code in codes},
        ways={code: found[rows[code][0]][1] for code in codes},
        unmatched=[
            UnmatchedFeature(feature.row_number, _name_text(feature))
            for row, feature in enumerate(features)
            if row not in found and row not in outside
        ],
        missing=[village for village in areas.villages if village.village_code not in rows],
        double=[code for code in codes if len(rows[code]) > 1],
        outside_count=len(outside),
    )


def _joined(geometries: list[BaseGeometry]) -> BaseGeometry:
    """One geometry; a single one stays as the file has it, so that mending can count it."""
    if len(geometries) == 1:
        return geometries[0]
    return shapely.union_all([mend_polygon(geometry) for geometry in geometries])


def _name_text(feature: Feature) -> str:
    """What a person needs to find the row: attributes with letters, at most five."""
    texts = [text for text in feature.attributes.values() if any(map(str.isalpha, text))]
    return ", ".join((texts or [text for text in feature.attributes.values() if text])[:5])
