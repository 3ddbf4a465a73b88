"""A source's archived text becomes a typed table and a list of findings; every row is in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.areas.placing import Place, Placer, plain_code, regency_problem
from ngopeni.intake.archive import Source
from ngopeni.intake.cells import sql_for_column_fact, sql_for_value
from ngopeni.intake.layout import Field, Kind, Layout
from ngopeni.intake.problem import (
    judged_fields,
    sql_for_has_problem,
    sql_for_has_unknown,
    sql_for_import_finding,
    sql_for_is_aside,
    sql_for_problem,
)
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.literal import literal

# Rows from which a list is too long to be held as text and as values at once.
LONG = 20_000
# The rows of a long list that were not kept, or with something wrong in them.
SUSPECT = (
    "SELECT row_number FROM body_row WHERE row_number NOT IN (SELECT row_number FROM kept_row) "
    "UNION ALL SELECT row_number FROM kept_row WHERE has_problem"
)
PLACE_TEXTS = ("code_text", "name_text", "district_text", "regency_text")


def type_rows(engine: Engine, layout: Layout, source: Source, areas: Areas, kept: Path | None = None) -> None:
    """Make the layout's table and ``import_finding`` for one source.

    Parameters
    ----------
    engine : Engine
        Holds ``raw_rows``: the archive's rows of this source.
    layout : Layout
    source : dict
        The source's note: ``source_id``, ``as_of``, ``mapping``, ``header_row``, ``sheet_name``.
    areas : Areas
    kept : Path, optional
        Where the rows of a long list are written at once; otherwise they are worked out when asked for.
    """
    values = {"source_id": source["source_id"]}
    mapping = source["mapping"]
    # What is not asked for is not worked out: a registry has a hundred columns and half a million rows.
    engine.view("body_row", sql_for_body_row(layout, mapping, source["sheet_name"] or "", source["header_row"]))
    engine.view("text_row", "SELECT * FROM body_row")
    engine.define("column_fact", sql_for_column_fact(layout.value_fields))
    _place_rows(engine, layout, areas)
    regency_code = areas.regency.regency_code
    is_long = layout.is_delivery and engine.count("body_row") > LONG
    if is_long:
        keep_rows_of_long_list(engine, layout, source, regency_code, kept)
    else:
        engine.define("judged_row", sql_for_parsed_row(layout, layout.value_fields))
        engine.view("unknown_row", "SELECT * FROM judged_row")
    engine.define("problem", sql_for_problem(layout, mapping), **values)
    engine.define("import_finding", sql_for_import_finding(), **values)
    if not is_long:
        engine.define(layout.table_name, sql_for_typed(layout, source, regency_code))


def keep_rows_of_long_list(
    engine: Engine, layout: Layout, source: Source, regency_code: str, kept: Path | None
) -> None:
    """Make the table of a long list and its ``judged_row``: only rows with something wrong.

    The rows of a list do not depend on each other, so each is judged as it passes; the careful search for
    what is wrong is then made among the few. Unknown answers are looked for in what was kept.
    """
    kept_row = sql_for_kept(layout, source, regency_code)
    if kept:
        engine.keep("kept_row", kept_row, kept)
    else:
        engine.view("kept_row", kept_row)
    columns = ", ".join(column.name for column in layout.table.columns)
    engine.view(layout.table_name, f"SELECT {columns} FROM kept_row")
    answers = ", ".join(["row_number", *(field.name for field in layout.value_fields if field.kind is Kind.CODE)])
    engine.define("unknown_row", f"SELECT {answers} FROM kept_row WHERE {sql_for_has_unknown(layout)}")
    engine.define("suspect", SUSPECT)
    engine.view("text_row", "SELECT body_row.* FROM body_row JOIN suspect ON suspect.row_number = body_row.row_number")
    engine.define("judged_row", sql_for_parsed_row(layout, judged_fields(layout)))
    engine.view("text_row", "SELECT * FROM body_row")


def rows_by_village(engine: Engine, relation: str) -> dict[str, int]:
    """Rows in use by village code."""
    rows = engine.rows(
        f"SELECT village_code, COUNT(*) AS n FROM {relation} WHERE village_code IS NOT NULL "
        "GROUP BY village_code ORDER BY village_code"
    )
    return {row["village_code"]: row["n"] for row in rows}


def sql_for_body_row(layout: Layout, mapping: Mapping[str, int], sheet_name: str, header_row: int) -> str:
    """``body_row``: the body of the file, a column of text for each field; blank rows left out."""
    fields = [
        f"{_cell(field, mapping[field.name])} AS text_{field.name}"
        if field.name in mapping
        else f"CAST(NULL AS VARCHAR) AS text_{field.name}"
        for field in layout.fields
        if field.name not in layout.code_parts and not (layout.code_parts and field.name == "village_code")
    ]
    if layout.code_parts:
        fields.append(f"{_code(layout, mapping)} AS text_village_code")
    return (
        f"SELECT row_number, {', '.join(fields)} FROM raw_rows "
        f"WHERE sheet_name = {literal(sheet_name)} AND row_number > {int(header_row)} AND NOT is_blank"
    )


def _cell(field: Field, place: int) -> str:
    """The text of a cell; answers, of which there are many, are read with or without space around them."""
    if field.is_answer:
        return f"c{place}"
    return f"NULLIF(TRIM(c{place}), '')"


def _code(layout: Layout, mapping: Mapping[str, int]) -> str:
    """The code of the village, whole or put together; Excel has eaten the zeros at the start of its parts."""
    whole = f"NULLIF(TRIM(c{mapping['village_code']}), '')" if "village_code" in mapping else "CAST(NULL AS VARCHAR)"
    if not set(layout.code_parts) <= set(mapping):
        return whole
    parts = [_part(f"c{mapping[name]}") for name in layout.code_parts]
    village = parts[-1]
    # With BPS district and village have three digits each, with Kemendagri two and four.
    by_bps, by_ministry = (
        " || ".join(f"LPAD({part}, {width}, '0')" for part, width in zip(parts, widths, strict=True))
        for widths in ((2, 2, 3, 3), (2, 2, 2, 4))
    )
    joined = (
        f"CASE WHEN LENGTH({village}) >= 10 THEN {village} "
        f"WHEN LENGTH({village}) = 4 THEN {by_ministry} ELSE {by_bps} END"
    )
    return f"COALESCE({whole}, {joined})"


def _part(text: str) -> str:
    """A part of a code without the decimals that Excel adds; few have any, and only they are searched."""
    bare = f"NULLIF(TRIM({text}), '')"
    has_mark = f"{text} LIKE '%.%' OR {text} LIKE '%,%'"
    return f"CASE WHEN {has_mark} THEN REGEXP_REPLACE({bare}, '[.,]0+$', '') ELSE {bare} END"


def _place_rows(engine: Engine, layout: Layout, areas: Areas) -> None:
    """``place``: what each distinct text of a place means, worked out once."""
    if layout.level == "person":
        return
    names = [f"text_{name}" for name in place_names(layout)]
    texts = engine.rows(f"SELECT DISTINCT {', '.join(names)} FROM text_row ORDER BY ALL")
    said = [tuple(row[name] for name in names) for row in texts]
    if layout.level == "village":
        listed = [(*text, place.village_code, place.problem) for text, place in _placed(said, areas)]
    else:
        listed = [(code, name, None, None, None, regency_problem(code, name, areas.regency)) for code, name in said]
    columns = (*PLACE_TEXTS, "village_code", "place_problem")
    engine.load_rows("place", dict.fromkeys(columns, "VARCHAR"), listed)


def _placed(said: list[tuple[str | None, ...]], areas: Areas) -> Iterator[tuple[tuple[str | None, ...], Place]]:
    """Each text of a place and what it means; where no code is given, another regency's name is another's village."""
    placed = Placer(areas).place_all([(code, name, district) for code, name, district, _ in said])
    for text in said:
        code, name, district, regency = text
        is_outside = not plain_code(code) and regency_problem(None, regency, areas.regency)
        yield text, Place(None, "outside") if is_outside else placed[code, name, district]


def place_names(layout: Layout) -> list[str]:
    """The fields that place a row, in the order of `PLACE_TEXTS`; parts of a code are one code."""
    return [field.name for field in layout.fields if field.kind is Kind.AREA and field.name not in layout.code_parts]


def sql_for_value_row(layout: Layout, fields: Sequence[Field]) -> str:
    """``value_row``: text and typed values side by side; unreadable values are NULL."""
    texts = [] if layout.level == "person" else place_names(layout)
    shown = [f"text_{name}" for name in [*texts, *(field.name for field in fields)]]
    values = [f"{sql_for_value(field)} AS {field.name}" for field in fields]
    columns = ", ".join(["row_number", *shown, *values])
    return f"SELECT {columns}, column_fact.* FROM text_row CROSS JOIN column_fact"


def sql_for_parsed_row(layout: Layout, fields: Sequence[Field]) -> str:
    """``parsed_row``: a row's values and its place."""
    value_row = f"({sql_for_value_row(layout, fields)}) AS value_row"
    if layout.level == "person":
        return f"SELECT * FROM {value_row}"
    pairs = zip(PLACE_TEXTS, place_names(layout), strict=False)
    join = " AND ".join(f"place.{place} IS NOT DISTINCT FROM value_row.text_{name}" for place, name in pairs)
    return f"SELECT value_row.*, place.village_code, place.place_problem FROM {value_row} LEFT JOIN place ON {join}"


def sql_for_kept(layout: Layout, source: Source, regency_code: str) -> str:
    """``kept_row``: the layout's own table of a long list, and whether anything is wrong with a row."""
    return (
        f"SELECT {_typed_columns(layout, source, regency_code)}, {sql_for_has_problem(layout)} AS has_problem "
        f"FROM ({sql_for_parsed_row(layout, layout.value_fields)}) AS parsed_row "
        f"WHERE NOT ({sql_for_is_aside(layout)})"
    )


def sql_for_typed(layout: Layout, source: Source, regency_code: str) -> str:
    """The layout's own table: every row that was not set aside."""
    return (
        f"SELECT {_typed_columns(layout, source, regency_code)} FROM judged_row WHERE row_number NOT IN "
        "(SELECT row_number FROM import_finding WHERE is_set_aside)"
    )


def _typed_columns(layout: Layout, source: Source, regency_code: str) -> str:
    """Place, origin and values; optional values out of bounds are NULL."""
    place = [f"'{regency_code}' AS regency_code"]
    if layout.level == "village":
        place.append("village_code")
    fields = {field.name: field for field in layout.value_fields}
    values = [
        f"{_within_bounds(fields[column.name]) if column.name in fields else f'CAST(NULL AS {column.type})'} "
        f"AS {column.name}"
        for column in layout.value_columns
    ]
    measured_on = layout.row_date or f"CAST('{source['as_of']}' AS DATE)"
    origin = [f"{measured_on} AS measured_on", f"'{source['source_id']}' AS source_id", "row_number"]
    return ", ".join([*place, *origin, *values])


def _within_bounds(field: Field) -> str:
    name, column = field.name, field.column
    if column.optional and (column.minimum is not None or column.maximum is not None):
        low = f"{name} >= {column.minimum}" if column.minimum is not None else "TRUE"
        high = f"{name} <= {column.maximum}" if column.maximum is not None else "TRUE"
        return f"CASE WHEN {low} AND {high} THEN {name} END"
    return name
