"""Boundaries as a source: the original kept, villages matched, what did not match listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ngopeni.areas.area import Areas, Village
from ngopeni.areas.boundary_file import read_boundary_file
from ngopeni.areas.boundary_match import BoundaryMatch, match_boundaries
from ngopeni.areas.build import load_shapes
from ngopeni.areas.cells import village_cells
from ngopeni.areas.mending import Mended, mend, simplify_coverage
from ngopeni.areas.tables import MAP_FRAME, SHAPE
from ngopeni.intake.archive import Source, original_path
from ngopeni.intake.map_safety import check_map
from ngopeni.intake.tables import IMPORT_FINDING
from ngopeni.kernel.durable import write_json
from ngopeni.kernel.engine import Engine, Row
from ngopeni.kernel.finding import Severity
from ngopeni.kernel.workspace import Workspace

PROFILE = "boundary"
TITLE = "Batas desa (peta)"
PUBLISHER = "Badan Informasi Geospasial"
SUFFIXES = {".geojson", ".json", ".gpkg", ".zip", ".shp"}


@dataclass(frozen=True)
class BoundaryInspection:
    """A boundary file held against the regency's villages.

    Parameters
    ----------
    match : BoundaryMatch
    mended : Mended
        The matched polygons, valid.
    missing : list of Village
        Without a usable polygon.
    feature_count : int
    problems : list of dict
        As findings: ``rule_code, severity, column_name, raw_value, row_number, is_set_aside``.
    """

    match: BoundaryMatch
    mended: Mended
    missing: list[Village]
    feature_count: int
    problems: list[Row]

    @property
    def used_count(self) -> int:
        """Features that became a village or part of one."""
        return self.feature_count - self.set_aside_count

    @property
    def set_aside_count(self) -> int:
        """Features that are no village of this regency: unmatched ones, and those of other regencies."""
        return len(self.match.unmatched) + self.match.outside_count


def is_boundary_file(file_name: str) -> bool:
    """Whether a file looks like a map by its name."""
    return Path(file_name).suffix.lower() in SUFFIXES


def inspect_boundary(path: Path, file_name: str, areas: Areas) -> BoundaryInspection:
    """Read and match a boundary file without keeping anything.

    Raises
    ------
    UserError
        AREAS-010 to AREAS-022, when it cannot be used.
    """
    check_map(path, file_name)
    features = read_boundary_file(path, file_name)
    match = match_boundaries(features, areas, areas.bps_codes)
    mended = mend(match.matched)
    lost = set(mended.lost) | {village.village_code for village in match.missing}
    missing = [village for village in areas.villages if village.village_code in lost]
    return BoundaryInspection(match, mended, missing, len(features), _problems(match, missing))


def _problems(match: BoundaryMatch, missing: list[Village]) -> list[Row]:
    rows = [("INTAKE-120", each.text, each.row_number, True) for each in match.unmatched]
    rows += [("INTAKE-121", f"{each.village_name} ({each.village_code})", 0, False) for each in missing]
    rows += [("INTAKE-122", code, 0, False) for code in match.double]
    return [
        {
            "rule_code": rule,
            "severity": str(Severity.ERROR if aside else Severity.WARNING),
            "column_name": "geometry",
            "raw_value": text,
            "row_number": row,
            "is_set_aside": aside,
        }
        for rule, text, row, aside in rows
    ]


def write_shapes(workspace: Workspace, source: Source, areas: Areas, folder: Path) -> None:
    """Write a boundary source's shapes, findings and counts into a folder."""
    inspection = inspect_boundary(original_path(workspace, source["sha256"]), source["file_name"], areas)
    drawn = simplify_coverage(inspection.mended.geometries)
    guessed = _guesses(inspection.missing, areas)
    engine = Engine()
    load_shapes(engine, areas, {**drawn, **guessed}, set(guessed), source["source_id"])
    for table in (SHAPE, MAP_FRAME):
        engine.write(table, folder / f"{table.name}.parquet")
    engine.load(IMPORT_FINDING, _numbered(inspection.problems, source["source_id"]))
    engine.write(IMPORT_FINDING, folder / "import_finding.parquet")
    engine.close()
    counts = {
        "rows": inspection.feature_count,
        "typed": inspection.used_count,
        "set_aside": inspection.set_aside_count,
    }
    write_json(folder / "counts.json", counts)


def _guesses(missing: list[Village], areas: Areas) -> Mapping[str, Any]:
    """A small disc for each village that the file leaves out, so that it still stands on the map."""
    if not missing:
        return {}
    cells = village_cells(areas.villages).geometries
    lacking = [cells[village.village_code] for village in missing]
    discs = [cell.representative_point().buffer(0.2 * cell.area**0.5) for cell in lacking]
    return {village.village_code: disc for village, disc in zip(missing, discs, strict=True)}


def _numbered(problems: list[Row], source_id: str) -> list[Row]:
    seen: dict[int, int] = {}
    rows = []
    for problem in problems:
        seen[problem["row_number"]] = seen.get(problem["row_number"], 0) + 1
        rows.append({**problem, "source_id": source_id, "position": seen[problem["row_number"]]})
    return rows


def newest(sources: list[Source], as_of: dt.date) -> Source | None:
    """The boundary source to draw a date with: the newest known then, else the first there ever was.

    A map of boundaries is drawn for every date: a line on paper does not date the poverty in it.
    """
    maps = [note for note in sources if note["profile"] == PROFILE]
    known = [note for note in maps if note["as_of"] <= as_of.isoformat()]
    return known[-1] if known else next(iter(maps), None)
