"""Lessons for linkage: invented lists of each kind, taken in as real ones are, with the truth beside them."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ngopeni.areas import build as areas_build
from ngopeni.areas.register import load_areas
from ngopeni.intake import build as intake_build
from ngopeni.intake.archive import all_sources
from ngopeni.intake.receiving import receive
from ngopeni.kernel.edition import reference_hash
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.literal import literal
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.linkage.listed import sql_for_listed
from ngopeni.linkage.prepared import FIELDS, prepare
from ngopeni.linkage.training import Counted, Lesson, learn
from ngopeni.simulation.simulate import TRUTH, simulate
from ngopeni.tables import TABLES

LISTS = ("bdt2015", "dtsen", "dtks_short")
DATES = (dt.date(2022, 12, 31), dt.date(2024, 12, 31))
# Fields left out in turn, so that lists that lack them have their weights too.
LEFT_OUT: tuple[tuple[str, ...], ...] = ((), ("mother_name",), ("birth_date",), ("household_key",))
SHOWN = ("registry", "person", "household")


def teach(regency: str, persons: int, seed: int, memory: str = "6GB") -> Iterator[tuple[str, Counted]]:
    """Simulate a regency and count what each of its lists teaches.

    Parameters
    ----------
    regency : str
    persons : int
        Rows of the longest list.
    seed : int
    memory : str
        For the tables.

    Yields
    ------
    (str, Counted)
        The name of the list, and its counts.
    """
    with tempfile.TemporaryDirectory(prefix="ngopeni-lesson-") as name:
        folder = Path(name)
        simulate(folder, load_areas(regency), persons=persons, seed=seed, dates=DATES, layouts=(*LISTS, TRUTH))
        for profile in LISTS:
            for left_out in LEFT_OUT:
                engine = Engine(memory)
                for place, date in enumerate(DATES):
                    _show(engine, folder, regency, profile, date, "former_" if not place else "", left_out)
                changed = (
                    "SELECT unique_id FROM listed WHERE fingerprint NOT IN (SELECT fingerprint FROM former_listed)"
                )
                lesson = Lesson("listed_prepared", "truth", "former_listed_prepared", "former_truth", changed)
                yield f"{profile} - {', '.join(left_out)}", learn(engine, lesson)
                engine.close()


def _show(
    engine: Engine, folder: Path, regency: str, profile: str, date: dt.date, when: str, left_out: tuple[str, ...]
) -> None:
    """Make the rows of a list at a date, prepared, and who they are."""
    home = folder / "homes" / profile / str(date)
    if not home.exists():
        _take_in(folder, home, regency, profile, date)
    for name in SHOWN:
        engine.read(f"{when}{name}", [home / f"{name}.parquet"])
    engine.define(f"{when}listed", sql_for_listed(when))
    if "birth_date" in left_out:
        # Lists with ages alone were filled in during a year: half of the ages tell the year before.
        luck = f"ASCII(MD5(unique_id || '{date}')) % 2"
        engine.run(f"UPDATE {when}listed SET birth_year = birth_year - {luck}")
    kept = ", ".join(field for field in FIELDS if field not in left_out)
    engine.view(f"{when}told", f"SELECT {kept} FROM {when}listed")
    prepare(engine, f"{when}told", f"{when}listed_prepared")
    path = folder / f"truth_record_{date}.csv"
    engine.define(
        f"{when}truth",
        f"SELECT record_key AS unique_id, person_id FROM {when}person AS person JOIN (SELECT person_id, "
        f"CAST(row_number AS INTEGER) + 1 AS line FROM read_csv({literal(path)}, all_varchar = true) "
        f"WHERE layout = '{profile}') AS truth ON line = person.row_number",
    )


def _take_in(folder: Path, home: Path, regency: str, profile: str, date: dt.date) -> None:
    """Take one list in as a real one, in a workspace of its own, and keep its tables."""
    workspace: Workspace = make_workspace(home / "workspace", regency, date)
    areas, now = load_areas(regency), dt.datetime(2025, 1, 1)
    path = folder / f"{profile}_{date}.csv"
    receive(
        workspace, path, areas, file_name=path.name, as_of=date, received_at=now, received_by="pelatihan",
        profile=profile, publisher="Rekaan", is_simulated=True,
    )  # fmt: skip
    engine = Engine("4GB")
    areas_build.build(engine, areas, None)
    intake_build.build(engine, workspace, all_sources(workspace), areas, date, reference_hash())
    for name in SHOWN:
        engine.write(TABLES[name], home / f"{name}.parquet", is_sorted=False)
    engine.close()
