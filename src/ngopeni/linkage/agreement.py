"""How far two people who judged the same pairs agree, and how far beyond what chance would bring."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Agreement:
    """What two people said of the same things.

    Parameters
    ----------
    count : int
        Things that both judged.
    agreed : int
        Of these, with the same word.
    by_chance : float
        Share that would have the same word if each said the own words as often, but at random, 0 to 1.
    """

    count: int
    agreed: int
    by_chance: float

    @property
    def share(self) -> float:
        """Share agreed, 0 to 1."""
        return self.agreed / self.count

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where both said one word all the time, for then chance explains everything.

        Source
        ------
        J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
        """
        if self.by_chance >= 1:
            return None
        return (self.share - self.by_chance) / (1 - self.by_chance)


def agreement(said: Sequence[tuple[str, str]]) -> Agreement:
    """Count how far two people agree.

    Parameters
    ----------
    said : sequence of (word of the one, word of the other)
        At least one.

    Examples
    --------
    >>> told = agreement([("same", "same")] * 20 + [("same", "different")] * 5
    ...                  + [("different", "same")] * 10 + [("different", "different")] * 15)
    >>> told.agreed, told.count, round(told.by_chance, 2), round(told.kappa, 2)
    (35, 50, 0.5, 0.4)
    """
    count = len(said)
    one, other = Counter(first for first, _ in said), Counter(second for _, second in said)
    by_chance = sum(one[word] * other[word] for word in one) / count**2
    return Agreement(count, sum(first == second for first, second in said), by_chance)


@dataclass(frozen=True)
class Word:
    """One judgement of the sample.

    Parameters
    ----------
    pair : hashable
    by : str
    verdict : str
    at : datetime
    until : datetime, optional
        When it was taken back.
    """

    pair: Hashable
    by: str
    verdict: str
    at: dt.datetime
    until: dt.datetime | None = None


def duos(words: Iterable[Word]) -> dict[tuple[str, str], Agreement]:
    """The agreement of every two people, by their names; those with most pairs first.

    Of each pair the words count that stood when the second of the two had spoken for the first time: until then neither
    knew of the other. What they said after talking it over no longer tells how they see alone.
    """
    by_pair: dict[Hashable, list[Word]] = defaultdict(list)
    for word in sorted(words, key=lambda each: each.at):
        by_pair[word.pair].append(word)
    said: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for told in by_pair.values():
        for one, other in combinations(sorted({word.by for word in told}), 2):
            blind = _blind(told, one, other)
            if blind:
                said[one, other].append(blind)
    found = {names: agreement(both) for names, both in said.items()}
    return dict(sorted(found.items(), key=lambda each: (-each[1].count, each[0])))


def _blind(told: Sequence[Word], one: str, other: str) -> tuple[str, str] | None:
    """What two people said of a pair when both had spoken first; None where a word was taken back before."""
    for word in told:
        standing = [each for each in told if each.at <= word.at and (each.until is None or each.until > word.at)]
        verdicts = {each.by: each.verdict for each in standing}
        if one in verdicts and other in verdicts:
            return verdicts[one], verdicts[other]
    return None
