"""What it would cost to have a village led by somebody else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ngopeni.assignment.matching.best import Best
from ngopeni.assignment.matching.highs import Solver
from ngopeni.assignment.matching.problem import Problem
from ngopeni.assignment.matching.program import Program


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


def otherwise(problem: Problem, program: Program, found: Best) -> dict[int, Otherwise]:
    """For every leader of a plan: bar the pair, and make the best plan without it.

    Returns
    -------
    dict
        Column of the program to what the plan would be without it.
    """
    leads = np.array([each.leads for each in problem.institutions], np.bool_)[program.institution]
    solver = Solver(program, np.arange(len(program.village)))
    answers = {}
    for column in found.taken[leads[found.taken]].tolist():
        solver.close(column)
        without = solver.best()
        solver.open(column)
        if without is None:
            answers[column] = Otherwise("", 0, 0, 0)
            continue
        taken = without.values > 0.5
        same_village = np.flatnonzero(taken & leads & (program.village == program.village[column]))
        other = int(same_village[0])
        answers[column] = Otherwise(
            institution_code=problem.institutions[program.institution[other]].code,
            points=int(program.worth[other]),
            loss=_points(program, found) - (round(without.objective) - int(program.keeps[taken].sum())),
            moves=int((program.keeps[found.taken] > 0).sum() - (program.keeps[taken] > 0).sum()),
        )
    return answers


def _points(program: Program, found: Best) -> int:
    return found.objective - int(program.keeps[found.taken].sum())
