"""Disclosure control: no count that points at a person, for those who may not know persons."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST_COUNT = 5
SMALLEST_BASE = 30


def publishable_counts(counts: Sequence[int]) -> list[int | None]:
    """Hide small counts of one total, and as many more as it takes that no gap can be computed back.

    A single gap is the total less the rest. Several gaps of one person each follow from their sum as
    well, since everybody knows that a hidden cell is not empty.

    Parameters
    ----------
    counts : sequence of int, shape (cells,)
        The parts of a total that is itself published. A total that consists of one cell, or of single
        persons only, cannot be protected by hiding parts: it must not be published.

    Returns
    -------
    list of int or None, shape (cells,)
        None where the cell is hidden. Zero is shown.

    Examples
    --------
    >>> publishable_counts([3, 40, 12])
    [None, 40, None]
    >>> publishable_counts([0, 40, 12])
    [0, 40, 12]
    """
    hidden = {index for index, count in enumerate(counts) if 0 < count < SMALLEST_COUNT}
    # The smallest first; empty cells only where nothing else is left.
    others = sorted(set(range(len(counts))) - hidden, key=lambda index: (counts[index] == 0, counts[index]))
    while hidden and others and (len(hidden) == 1 or sum(counts[index] for index in hidden) == len(hidden)):
        hidden.add(others.pop(0))
    return [None if index in hidden else count for index, count in enumerate(counts)]


def publishable_ratio(part: int, base: int) -> float | None:
    """A share, or None when its base or either of its sides is too small.

    Parameters
    ----------
    part, base : int
        Persons or families.

    Examples
    --------
    >>> publishable_ratio(12, 40)
    0.3
    >>> publishable_ratio(2, 40) is None
    True
    """
    if base < SMALLEST_BASE or min(part, base - part) < SMALLEST_COUNT:
        return None
    return part / base


def sql_for_digest(*texts: str) -> str:
    """SQL of a digest that nobody can work out without the secret bound as ``$rounding``.

    Parameters
    ----------
    *texts : str
        SQL of what it is the digest of.
    """
    return "MD5($rounding || '|' || " + " || '|' || ".join(texts) + ")"


def sql_for_chance(digest: str) -> str:
    """SQL of a number from 0 up to 1, evenly spread, out of the first four digits of a digest.

    Parameters
    ----------
    digest : str
        SQL of a text of hexadecimal digits.
    """
    digits = (f"(STRPOS('0123456789abcdef', SUBSTR({digest}, {place}, 1)) - 1)" for place in range(1, 5))
    weighed = " + ".join(f"{digit} * {16 ** (4 - place)}" for place, digit in enumerate(digits, start=1))
    return f"({weighed}) / 65536.0"


def sql_for_step(count: str, chance: str, step: str) -> str:
    """SQL that rounds a count less than a step to nought or the whole step, on average to the count itself.

    Parameters
    ----------
    count, chance, step : str
        SQL; the chance is that of `sql_for_chance`.
    """
    return f"CASE WHEN {chance} * {step} < {count} THEN {step} ELSE 0 END"
