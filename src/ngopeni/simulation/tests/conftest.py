from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.simulation.simulate import DATES, simulate

BLORA = load_areas("33.16")
FIRST, SECOND, LAST = DATES
# Lines above the header.
ABOVE = {"p3ke": 4, "public_servant": 4}


def read(path: Path, *, above: int = 0) -> list[dict[str, str]]:
    """The rows of a CSV file, read plainly; lines above the header are skipped."""
    with path.open(encoding="utf-8", newline="") as stream:
        for _ in range(above):
            stream.readline()
        head = stream.readline()
        stream.seek(0)
        for _ in range(above):
            stream.readline()
        return list(csv.DictReader(stream, delimiter=";" if head.count(";") > head.count(",") else ","))


@pytest.fixture(scope="session")
def regency(tmp_path_factory) -> Path:
    """Every file of Blora with 20,000 rows, at three dates."""
    folder = tmp_path_factory.mktemp("regency")
    simulate(folder, BLORA, persons=20_000, seed=1)
    return folder
