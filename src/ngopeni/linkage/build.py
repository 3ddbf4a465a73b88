"""This stage's tables of a snapshot: who each row of the list in force is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ngopeni.kernel.engine import Engine
from ngopeni.kernel.literal import literal
from ngopeni.linkage import civil, counts, findings
from ngopeni.linkage.carried import carry_pairs
from ngopeni.linkage.listed import show_former, sql_for_listed, sql_for_residue, sql_for_settled
from ngopeni.linkage.model import Model, shipped
from ngopeni.linkage.pairs import score
from ngopeni.linkage.people import find_people, judgement_rows
from ngopeni.linkage.tables import MATCH_JUDGEMENT, MATCH_PAIR, PERSON_LINK, TABLES

Decisions = Mapping[str, list[dict[str, Any]]]
READ = ("registry", "person", "household", "civil_record")


def build(
    engine: Engine,
    folder: Path,
    earlier: Sequence[Path],
    decisions: Decisions,
    as_of: dt.date,
    previous: Path | None = None,
    model: Model | None = None,
) -> None:
    """Make the tables of `TABLES`.

    Parameters
    ----------
    engine : Engine
        Empty: two whole lists take its memory.
    folder : Path
        Of a date, with the tables of `READ`.
    earlier : sequence of Path
        The folders of the dates before, oldest first, their persons found; each is named after its date.
    decisions : mapping
        ``match_judgement``: both rows with their fingerprints, verdict, decided_by, decided_on.
    as_of : date
    previous : Path, optional
        ``person_link`` of the same date in the edition before, whose keys are kept.
    model : Model, optional
        By default the shipped one.
    """
    engine.load(MATCH_JUDGEMENT, judgement_rows(decisions.get("match_judgement", [])))
    if not has_list(engine, folder):
        for table in TABLES:
            if table is not MATCH_JUDGEMENT:
                engine.load(table, [])
        return
    weights = model or shipped()
    _show(engine, folder, [each for each in reversed(earlier) if has_list(engine, each)], previous)
    engine.define("settled", sql_for_settled())
    engine.define("own", sql_for_residue("listed"))
    link_residue(engine, weights)
    find_people(engine, weights, as_of.isoformat())
    carry_pairs(engine, weights, as_of.isoformat())
    civil.build(engine, weights)
    counts.build(engine)
    findings.build(engine)


def link_residue(engine: Engine, model: Model) -> None:
    """Make ``own_pair`` and ``former_pair``: rows not settled yet, among themselves and beside all known before."""
    score(
        engine, model, "own", "former", at_least=model.review_from, name="residue_pair",
        among={"own": "listed"}, is_within=True,
    )  # fmt: skip
    engine.define("own_pair", "SELECT * FROM residue_pair WHERE is_within")
    engine.define("former_pair", "SELECT * FROM residue_pair WHERE NOT is_within")


def has_list(engine: Engine, folder: Path) -> bool:
    """Whether a list of people is in force at a date."""
    return bool(engine.rows(f"SELECT 1 FROM {literal(folder / 'registry.parquet')} WHERE is_in_force"))


def _show(engine: Engine, folder: Path, former: Sequence[Path], previous: Path | None) -> None:
    """Show the rows of the date, the last rows of everybody known before, and the persons of the edition before."""
    for name in READ:
        engine.read(name, [folder / f"{name}.parquet"])
    engine.define("listed", sql_for_listed())
    show_former(engine, former)
    if former:
        engine.read("former_match", [former[0] / f"{MATCH_PAIR.name}.parquet"])
    else:
        engine.load(MATCH_PAIR, [], "former_match")
    if previous and previous.exists():
        engine.read("previous_link", [previous])
    else:
        engine.load(PERSON_LINK, [], "previous_link")
