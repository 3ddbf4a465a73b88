"""Two dates of any table of people, linked at once or one after the other, for comparison of both ways."""

from __future__ import annotations

import time

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.build import link_residue
from ngopeni.linkage.clusters import grouped
from ngopeni.linkage.listed import (
    sql_for_former_link,
    sql_for_no_former,
    sql_for_residue,
    sql_for_said,
    sql_for_settled,
    sql_for_telling,
)
from ngopeni.linkage.model import Model
from ngopeni.linkage.pairs import links_of, score
from ngopeni.linkage.people import find_people
from ngopeni.linkage.prepared import FIELDS
from ngopeni.linkage.tables import MATCH_JUDGEMENT, PERSON_LINK

# Made one after the other; only the second date is timed.
DATES = ("2023-12-31", "2024-12-31")


def link_both(engine: Engine, model: Model) -> float:
    """All rows of ``people_0`` and ``people_1`` as one list; ``persons`` and the seconds."""
    engine.define("everybody", "SELECT * FROM people_0 UNION ALL SELECT * FROM people_1")
    started = time.perf_counter()
    score(engine, model, "everybody", at_least=model.review_from, name="pair")
    groups = list(grouped(links_of(engine, model), model.threshold).items())
    engine.load_rows("grouped", {"unique_id": "VARCHAR", "person_key": "VARCHAR"}, groups)
    engine.define(
        "persons",
        "SELECT everybody.unique_id, COALESCE(person_key, everybody.unique_id) AS person_key "
        "FROM everybody LEFT JOIN grouped ON grouped.unique_id = everybody.unique_id",
    )
    return time.perf_counter() - started


def link_new(engine: Engine, model: Model) -> float:
    """``people_0`` first, then ``people_1`` against it; ``persons`` and the seconds of the second."""
    engine.load(MATCH_JUDGEMENT, [])
    engine.load(PERSON_LINK, [], "previous_link")
    engine.define("listed", sql_for_said(_sql_for_rows(engine, "people_0")))
    engine.define("former", sql_for_no_former())
    _find(engine, model, DATES[0])
    engine.define("first_link", "SELECT record_key AS unique_id, person_key FROM person_link")
    engine.define("first_said", "SELECT unique_id, fingerprint FROM listed")
    started = time.perf_counter()
    engine.define("listed", sql_for_said(_sql_for_rows(engine, "people_1")))
    former = (
        f"SELECT told.*, fingerprint, {sql_for_telling()} AS is_telling, told.unique_id AS record_key, person_key, "
        f"CAST('{DATES[0]}' AS DATE) AS former_on FROM ({_sql_for_rows(engine, 'people_0')}) AS told "
        "JOIN first_link ON first_link.unique_id = told.unique_id "
        "JOIN first_said ON first_said.unique_id = told.unique_id"
    )
    engine.define("former", former)
    _find(engine, model, DATES[1])
    seconds = time.perf_counter() - started
    engine.define(
        "persons",
        "SELECT * FROM first_link UNION ALL SELECT record_key AS unique_id, person_key FROM person_link",
    )
    return seconds


def _find(engine: Engine, model: Model, as_of: str) -> None:
    engine.define("former_link", sql_for_former_link())
    engine.define("settled", sql_for_settled())
    engine.define("own", sql_for_residue("listed"))
    link_residue(engine, model)
    find_people(engine, model, as_of)


def _sql_for_rows(engine: Engine, table: str) -> str:
    """The table in the columns of a list in force."""
    known = engine.columns(table)
    told = ", ".join(f"CAST({name if name in known else 'NULL'} AS {kind}) AS {name}" for name, kind in FIELDS.items())
    return f"SELECT {told} FROM {table}"
