"""The numbers of this stage: rows, persons, doubles, and the civil registry by two measures.

Whoever reads no names gets small counts of a village rounded at random, once and for all, and sums of what is rounded
(ADR 20).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ngopeni.kernel.disclosure import SMALLEST_COUNT
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.quality.board import Scope as Seen

COUNTS = ("row_count", "person_count", "double_count", "elsewhere_count")


@dataclass(frozen=True)
class Scope(Seen):
    """Which villages somebody sees the numbers of, and how exactly."""

    def told(self, count: int, *names: str) -> int:
        """A count as it is added up: exact, or a small one as nought or the smallest that is shown.

        Parameters
        ----------
        count : int
        *names : str
            What is counted where: the same always gets the same chance.

        Examples
        --------
        >>> Scope().told(3, "double", "33.16.01.2001"), Scope(None, "x").told(7, "double", "33.16.01.2001")
        (3, 7)
        >>> Scope(None, "x").told(3, "double", "33.16.01.2001") in {0, 5}
        True
        """
        if not self.rounding or not is_small(count):
            return count
        digest = hashlib.sha256("|".join((self.rounding, *names)).encode()).hexdigest()
        chance = int(digest[:4], 16) / 65536
        return SMALLEST_COUNT if chance * SMALLEST_COUNT < count else 0

    def shown(self, count: int) -> int | None:
        """A count of one village alone: None where it would be a small one."""
        return None if self.rounding and is_small(count) else count


def is_small(count: int) -> bool:
    """Whether a count points at persons."""
    return 0 < count < SMALLEST_COUNT


@lru_cache(maxsize=64)
def village_rows(snapshot: Snapshot, scope: Scope) -> list[Row]:
    """The counts of each village.

    Returns
    -------
    list of dict
        ``village_code``; the `COUNTS` as they are shown, None for a small one; ``sums``, what of them goes into sums.
    """
    found = []
    for row in snapshot.query("SELECT * FROM village_person ORDER BY village_code", "village_person"):
        code = row["village_code"]
        if not scope.covers(code):
            continue
        persons = scope.told(row["person_count"], "person", code)
        sums = {
            "row_count": scope.told(row["row_count"], "row", code),
            "double_count": scope.told(row["double_count"], "double", code),
            "elsewhere_count": scope.told(row["elsewhere_count"], "elsewhere", code),
        }
        if persons != row["person_count"]:
            sums["double_count"] = max(0, sums["row_count"] - persons)
        shown = {name: scope.shown(row[name]) for name in COUNTS}
        # Rows less persons are the doubles: what is hidden of one must not follow from the other.
        if shown["double_count"] is None and shown["person_count"] is not None:
            shown["person_count"] = scope.shown(max(0, sums["row_count"] - sums["double_count"]))
        elif shown["person_count"] is None:
            shown["double_count"] = None
        found.append({"village_code": code, **shown, "sums": sums})
    return found


def sql_for_persons() -> str:
    """How many persons there are in all, and in how many villages they stand; a person of two villages once."""
    own = (
        "SELECT person_key, COUNT(DISTINCT village_code) AS place_count FROM person_link "
        "WHERE $is_whole OR list_contains($villages, village_code) GROUP BY person_key"
    )
    return f"SELECT COUNT(*) AS person_count, COALESCE(SUM(place_count), 0) AS place_count FROM ({own}) AS own"


@lru_cache(maxsize=64)
def totals(snapshot: Snapshot, scope: Scope) -> Row:
    """The counts of the scope in one: rows, persons, second rows in a village, persons who are in another one too."""
    rows = village_rows(snapshot, scope)
    sums = {name: sum(row["sums"][name] for row in rows) for name in ("row_count", "double_count", "elsewhere_count")}
    values = {"is_whole": scope.villages is None, "villages": sorted(scope.villages or ("-",))}
    found = snapshot.query(sql_for_persons(), "person_link", **values)[0]
    # Each village beyond the first in which a person stands.
    abroad = int(found["place_count"]) - int(found["person_count"])
    persons = sums["row_count"] - sums["double_count"] - scope.told(abroad, "abroad")
    told = {"person_count": max(0, persons), "village_count": len(rows)}
    return {**sums, **told, "abroad_count": sums["row_count"] - sums["double_count"] - told["person_count"]}


def sql_for_civil() -> str:
    """Rows by village and by what either measure says of the civil registry."""
    return (
        "SELECT village_code, ministry_result, our_result, COUNT(*) AS row_count FROM civil_link "
        "GROUP BY village_code, ministry_result, our_result"
    )


@lru_cache(maxsize=64)
def civil_counts(snapshot: Snapshot, scope: Scope) -> dict[tuple[str, str], int]:
    """Rows by (what the ministry's rule says, what all evidence says)."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in snapshot.query(sql_for_civil(), "civil_link"):
        place, results = row["village_code"], (row["ministry_result"], row["our_result"])
        if scope.covers(place):
            found[results] += scope.told(row["row_count"], "civil", place, *results)
    return dict(found)
