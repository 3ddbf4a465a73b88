"""The difference held against what the simulation says really happened.

Only tests and benchmarks read the truth; the program never does.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ngopeni.difference import build as difference_build
from ngopeni.difference.causes import CLASS_OF
from ngopeni.kernel.engine import Engine

# By which events of the truth a cause is borne out.
BORNE_OUT = {
    "dead": {"dead_removed"},
    "moved": {"moved_removed"},
    "died": {"died"},
    "moved_out": {"moved_out"},
    "born": {"born"},
    "moved_within": {"moved_within"},
    "need_lapsed": {"need_met"},
}
Row = dict[str, Any]


@dataclass
class Verdict:
    """What became of the events of one kind: (event, class of the truth) to counts by outcome."""

    events: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    # Event of the truth and cause given, where the classes differ.
    differing: Counter[tuple[str, str]] = field(default_factory=Counter)
    # Causes with a class that no event of the truth answers to.
    groundless: Counter[str] = field(default_factory=Counter)
    # The same, about rows of people who were gone by then, which no file at hand says: the truth knows no event
    # about a row that changes after its person's death.
    of_gone: Counter[str] = field(default_factory=Counter)
    # Rows of which the truth tells two things at once: somebody died, and was then struck as one who is dead; or
    # a household with a servant in it, which was never eligible, left because it lives better.
    twofold: Counter[tuple[str, str]] = field(default_factory=Counter)


def read(path: Path) -> list[Row]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def open_dates(edition: Path, since: dt.date, as_of: dt.date) -> Engine:
    """An engine that holds the tables of both dates."""
    engine = Engine()
    difference_build.show(engine, edition / str(since), edition / str(as_of))
    return engine


def know_truly(engine: Engine, folder: Path, since: dt.date, as_of: dt.date) -> None:
    """``true_before`` and ``true_after`` (record_key, person_id) as the simulation knows them."""
    for when, prefix, date in (("before", "before_", since), ("after", "", as_of)):
        engine.run(
            f"CREATE OR REPLACE TEMP TABLE true_{when} AS SELECT record_key, person_id "
            f"FROM {prefix}person JOIN ({sql_for_true_row(folder, date)}) AS truth "
            f"ON truth.row_number = {prefix}person.row_number WHERE {prefix}person.profile = 'bdt2015'"
        )


def link_truly(engine: Engine, folder: Path, since: dt.date, as_of: dt.date) -> None:
    """The links of the truth in place of those that were found."""
    know_truly(engine, folder, since, as_of)
    for when in ("before", "after"):
        engine.run(f"DROP VIEW IF EXISTS person_{when}")
        engine.run(
            f"CREATE OR REPLACE TEMP TABLE person_{when} AS SELECT record_key, person_id AS person_key FROM true_{when}"
        )


def sql_for_true_row(folder: Path, date: dt.date) -> str:
    """Who stands in each row of the list; the truth counts rows below the header, the archive lines of the file."""
    path = folder / f"truth_record_{date}.csv"
    return (
        "SELECT CAST(row_number AS INTEGER) + 1 AS row_number, person_id "
        f"FROM read_csv('{path}', all_varchar = true) WHERE layout = 'bdt2015'"
    )


def row_changes(engine: Engine, events: dict[str, list[Row]]) -> tuple[dict[str, int], dict[str, int]]:
    """How many rows everybody has more or fewer than before, by the difference and by the truth."""
    told: Counter[str] = Counter()
    sql = (
        "SELECT COALESCE(true_before.person_id, true_after.person_id) AS person_id, kind FROM change "
        "LEFT JOIN true_before ON true_before.record_key = record_key_before "
        "LEFT JOIN true_after ON true_after.record_key = record_key_after WHERE kind IN ('entered', 'left')"
    )
    for row in engine.rows(sql):
        told[row["person_id"]] += 1 if row["kind"] == "entered" else -1
    true = {person: sum(int(event["row_change"]) for event in own) for person, own in events.items()}
    return {key: count for key, count in told.items() if count}, {key: count for key, count in true.items() if count}


def set_aside(engine: Engine, folders: dict[dt.date, Path], folder: Path) -> set[str]:
    """People with a row that was set aside at either date, because nobody knows its village.

    Parameters
    ----------
    engine : Engine
    folders : dict of date to Path
        The snapshot of each date.
    folder : Path
        Of the truth.
    """
    found: set[str] = set()
    for date, snapshot in folders.items():
        sql = (
            f"SELECT DISTINCT person_id FROM ({sql_for_true_row(folder, date)}) AS truth "
            f"JOIN '{snapshot / 'import_finding.parquet'}' AS finding ON finding.row_number = truth.row_number "
            f"JOIN '{snapshot / 'source.parquet'}' AS source ON source.source_id = finding.source_id "
            f"WHERE is_set_aside AND source.profile = 'bdt2015' AND source.as_of = '{date}'"
        )
        found |= {row["person_id"] for row in engine.rows(sql)}
    return found


def true_events(folder: Path, since: dt.date, as_of: dt.date) -> dict[str, list[Row]]:
    """What happened between two neighbouring dates, by person."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read(folder / "truth_event.csv"):
        if row["from_date"] == str(since) and row["to_date"] == str(as_of):
            found[row["person_id"]].append(row)
    return found


def true_persons(folder: Path, *dates: dt.date) -> list[dict[str, Row]]:
    """Everybody at some dates, by person."""
    return [{row["person_id"]: row for row in read(folder / f"truth_person_{date}.csv")} for date in dates]


def judge(
    engine: Engine, events: dict[str, list[Row]], persons: list[dict[str, Row]], aside: Collection[str] = ()
) -> Verdict:
    """Hold every event against what the difference says of the person's rows.

    Parameters
    ----------
    engine : Engine
        After `know_truly` and `compare`.
    events : dict
        Of the span, see `true_events`.
    persons : list of dict
        Of both dates, see `true_persons`.
    aside : collection of str
        People of whom a row was set aside, see `set_aside`: to come out of there is no event.
    """
    verdict = Verdict()
    told = _told(engine)
    gone = _gone(persons[-1])
    servants = {key for key, row in persons[0].items() if row["is_eligible"] == "0"}
    for person in (events.keys() | told.keys()) - set(aside):
        borne_out = {"never_eligible"} if person in servants else set()
        _judge_person(verdict, events.get(person, []), told.get(person, []), borne_out, is_gone=person in gone)
    _judge_needs(verdict, engine, events, persons)
    return verdict


def _told(engine: Engine) -> dict[str, list[tuple[int, str]]]:
    """By person: rows gained or lost, or 0 for a change of one that stays, and the cause."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    change = {"entered": 1, "left": -1, "stayed": 0}
    aspects = ("presence", "gone", "move", "mend", "marriage")
    listed = ", ".join(f"{name}_told" for name in aspects)
    sql = (
        f"SELECT COALESCE(true_before.person_id, true_after.person_id) AS person_key, kind, {listed} FROM judged "
        "LEFT JOIN true_before ON true_before.record_key = record_key_before "
        "LEFT JOIN true_after ON true_after.record_key = record_key_after WHERE kind <> 'absent'"
    )
    for row in engine.rows(sql):
        for name in aspects:
            if row[f"{name}_told"]:
                found[row["person_key"]].append((change[row["kind"]], row[f"{name}_told"].split(":")[0]))
    return found


def _gone(persons: dict[str, Row]) -> set[str]:
    """Who does not live here any more."""
    return {key for key, row in persons.items() if row["is_alive"] == "0" or row["is_resident"] == "0"}


def _judge_person(
    verdict: Verdict, events: list[Row], told: list[tuple[int, str]], borne_out: set[str], *, is_gone: bool
) -> None:
    happened = {event["event"] for event in events} | borne_out
    own = [event for event in events if not event["event"].startswith("need_")]
    left = list(told)
    waiting = []
    for event in own:
        fitting = next((each for each in left if _fits(each, event)), None)
        if fitting:
            left.remove(fitting)
            verdict.events[event["event"], event["class"]]["same"] += 1
        else:
            waiting.append(event)
    for event in waiting:
        key = event["event"], event["class"]
        change = int(event["row_change"])
        rest = next((each for each in left if change and each[0] == change), None)
        if rest is None:
            verdict.events[key]["unseen"] += 1
            continue
        left.remove(rest)
        given = CLASS_OF[rest[1]]
        outcome = "unknown" if given == "unknown" else "same" if given == event["class"] else "differs"
        if outcome == "differs" and happened & BORNE_OUT.get(rest[1], {rest[1]}):
            outcome = "twofold"
            verdict.twofold[event["event"], rest[1]] += 1
        verdict.events[key][outcome] += 1
        if outcome == "differs":
            verdict.differing[event["event"], rest[1]] += 1
    for _, cause in left:
        # Of somebody who stands in the list twice both rows say so.
        if CLASS_OF[cause] != "unknown" and not happened & BORNE_OUT.get(cause, {cause}):
            (verdict.of_gone if is_gone else verdict.groundless)[cause] += 1


def _fits(told: tuple[int, str], event: Row) -> bool:
    """Whether a cause is the very event; of one that stays the truth knows no change of rows."""
    return told[0] == int(event["row_change"]) and event["event"] in BORNE_OUT.get(told[1], {told[1]})


def _judge_needs(verdict: Verdict, engine: Engine, events: dict[str, list[Row]], truth: list[dict[str, Row]]) -> None:
    persons: dict[str, set[str]] = defaultdict(set)
    for when in ("before", "after"):
        sql = f"SELECT household_key, person_id FROM told_{when} JOIN true_{when} USING (record_key)"
        for row in engine.rows(sql):
            persons[row["household_key"]].add(row["person_id"])
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    gone = _gone(truth[-1])
    for row in engine.rows("SELECT * FROM need_change"):
        people = persons[row["household_key_before"]] | persons[row["household_key_after"]]
        kind = "need_arisen" if row["status_after"] == "need" else "need_met"
        event = f"{kind}:{row['need_code']}"
        heads = [person for person in people if any(each["event"] == event for each in events.get(person, []))]
        # An event stands beside the head alone; where no head lives there, the state of the household tells.
        if row["class"] == "life" and not heads and not _has_turned(people, row, truth):
            found = verdict.of_gone if people & gone else verdict.groundless
            found[f"{row['cause']}:{row['need_code']}"] += 1
        for head in heads:
            seen[head, event].append(row["class"])
    for person, event in _need_events(events):
        classes = seen.get((person, event["event"]), [])
        outcome = "same" if "life" in classes else "unknown" if classes else "unseen"
        verdict.events[event["event"], event["class"]][outcome] += 1


def _has_turned(people: set[str], change: Row, truth: list[dict[str, Row]]) -> bool:
    """Whether the true need of a household of these people is another than before."""
    name, is_now = f"need_{change['need_code']}", str(int(change["status_after"] == "need"))
    former, latter = truth
    return any(
        latter[person][name] == is_now != former[person][name] for person in people & former.keys() & latter.keys()
    )


def _need_events(events: dict[str, list[Row]]) -> Iterator[tuple[str, Row]]:
    for person, own in events.items():
        yield from ((person, event) for event in own if event["event"].startswith("need_"))
