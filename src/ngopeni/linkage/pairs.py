"""Pairs of rows with their weights: Splink makes the statements, DuckDB runs them where the tables are."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.clusters import Link
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.levels import sql_for_levels
from ngopeni.linkage.model import Model, settings

if TYPE_CHECKING:
    from splink import Linker


def score(engine: Engine, model: Model, left: str, right: str | None = None, *, at_least: float, name: str) -> None:
    """Make a table of pairs with their weights, field by field.

    Parameters
    ----------
    engine : Engine
        Holds the prepared tables.
    model : Model
    left, right : str
        Names of prepared tables; without the second, pairs within the first.
    at_least : float
        Match weight in bits below which pairs are left out.
    name : str
        Of the table to be made: ``id_l``, ``id_r``, ``match_weight``, ``match_probability``, ``prior_weight`` and for
        each comparison ``level_…``, the number of its level (-1 where nothing could be compared) and ``weight_…`` in
        bits.
    """
    tables = [left] if right is None else [left, right]
    counts = [engine.count(table) for table in tables]
    if min(counts) < 3 - len(tables):
        engine.define(name, sql_for_no_pair())
        return
    _score(engine, model, tables, counts, at_least, name)


def links_of(engine: Engine, model: Model, pairs: str = "pair") -> list[Link]:
    """The pairs of a table that `score` made which weigh enough to link."""
    return engine.run(f"SELECT id_l, id_r, match_weight FROM {pairs} WHERE match_weight >= {model.threshold}")


def _score(engine: Engine, model: Model, tables: list[str], counts: list[int], at_least: float, name: str) -> None:
    linker, prior = open_linker(engine, model, tables, counts)
    found = linker.inference.predict(threshold_match_weight=at_least)
    engine.define("scored", sql_for_scored(found.physical_name))
    engine.define(name, sql_for_pair(tables[0], tables[-1]), prior_weight=math.log2(prior / (1 - prior)))
    found.drop_table_from_database_and_remove_from_cache()


def open_linker(engine: Engine, model: Model, tables: list[str], counts: list[int]) -> tuple[Linker, float]:
    """Splink over prepared tables, and the chance that two rows are one person before any evidence."""
    # Only who links pays for loading the library.
    from splink import DuckDBAPI, Linker, SettingsCreator

    prior = model.prior(*counts)
    told = settings(model.among(max(counts)), link_type="dedupe_only" if len(tables) == 1 else "link_only", prior=prior)
    api = DuckDBAPI(connection=engine.connection)
    # Levels are held against rows by tests; to check their SQL takes a third of the time that a short list takes.
    linker = Linker([api.register(table) for table in tables], SettingsCreator(**told), validate_settings=False)
    # A linker turns its own words on when it is made.
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker, prior


def sql_for_no_pair() -> str:
    """The columns of `sql_for_pair` without a row."""
    numbers = ["match_weight", "match_probability", "prior_weight"]
    numbers += [f"weight_{each.name}" for each in COMPARISONS]
    levels = [f"CAST(0 AS INTEGER) AS level_{each.name}" for each in COMPARISONS]
    told = ["'' AS id_l, '' AS id_r", *[f"CAST(0 AS DOUBLE) AS {each}" for each in numbers], *levels]
    return f"SELECT {', '.join(told)} FROM (SELECT 1 AS one) AS nothing WHERE one = 0"


def sql_for_scored(found: str) -> str:
    """``scored``: the pairs in the words of this stage; the correction by frequency is part of its field's weight."""
    told = []
    for comparison in COMPARISONS:
        weight = f"mw_{comparison.name}"
        if any(level.frequency for level in comparison.levels):
            weight = f"{weight} + mw_tf_adj_{comparison.name}"
        told.append(f"{weight} AS weight_{comparison.name}")
    listed = ", ".join(told)
    return f"SELECT unique_id_l AS id_l, unique_id_r AS id_r, match_weight, match_probability, {listed} FROM {found}"


def sql_for_pair(left: str, right: str) -> str:
    """The scored pairs with their levels, worked out once more for these few: the engine does not keep them."""
    weights = ", ".join(f"weight_{each.name}" for each in COMPARISONS)
    levels = ", ".join(f"level_{each.name}" for each in COMPARISONS)
    levelled = sql_for_levels("SELECT id_l, id_r FROM scored", left, right)
    return (
        "SELECT scored.id_l, scored.id_r, match_weight, match_probability, "
        f"CAST($prior_weight AS DOUBLE) AS prior_weight, {weights}, {levels} "
        f"FROM scored JOIN ({levelled}) AS levelled ON levelled.id_l = scored.id_l AND levelled.id_r = scored.id_r"
    )
