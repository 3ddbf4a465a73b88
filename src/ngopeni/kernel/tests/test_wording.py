from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngopeni.kernel.wording import MONTHS, say, write_date, write_number


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (0, None, "0", "0"),
        (-0.0, None, "0", "0"),
        (-0.0000001, None, "0", "0"),
        (-0.004, 2, "0,00", "0.00"),
        (-1234.5, None, "−1.234,5", "−1,234.5"),
        (1234, None, "1.234", "1,234"),
        (100, None, "100", "100"),
        (100.0, None, "100", "100"),
        (1234567.891, 1, "1.234.567,9", "1,234,567.9"),
        (0.7, 2, "0,70", "0.70"),
        (7, 2, "7,00", "7.00"),
        (7, 0, "7", "7"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (10**17 + 1, None, "100.000.000.000.000.001", "100,000,000,000,000,001"),
        (1e15, None, "1.000.000.000.000.000", "1,000,000,000,000,000"),
        (0.0000004, None, "0", "0"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value, decimals, indonesian, english):
    assert write_number(value, decimals) == indonesian
    assert write_number(value, decimals, "en") == english


@given(st.floats(-1e12, 1e12) | st.integers(), st.integers(0, 6))
def test_a_written_number_reads_back_to_what_was_meant(value, decimals):
    text = write_number(value, decimals).replace(".", "").replace(",", ".").replace("−", "-")
    assert float(text) == pytest.approx(round(value, decimals), abs=10**-decimals)
    assert text not in ("-0", f"-0.{'0' * decimals}")


def test_dates_are_written_in_words():
    assert write_date(dt.date(2020, 10, 26)) == "26 Oktober 2020"
    assert write_date(dt.date(2021, 3, 1), "en") == "1 March 2021"
    assert all(len(months) == 12 for months in MONTHS.values())


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (None, "–", "–"),
        (True, "ya", "yes"),
        (False, "tidak", "no"),
        (1500, "1.500", "1,500"),
        ("1500", "1500", "1500"),
        (dt.date(2024, 12, 31), "31 Desember 2024", "31 December 2024"),
        (dt.datetime(2024, 12, 31, 8), "31 Desember 2024", "31 December 2024"),
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a dan b", "a and b"),
        (("a", 1000, None), "a, 1.000 dan –", "a, 1,000 and –"),
    ],
)
def test_any_value_is_said_in_a_sentence(value, indonesian, english):
    assert say(value) == indonesian
    assert say(value, "en") == english
