"""Needs that are really met, and some that arise."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import Columns, height
from ngopeni.simulation.dwelling import housing_needs, meet, worsen
from ngopeni.simulation.events import Span, note
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import happens, stream
from ngopeni.simulation.traits import is_out_of_school
from ngopeni.simulation.world import NEEDS, World, true_needs

HOUSING = ("house", "water", "toilet", "electricity")
FINISHES = 19


def change_needs(world: World, span: Span) -> None:
    """Houses are mended, children go back to school, heads find work; more so where programmes work."""
    for need in HOUSING:
        _change_houses(world, span, need)
    _change_schooling(world, span)
    _find_work(world, span)


def note_needs(world: World, span: Span, before: Columns) -> None:
    """Write down, for the heads of households that were and are there, which needs were met and which arose.

    Parameters
    ----------
    before : Columns
        The true needs at the date before, see `true_needs`.
    """
    people, after = world.persons, true_needs(world, span.on)
    known = len(before["house"])
    heads = np.flatnonzero(world.is_here & (people["role"] == 1) & (people["household"] < known))
    home = people["household"][heads]
    for need in NEEDS:
        was, is_now = before[need][home], after[need][home]
        note(world, span, f"need_met:{need}", heads[was & ~is_now], 0)
        note(world, span, f"need_arisen:{need}", heads[~was & is_now], 0)


def _improving(world: World) -> np.ndarray:
    return world.plan.improving[world.households["village"]]


def _change_houses(world: World, span: Span, need: str) -> None:
    dice, homes, life = stream(world.seed, f"need {need}", span.on), world.households, listed("life")
    usual, better = life["needs_met"][need]
    count, has_need = height(homes), housing_needs(homes)[need]
    chance = np.where(_improving(world), better, usual) * span.years
    meet(homes, need, np.flatnonzero(has_need & happens(dice, chance, count)))
    worsen(homes, need, np.flatnonzero(~has_need & happens(dice, life["needs_arisen"][need] * span.years, count)))


def _change_schooling(world: World, span: Span) -> None:
    dice, people, life = stream(world.seed, "need school", span.on), world.persons, listed("life")
    usual, better = life["needs_met"]["school"]
    age, count = world.ages(span.on), len(people["sex"])
    chance = np.where(_improving(world)[people["household"]], better, usual) * span.years
    returns = is_out_of_school(age, people["leave_age"]) & happens(dice, chance, count)
    people["leave_age"] = np.where(returns, FINISHES, people["leave_age"])
    leaves = (age >= 12) & (age < 18) & happens(dice, life["needs_arisen"]["school"] * span.years, count)
    people["leave_age"] = np.where(leaves & ~returns, np.minimum(people["leave_age"], age), people["leave_age"])


def _find_work(world: World, span: Span) -> None:
    dice, people = stream(world.seed, "need work", span.on), world.persons
    usual, better = listed("life")["needs_met"]["work"]
    age = world.ages(span.on)
    chance = np.where(_improving(world)[people["household"]], better, usual) * span.years
    finds = (people["role"] == 1) & ~people["works"] & (age < 70) & happens(dice, chance, len(age))
    people["works"] = people["works"] | finds
