"""A published workspace with invented people in it, for tests about who may see them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ngopeni.areas.register import load_areas
from ngopeni.intake.receiving import receive
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.simulation.simulate import simulate

REGENCY = "33.19"
DATES = (dt.date(2022, 12, 31), dt.date(2024, 12, 31))
LAYOUTS = ("population", "idm", "bdt2015", "civil_registry", "aid_list")
PERSONS = 2_500


def fill_with_people(home: Path, files: Path, persons: int = PERSONS) -> Workspace:
    """Bring in two dates of an invented regency; nothing is built yet."""
    workspace = make_workspace(home, REGENCY, dt.date(2023, 1, 2))
    areas = load_areas(REGENCY)
    simulate(files, areas, persons=persons, seed=3, dates=DATES, layouts=LAYOUTS)
    for number, path in enumerate(sorted(files.glob("*.csv"))):
        profile, _, as_of = path.stem.rpartition("_")
        receive(
            workspace,
            path,
            areas,
            file_name=path.name,
            as_of=dt.date.fromisoformat(as_of),
            received_at=dt.datetime(2025, 1, 2, 3, 4, number),
            received_by="analis",
            profile=profile,
            publisher="Rekaan",
            is_simulated=True,
        )
    return workspace
