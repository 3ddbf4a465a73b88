from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngopeni.assignment.decree.words import (
    amount_words,
    count_words,
    date_words,
    dictum_name,
    listed,
    number_words,
    title_case,
)

UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = {"triliun": 10**12, "miliar": 10**9, "juta": 10**6, "ribu": 1000}


def read_back(words: str) -> int:
    """The number that words say, read from the left: "seratus dua puluh satu ribu" is 121,000."""
    total = below = digit = 0
    for word in words.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if word in SCALES:
            total += (below + digit) * SCALES[word]
            below = digit = 0
        elif word in ("ratus", "puluh", "belas"):
            below += {"ratus": 100 * digit, "puluh": 10 * digit, "belas": 10 + digit}[word]
            digit = 0
        elif word in ("sepuluh", "sebelas"):
            below += {"sepuluh": 10, "sebelas": 11}[word]
        else:
            digit = UNITS.index(word)
    return total + below + digit


def test_numbers_in_words_say_the_number():
    for number in [*range(2500), *(10**power + more for power in range(3, 13) for more in (0, 1, 1000, 1001, 21_000))]:
        assert read_back(number_words(number)) == number


@given(st.integers(0, 999_999_999_999_999))
def test_large_numbers_too(number):
    assert read_back(number_words(number)) == number


@pytest.mark.parametrize(
    ("number", "words"), [(1000, "seribu"), (100, "seratus"), (11, "sebelas"), (1_001_000, "satu juta seribu")]
)
def test_one_is_said_as_indonesian_says_it(number, words):
    assert number_words(number) == words


def test_counts_and_amounts_carry_their_words():
    assert count_words(48) == "48 (empat puluh delapan)"
    assert count_words(1001) == "1.001 (seribu satu)"
    assert amount_words(1_001_000) == "Rp1.001.000,00 (satu juta seribu rupiah)"


def test_a_date_is_written_out():
    assert date_words(dt.date(2020, 10, 26)) == "tanggal dua puluh enam bulan Oktober tahun dua ribu dua puluh"


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "KESATU"), (2, "KEDUA"), (10, "KESEPULUH"), (11, "KESEBELAS"), (12, "KEDUA BELAS"), (20, "KEDUA PULUH")],
)
def test_decisions_are_named_in_order(number, name):
    assert dictum_name(number) == name


def test_lists_and_titles_are_written_as_in_law():
    assert [listed(list("abc")[:count]) for count in range(4)] == ["", "a", "a dan b", "a, b, dan c"]
    assert title_case("desa dan kelurahan") == "Desa dan Kelurahan"
