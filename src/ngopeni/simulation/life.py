"""Births and deaths, and what the years do to everybody."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import rank_within
from ngopeni.simulation.events import Span, note, take_off, take_on
from ngopeni.simulation.household_roles import MAN, MARRIED, SINGLE, WIDOWED, WOMAN
from ngopeni.simulation.lists import listed
from ngopeni.simulation.person_names import MOTHER_WORDS, WORDS
from ngopeni.simulation.settling import add_people
from ngopeni.simulation.streams import Array, band, happens, stream, whole
from ngopeni.simulation.traits import draw_illness, draw_pregnant, draw_work
from ngopeni.simulation.world import World

HEAD, SPOUSE, CHILD, GRANDCHILD = 1, 2, 3, 5
# Who follows a head who is gone: the spouse, then children, parents, in-laws, others.
SUCCESSION = np.array([9, 0, 1, 2, 4, 6, 3, 7, 5])


def let_die(world: World, span: Span) -> None:
    """Deaths by age; officers strike most of the dead, and the others stay listed."""
    dice, people, life = stream(world.seed, "deaths", span.on), world.persons, listed("life")
    table = life["death_by_age"]
    age = np.maximum(world.ages(span.since), 0)
    rates = np.array([row["rate"] for row in table])[band(age, table)] * span.years
    count = len(age)
    dead = world.is_here & happens(dice, rates, count)
    people["died_on"] = np.where(dead, span.since + whole(dice, count, 1, span.on - span.since), people["died_on"])
    struck = dead & people["is_listed"] & happens(dice, life["dead_taken_off"], count)
    note(world, span, "died", np.flatnonzero(dead & ~struck), 0)
    take_off(world, span, "died", struck)
    _widow(world, dead)
    _succeed(world, dead & ~people["is_listed"])


def _widow(world: World, dead: Array) -> None:
    """Heads and spouses of the dead are widowed."""
    people = world.persons
    pair = (people["family_role"] <= SPOUSE) & (people["marital"] == MARRIED)
    bereft = np.zeros(int(people["family"].max()) + 1, dtype=bool)
    bereft[people["family"][dead & pair]] = True
    people["marital"][pair & bereft[people["family"]] & ~dead] = WIDOWED


def _succeed(world: World, dead: Array) -> None:
    """Where a head is gone and off the list, somebody else of the house becomes head."""
    people = world.persons
    lost = np.zeros(len(world.households["village"]), dtype=bool)
    lost[people["household"][dead & (people["role"] == HEAD)]] = True
    heirs = np.flatnonzero(world.is_here & lost[people["household"]])
    order = heirs[
        np.lexsort((heirs, people["birth"][heirs], SUCCESSION[people["role"][heirs]], people["household"][heirs]))
    ]
    first = order[rank_within(people["household"][order]) == 0]
    was_child = first[people["role"][first] == CHILD]
    people["role"][first] = people["family_role"][first] = HEAD
    # Of a child who becomes head, the brothers and sisters are no children in the house any more.
    orphaned = np.zeros(len(lost), dtype=bool)
    orphaned[people["household"][was_child]] = True
    siblings = orphaned[people["household"]] & (people["role"] == CHILD)
    people["role"][siblings] = 8


def let_be_born(world: World, span: Span) -> None:
    """Children of married women; most are listed at once where the household is."""
    dice, people, life = stream(world.seed, "births", span.on), world.persons, listed("life")
    age, count = world.ages(span.since), len(people["sex"])
    may = world.is_here & (people["sex"] == WOMAN) & (people["marital"] == MARRIED) & (age >= 18) & (age <= 42)
    mothers = np.flatnonzero(may & happens(dice, life["birth"] * span.years, count))
    born = len(mothers)
    babies = {name: people[name][mothers] for name in ("household", "family")}
    babies["role"] = np.where(people["role"][mothers] <= SPOUSE, CHILD, GRANDCHILD)
    babies["family_role"] = np.full(born, CHILD)
    babies["sex"] = np.where(happens(dice, 0.51, born), MAN, WOMAN)
    babies["birth"] = span.since + whole(dice, born, 1, span.on - span.since)
    babies["marital"] = np.full(born, SINGLE)
    babies |= {theirs: people[own][mothers] for own, theirs in zip(WORDS, MOTHER_WORDS, strict=True)}
    is_written = people["is_listed"][mothers] & happens(dice, life["baby_listed"], born)
    village = world.households["village"][babies["household"]]
    rows = add_people(world, babies, village, span.on, "births")
    take_on(world, span, "born", rows[is_written])
    note(world, span, "born", rows[~is_written], 0)


def grow_older(world: World, span: Span) -> None:
    """Work, illness, disability and pregnancy change."""
    dice, people, life = stream(world.seed, "years", span.on), world.persons, listed("life")
    age, count, years = world.ages(span.on), len(people["sex"]), span.years
    works = draw_work(dice, people, age)
    is_new = happens(dice, life["changes_work"] * years, count) | ((age >= 15) & (age <= 26) & ~people["works"])
    people["works"] = np.where(is_new | (age < 15), works, people["works"])
    illness = draw_illness(dice, age)
    falls_ill = (people["illness"] == 0) & happens(dice, life["new_illness"] * years * (1 + age // 40), count)
    people["illness"] = np.where(falls_ill, illness, people["illness"])
    disabled = (people["disability"] == 0) & happens(dice, life["new_disability"] * years * (age > 50), count)
    people["disability"] = np.where(disabled, whole(dice, count, 1, 3), people["disability"])
    people["pregnant"] = draw_pregnant(dice, people, age)


def find_babies(world: World, span: Span) -> None:
    """Children who were missed at birth are listed after all."""
    people = world.persons
    dice = stream(world.seed, "babies found", span.on)
    missed = world.is_here & ~people["is_listed"] & (people["birth"] > span.since - 5 * 365)
    missed &= world.households["is_listed"][people["household"]] & (people["birth"] <= span.since)
    found = missed & happens(dice, listed("life")["baby_found"] * span.years, len(missed))
    take_on(world, span, "found", np.flatnonzero(found))
