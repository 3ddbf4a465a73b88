"""Linking any table of people, without a workspace: one list, or two against each other."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.literal import literal
from ngopeni.linkage.adapting import adapted
from ngopeni.linkage.clusters import grouped
from ngopeni.linkage.explained import sql_for_explained
from ngopeni.linkage.model import Model
from ngopeni.linkage.pairs import links_of, score
from ngopeni.linkage.prepared import FIELDS

RESULTS = ("pairs.parquet", "clusters.parquet")
# With fewer rows chance decides what is learned.
LEAST_LEARNED = 500
# Kept as fractions these lose their last digits.
NUMBERS = ("nik", "no_kk")


@dataclass(frozen=True)
class Linked:
    """What was found.

    Attributes
    ----------
    row_count, pair_count, cluster_count : int
        Rows of all tables, pairs from the threshold on, persons.
    waiting_count : int
        Pairs that people should look at.
    """

    row_count: int
    pair_count: int
    cluster_count: int
    waiting_count: int


def link_tables(
    engine: Engine, tables: Collection[str], model: Model, *, is_learning: bool = False
) -> list[tuple[str, str]]:
    """Make ``pair`` out of one table of people or two; of two, it holds pairs across them alone.

    Parameters
    ----------
    engine : Engine
        Holds the tables.
    tables : collection of str
        One or two names.
    model : Model
    is_learning : bool
        Whether the weights are first estimated from the tables, see `adapting`.

    Returns
    -------
    list of (unique_id, cluster_id)
        Every row that shares a person with another, of either table.
    """
    names = list(tables)
    if is_learning:
        model = adapted(engine, model, names)
    score(engine, model, *names, at_least=model.review_from, name="pair")
    across = links_of(engine, model)
    links = list(across)
    # Where two rows of a file are held for the same row of the other, it matters what they are to each other.
    for side, name in ((1, names[0]), (0, names[-1])) if len(names) == 2 else ():
        if len({link[side] for link in across}) < len(across):
            score(engine, model, name, at_least=model.review_from, name="pair_within")
            links += links_of(engine, model, "pair_within")
    return sorted(grouped(links, model.threshold).items())


def link_files(
    engine: Engine,
    paths: Collection[Path],
    out: Path,
    model: Model,
    sentences: Mapping[tuple[str, str], str],
    *,
    is_learning: bool = False,
) -> Linked:
    """Write ``pairs.parquet`` and ``clusters.parquet`` for one Parquet file of people or two.

    Raises
    ------
    UserError
        LINKAGE-001 when a file cannot be read, 002 without ``unique_id``, 003 when a number comes twice,
        004 when a column is of another kind, 006 when a row has no number, 008 when a result would replace a table
        that is read, 009 when a number is kept as a fraction, 010 when nothing can be written to the folder, 015 when
        there are too few rows to learn from.
    """
    _refuse_folder(paths, out)
    tables = [_show(engine, path, f"people_{number}") for number, path in enumerate(paths)]
    _refuse_repeated(engine, tables)
    if is_learning and sum(engine.count(table) for table in tables) < LEAST_LEARNED:
        raise UserError("LINKAGE-015", least=LEAST_LEARNED)
    clusters = link_tables(engine, tables, model, is_learning=is_learning)
    engine.load_rows("clustered", {"unique_id": "VARCHAR", "cluster_id": "VARCHAR"}, clusters)
    out.mkdir(parents=True, exist_ok=True)
    engine.copy(sql_for_explained("pair", sentences), out / RESULTS[0])
    everybody = "\nUNION ALL\n".join(f"SELECT CAST(unique_id AS VARCHAR) AS unique_id FROM {table}" for table in tables)
    engine.define(
        "cluster",
        "SELECT everybody.unique_id, COALESCE(cluster_id, everybody.unique_id) AS cluster_id "
        f"FROM ({everybody}) AS everybody LEFT JOIN clustered ON clustered.unique_id = everybody.unique_id",
    )
    engine.copy("SELECT * FROM cluster ORDER BY unique_id", out / RESULTS[1])
    (counted,) = engine.rows("SELECT COUNT(*) AS n, COUNT(DISTINCT cluster_id) AS clusters FROM cluster")
    (found,) = engine.rows(
        "SELECT COUNT(CASE WHEN match_weight >= $threshold THEN 1 END) AS pairs, "
        "COUNT(CASE WHEN match_weight < $review_to THEN 1 END) AS waiting FROM pair",
        threshold=model.threshold, review_to=model.review_to,
    )  # fmt: skip
    return Linked(counted["n"], found["pairs"], counted["clusters"], found["waiting"])


def _refuse_folder(paths: Collection[Path], out: Path) -> None:
    """Refuse a folder that cannot be written to, or that holds what is read."""
    for path in paths:
        if path.resolve() in {(out / name).resolve() for name in RESULTS}:
            raise UserError("LINKAGE-008", file=path.name)
    # The folder itself, or the nearest one above in which it is going to be made.
    nearest = next(each for each in (out.resolve(), *out.resolve().parents) if each.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK) or any((out / name).is_dir() for name in RESULTS):
        raise UserError("LINKAGE-010", folder=out.name)


def _show(engine: Engine, path: Path, name: str) -> str:
    """Show a file's known columns."""
    import duckdb

    try:
        kinds = {
            row["column_name"]: row["column_type"]
            for row in engine.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(path)})")
        }
    except (duckdb.Error, OSError) as error:
        raise UserError("LINKAGE-001", file=path.name) from error
    if "unique_id" not in kinds:
        raise UserError("LINKAGE-002", file=path.name)
    for field in NUMBERS:
        if kinds.get(field) in {"DOUBLE", "FLOAT"}:
            raise UserError("LINKAGE-009", file=path.name, column=field)
    known = ", ".join(f'"{field}"' for field in FIELDS if field in kinds)
    try:
        casts = ", ".join(f'CAST("{field}" AS {kind}) AS {field}' for field, kind in FIELDS.items() if field in kinds)
        engine.define(name, f"SELECT {casts} FROM (SELECT {known} FROM read_parquet({literal(path)})) AS told")
    except duckdb.ConversionException as error:
        raise UserError("LINKAGE-004", file=path.name) from error
    return name


def _refuse_repeated(engine: Engine, tables: Collection[str]) -> None:
    ids = "\nUNION ALL\n".join(f"SELECT unique_id FROM {table}" for table in tables)
    twice = "SELECT unique_id FROM ids WHERE unique_id IS NOT NULL GROUP BY unique_id HAVING COUNT(*) > 1"
    (found,) = engine.rows(
        f"WITH ids AS ({ids}) SELECT (SELECT COUNT(*) FROM ids WHERE unique_id IS NULL) AS bare_count, "
        f"(SELECT COUNT(*) FROM ({twice}) AS twice) AS twice_count"
    )
    if found["twice_count"]:
        raise UserError("LINKAGE-003", count=found["twice_count"])
    if found["bare_count"]:
        raise UserError("LINKAGE-006", count=found["bare_count"])
