"""The plan as a linear program: one column for every pair that may be, one row for every rule it must keep."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ngopeni.assignment.matching.barred import Left, allowed
from ngopeni.assignment.matching.limits import NOT_COUNTED, PINNED, TEAM, Floats, Ints, Limit, has_a_place, limits
from ngopeni.assignment.matching.points import points
from ngopeni.assignment.matching.problem import Pair, Problem


@dataclass(frozen=True)
class Program:
    """Maximise the points of what is taken, within the limits of the rows.

    Attributes
    ----------
    village, institution : ndarray of int64, shape (pairs,)
        Which pair a column is.
    worth : ndarray of int64, shape (pairs,)
    keeps : ndarray of int64, shape (pairs,)
        What a pair is worth beside that because it was there before, else 0.
    rows : ndarray of int64, shape (pairs, rules)
        Rows that count a pair; `NOT_COUNTED` where a rule does not count it.
    pins : ndarray of int64, shape (pairs,)
        The row that demands a pair, `NOT_COUNTED` where nobody pinned it.
    teams : ndarray of int64, shape (teams,)
        Rows "partners of this kind in this village". Each has a column of its own, worth `team_worth`, that can be
        taken when there is a partner.
    team_worth : int
    lower, upper : ndarray of float64, shape (rows,)
    is_coupled : bool
        Whether institutions are kept apart: whole numbers then do not follow by themselves.
    """

    village: Ints
    institution: Ints
    worth: Ints
    keeps: Ints
    rows: Ints
    pins: Ints
    teams: Ints
    team_worth: int
    lower: Floats
    upper: Floats
    is_coupled: bool

    @property
    def gain(self) -> Ints:
        """What each pair brings to the objective."""
        return self.worth + self.keeps

    def reduced(self, prices: Floats) -> Floats:
        """What each pair brings beyond the prices of the rows that count it.

        Parameters
        ----------
        prices : ndarray of float64, shape (rows,)
        """
        # The place before the first is nobody's row, and costs nothing.
        priced = np.append(prices, 0.0)
        found = self.gain.astype(np.float64)
        for rule in range(self.rows.shape[1]):
            found -= priced[self.rows[:, rule]]
        return found

    def part(self, columns: Ints) -> Program:
        """The program of some of its pairs; rows that are left with nobody to count, and demand nobody, are gone.

        Parameters
        ----------
        columns : ndarray of int64
        """
        rows = self.rows[columns]
        stays = self.lower > 0
        stays[rows[rows != NOT_COUNTED]] = True
        # The place before the first is nobody's row, as before.
        places = np.append(np.where(stays, np.cumsum(stays) - 1, NOT_COUNTED), NOT_COUNTED)
        return replace(
            self,
            village=self.village[columns],
            institution=self.institution[columns],
            worth=self.worth[columns],
            keeps=self.keeps[columns],
            rows=places[rows],
            pins=places[self.pins[columns]],
            teams=places[self.teams[stays[self.teams]]],
            lower=self.lower[stays],
            upper=self.upper[stays],
        )


def make_program(problem: Problem, left: Left = frozenset(), keep: frozenset[Pair] = frozenset()) -> Program:
    """Write a problem down as a program.

    Parameters
    ----------
    problem : Problem
    left : frozenset of Part
        Rules, pins and bans that are left out.
    keep : frozenset of (village code, institution code)
        Pairs worth more than any points: first as many of them as can be, then the points.
    """
    village, institution = np.nonzero(allowed(problem, left) & has_a_place(problem, left)[None, :])
    found = limits(problem, left, village, institution)
    starts = np.cumsum([0, *(len(each.lower) for each in found)])
    rows = [
        np.where(each.counted == NOT_COUNTED, NOT_COUNTED, each.counted + start)
        for each, start in zip(found, starts, strict=False)
    ]
    worth = points(problem.villages, problem.institutions, problem.criteria, problem.previous)[village, institution]
    return Program(
        village=village,
        institution=institution,
        worth=worth,
        keeps=_marked(problem, keep, village, institution) * _more_than_any_points(problem, worth, village),
        # A rule that counts nobody would only be looked up in vain; the first says who leads.
        rows=np.stack([rows[0], *(each for each in rows[1:] if each.max(initial=NOT_COUNTED) >= 0)], axis=1),
        pins=rows[[each.name for each in found].index(PINNED)],
        teams=_team_rows(found, starts),
        team_worth=problem.criteria.weights["team"],
        lower=np.concatenate([each.lower for each in found]),
        upper=np.concatenate([each.upper for each in found]),
        is_coupled=any(each.name.startswith("apart") for each in found),
    )


def _team_rows(found: list[Limit], starts: npt.NDArray[np.int64]) -> Ints:
    """Rows of teams that can have somebody at all."""
    place = next(number for number, each in enumerate(found) if each.name == TEAM)
    return starts[place] + np.unique(found[place].counted[found[place].counted != NOT_COUNTED])


def _marked(problem: Problem, pairs: frozenset[Pair], village: Ints, institution: Ints) -> Ints:
    """1 for the columns of these pairs, else 0."""
    rows = {each.village_code: number for number, each in enumerate(problem.villages)}
    columns = {each.code: number for number, each in enumerate(problem.institutions)}
    wanted = {(rows[one], columns[other]) for one, other in pairs if one in rows and other in columns}
    if not wanted:
        return np.zeros(len(village), np.int64)
    return np.array([pair in wanted for pair in zip(village.tolist(), institution.tolist(), strict=True)], np.int64)


def _more_than_any_points(problem: Problem, worth: Ints, village: Ints) -> int:
    """More than one plan can have over another."""
    if not len(worth):
        return 1
    most = np.zeros(len(problem.villages), np.int64)
    np.maximum.at(most, village, worth)
    partners = 1 + sum(problem.criteria.rules.partners_max.values())
    teams = len(problem.villages) * len(problem.criteria.rules.partners_max) * problem.criteria.weights["team"]
    return 1 + int(most.sum()) * partners + teams
