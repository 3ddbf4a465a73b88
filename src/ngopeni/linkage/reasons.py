"""Why two rows may be one person: a sentence for each level of each kind of evidence.

Which sentence is of which level stands in the reference data. A new level is a line there, and its sentence.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ngopeni.kernel.messages import sentence
from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.explained import PRIOR
from ngopeni.linkage.level import Comparison

FILE = Path(__file__).resolve().parents[1] / "reference" / "linkage" / "reasons.yaml"
# Sentences of levels begin so.
BEGINNINGS = ("LINKAGE-1", "LINKAGE-2")
# What is said of the weight before any evidence.
OF_PRIOR = "LINKAGE-005"
# What a comparison is called where one of the rows tells nothing.
MISSING = "missing"


@cache
def level_codes() -> dict[str, str]:
    """The code of a sentence by ``comparison.level``."""
    told = read_yaml(FILE)["sentences"]
    return {f"{name}.{level}": code for name, levels in told.items() for level, code in levels.items()}


def names_of(comparison: Comparison) -> list[str]:
    """What the levels of a comparison are called in the messages, that for nothing to compare among them."""
    return [f"{comparison.name}.{code}" for code in (*(level.code for level in comparison.levels), MISSING)]


def reason(comparison: str, level: str | None, language: str = "id") -> str:
    """What a level says in plain words.

    Parameters
    ----------
    comparison : str
        Its name.
    level : str or None
        The code of the level; None where nothing could be compared.
    language : {"id", "en"}

    Examples
    --------
    >>> reason("sex", "same"), reason("sex", None, "en")
    ('Jenis kelamin sama.', 'One of the rows has no sex.')
    """
    return sentence(level_codes()[f"{comparison}.{level or MISSING}"], {}, language)


def sentences(language: str = "id") -> dict[tuple[str, str], str]:
    """Every sentence by (comparison, level), as `explained.sql_for_explained` asks for them.

    Parameters
    ----------
    language : {"id", "en"}

    Returns
    -------
    dict
        The level is empty where nothing could be compared, and for the weight before any evidence.
    """
    levels = {
        (each.name, level.code): reason(each.name, level.code, language)
        for each in COMPARISONS
        for level in each.levels
    }
    missing = {(each.name, ""): reason(each.name, None, language) for each in COMPARISONS}
    return {(PRIOR, ""): sentence(OF_PRIOR, {}, language), **levels, **missing}
