"""What linking says of single rows: the rows that a row is weighed against, and those of a village to be mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import lru_cache

from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.linkage.worklist import Pair, sides_of, token_of

# A row of a date: its date, village and key.
End = tuple[dt.date, str, str]
# Of a row so many pairs are told.
MOST = 30
SAID_OF = ("record_key", "village_code", "full_name", "source_id", "row_number")


def sql_for_row() -> str:
    """The row at ``$source_id`` and ``$row_number``."""
    return f"SELECT {', '.join(SAID_OF)} FROM person WHERE source_id = $source_id AND row_number = $row_number"


def sql_for_pairs() -> str:
    """Every pair in which the row of a date stands, the heaviest first: as the first row or as the second."""
    return (
        "SELECT * FROM match_pair WHERE record_key_l = $key AND $is_now "
        "OR record_key_r = $key AND as_of_r = CAST($as_of AS DATE) "
        f"ORDER BY match_weight DESC, record_key_l, record_key_r LIMIT {MOST}"
    )


def sql_for_civil() -> str:
    """What either measure says of a row and the civil registry."""
    return "SELECT * FROM civil_link WHERE record_key = $key AND village_code = $village_code"


def sql_for_findings() -> str:
    """The rows of a village that linking tells something of."""
    return (
        "SELECT rule_code, record_key, other_key FROM link_finding WHERE village_code = $village_code "
        "ORDER BY rule_code, record_key, other_key"
    )


def sql_for_places() -> str:
    """The village of each of some rows of the list in force."""
    return "SELECT record_key, village_code FROM person_link WHERE list_contains($keys, record_key)"


def sql_for_named() -> str:
    """Rows by key, in some villages."""
    return (
        f"SELECT {', '.join(SAID_OF)} FROM person "
        "WHERE list_contains($villages, village_code) AND list_contains($keys, record_key)"
    )


def sql_for_all_sides() -> str:
    """What names each pair."""
    return "SELECT record_key_l, fingerprint_l, record_key_r, fingerprint_r, is_former FROM match_pair"


def sql_for_pair() -> str:
    """The pairs of two rows."""
    return (
        "SELECT * FROM match_pair WHERE record_key_l = $key_l AND fingerprint_l = $fingerprint_l "
        "AND record_key_r = $key_r AND fingerprint_r = $fingerprint_r ORDER BY is_former"
    )


@lru_cache(maxsize=4)
def _tokens(snapshot: Snapshot, key: bytes) -> dict[str, Row]:
    """What names each pair of a snapshot by its token. Kept, for a snapshot never changes."""
    rows = snapshot.query(sql_for_all_sides(), "match_pair")
    return {token_of(sides_of(row), key): row for row in sorted(rows, key=lambda row: not row["is_former"])}


def pair_by_token(snapshot: Snapshot, key: bytes, token: str) -> Pair | None:
    """Any pair of a snapshot, also one that nobody is asked about.

    Parameters
    ----------
    snapshot : Snapshot
    key : bytes
        The secret of `token_of`.
    token : str
    """
    told = _tokens(snapshot, key).get(token)
    if told is None:
        return None
    values = {f"{name.removeprefix('record_')}": told[name] for name in told if name != "is_former"}
    return Pair(token, snapshot.query(sql_for_pair(), "match_pair", **values)[0])


def named(snapshot: Snapshot, keys: Collection[str], villages: Collection[str]) -> dict[str, Row]:
    """Rows with their names by key; those of other villages are not there."""
    if not keys or not villages:
        return {}
    asked = {"keys": sorted(set(keys)), "villages": sorted(set(villages))}
    return {row["record_key"]: row for row in snapshot.query(sql_for_named(), "person", **asked)}


def places_of(snapshot: Snapshot, keys: Collection[str]) -> dict[str, str]:
    """The village of each of some rows."""
    rows = snapshot.query(sql_for_places(), "person_link", keys=sorted(set(keys))) if keys else []
    return {row["record_key"]: row["village_code"] for row in rows}


def pairs_of(snapshot: Snapshot, key: str, as_of: dt.date) -> list[tuple[Row, End]]:
    """The pairs of a row, each with the row at its other end: date, village and key.

    Parameters
    ----------
    snapshot : Snapshot
    key : str
    as_of : date
        Of the row: that of the snapshot, or one before.
    """
    asked = {"key": key, "is_now": as_of == snapshot.as_of, "as_of": as_of}
    return [
        (row, _other_end(row, key, as_of, snapshot.as_of))
        for row in snapshot.query(sql_for_pairs(), "match_pair", **asked)
    ]


def _other_end(row: Row, key: str, as_of: dt.date, now: dt.date) -> End:
    is_second = row["record_key_r"] == key and row["as_of_r"] == as_of
    side = "l" if is_second else "r"
    return now if is_second else row["as_of_r"], row[f"village_code_{side}"], row[f"record_key_{side}"]
