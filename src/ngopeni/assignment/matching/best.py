"""The best plan of a program with its proof, also where the pairs are too many for the solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ngopeni.assignment.matching.highs import WHOLE, Found, Solver
from ngopeni.assignment.matching.limits import Floats, Ints
from ngopeni.assignment.matching.program import Program
from ngopeni.assignment.matching.promising import best_of, promising

# A pair that lacks less than this may be part of the next plan.
NEAR_POINTS = 10.0
LET_IN_OF_A_VILLAGE = 10


@dataclass(frozen=True)
class Best:
    """The best plan.

    Attributes
    ----------
    taken : ndarray of int64
        Columns of the program, ascending.
    objective : int
    bound : float
        What no plan can exceed.
    is_proven : bool
    prices : ndarray of float64, shape (rows,)
        Of the rows, in the best plan in which a pair may be taken in part.
    """

    taken: Ints
    objective: int
    bound: float
    is_proven: bool
    prices: Floats


def best(program: Program) -> Best | None:
    """The best plan; None where the rules leave none.

    Of very many pairs the solver sees the promising ones. The prices of its plan tell for every other pair whether it
    could do better; those are let in, until the bound over all pairs meets the plan.
    """
    solver = Solver(program, promising(program))
    found = _let_in(solver)
    if found is None:
        return None
    whole = found if found.is_whole else _in_whole_numbers(solver, found)
    if whole is None:
        return None
    taken, limit = np.sort(solver.columns[whole.values > 0.5]), max(whole.bound_of_these, whole.objective)
    return Best(taken, round(whole.objective), limit, limit < whole.objective + 1 - WHOLE, whole.prices)


def _in_whole_numbers(solver: Solver, relaxed: Found) -> Found | None:
    """The best plan in which every pair is taken wholly or not at all, of all columns.

    By the prices of the plan in parts, no plan with a pair that lacks too much is better than the one found; whatever
    could be in a better one is let in first.
    """
    reduced = solver.program.reduced(relaxed.prices)
    while True:
        whole = solver.best()
        least = -np.inf if whole is None else whole.objective + 1 - WHOLE - relaxed.bound
        missing = np.setdiff1d(np.flatnonzero(reduced >= least), solver.columns)
        if not len(missing):
            return whole
        solver.add(missing)


def _let_in(solver: Solver) -> Found | None:
    """Solve, and let in what could do better, until nothing could."""
    is_in = np.zeros(len(solver.program.village), np.bool_)
    is_in[solver.columns], more = True, 1
    while True:
        found = solver.relaxed()
        if is_in.all() or (found is not None and found.is_proven):
            return found
        if found is None:
            more *= 4
            missing = np.setdiff1d(promising(solver.program, more), solver.columns)
        else:
            missing = _missing(solver.program, found, is_in)
        solver.add(missing)
        is_in[missing] = True


def _missing(program: Program, found: Found, is_in: npt.NDArray[np.bool_]) -> Ints:
    """Of those not let in, the best few of each village that could do better, or nearly."""
    reduced = program.reduced(found.prices)
    near = np.flatnonzero(~is_in & (reduced > -NEAR_POINTS))
    return np.sort(near[best_of(program.village[near], reduced[near], LET_IN_OF_A_VILLAGE)])
