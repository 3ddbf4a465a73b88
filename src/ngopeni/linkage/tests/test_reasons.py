"""Every level of every comparison has its sentence, and no sentence is for a level that is not there."""

from __future__ import annotations

import pytest

from ngopeni.kernel.messages import catalogue
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.reasons import BEGINNINGS, level_codes, names_of, reason

NAMES = [name for comparison in COMPARISONS for name in names_of(comparison)]


def test_every_level_has_a_sentence_and_no_sentence_is_unused():
    assert sorted(level_codes()) == sorted(NAMES)
    assert sorted(level_codes().values()) == sorted(code for code in catalogue() if code.startswith(BEGINNINGS))


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda each: each.name)
def test_sentences_are_sentences_in_both_languages_and_no_two_levels_read_the_same(comparison):
    levels = [*(level.code for level in comparison.levels), None]
    for language in ("id", "en"):
        told = [reason(comparison.name, level, language) for level in levels]
        assert all(text.endswith(".") and text[0].isupper() for text in told)
        assert len(set(told)) == len(told)
