"""The small parts that the invented life is made of."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pytest

from ngopeni import simulation
from ngopeni.simulation import nik_mistakes
from ngopeni.simulation.calendars import age_on, join, split
from ngopeni.simulation.columns import rank_within, running_within
from ngopeni.simulation.composition import compose
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import choose, choose_by, stream, whole
from ngopeni.simulation.words import known_words

ON = 18_561  # 2020-10-26


def test_streams_of_other_purposes_and_dates_differ():
    draws = {tuple(stream(*key).randint(0, 100, 5)) for key in [(1, "a"), (1, "b"), (2, "a"), (1, "a", "2020")]}
    assert len(draws) == 4


def test_whole_numbers_reach_both_ends():
    found = whole(stream(1, "x"), 10_000, 3, 6)
    assert set(found) == {3, 4, 5, 6}


def test_choices_follow_their_parts():
    found = np.bincount(choose(stream(1, "x"), 10_000, [1, 0, 3]), minlength=3) / 10_000
    assert found == pytest.approx([0.25, 0, 0.75], abs=0.02)
    kind = np.repeat([0, 1], 5_000)
    found = choose_by(stream(1, "x"), kind, [[1, 0], [0, 1]])
    assert (found == kind).all()


def test_days_split_and_join_again():
    days = np.arange(-30_000, 30_000, 7)
    assert (join(*split(days)) == days).all()


def test_an_age_is_that_of_the_last_birthday():
    births = join(np.array([2000, 2000, 2021]), np.array([10, 10, 1]), np.array([26, 27, 1]))
    assert age_on(births, ON).tolist() == [20, 19, -1]


def test_ranks_and_sums_within_groups():
    groups = np.array([2, 1, 2, 2, 1])
    assert rank_within(groups).tolist() == [0, 0, 1, 2, 1]
    assert running_within(np.array([1, 1, 2, 2, 2]), np.array([5, 1, 2, 3, 4])).tolist() == [0, 5, 0, 2, 5]


def test_there_are_three_hundred_given_names_for_men_and_for_women():
    groups = known_words().groups
    for kind in ("male", "female"):
        assert len({*groups[f"{kind}_elder"], *groups[f"{kind}_younger"]}) >= 300


def test_every_word_has_other_spellings_that_differ():
    words = known_words()
    for group in ("male_elder", "female_elder", "male_younger", "female_younger"):
        for place in words.groups[group]:
            assert place not in words.spellings[place]


def test_households_are_believable():
    people = compose(stream(1, "x"), 5_000, ON)
    has_mother = people["mother"] >= 0
    mothers = people["mother"][has_mother]
    years = (people["birth"][has_mother] - people["birth"][mothers]) / 365.25
    assert years.min() > 17.5
    assert years.max() < 47
    assert (people["sex"][mothers] == 2).all()
    assert (people["birth"] <= ON).all()
    heads = np.bincount(people["household"], people["role"] == 1)
    assert (heads == 1).all()


def test_weights_and_needs_of_houses_cover_every_class_of_welfare():
    for name, choices in listed("housing").items():
        if isinstance(choices[0], dict):
            assert all(len(each["weights"]) == 4 for each in choices), name


@pytest.mark.parametrize("function", [nik_mistakes.transposed, nik_mistakes.digit_off, nik_mistakes.wrong_day])
def test_a_mistaken_nik_always_differs_and_stays_sixteen_digits(function):
    dice = stream(1, "x")
    true = 3316010101000000 + dice.randint(1, 9999, 1_000) + dice.randint(1, 28, 1_000) * 10**8
    found, _ = function(dice, true)
    assert (found != true).all()
    assert ((found >= 10**15) & (found < 10**16)).all()


@pytest.mark.parametrize(
    "name", sorted(each.name for each in iter_modules(simulation.__path__) if each.name != "tests")
)
def test_the_examples_in_the_sources_are_true(name):
    assert doctest.testmod(import_module(f"{simulation.__name__}.{name}")).failed == 0
