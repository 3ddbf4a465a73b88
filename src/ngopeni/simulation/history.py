"""The life of a regency from date to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from ngopeni.areas.area import Areas
from ngopeni.simulation import cleaning, improvement, life, moving, turnover
from ngopeni.simulation.calendars import day_number
from ngopeni.simulation.columns import height
from ngopeni.simulation.doubles import add_doubles
from ngopeni.simulation.events import Span
from ngopeni.simulation.listing import enlist
from ngopeni.simulation.lists import listed
from ngopeni.simulation.servants import appoint
from ngopeni.simulation.settling import settle
from ngopeni.simulation.streams import happens, stream, whole
from ngopeni.simulation.village_plan import PARTS, plan_villages
from ngopeni.simulation.welfare import in_the_registry, outside
from ngopeni.simulation.world import World, true_needs

HEAD = 1


def live(areas: Areas, persons: int, seed: int, dates: Sequence[dt.date]) -> Iterator[World]:
    """The world as it stands at each date; the same object, changed between.

    Parameters
    ----------
    areas : Areas
    persons : int
        Rows of the registry at the first date.
    seed : int
    dates : sequence of date, in order
    """
    days = [day_number(date) for date in dates]
    world = begin(World(areas, plan_villages(areas, persons, seed, dates), seed), days[0])
    yield world
    for step, (since, on) in enumerate(pairwise(days), start=1):
        advance(world, Span(since, on), step)
        yield world


def begin(world: World, on: int) -> World:
    """Settle the members and those outside, and write the first registry."""
    plan, rate = world.plan, listed("errors")["kinds"]["double"]["rate"]
    edges = np.cumsum(plan.rows)
    # Second rows of doubles come on top of the members.
    members = np.diff(np.r_[0, (edges * (1 - rate)).astype(np.int64)])
    homes = settle(world, members, on, "members", in_the_registry(plan.shares[0], plan.padded))
    _some_are_gone(world, on)
    appoint(world, homes, on, "listed")
    people = np.arange(height(world.persons))
    members_rows = enlist(world, people, on, "members")
    add_doubles(world, members_rows, int(plan.rows.sum()) - len(members_rows), on, "first")
    reserve = settle(world, _reserve(world, members), on, "reserve", outside)
    appoint(world, reserve, on, "reserve")
    placed = turnover.placed_rows(world)
    # The population follows the rows, so that the planned share is the share of the files.
    rows = np.where(placed > 0, placed, np.maximum(plan.rows, 1))
    world.population = (rows * PARTS + plan.shares[0] // 2) // plan.shares[0]
    return world


def advance(world: World, span: Span, step: int) -> None:
    """Let the time between two dates pass."""
    before = true_needs(world, span.since)
    cleaning.remove_gone(world, span)
    life.let_die(world, span)
    moving.let_leave(world, span)
    moving.move_within(world, span)
    moving.let_marry(world, span)
    life.let_be_born(world, span)
    moving.let_come(world, span)
    moving.renew_cards(world, span)
    life.grow_older(world, span)
    life.find_babies(world, span)
    improvement.change_needs(world, span)
    cleaning.remove_doubles(world, span)
    cleaning.mend(world, span)
    cleaning.remove_never_eligible(world, span)
    turnover.usual_turnover(world, span)
    turnover.reach_shares(world, span, step)
    improvement.note_needs(world, span, before)


def _reserve(world: World, members: np.ndarray) -> np.ndarray:
    """People outside the registry: more where the plan lets a village's share rise."""
    life_lists, shares = listed("life"), world.plan.shares
    has_later = len(shares) > 1
    share = life_lists["reserve_with_later_dates"] if has_later else life_lists["reserve"]
    rise = np.maximum(0, shares.max(axis=0) - shares[0]) * members // shares[0]
    return (members * share).astype(np.int64) + rise * 5 // 4


def _some_are_gone(world: World, on: int) -> None:
    """Some of those who will be listed have died or left long since, and nobody told the office."""
    people, age = world.persons, world.ages(on)
    count, kinds = len(age), listed("errors")["kinds"]
    dice = stream(world.seed, "gone at first", on)
    for kind, column, may in (
        ("dead_listed", "died_on", age >= 55),
        ("moved_listed", "left_on", (age >= 19) & (age <= 40) & (people["role"] != HEAD)),
    ):
        # The household's first rows go with fewer of their heads: a list without heads is another mistake.
        chance = kinds[kind]["rate"] * count / max(1, int(may.sum()))
        gone = may & (people["died_on"] == 0) & happens(dice, min(1.0, chance), count)
        people[column] = np.where(gone, on - whole(dice, count, 30, 900), people[column])
