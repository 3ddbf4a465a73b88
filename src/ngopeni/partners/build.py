"""This stage's table of a snapshot."""

from __future__ import annotations

from typing import Any

from ngopeni.kernel.engine import Engine
from ngopeni.partners.tables import INSTITUTION


def build(engine: Engine, decisions: dict[str, list[dict[str, Any]]], regency_code: str) -> None:
    """Make ``institution``: what people have recorded, carried along so that a snapshot explains itself.

    Parameters
    ----------
    engine : Engine
    decisions : dict
        ``institution``: the columns of the table but for the regency.
    regency_code : str
    """
    rows = [{**row, "regency_code": regency_code} for row in decisions.get("institution", [])]
    engine.load(INSTITUTION, rows)
