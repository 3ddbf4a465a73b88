"""Pairs with every reason in a sentence, for whoever links a table of their own."""

from __future__ import annotations

from collections.abc import Mapping

from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.level import Comparison

PRIOR = "prior"


def sql_for_explained(pairs: str, sentences: Mapping[tuple[str, str], str]) -> str:
    """``id_l``, ``id_r``, ``match_weight``, ``match_probability`` and ``reasons``, whose weights add up to the pair's.

    Parameters
    ----------
    pairs : str
        Name of a table as `pairs.score` makes it.
    sentences : mapping
        (comparison, level) to what is said of it; ``(PRIOR, "")`` says what the weight before any evidence is.
    """
    told = [_reason(PRIOR, "''", "prior_weight", _quoted(sentences[PRIOR, ""]))]
    for each in COMPARISONS:
        code = _case(each, {level.code: level.code for level in each.levels}, "missing")
        spoken = {level.code: sentences[each.name, level.code] for level in each.levels}
        told.append(_reason(each.name, code, f"weight_{each.name}", _case(each, spoken, sentences[each.name, ""])))
    return (
        f"SELECT id_l, id_r, match_weight, match_probability, [{', '.join(told)}] AS reasons FROM {pairs} "
        "ORDER BY id_l, id_r"
    )


def _reason(field: str, level: str, weight: str, sentence: str) -> str:
    return f"{{'field': '{field}', 'level': {level}, 'weight': {weight}, 'sentence': {sentence}}}"


def _case(comparison: Comparison, by_code: Mapping[str, str], otherwise: str) -> str:
    arms = [f"WHEN {number} THEN {_quoted(by_code[level.code])}" for number, level in comparison.numbered().items()]
    return f"CASE level_{comparison.name} {' '.join(arms)} ELSE {_quoted(otherwise)} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
