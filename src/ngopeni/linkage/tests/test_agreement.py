"""Agreement of two reviewers, held against examples that others have published."""

from __future__ import annotations

import datetime as dt

import pytest

from ngopeni.linkage.agreement import Word, agreement, duos


def laid(table: list[list[int]]) -> list[tuple[str, str]]:
    """What two people said, out of a table of counts: rows the one, columns the other."""
    return [
        (str(row), str(column)) for row, line in enumerate(table) for column, n in enumerate(line) for _ in range(n)
    ]


def test_it_agrees_with_the_worked_example_of_fleiss_levin_and_paik():
    # Statistical Methods for Rates and Proportions, 3rd edition (2003), table 18.1: a hundred diagnoses by two raters.
    told = agreement(laid([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert (told.agreed, told.count) == (89, 100)
    assert told.by_chance == pytest.approx(0.66)
    assert told.kappa == pytest.approx(0.68, abs=0.005)


def test_chance_alone_is_nought_and_full_agreement_one():
    assert agreement(laid([[25, 25], [25, 25]])).kappa == 0
    assert agreement(laid([[10, 0], [0, 10]])).kappa == 1


def test_where_both_always_say_one_word_kappa_says_nothing():
    told = agreement(laid([[12]]))
    assert (told.share, told.kappa) == (1, None)


NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def word(pair: str, by: str, verdict: str, minute: int, until: int | None = None) -> Word:
    end = None if until is None else NOON + dt.timedelta(minutes=until)
    return Word(pair, by, verdict, NOON + dt.timedelta(minutes=minute), end)


def test_what_people_say_after_talking_it_over_does_not_count():
    told = duos(
        [word("a", "ratri", "same", 0, 9), word("a", "danu", "different", 1), word("a", "ratri", "different", 9)]
    )
    assert list(told) == [("danu", "ratri")]
    assert (told["danu", "ratri"].agreed, told["danu", "ratri"].count) == (0, 1)


def test_a_slip_of_the_finger_that_was_taken_back_before_the_other_spoke_does_not_count():
    slip = [word("a", "ratri", "different", 0, 1), word("a", "ratri", "same", 1)]
    told = duos([*slip, word("a", "danu", "same", 5)])
    assert told["danu", "ratri"].agreed == 1
    assert duos([word("a", "ratri", "same", 0, 1), word("a", "danu", "same", 5)]) == {}


def test_every_two_people_have_their_own_agreement_those_with_most_pairs_first():
    words = [word(pair, by, "same", n) for pair in "ab" for n, by in enumerate(("danu", "ratri"))]
    words += [word("b", "wulan", "same", 5)]
    assert [(names, told.count) for names, told in duos(words).items()] == [
        (("danu", "ratri"), 2),
        (("danu", "wulan"), 1),
        (("ratri", "wulan"), 1),
    ]
