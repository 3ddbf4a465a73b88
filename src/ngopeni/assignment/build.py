"""This stage's tables of a snapshot."""

from __future__ import annotations

from typing import Any

from ngopeni.assignment.tables import TABLES
from ngopeni.kernel.engine import Engine


def build(engine: Engine, decisions: dict[str, list[dict[str, Any]]], regency_code: str) -> None:
    """Make ``assignment`` and ``evaluation_design``: what was decided, so that a snapshot explains itself.

    Parameters
    ----------
    engine : Engine
    decisions : dict
        A table of each name, without the regency.
    regency_code : str
    """
    for table in TABLES:
        rows = [{**row, "regency_code": regency_code} for row in decisions.get(table.name, [])]
        engine.load(table, rows)
