"""This stage's tables: one list at two dates, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ngopeni.difference import change, civil, needs, pairing, records, told, villages
from ngopeni.difference.tables import TABLES
from ngopeni.kernel.engine import Engine, Row
from ngopeni.kernel.literal import literal

# What is read of both dates, and what only of the later one, which knows more.
READ = ("registry", "person", "household", "household_need", "public_servant")
READ_LATER = ("civil_record", "source")
ASK = "SELECT profile, regency_code, instrument, instrument_version, measured_on FROM {when}registry WHERE is_in_force"


def build(engine: Engine, folder: Path, earlier: Sequence[Path]) -> None:
    """Make ``record_change``, ``need_change``, ``village_change`` and ``village_balance``.

    Parameters
    ----------
    engine : Engine
        Empty: two whole lists take its memory.
    folder : Path
        Of a date, with the tables of `READ` and `READ_LATER`.
    earlier : sequence of Path
        The folders of the dates before, oldest first. The newest of them in which an earlier list of the same
        kind is in force is compared; where there is none the tables are empty.
    """
    latter = in_force(engine, folder)
    for each in reversed(earlier):
        former = in_force(engine, each)
        if former and latter and is_older(former, latter):
            show(engine, each, folder)
            compare(engine)
            return
    for table in TABLES:
        engine.load(table, [])


def in_force(engine: Engine, folder: Path) -> Row | None:
    """The list in force at a date; none where no list has been received."""
    path = literal(folder / "registry.parquet")
    return next(iter(engine.rows(f"SELECT * FROM {path} WHERE is_in_force")), None)


def is_older(former: Row, latter: Row) -> bool:
    """Whether two rows of ``registry`` are lists of the same kind, the first older than the second."""
    return bool(former["profile"] == latter["profile"] and former["measured_on"] < latter["measured_on"])


def show(engine: Engine, before: Path, after: Path) -> None:
    """Show the tables of both dates, those of the earlier as ``before_…``; they stay on disk."""
    for name in READ:
        engine.read(f"before_{name}", [before / f"{name}.parquet"])
    for name in (*READ, *READ_LATER):
        engine.read(name, [after / f"{name}.parquet"])
    for when, folder in (("before", before), ("after", after)):
        engine.read(f"link_{when}", [folder / "person_link.parquet"])
        engine.view(f"person_{when}", f"SELECT record_key, person_key FROM link_{when}")


def compare(engine: Engine) -> None:
    """Make the tables out of both dates' tables and links, which the engine shows.

    ``person_before`` and ``person_after`` (record_key, person_key) have a row for each row of the list in force.
    """
    values = _values(engine)
    engine.define("told_before", told.sql_for_told("before_"))
    engine.define("told_after", told.sql_for_told(""))
    pairing.pair_rows(engine)
    engine.define("change", change.sql_for_change())
    engine.define("extra", change.sql_for_extra())
    engine.define("home_pair", change.sql_for_home_pair())
    engine.define("former_need", needs.sql_for_former_need())
    engine.define("need_turn", needs.sql_for_need_turn())
    engine.define("asked_person", civil.sql_for_asked_person())
    engine.define("asked_nik", civil.sql_for_asked_nik(), **values)
    engine.define("civil_entry", civil.sql_for_civil_entry())
    engine.define("civil_person", civil.sql_for_civil_person(), **values)
    engine.define("known_card", civil.sql_for_known_card(), **values)
    engine.define("home_fact", needs.sql_for_home_fact(), **values)
    engine.define("need_change", needs.sql_for_need_change(), **values)
    engine.define("servant_home", records.sql_for_servant_home())
    engine.define("ranking", records.sql_for_ranking())
    engine.define("noticed", records.sql_for_noticed())
    engine.define("judged", records.sql_for_judged(), **values)
    engine.define("shown", records.sql_for_shown())
    engine.define("record_change", records.sql_for_record_change(), **values)
    engine.define("counted", villages.sql_for_counted())
    engine.define("village_change", villages.sql_for_village_change(), **values)
    engine.define("village_balance", villages.sql_for_village_balance(), **values)
    check(engine)


def check(engine: Engine) -> None:
    """Hold what cannot be otherwise: every row stands once, and every village's balance is kept."""
    wrong = engine.rows(villages.sql_for_imbalance())
    assert not wrong, f"the balance of {len(wrong)} villages does not hold, the first is {wrong[0]}"
    for when in ("before", "after"):
        listed = engine.rows(f"SELECT COUNT(record_key_{when}) AS n FROM record_change")[0]["n"]
        wanted = engine.count(f"told_{when}")
        assert listed == wanted, f"{listed} of {wanted} rows {when} are told of"


def _values(engine: Engine) -> dict[str, Any]:
    """What the statements ask for: both dates and what they have in common."""
    former, latter = (engine.rows(ASK.format(when=when))[0] for when in ("before_", ""))
    assert former["profile"] == latter["profile"], f"{former['profile']} cannot be compared with {latter['profile']}"
    since, as_of = former["measured_on"], latter["measured_on"]
    keys = ("instrument", "instrument_version")
    return {
        "profile": latter["profile"],
        "regency_digits": latter["regency_code"].replace(".", ""),
        "since": since.isoformat(),
        "as_of": as_of.isoformat(),
        "since_number": _number(since),
        "as_of_number": _number(as_of),
        "years": (as_of - since).days / 365.25,
        "is_same_instrument": "yes" if all(former[key] == latter[key] for key in keys) else "no",
    }


def _number(date: dt.date) -> int:
    """A date as eight digits.

    Examples
    --------
    >>> _number(dt.date(2024, 12, 31))
    20241231
    """
    return date.year * 10_000 + date.month * 100 + date.day
