"""Weights for a table of another kind, estimated from the table itself, without any truth.

The shipped weights are those of registries, where brothers and sisters stand beside each other; there a guess from
the rows alone would learn households instead of persons. A table without households can be trusted with it.
"""

from __future__ import annotations

from dataclasses import replace

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.model import LEAST, Model
from ngopeni.linkage.pairs import open_linker
from ngopeni.linkage.prepared import prepare

# In each of these pairs the other comparisons are estimated.
SESSIONS = (
    "l.nik = r.nik",
    "l.household_key = r.household_key",
    "l.place = r.place AND l.rt = r.rt",
    "l.skeleton = r.skeleton",
)
DRAWN_PAIRS = 2e6


def adapted(engine: Engine, model: Model, tables: list[str]) -> Model:
    """The model with the shares that expectation and maximisation find in these tables.

    Parameters
    ----------
    engine : Engine
    model : Model
        Where it begins; what the tables do not show stays as it is.
    tables : list of str
        One table of people, or two.
    """
    for table in tables:
        prepare(engine, table, f"{table}_prepared")
    tables = [f"{table}_prepared" for table in tables]
    counts = [engine.count(table) for table in tables]
    linker, _ = open_linker(engine, model.among(max(counts)), tables, model.prior(*counts))
    linker.training.estimate_u_using_random_sampling(max_pairs=DRAWN_PAIRS)
    for block in SESSIONS:
        if _is_met(engine, tables, block):
            linker.training.estimate_parameters_using_expectation_maximisation(block, fix_u_probabilities=True)
    # The library's own saved form: what was not met has no share there.
    saved = {
        each["output_column_name"]: each["comparison_levels"]
        for each in linker.misc.save_model_to_json()["comparisons"]
    }
    chances = dict(model.among(max(counts)).chances)
    for each in COMPARISONS:
        for level, found in zip(each.levels, saved[each.name][1:], strict=True):
            m, u = chances[each.name, level.code]
            told = max(found.get("m_probability") or m, LEAST), max(found.get("u_probability") or u, LEAST)
            chances[each.name, level.code] = told
    return replace(model, chances=chances, lesson_rows=max(counts))


def _is_met(engine: Engine, tables: list[str], block: str) -> bool:
    """Whether any two rows share it."""
    order = "l.unique_id < r.unique_id" if len(tables) == 1 else "TRUE"
    return bool(engine.rows(f"SELECT 1 FROM {tables[0]} AS l JOIN {tables[-1]} AS r ON {block} AND {order} LIMIT 1"))
