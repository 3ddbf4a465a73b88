"""What a page shows of a file before it counts, as plain values that can wait in the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ngopeni.areas.area import Areas
from ngopeni.intake import boundary
from ngopeni.intake.inspection import Inspection, inspect
from ngopeni.intake.recognition import Matched

Look = dict[str, Any]
MOST_PROBLEMS = 50


def look(path: Path, file_name: str, areas: Areas, profile: str | None, matched: Sequence[Matched]) -> Look:
    """Inspect a file, as rows or as a map.

    Returns
    -------
    dict
        ``profile, title, publisher, counts`` (rows in, used, set aside), ``problems``, and for a table
        ``columns, sample, sample_names, headers, by_village``, for a map ``matched_count``.

    Raises
    ------
    UserError
        When the file cannot be used.
    """
    if profile == boundary.PROFILE or (profile is None and boundary.is_boundary_file(file_name)):
        return _map_look(boundary.inspect_boundary(path, file_name, areas), areas)
    return _table_look(inspect(path, file_name, areas, profile, matched), areas)


def _map_look(found: boundary.BoundaryInspection, areas: Areas) -> Look:
    return {
        "is_map": True,
        "profile": boundary.PROFILE,
        "title": boundary.TITLE,
        "publisher": boundary.PUBLISHER,
        "problems": [{**row, "example": row["raw_value"], "found_count": 1} for row in found.problems[:MOST_PROBLEMS]],
        "counts": [found.feature_count, found.used_count, found.set_aside_count],
        "matched_count": len(found.mended.geometries),
        "village_count": len(areas.villages),
    }


def _table_look(found: Inspection, areas: Areas) -> Look:
    recognition = found.recognition
    layout = recognition.layout
    names = {village.village_code: village.village_name for village in areas.villages}
    headers = recognition.headers
    sample = [{**row, "village_code": names.get(row.get("village_code") or "", "")} for row in found.sample]
    return {
        "is_map": False,
        "profile": layout.code,
        "title": layout.title,
        "publisher": layout.publisher,
        "is_assumed": layout.is_assumed,
        "is_personal": layout.is_personal,
        "counts": [found.row_count, found.typed_count, found.set_aside_count],
        "problems": found.problems,
        "columns": [
            (field.column.description, headers[recognition.mapping[field.name] - 1])
            for field in layout.fields
            if field.name in recognition.mapping
        ],
        "unused": [header for place, header in enumerate(headers, 1) if header and place not in recognition.places],
        "sample_names": [key for key in (found.sample[0] if found.sample else {}) if key != "row_number"],
        "sample": sample,
        "headers": [header for header in headers if header],
        "by_village": found.by_village,
        "other_sheets": list(found.other_sheets),
    }
