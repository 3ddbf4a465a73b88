"""Which rows stand beside which: of every row what finds its pairs, of those that meet all that is compared.

To bring every row to the columns of the comparisons takes longer than to compare; one in seven meets another at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.blocks import numbered, sql_for_across, sql_for_keys, sql_for_within
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.levels import READ
from ngopeni.linkage.prepared import HOME, sql_for_housed, sql_for_prepared, sql_for_texts
from ngopeni.linkage.spelling import spell

# Columns of which common values tell less than rare ones.
COUNTED = sorted({level.frequency for each in COMPARISONS for level in each.levels if level.frequency})


def meet(engine: Engine, sides: Mapping[str, str], among: Mapping[str, str], *, is_within: bool) -> None:
    """Make ``beside``, the pairs to compare; ``compared``, their rows; ``frequency_…``, how common names are.

    Parameters
    ----------
    engine : Engine
    sides : mapping of str to str
        ``l`` and, for pairs across two tables, ``r``, to the name of a table of people.
    among : mapping of str to str
        As in `pairs.score`.
    is_within : bool
        Whether rows of ``l`` meet each other.
    """
    _prepare(engine, sides, among)
    _compare(engine, sides, among, is_within=is_within)
    for name in ("spelled", "candidate", *(f"{kind}_{side}" for side in sides for kind in ("keyed", "asked"))):
        engine.run(f"DROP TABLE {name}")


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


def sql_for_near(table: str, everybody: str) -> str:
    """``near``: the rows of a list that name a household or a card that some rows of it name."""
    return f"SELECT * FROM {everybody} WHERE {HOME} IN (SELECT {HOME} FROM {table})"


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
    ids = f"SELECT unique_id FROM keyed_{side} WHERE {numbered(side, f'keyed_{side}')} IN ({rows})"
    return sql_for_prepared(f"(SELECT * FROM {table} WHERE unique_id IN ({ids})) AS asked", columns, "spelled")


def sql_for_compared(housed: str, side: str) -> str:
    """``compared``: rows as comparisons read them, under their numbers."""
    told = ", ".join(f"housed.{column} AS {column}" for column in READ)
    return (
        f"SELECT {numbered(side, f'keyed_{side}')} AS unique_id, housed.unique_id AS row_key, {told} "
        f"FROM ({housed}) AS housed JOIN keyed_{side} ON keyed_{side}.unique_id = housed.unique_id"
    )


def sql_for_beside() -> str:
    """``beside``: the candidates as Splink asks for them."""
    return "SELECT '0' AS match_key, row_l AS join_key_l, row_r AS join_key_r FROM candidate"


def sql_for_frequency(column: str, sides: Collection[str]) -> str:
    """The share of rows that have each value of a column, of those that have any."""
    values = "\nUNION ALL\n".join(f"SELECT {column} FROM keyed_{side} WHERE {column} IS NOT NULL" for side in sides)
    whole = f"SELECT COUNT(*) FROM ({values}) AS told"
    return f"SELECT {column}, COUNT(*) / ({whole}) AS tf_{column} FROM ({values}) AS told GROUP BY {column}"
