"""What people are asked about: pairs too uncertain to leave to weights, and chains that were cut."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.linkage.model import shipped
from ngopeni.linkage.sampling import drawn

# Both rows with their fingerprints, the smaller key first.
Sides = tuple[tuple[str, str], tuple[str, str]]
FILE = Path(__file__).resolve().parents[1] / "reference" / "linkage" / "review.yaml"
CUT = "cut"
# So many look at each pair of the sample.
LOOKS = 2
TOKEN_BYTES = 12


@dataclass(frozen=True)
class Pair:
    """Two rows that somebody may be asked about.

    Parameters
    ----------
    token : str
        Names it in a form or an address without telling whom it is about.
    row : dict
        As it stands in ``match_pair``.
    is_sample : bool
        Whether two people judge it without knowing of each other.
    """

    token: str
    row: Row
    is_sample: bool = False

    @property
    def sides(self) -> Sides:
        """Both rows with their fingerprints, in their order."""
        return sides_of(self.row)

    @property
    def villages(self) -> tuple[str, str]:
        """The village of each row, in the order of `sides`."""
        codes = {self.row[f"record_key_{side}"]: self.row[f"village_code_{side}"] for side in ("l", "r")}
        if len(codes) == 1:
            # A row and the same one at the date before.
            return self.row["village_code_l"], self.row["village_code_r"]
        return codes[self.sides[0][0]], codes[self.sides[1][0]]

    @property
    def is_cut(self) -> bool:
        """Whether it hung in a chain that was split."""
        return bool(self.row["decision"] == CUT)


@dataclass(frozen=True)
class Plan:
    """How pairs are looked at, see the reference file."""

    seed: str
    sample_size: int
    strata: int
    assumed_seconds: float
    least_measured: int


@cache
def shipped_plan() -> Plan:
    """The plan that comes with the program."""
    told = read_yaml(FILE)
    return Plan(**{name: told[name] for name in Plan.__dataclass_fields__})


def sides_of(row: Mapping[str, Any]) -> Sides:
    """Both rows with their fingerprints, the smaller key first.

    Examples
    --------
    >>> sides_of({"record_key_l": "b", "fingerprint_l": "1", "record_key_r": "a", "fingerprint_r": "2"})
    (('a', '2'), ('b', '1'))
    """
    one, other = ((row[f"record_key_{side}"], row[f"fingerprint_{side}"]) for side in ("l", "r"))
    return (one, other) if one <= other else (other, one)


def token_of(sides: Sides, key: bytes) -> str:
    """A name for a pair that nobody can trace back without the key."""
    text = "\x1f".join(part for side in sides for part in side)
    return hashlib.blake2b(text.encode(), key=key[:64], digest_size=TOKEN_BYTES).hexdigest()


def sql_for_worklist() -> str:
    """The pairs in the band of weights that people look at, and those that were cut out of a chain."""
    return (
        "SELECT * FROM match_pair WHERE match_weight >= CAST($review_from AS DOUBLE) "
        f"AND match_weight < CAST($review_to AS DOUBLE) OR decision = '{CUT}' "
        "ORDER BY record_key_l, record_key_r, is_former"
    )


class Worklist:
    """The pairs of a snapshot that people look at.

    Parameters
    ----------
    pairs : sequence of Pair
        The most uncertain first.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = tuple(pairs)
        self.by_token = {pair.token: pair for pair in pairs}
        self.sample = tuple(pair for pair in pairs if pair.is_sample)


@lru_cache(maxsize=8)
def worklist(snapshot: Snapshot, key: bytes) -> Worklist:
    """Everything that people look at in a snapshot. Kept, for a snapshot never changes.

    Parameters
    ----------
    snapshot : Snapshot
    key : bytes
        The secret of `token_of`.
    """
    model, plan = shipped(), shipped_plan()
    values = {"review_from": model.review_from, "review_to": model.review_to}
    rows = snapshot.query(sql_for_worklist(), "match_pair", **values)
    # Two rows may stand in the list and in the one before: asked about once.
    once = {sides_of(row): row for row in sorted(rows, key=lambda row: not row["is_former"])}
    band = [(sides, row["match_weight"]) for sides, row in once.items() if row["match_weight"] < model.review_to]
    sample = drawn(band, seed=plan.seed, size=plan.sample_size, strata=plan.strata)
    pairs = [Pair(token_of(sides, key), row, sides in sample) for sides, row in once.items()]
    pairs.sort(key=lambda pair: (abs(pair.row["match_weight"] - model.threshold), pair.token))
    return Worklist(pairs)


def waiting(
    pairs: Iterable[Pair], said: Mapping[Sides, Mapping[str, str]], reviewer: str, open_villages: Collection[str]
) -> list[Pair]:
    """The pairs that somebody is still to be asked about: the sample first, then the most uncertain.

    Parameters
    ----------
    pairs : iterable of Pair
        As in a `Worklist`.
    said : mapping of sides to (reviewer to verdict)
        Judgements that stand.
    reviewer : str
    open_villages : collection of str
        Those in which the reviewer may read names.
    """
    sample, others = [], []
    for pair in pairs:
        if not open_villages_hold(pair, open_villages):
            continue
        told = said.get(pair.sides, {})
        if reviewer in told:
            continue
        if pair.is_sample and len(told) < LOOKS:
            sample.append(pair)
        elif not pair.is_sample and not is_settled(told.values()):
            others.append(pair)
    return sample + others


def open_villages_hold(pair: Pair, open_villages: Collection[str]) -> bool:
    """Whether both villages of a pair are among some."""
    return pair.row["village_code_l"] in open_villages and pair.row["village_code_r"] in open_villages


def is_settled(verdicts: Iterable[str]) -> bool:
    """Whether somebody has said what it is; who was unsure leaves it to others."""
    return any(verdict in {"same", "different"} for verdict in verdicts)


def looks_left(pairs: Iterable[Pair], said: Mapping[Sides, Mapping[str, str]], open_villages: Collection[str]) -> int:
    """How many answers are still to be given, by whomever: two for each pair of the sample, one for every other."""
    count = 0
    for pair in pairs:
        if open_villages_hold(pair, open_villages):
            told = said.get(pair.sides, {})
            count += max(0, LOOKS - len(told)) if pair.is_sample else int(not is_settled(told.values()))
    return count
