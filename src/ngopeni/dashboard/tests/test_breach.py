from __future__ import annotations

import datetime as dt

import pytest

from ngopeni.dashboard.protection import State, holdings
from ngopeni.dashboard.protection_breach import (
    Failure,
    breach_paper,
    checklist_paper,
    choices,
    data_in_words,
    deadline,
    kinds,
)
from ngopeni.dashboard.protection_paper import as_markdown

STATE = State("Kabupaten Rekaan", dt.date(2026, 2, 3), dt.date(2024, 12, 31), "abc", rows={"person": 1234})
KNOWN = dt.datetime(2026, 2, 27, 14, 5)


def draft(now=KNOWN, **told) -> str:
    return as_markdown(breach_paper(Failure(KNOWN, **told), STATE, now))


@pytest.mark.parametrize(
    ("known_at", "ends_at"),
    [
        (dt.datetime(2026, 2, 27, 14, 5), dt.datetime(2026, 3, 2, 14, 5)),
        (dt.datetime(2028, 2, 27, 0, 0), dt.datetime(2028, 3, 1, 0, 0)),
        (dt.datetime(2026, 12, 30, 23, 59), dt.datetime(2027, 1, 2, 23, 59)),
    ],
)
def test_the_limit_is_three_times_twenty_four_hours_through_ends_of_months_and_holidays(known_at, ends_at):
    assert deadline(known_at) == ends_at


def test_the_clock_says_what_is_left_and_afterwards_how_late_it_is():
    assert "**Tenggat pemberitahuan**: 2 Maret 2026, 14.05 WIB" in draft()
    assert "**Sisa waktu saat dokumen ini dibuat**: 72 jam 0 menit" in draft()
    assert "**Sisa waktu saat dokumen ini dibuat**: 0 jam 0 menit" in draft(now=deadline(KNOWN))
    assert "**Tenggat sudah lewat**: 0 jam 1 menit" in draft(now=deadline(KNOWN) + dt.timedelta(minutes=1))
    assert "**Tenggat sudah lewat**: 24 jam 30 menit" in draft(now=deadline(KNOWN) + dt.timedelta(hours=24, minutes=30))


def test_what_the_dictionary_knows_is_filled_in_with_the_rows_of_the_newest_snapshot():
    text = draft(names=["person", "civil_record"])
    assert "1.234" in text
    assert "Nama ibu kandung" in text
    assert "Penyakit kronis" in text
    assert "tidak diketahui" in text  # rows of a table that the snapshot does not tell
    assert "tidak dijumlahkan" in text


def test_what_nobody_has_said_stays_blank_and_what_was_said_stands_in_both_notices():
    assert draft().count("b. Kapan dan bagaimana terungkap: ……") == 2
    text = draft(
        how="Laptop hilang di terminal.", handling="Kata sandi diganti.", contact="loket Bappeda", affected="200"
    )
    assert text.count("Laptop hilang di terminal.") == 2
    assert text.count("Kata sandi diganti.") == 2
    assert text.count("loket Bappeda") == 2
    assert "Perkiraan banyaknya orang: 200." in text


def test_a_citizen_reads_words_and_no_names_of_columns():
    words = data_in_words(["person", "household", "finding", "accounts.User"])
    assert "nomor induk kependudukan" in words
    assert "RT, RW" in words
    assert "_" not in words
    assert "penanda" not in words.lower()
    parts = words.split(", ")
    assert len(parts) == len(set(parts))


def test_the_notice_holds_the_three_things_of_the_law():
    for text in (draft(), as_markdown(checklist_paper(STATE))):
        for start in ("a. Data yang terungkap", "b. Kapan dan bagaimana", "c. Penanganan dan pemulihan"):
            assert text.count(start) == 2
        assert "Pasal 46" in text


def test_everything_about_persons_can_be_chosen_and_every_kind_has_words():
    assert {each.name for each in choices()} == {name for name, each in holdings().items() if each.is_personal}
    assert "kerahasiaan, ketersediaan" in draft(kinds=["confidentiality", "availability"])
    assert set(kinds()) == {"confidentiality", "integrity", "availability"}


def test_the_paper_for_the_drawer_has_no_date_that_never_was():
    text = as_markdown(checklist_paper(STATE))
    assert "0001" not in text
    assert "Januari 1" not in text
