"""What no plan can exceed, reckoned apart from the solver that made the plan."""

from __future__ import annotations

import numpy as np

from ngopeni.assignment.matching.limits import Floats
from ngopeni.assignment.matching.program import Program


def bound(program: Program, prices: Floats) -> float:
    """An upper bound of the objective from any prices of the rows (weak duality).

    Each unit that a row allows is paid its price, and each column brings at most what it is worth beyond the prices
    of its rows. Whatever the prices, no plan is worth more; with the right ones the bound meets the best plan.

    Parameters
    ----------
    program : Program
    prices : ndarray of float64, shape (rows,)

    Source
    ------
    Bertsimas, Tsitsiklis (1997), Introduction to Linear Optimization, theorem 4.3, with bounds on the columns.
    """
    paid = np.where(prices > 0, program.upper, program.lower)
    # A row without a limit can have no price: a solver's last digits would make the bound endless.
    has_no_limit = ~np.isfinite(paid)
    held = np.where(has_no_limit, 0.0, prices)
    of_rows = float(held @ np.where(has_no_limit, 0.0, paid))
    of_pairs = float(np.maximum(program.reduced(held), 0).sum())
    # A team's column counts against its row.
    of_teams = float(np.maximum(program.team_worth + held[program.teams], 0).sum())
    return of_rows + of_pairs + of_teams
