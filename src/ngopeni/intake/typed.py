"""A source's archived text becomes a typed table and a list of findings; every row is in one of them."""

from __future__ import annotations

from collections.abc import Mapping

from ngopeni.areas.area import Areas
from ngopeni.areas.placing import Placer, regency_problem
from ngopeni.intake.archive import Source
from ngopeni.intake.cells import sql_for_value
from ngopeni.intake.layout import Field, Kind, Layout
from ngopeni.intake.problem import sql_for_import_finding, sql_for_problem
from ngopeni.kernel.engine import Engine

PLACE_TEXTS = ("code_text", "name_text", "district_text")


def type_rows(engine: Engine, layout: Layout, source: Source, areas: Areas) -> None:
    """Make the layout's table and ``import_finding`` for one source.

    Parameters
    ----------
    engine : Engine
        Holds ``raw_rows``: the archive's rows of this source.
    layout : Layout
    source : dict
        The source's note: ``source_id``, ``as_of``, ``mapping``, ``header_row``, ``sheet_name``.
    areas : Areas
    """
    values = {
        "source_id": source["source_id"],
        "as_of": str(source["as_of"]),
        "regency_code": areas.regency.regency_code,
        "sheet_name": source["sheet_name"] or "",
        "header_row": source["header_row"],
    }
    mapping = source["mapping"]
    width = sum(row["column_name"].startswith("c") for row in engine.rows("DESCRIBE raw_rows"))
    engine.define("text_row", sql_for_text_row(layout, mapping, width), **values)
    _place_rows(engine, layout, areas)
    engine.define("parsed_row", sql_for_parsed_row(layout), **values)
    engine.define("problem", sql_for_problem(layout, mapping), **values)
    engine.define("import_finding", sql_for_import_finding(), **values)
    engine.define(layout.table_name, sql_for_typed(layout), **values)


def sql_for_text_row(layout: Layout, mapping: Mapping[str, int], width: int) -> str:
    """``text_row``: the body of the file, a column of trimmed text for each field; blank rows left out."""
    fields = [
        f"NULLIF(TRIM(c{mapping[field.name]}), '') AS text_{field.name}"
        if field.name in mapping
        else f"CAST(NULL AS VARCHAR) AS text_{field.name}"
        for field in layout.fields
    ]
    filled = ", ".join(f"c{place}" for place in range(1, width + 1))
    return (
        f"SELECT CAST(row_number AS INTEGER) AS row_number, {', '.join(fields)} FROM raw_rows "
        f"WHERE sheet_name = $sheet_name AND CAST(row_number AS INTEGER) > $header_row "
        f"AND COALESCE({filled}) IS NOT NULL"
    )


def _place_rows(engine: Engine, layout: Layout, areas: Areas) -> None:
    """``place``: what each distinct text of a place means, worked out once."""
    names = [f"text_{field.name}" for field in layout.fields if field.kind is Kind.AREA]
    texts = engine.rows(f"SELECT DISTINCT {', '.join(names)} FROM text_row ORDER BY ALL")
    said = [tuple(row[name] for name in names) for row in texts]
    if layout.level == "village":
        placed = Placer(areas).place_all(said)
        listed = [(*text, placed[text].village_code, placed[text].problem) for text in said]
    else:
        listed = [(code, name, None, None, regency_problem(code, name, areas.regency)) for code, name in said]
    columns = (*PLACE_TEXTS, "village_code", "place_problem")
    engine.load_columns("place", {name: [row[place] for row in listed] for place, name in enumerate(columns)})


def sql_for_parsed_row(layout: Layout) -> str:
    """``parsed_row``: text, place and typed values side by side; unreadable values are NULL."""
    values = [f"{sql_for_value(field)} AS {field.name}" for field in layout.value_fields]
    areas = [field.name for field in layout.fields if field.kind is Kind.AREA]
    pairs = zip(PLACE_TEXTS, areas, strict=False)
    join = " AND ".join(f"place.{place} IS NOT DISTINCT FROM text_row.text_{name}" for place, name in pairs)
    return (
        f"SELECT text_row.*, place.village_code, place.place_problem, {', '.join(values)} "
        f"FROM text_row LEFT JOIN place ON {join}"
    )


def sql_for_typed(layout: Layout) -> str:
    """The layout's own table: every row that was not set aside; optional values out of bounds are NULL."""
    place = ["$regency_code AS regency_code"]
    if layout.level == "village":
        place.append("village_code")
    values = [f"{_within_bounds(field)} AS {field.name}" for field in layout.value_fields]
    measured_on = layout.row_date or "CAST($as_of AS DATE)"
    return (
        f"SELECT {', '.join(place)}, {measured_on} AS measured_on, $source_id AS source_id, row_number, "
        f"{', '.join(values)} FROM parsed_row WHERE row_number NOT IN "
        "(SELECT row_number FROM import_finding WHERE is_set_aside)"
    )


def _within_bounds(field: Field) -> str:
    name, column = field.name, field.column
    if column.optional and (column.minimum is not None or column.maximum is not None):
        low = f"{name} >= {column.minimum}" if column.minimum is not None else "TRUE"
        high = f"{name} <= {column.maximum}" if column.maximum is not None else "TRUE"
        return f"CASE WHEN {low} AND {high} THEN {name} END"
    return name
