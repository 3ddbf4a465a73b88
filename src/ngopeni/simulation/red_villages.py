"""The published numbers of red-zone villages by district, to which the demonstration is calibrated."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "red_zones"


def published_red(regency_code: str) -> dict[str, int]:
    """Red villages by district code; empty where nothing was published.

    Source
    ------
    See the file's ``source`` column.
    """
    path = FOLDER / f"{regency_code}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["district_code"]: int(row["red_villages"]) for row in csv.DictReader(stream)}
