"""Pairs of rows with their weights: Splink makes the statements, DuckDB runs them where the tables are."""

from __future__ import annotations

import logging
import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.blocks import numbered, sql_for_across, sql_for_keys, sql_for_within
from ngopeni.linkage.clusters import Link
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.levels import READ
from ngopeni.linkage.model import Model, settings
from ngopeni.linkage.prepared import HOME, sql_for_housed, sql_for_prepared, sql_for_texts
from ngopeni.linkage.spelling import spell

if TYPE_CHECKING:
    from splink import DuckDBAPI, Linker

# Columns of which common values tell less than rare ones.
COUNTED = sorted({level.frequency for each in COMPARISONS for level in each.levels if level.frequency})


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
    _prepare(engine, sides, among or {})
    _compare(engine, sides, among or {}, is_within=is_within or len(sides) == 1)
    _score(engine, model, list(counts.values()), at_least, name)


def links_of(engine: Engine, model: Model, pairs: str = "pair") -> list[Link]:
    """The pairs of a table that `score` made which weigh enough to link."""
    return engine.run(f"SELECT id_l, id_r, match_weight FROM {pairs} WHERE match_weight >= {model.threshold}")


def _prepare(engine: Engine, sides: Mapping[str, str], among: Mapping[str, str]) -> None:
    """Make ``spelled`` and, for each side, ``keyed_…``: what is asked of every row."""
    texts = [sql_for_texts(table, engine.columns(table)) for table in sides.values()]
    for side, table in sides.items():
        if table in among:
            engine.define(f"near_{side}", sql_for_near(table, among[table]))
            texts.append(sql_for_texts(f"near_{side}", engine.columns(f"near_{side}"), ["name"]))
    spell(engine, "\nUNION ALL\n".join(texts), "spelled")
    for side, table in sides.items():
        engine.define(f"keyed_{side}", sql_for_keyed(table, engine.columns(table)))


def _compare(engine: Engine, sides: Mapping[str, str], among: Mapping[str, str], *, is_within: bool) -> None:
    """Make ``candidate``, the pairs that are compared, and ``compared``, their rows."""
    kinds = ([sql_for_within()] if is_within else []) + ([sql_for_across()] if len(sides) == 2 else [])
    engine.define("candidate", "\nUNION ALL\n".join(kinds))
    compared = []
    for side, table in sides.items():
        engine.define(f"asked_{side}", sql_for_asked(side, table, engine.columns(table)))
        mates = f"SELECT home, skeleton, sex FROM keyed_{side}"
        if table in among:
            mates = sql_for_mates(f"near_{side}", engine.columns(f"near_{side}"))
        compared.append(sql_for_compared(sql_for_housed(f"asked_{side}", mates), side))
    engine.define("compared", "\nUNION ALL\n".join(compared))
    for column in COUNTED:
        engine.define(f"frequency_{column}", sql_for_frequency(column, sides))
    engine.define("beside", sql_for_beside())
    for name in ("spelled", "candidate", *(f"{kind}_{side}" for side in sides for kind in ("keyed", "asked"))):
        engine.run(f"DROP TABLE {name}")


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


def sql_for_near(table: str, everybody: str) -> str:
    """``near``: the rows of a list that name a household or a card that some rows of it name."""
    home = "COALESCE(household_key, no_kk)"
    return f"SELECT * FROM {everybody} WHERE {home} IN (SELECT {home} FROM {table})"


def sql_for_keyed(table: str, columns: Collection[str]) -> str:
    """``keyed``: what is asked of every row: its blocks, how common its name is, and who it lives with."""
    prepared = sql_for_prepared(table, columns, "spelled")
    counted = ", ".join(COUNTED)
    return f"SELECT unique_id, {counted}, {HOME} AS home, sex, {sql_for_keys()} FROM ({prepared}) AS prepared"


def sql_for_mates(near: str, columns: Collection[str]) -> str:
    """``home``, ``skeleton`` and ``sex`` of everybody near."""
    return f"SELECT {HOME} AS home, skeleton, sex FROM ({sql_for_prepared(near, columns, 'spelled')}) AS prepared"


def sql_for_asked(side: str, table: str, columns: Collection[str]) -> str:
    """``asked``: the rows of a table that stand in a candidate, prepared."""
    rows = "SELECT row_l FROM candidate UNION SELECT row_r FROM candidate"
    ids = f"SELECT unique_id FROM keyed_{side} WHERE {numbered(side)} IN ({rows})"
    return sql_for_prepared(f"(SELECT * FROM {table} WHERE unique_id IN ({ids})) AS asked", columns, "spelled")


def sql_for_compared(housed: str, side: str) -> str:
    """``compared``: rows as comparisons read them, under their numbers."""
    told = ", ".join(f"housed.{column} AS {column}" for column in READ)
    return (
        f"SELECT {numbered(side)} AS unique_id, housed.unique_id AS row_key, {told} FROM ({housed}) AS housed "
        f"JOIN keyed_{side} ON keyed_{side}.unique_id = housed.unique_id"
    )


def sql_for_beside() -> str:
    """``beside``: the candidates as Splink asks for them."""
    return "SELECT '0' AS match_key, row_l AS join_key_l, row_r AS join_key_r FROM candidate"


def sql_for_frequency(column: str, sides: Collection[str]) -> str:
    """The share of rows that have each value of a column, of those that have any."""
    values = "\nUNION ALL\n".join(f"SELECT {column} FROM keyed_{side} WHERE {column} IS NOT NULL" for side in sides)
    counted = f"SELECT {column}, COUNT(*) AS row_count FROM ({values}) AS told GROUP BY {column}"
    return f"SELECT {column}, row_count / SUM(row_count) OVER () AS tf_{column} FROM ({counted}) AS counted"


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
