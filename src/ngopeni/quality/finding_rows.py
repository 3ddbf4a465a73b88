"""The rows behind a number: who or what broke a rule, and where it stands in its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ngopeni.intake.masking import masked
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.quality.rule import Level
from ngopeni.quality.waived import IS_WAIVED, key_of

ALL, LEFT, WAIVED = "semua", "sisa", "dikecualikan"
STATUSES = (ALL, LEFT, WAIVED)
# What is never shown whole on a page or in a file of findings.
MASKED = ("nik", "no_kk", "birth_date")
OF_PERSON = ("full_name", "sex", "age", *MASKED)
OF_HOME = ("address", "hamlet", "rt", "rw")
# A finding as a form names it.
PLACE = "finding.source_id || ':' || CAST(COALESCE(finding.row_number, 0) AS VARCHAR)"
KEYS = {Level.PERSON: "record_key", Level.HOUSEHOLD: "household_key"}


@dataclass(frozen=True)
class Asked:
    """Which findings are wanted.

    Parameters
    ----------
    rule_codes : tuple of str
    villages : tuple of str or None
        An empty code for what has no village; None for everything.
    profile : str
        The list; empty for all.
    source_id : str
        The source; empty for all.
    status : {"semua", "sisa", "dikecualikan"}
    waived : tuple of str
        Keys of the waivers in force.
    places : tuple of str
        Those at these places alone, see `place_of`; empty for all.
    """

    rule_codes: tuple[str, ...]
    villages: tuple[str, ...] | None
    profile: str = ""
    source_id: str = ""
    status: str = ALL
    waived: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def conditions(self) -> list[str]:
        """What a finding must be, as SQL."""
        found = ["finding.rule_code = $rule_code" if len(self.rule_codes) == 1 else _listed("rule_codes", "rule_code")]
        if self.villages == ("",):
            found.append("finding.village_code IS NULL")
        elif self.villages is not None:
            is_one = len(self.villages) == 1
            found.append("finding.village_code = $village_code" if is_one else _listed("villages", "village_code"))
        if self.profile:
            found.append("finding.profile = $profile")
        if self.source_id:
            found.append("finding.source_id = $source_id")
        if self.places:
            found.append(f"list_contains($places, {PLACE})")
        if self.status != ALL:
            found.append(IS_WAIVED if self.status == WAIVED else f"NOT {IS_WAIVED}")
        return found

    def values(self, sql: str) -> dict[str, Any]:
        """What the statement's parameters stand for."""
        known: dict[str, Any] = {
            "rule_code": self.rule_codes[0] if self.rule_codes else "",
            "rule_codes": list(self.rule_codes) or [""],
            "village_code": self.villages[0] if self.villages else "",
            "villages": list(self.villages or [""]),
            "profile": self.profile,
            "source_id": self.source_id,
            "waived": list(self.waived) or [""],
            "places": list(self.places),
        }
        return {name: value for name, value in known.items() if _names(sql, name)}


def _listed(values: str, column: str) -> str:
    return f"list_contains(${values}, finding.{column})"


def _names(sql: str, name: str) -> bool:
    return any(f"${name}{end}" in sql for end in (" ", ",", ")")) or sql.endswith(f"${name}")


def sql_for_finding_count(asked: Asked) -> str:
    """How many findings are wanted."""
    return f"SELECT COUNT(*) AS finding_count FROM finding WHERE {' AND '.join(asked.conditions())}"


def sql_for_finding_page(asked: Asked) -> str:
    """A page of the findings with the person and the home of each, in the order of the files."""
    person = ", ".join(f"person.{name}" for name in OF_PERSON)
    home = ", ".join(f"household.{name}" for name in OF_HOME)
    order = "rule_code, village_code, source_id, row_number, subject_key"
    return (
        f"WITH listed AS (SELECT * FROM finding "
        f"WHERE {' AND '.join(asked.conditions())} ORDER BY {order} LIMIT $most OFFSET $skipped) "
        f"SELECT listed.*, {person}, {home} FROM listed "
        # The village is asked for too: only then the parts of the file that hold others are left unread.
        "LEFT JOIN person ON person.source_id = listed.source_id AND person.row_number = listed.row_number "
        "AND person.village_code = listed.village_code "
        "LEFT JOIN household ON household.household_key = person.household_key "
        "AND household.village_code = listed.village_code "
        f"ORDER BY {', '.join(f'listed.{name}' for name in order.split(', '))}"
    )


def sql_for_counterpart(level: Level, is_near: bool) -> str:
    """Persons, or the heads of households, by their keys; near ones, in some villages, are found much faster."""
    key = KEYS[level]
    return (
        f"SELECT {key} AS subject_key, full_name, nik, no_kk, birth_date, village_code, source_id, row_number FROM "
        f"person WHERE list_contains($keys, {key}) {'AND list_contains($villages, village_code) ' if is_near else ''}"
        f"{'AND is_head ' if level is Level.HOUSEHOLD else ''}ORDER BY {key}, source_id, row_number"
    )


def place_of(row: Row) -> str:
    """Where a finding stands, as a form names it: no key of a person leaves the server.

    Examples
    --------
    >>> place_of({"source_id": "0a1b2c3d4e5f", "row_number": None})
    '0a1b2c3d4e5f:0'
    """
    return f"{row['source_id']}:{row['row_number'] or 0}"


def finding_count(snapshot: Snapshot, asked: Asked) -> int:
    """How many findings are wanted."""
    sql = sql_for_finding_count(asked)
    return int(snapshot.query(sql, "finding", **asked.values(sql))[0]["finding_count"])


def sql_for_finding_keys(asked: Asked) -> str:
    """The findings that are wanted, with their keys: for what is decided about them."""
    return f"SELECT * FROM finding WHERE {' AND '.join(asked.conditions())} ORDER BY rule_code, subject_key"


def finding_keys(snapshot: Snapshot, asked: Asked) -> list[Row]:
    """The findings that are wanted, whole."""
    sql = sql_for_finding_keys(asked)
    return snapshot.query(sql, "finding", **asked.values(sql))


def finding_page(snapshot: Snapshot, asked: Asked, most: int, skipped: int = 0) -> list[Row]:
    """A page of findings; numbers and birth dates are masked here, before anything else sees them.

    Parameters
    ----------
    snapshot : Snapshot
    asked : Asked
    most : int
        Rows on the page.
    skipped : int
        Rows before it.
    """
    sql = sql_for_finding_page(asked)
    values = asked.values(sql) | {"most": most, "skipped": skipped}
    rows = snapshot.query(sql, "finding", "person", "household", **values)
    answered = set(asked.waived)
    return [{**mask(row), "is_waived": key_of(row) in answered} for row in rows]


def counterparts(snapshot: Snapshot, rows: Sequence[Row], is_near: bool = False) -> dict[str, Row]:
    """Whom findings name as the other one, by key; masked as `finding_page` is.

    Parameters
    ----------
    snapshot : Snapshot
    rows : sequence of dict
        Findings.
    is_near : bool
        Look in the villages of the findings only.
    """
    found: dict[str, Row] = {}
    villages = sorted({row["village_code"] for row in rows if row["village_code"]})
    for level in KEYS:
        keys = {row["other_key"] for row in rows if row["other_key"] and row["level"] == level}
        # Most pairs stand in one village; the whole list is read only for the others.
        for near in (True,) if is_near else (True, False):
            missing = sorted(keys - found.keys())
            if missing:
                values = {"keys": missing, **({"villages": villages} if near else {})}
                for row in snapshot.query(sql_for_counterpart(level, near), "person", **values):
                    found.setdefault(row["subject_key"], mask(row))
    return found


def mask(row: Row) -> Row:
    """A row with what identifies a person mostly hidden."""
    return {name: masked(value) if name in MASKED else value for name, value in row.items()}
