"""Pairs of rows with their weights: Splink makes the statements, DuckDB runs them where the tables are."""

from __future__ import annotations

import logging
import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.clusters import Link
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.meeting import COUNTED, meet
from ngopeni.linkage.model import Model, settings

if TYPE_CHECKING:
    from splink import DuckDBAPI, Linker


def score(
    engine: Engine,
    model: Model,
    left: str,
    right: str | None = None,
    *,
    at_least: float,
    name: str,
    among: Mapping[str, str] | None = None,
    is_within: bool = False,
) -> None:
    """Make a table of pairs with their weights, field by field.

    Parameters
    ----------
    engine : Engine
        Holds the tables.
    model : Model
    left, right : str
        Names of tables of people, with the columns of `prepared.FIELDS`; without the second, pairs within the first.
    at_least : float
        Match weight in bits below which pairs are left out.
    name : str
        Of the table to be made: ``id_l``, ``id_r``, ``match_weight``, ``match_probability``, ``prior_weight`` and for
        each comparison ``level_…``, the number of its level (-1 where nothing could be compared) and ``weight_…`` in
        bits; ``is_within``, whether both rows are of the first table.
    among : mapping of str to str, optional
        For a table that holds part of a list, the table of all of it, where those at home are found.
    is_within : bool
        Whether of two tables pairs within the first are weighed too.
    """
    sides = {side: table for side, table in zip("lr", (left, right), strict=True) if table}
    counts = {side: engine.count(table) for side, table in sides.items()}
    if is_within and not counts["r"]:
        del sides["r"], counts["r"]
    if min(counts.values()) < 3 - len(sides):
        engine.define(name, sql_for_no_pair())
        return
    meet(engine, sides, among or {}, is_within=is_within or len(sides) == 1)
    _score(engine, model, list(counts.values()), at_least, name)


def links_of(engine: Engine, model: Model, pairs: str = "pair") -> list[Link]:
    """The pairs of a table that `score` made which weigh enough to link."""
    return engine.run(f"SELECT id_l, id_r, match_weight FROM {pairs} WHERE match_weight >= {model.threshold}")


def _score(engine: Engine, model: Model, counts: list[int], at_least: float, name: str) -> None:
    # Before any evidence two rows of one table are not as often one person as two of different ones.
    within, across = model.prior(counts[0]), model.prior(*counts)
    prior = max(within, across)
    linker, api = open_linker(engine, model.among(max(counts)), ["compared"], prior, kept=["row_key"])
    for column in COUNTED:
        linker.table_management.register_term_frequency_lookup(api.register(f"frequency_{column}"), column)
    pairs = linker.table_management.register_blocked_pairs_for_predict(api.register("beside"))
    # No other rows are there than those of the pairs: to copy them out once more would take as long as to compare them.
    pairs.metadata["registered_for_predict"] = False
    found = linker.inference.predict(threshold_match_weight=at_least)
    bits = {"first": _bits(prior), "within": _bits(within), "across": _bits(across)}
    engine.define("weighed", sql_for_weighed(found.physical_name), **bits)
    engine.define(name, sql_for_pair(), at_least=at_least)
    found.drop_table_from_database_and_remove_from_cache()


def _bits(chance: float) -> float:
    return math.log2(chance / (1 - chance))


def open_linker(
    engine: Engine, model: Model, tables: list[str], prior: float, kept: Collection[str] = ()
) -> tuple[Linker, DuckDBAPI]:
    """Splink over tables with the columns of `levels.READ`.

    Parameters
    ----------
    engine : Engine
    model : Model
        For lists of their length.
    tables : list of str
        One or two.
    prior : float
        The chance that two rows are one person before any evidence.
    kept : collection of str
        As in `model.settings`.
    """
    # Only who links pays for loading the library.
    from splink import DuckDBAPI, Linker, SettingsCreator

    told = settings(model, link_type="dedupe_only" if len(tables) == 1 else "link_only", prior=prior, kept=kept)
    api = DuckDBAPI(connection=engine.connection)
    # Levels are held against rows by tests; to check their SQL takes a third of the time that a short list takes.
    linker = Linker([api.register(table) for table in tables], SettingsCreator(**told), validate_settings=False)
    # A linker turns its own words on when it is made.
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker, api


def sql_for_no_pair() -> str:
    """The columns of `sql_for_pair` without a row."""
    numbers = ["match_weight", "match_probability", "prior_weight"]
    numbers += [f"weight_{each.name}" for each in COMPARISONS]
    levels = [f"CAST(0 AS INTEGER) AS level_{each.name}" for each in COMPARISONS]
    told = [
        "'' AS id_l, '' AS id_r, FALSE AS is_within",
        *[f"CAST(0 AS DOUBLE) AS {each}" for each in numbers],
        *levels,
    ]
    return f"SELECT {', '.join(told)} FROM (SELECT 1 AS one) AS nothing WHERE one = 0"


def sql_for_weighed(found: str) -> str:
    """``weighed``: the pairs in the words of this stage; the correction by frequency is part of its field's weight.

    Splink knows one prior for all pairs; here those within a table have one of their own.
    """
    told = []
    for comparison in COMPARISONS:
        weight = f"mw_{comparison.name}"
        if any(level.frequency for level in comparison.levels):
            weight = f"{weight} + mw_tf_adj_{comparison.name}"
        told += [f"{weight} AS weight_{comparison.name}", f"gamma_{comparison.name} AS level_{comparison.name}"]
    prior = "CAST(CASE WHEN unique_id_r < 0 THEN $across ELSE $within END AS DOUBLE)"
    # Within a table the smaller key stands first, in whatever order its rows lie.
    is_turned = "unique_id_r >= 0 AND row_key_l > row_key_r"
    first, second = (
        f"CASE WHEN {is_turned} THEN row_key_{one} ELSE row_key_{other} END" for one, other in ("rl", "lr")
    )
    return (
        f"SELECT {first} AS id_l, {second} AS id_r, unique_id_r >= 0 AS is_within, "
        f"match_weight - CAST($first AS DOUBLE) + {prior} AS match_weight, {prior} AS prior_weight, {', '.join(told)} "
        f"FROM {found}"
    )


def sql_for_pair() -> str:
    """The pairs that weigh enough."""
    weights = ", ".join(f"weight_{each.name}" for each in COMPARISONS)
    levels = ", ".join(f"level_{each.name}" for each in COMPARISONS)
    return (
        "SELECT id_l, id_r, is_within, match_weight, 1 / (1 + POWER(CAST(2 AS DOUBLE), -match_weight)) "
        f"AS match_probability, prior_weight, {weights}, {levels} FROM weighed "
        "WHERE match_weight >= CAST($at_least AS DOUBLE)"
    )
