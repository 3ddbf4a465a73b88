"""What linking does, said once more: slowly, in plain Python, out of its description."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Sequence

from ngopeni.linkage.spelling import ACCENTS, NOT_NAMES, SOUNDS, TITLES, WORDS

Forms = tuple[str, str, str, str]
VOWELS = "AIUEO"
# Degrees with their dots, each with the spaces that may stand after the first dot.
DEGREES = ("S.PD", "S.PDI", "S.SOS", "S.E", "S.H", "S.HUM", "S.KOM", "S.T", "S.KM", "S.AG", "S.SI", "S.SC", "S.P")
DEGREES += ("S.KEP", "A.MD", "M.PD", "M.SI", "M.AG", "M.KES", "M.M", "M.H")
BARE_DEGREES = {"SPD", "SPDI", "SSOS", "SE", "SH", "SHUM", "SKOM", "ST", "SKM", "SAG", "SKEP", "AMD", "MPD"}
BARE_DEGREES |= {"ALM", "ALMH", "ALMARHUM", "ALMARHUMAH"}
FATHERS = {"BIN", "BINTI", "BTI", "BT", "ALIAS"}
WORDS_KEPT = 6


def without_degree(text: str) -> str:
    head, _, last = text.rpartition(" ")
    if head and last.removesuffix(".") in BARE_DEGREES:
        return head
    for degree in DEGREES:
        first, rest = degree.split(".")
        for gap in ("", " "):
            for end in ("", "."):
                ending = f" {first}.{gap}{rest}{end}"
                if text.endswith(ending):
                    return text[: -len(ending)]
    return text


def without_what_follows(text: str) -> str:
    """The part before a comma, a slash, an open bracket, or the word for a father."""
    for place, letter in enumerate(text):
        rest = text[place:]
        if letter in ",/(":
            return text[:place]
        if letter == " ":
            word = re.match(r" ([A-Z]+)", rest)
            after = rest[len(word.group(0)) :] if word else ""
            if word and word.group(1) in FATHERS and (not after or after[0] in " ."):
                return text[:place]
            if rest.startswith((" AL. ", " AL..")) or rest == " AL.":
                return text[:place]
    return text


def words_of(text: str) -> list[str]:
    """The words of a name without titles; none where there is no name."""
    said = text.strip(" ").upper()
    said = "".join(dict(zip(*ACCENTS, strict=True)).get(letter, letter) for letter in said)
    while (bracketed := re.search(r"[(][^)]*[)]", said)) is not None:
        said = said[: bracketed.start()] + " " + said[bracketed.end() :]
    said = without_degree(without_what_follows(said.strip(" ")))
    said = "".join(letter for letter in said if letter not in "'`’")
    words = "".join(letter if "A" <= letter <= "Z" else " " for letter in said).split()
    if not words or "".join(words) in NOT_NAMES:
        return []
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return words[:WORDS_KEPT]


def sound(word: str) -> str:
    said = next((one for one, others in WORDS.items() if word in others), word)
    for old, new in SOUNDS:
        said = said.replace(old, new)
    return said


def bones(said: str) -> str:
    kept = said[:1] + "".join(letter for letter in said[1:] if letter not in VOWELS + "H")
    for letter in "BCDGKLMNPRSTWY":
        # One pass from the left, as one replacement does: of three, two are left.
        kept = kept.replace(letter * 2, letter)
    return kept


def forms(text: str) -> Forms | None:
    """``name_key``, ``skeleton``, ``first_name`` and ``initials`` of a name."""
    sounds = [sound(word) for word in words_of(text)]
    if not sounds:
        return None
    frame = [bones(each) for each in sounds]
    return " ".join(sounds), " ".join(sorted(frame)), frame[0], "".join(each[0] for each in sounds)


def through(same: Collection[tuple[str, str]]) -> set[frozenset[str]]:
    """Every two nodes that were said to be the same, or of which it follows."""
    found = {frozenset(pair) for pair in same}
    while True:
        more = {one ^ other for one in found for other in found if len(one & other) == 1} - found
        if not more:
            return found
        found |= more


def grouped(
    links: Sequence[tuple[str, str, float]],
    threshold: float,
    same: Collection[tuple[str, str]] = (),
    apart: Collection[tuple[str, str]] = (),
    single: Collection[str] = (),
) -> set[frozenset[str]]:
    """Groups: the two with the best average link become one, again and again, while that is good enough."""
    nodes = sorted({node for link in links for node in link[:2]} | {node for pair in [*same, *apart] for node in pair})
    weights = {frozenset(pair): -5.0 for pair in itertools.combinations(nodes, 2)}
    weights |= {frozenset(link[:2]): link[2] for link in links}
    weights |= {frozenset(pair): -math.inf for pair in itertools.combinations(sorted(set(single) & set(nodes)), 2)}
    weights |= {frozenset(pair): 1000.0 for pair in through([pair for pair in same if pair not in apart])}
    weights |= {frozenset(pair): -math.inf for pair in apart}
    groups = [[node] for node in nodes]
    while True:
        best = (-math.inf, 0, 0)
        for one, other in itertools.combinations(range(len(groups)), 2):
            pairs = [weights[frozenset(pair)] for pair in itertools.product(groups[one], groups[other])]
            average = sum(pairs) / len(pairs)
            if average > best[0]:
                best = (average, one, other)
        if best[0] < threshold:
            return {frozenset(group) for group in groups}
        groups[best[1]] += groups.pop(best[2])
