"""What it would cost to have a village led by somebody else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ngopeni.assignment.matching.best import Best
from ngopeni.assignment.matching.bound import bound
from ngopeni.assignment.matching.highs import Found, Solver
from ngopeni.assignment.matching.limits import NOT_COUNTED, Floats, Ints
from ngopeni.assignment.matching.problem import Problem
from ngopeni.assignment.matching.program import Program

# How many points a plan may lose and still be looked for among the pairs that are nearly worth their price.
REACHES = (100.0, 400.0, np.inf)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The best plan without one pair.

    Attributes
    ----------
    institution_code : str
        Who then leads the village; empty where there is no plan without this pair.
    points : int
        What that pair is worth.
    loss : int
        Points that the whole plan loses.
    moves : int
        More teams that have to move, where teams were to be kept.
    """

    institution_code: str
    points: int
    loss: int
    moves: int


NOBODY = Otherwise("", 0, 0, 0)


def otherwise(problem: Problem, program: Program, found: Best) -> dict[int, Otherwise]:
    """For every leader of a plan: bar the pair, and make the best plan without it.

    A pair that the prices of the plan call so many points too dear is in no plan that loses less than those. So the
    search begins among the pairs that are nearly worth their price, and goes wider for those who find nothing near.
    A pin falls with its pair, and what it cost counts too.

    Returns
    -------
    dict
        Column of the program to what the plan would be without it.
    """
    leads = np.array([each.leads for each in problem.institutions], np.bool_)[program.institution]
    dearer = _by_its_pin(program, found)
    waiting, answers = found.taken[leads[found.taken]].tolist(), {}
    for reach in REACHES:
        columns = _within(program, found, reach)
        part = program.part(columns)
        solver = Solver(part, np.arange(len(columns)))
        for column in waiting:
            place = int(np.searchsorted(columns, column))
            without = _without(solver, place)
            if without is None or found.objective - round(without.objective) > reach - dearer[column]:
                continue
            taken = columns[without.values > 0.5]
            answers[column] = _answer(problem, program, found, column, taken, round(without.objective))
        waiting = [each for each in waiting if each not in answers]
    return answers | dict.fromkeys(waiting, NOBODY)


def _by_its_pin(program: Program, found: Best) -> Floats:
    """How many points a plan can be better without the pin of a pair than the prices allow a plan with it."""
    pinned = np.append(found.prices, 0.0)[program.pins]
    return np.where(program.pins == NOT_COUNTED, 0.0, np.maximum(-pinned, 0.0))


def _within(program: Program, found: Best, reach: float) -> Ints:
    """The pairs of which some plan may be made that loses no more."""
    gap = bound(program, found.prices) - found.objective
    is_near = program.reduced(found.prices) >= -reach - gap
    is_near[found.taken] = True
    return np.flatnonzero(is_near)


def _without(solver: Solver, place: int) -> Found | None:
    solver.close(place)
    without = solver.best()
    solver.open(place)
    return without


def _answer(problem: Problem, program: Program, found: Best, column: int, taken: Ints, objective: int) -> Otherwise:
    """What the plan without a pair is, beside the plan with it.

    Parameters
    ----------
    problem : Problem
    program : Program
    found : Best
        The plan with it.
    column : int
        The pair.
    taken : ndarray of int64
        Columns of the plan without it.
    objective : int
    """
    same_village = taken[program.village[taken] == program.village[column]]
    other = next(each for each in same_village if problem.institutions[program.institution[each]].leads)
    before, after = program.keeps[found.taken], program.keeps[taken]
    return Otherwise(
        institution_code=problem.institutions[program.institution[other]].code,
        points=int(program.worth[other]),
        loss=int(found.objective - before.sum()) - int(objective - after.sum()),
        moves=int((before > 0).sum() - (after > 0).sum()),
    )
