"""What a comparison of two records is: levels tried in order, each with a weight of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Level:
    """One way in which two values may agree or not.

    Parameters
    ----------
    code : str
        Names its sentence and its weights.
    condition : str
        SQL over the columns of both records, ``name_l`` and ``name_r``; empty for all that is left.
    frequency : str
        A column whose values are not all equally common: the weight follows how common the value is.
    given : tuple of str
        Columns that both records must have in common for the level to be tried. Its weight is then that among pairs
        that have them in common, so that what follows from the one agreement is not counted again in the other.
    is_local : bool
        Whether two persons at this level live together: the longer the list, the rarer are two such by chance.
    """

    code: str
    condition: str = ""
    frequency: str = ""
    given: tuple[str, ...] = ()
    is_local: bool = False

    @property
    def test(self) -> str:
        """The whole condition; empty for all that is left."""
        if not self.given:
            return self.condition
        return f"{both(*self.given)} AND ({self.condition})" if self.condition else both(*self.given)


@dataclass(frozen=True)
class Comparison:
    """One kind of evidence.

    Parameters
    ----------
    name : str
    missing : str
        SQL that is true where nothing can be compared: the weight is nought.
    levels : tuple of Level
        Tried in order, those with a `Level.given` first; the last is for all that is left.
    """

    name: str
    missing: str
    levels: tuple[Level, ...]

    def numbered(self) -> dict[int, Level]:
        """Levels by the number that the engine gives them: the last is 0, those before count upwards.

        Examples
        --------
        >>> comparison = Comparison("sex", "", (Level("same", "sex_l = sex_r"), Level("other")))
        >>> [(number, level.code) for number, level in comparison.numbered().items()]
        [(1, 'same'), (0, 'other')]
        """
        count = len(self.levels)
        return {count - 1 - place: level for place, level in enumerate(self.levels)}


def given(columns: tuple[str, ...], *levels: Level) -> tuple[Level, ...]:
    """Levels for pairs that have these columns in common; the last is for all such pairs that are left."""
    return tuple(replace(level, given=columns) for level in levels)


def both(*columns: str) -> str:
    """That two records have the same values."""
    return " AND ".join(f"{column}_l = {column}_r" for column in columns)


def lacking(*columns: str) -> str:
    """That one of the records has no such value."""
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in ("l", "r"))
