"""The solver HiGHS: with columns of a program, to which more can be added and single ones closed; and for a flow."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
from highspy._core import _Highs

from ngopeni.assignment.matching.bound import bound
from ngopeni.assignment.matching.limits import NOT_COUNTED, Floats, Ints
from ngopeni.assignment.matching.program import Program

# Values this near to a whole number are that number.
WHOLE = 1e-6
DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4
FEW = 0.03


@dataclass(frozen=True)
class Found:
    """A plan.

    Attributes
    ----------
    values : ndarray of float64, shape (columns of the solver,)
        How much of each is taken.
    prices : ndarray of float64, shape (rows,)
    objective : float
    bound : float
        What no plan of the whole program can exceed, by these prices.
    bound_of_these : float
        What no plan of the solver's columns can exceed.
    """

    values: Floats
    prices: Floats
    objective: float
    bound: float
    bound_of_these: float

    @property
    def is_whole(self) -> bool:
        """Whether every pair is taken wholly or not at all."""
        return bool(np.abs(self.values - np.rint(self.values)).max(initial=0) < WHOLE)

    @property
    def is_proven(self) -> bool:
        """Whether no plan is better: points are whole numbers."""
        return self.bound < self.objective + 1 - WHOLE


class Solver:
    """A program in the hands of HiGHS.

    Parameters
    ----------
    program : Program
    columns : ndarray of int64
        Pairs of the program that take part.
    """

    def __init__(self, program: Program, columns: Ints) -> None:
        self.program, self.columns, self.teams = program, columns, len(program.teams)
        self.highs = _quiet_solver()
        lp = highspy.HighsLp()
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.num_row_, lp.num_col_ = len(program.lower), self.teams + len(columns)
        lp.row_lower_, lp.row_upper_ = program.lower, program.upper
        lp.col_cost_ = np.concatenate([np.full(self.teams, program.team_worth), program.gain[columns]]).astype(float)
        lp.col_lower_ = np.zeros(lp.num_col_)
        lp.col_upper_ = np.ones(lp.num_col_)
        counts, index = _entries(program.rows[columns])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate([np.arange(self.teams), self.teams + _starts(counts)])
        lp.a_matrix_.index_ = np.concatenate([program.teams, index])
        # A team's column counts against its row: it can be taken where a partner is.
        lp.a_matrix_.value_ = np.concatenate([np.full(self.teams, -1.0), np.ones(len(index))])
        self.highs.passModel(lp)

    def best(self) -> Found | None:
        """The best plan of these columns, in whole numbers; None where there is none."""
        found = self.relaxed()
        if found is None or found.is_whole:
            return found
        self._set_kind(highspy.HighsVarType.kInteger)
        whole = self._run()
        proven = float(self.highs.getInfo().mip_dual_bound)
        self._set_kind(highspy.HighsVarType.kContinuous)
        return whole and Found(whole.values, found.prices, whole.objective, found.bound, min(found.bound, proven))

    def relaxed(self) -> Found | None:
        """The best plan in which a pair may also be taken in part."""
        return self._run()

    def _run(self) -> Found | None:
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.highs.getSolution()
        prices = np.array(solution.row_dual)
        limit = bound(self.program, prices)
        return Found(
            values=np.array(solution.col_value)[self.teams :],
            prices=prices,
            objective=float(self.highs.getObjectiveValue()),
            bound=limit,
            bound_of_these=limit,
        )

    def add(self, columns: Ints) -> None:
        """Let more pairs take part."""
        counts, index = _entries(self.program.rows[columns])
        starts = _starts(counts)[:-1].astype(np.int32)
        gain, size = self.program.gain[columns].astype(float), len(columns)
        self.highs.addCols(
            size, gain, np.zeros(size), np.ones(size), len(index), starts, index.astype(np.int32), np.ones(len(index))
        )
        # The plan of before stays possible, and from there a few new columns are best tried one by one. With many it is
        # quicker to begin anew.
        is_few = size < FEW * len(self.columns)
        self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX if is_few else DUAL_SIMPLEX)
        if not is_few:
            self.highs.clearSolver()
        self.columns = np.concatenate([self.columns, columns])

    def close(self, place: int) -> None:
        """Bar one of its columns, and whatever demands it."""
        self._limit(place, most=0.0)

    def open(self, place: int) -> None:
        """As the program has it."""
        self._limit(place, most=1.0)

    def _limit(self, place: int, most: float) -> None:
        self.highs.changeColBounds(self.teams + place, 0.0, most)
        pin = int(self.program.pins[self.columns[place]])
        if pin != NOT_COUNTED:
            self.highs.changeRowBounds(pin, most, 1.0)

    def _set_kind(self, kind: highspy.HighsVarType) -> None:
        count = self.teams + len(self.columns)
        self.highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.full(count, kind))


def _starts(counts: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])


def _entries(rows: Ints) -> tuple[Ints, Ints]:
    """How many rows count each column, and which."""
    is_counted = rows != NOT_COUNTED
    return is_counted.sum(axis=1), rows[is_counted]


def _quiet_solver() -> _Highs:
    # The public class greets on standard output when it is made, where a command may be writing JSON.
    solver = _Highs()
    for name, value in {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}.items():
        solver.setOptionValue(name, value)
    return solver


def has_flow(
    ways: npt.NDArray[np.bool_],
    sizes: Ints,
    hard: npt.NDArray[np.bool_],
    least: Floats,
    most: Floats,
    most_hard: Floats,
) -> bool:
    """Whether heaps of villages can be shared out among groups of leaders.

    Parameters
    ----------
    ways : ndarray of bool, shape (heaps, groups)
        Which group may lead in which heap.
    sizes : ndarray of int64, shape (heaps,)
        Villages of each heap, all of which must be led.
    hard : ndarray of bool, shape (heaps,)
        Whether its villages are hard.
    least, most, most_hard : ndarray of float64, shape (groups,)
        Villages that a group leads at least and at most, and hard ones at most.
    """
    heap, group = np.nonzero(ways)
    if len(np.unique(heap)) < len(sizes):
        return False
    heaps, groups = ways.shape
    # Every flow counts for its heap and its group, that of a hard heap once more.
    counted = np.stack([heap, heaps + group, np.where(hard[heap], heaps + groups + group, NOT_COUNTED)], axis=1)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = heaps + 2 * groups, len(heap)
    lp.row_lower_ = np.concatenate([sizes, least, np.zeros(groups)]).astype(float)
    lp.row_upper_ = np.concatenate([sizes, most, most_hard]).astype(float)
    lp.col_cost_, lp.col_lower_ = np.zeros(len(heap)), np.zeros(len(heap))
    lp.col_upper_ = sizes[heap].astype(float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    counts, index = _entries(counted)
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = _starts(counts), index, np.ones(len(index))
    solver = _quiet_solver()
    solver.passModel(lp)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)
