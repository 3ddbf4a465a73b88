"""An invented archive: the files of one regency, as they would have come over some years."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.areas.register import load_areas
from ngopeni.intake.receiving import receive
from ngopeni.intake.tests.files import IDM_HEADER, Cells, write_csv
from ngopeni.kernel.workspace import Workspace, make_workspace

NOW = dt.datetime(2025, 1, 2, 3, 4, 5)
SERIES: list[Cells] = [
    ["tahun", "p0", "p1", "p2"],
    *[[year, 20 - (year - 2018) / 2, 2.5, 0.5] for year in range(2018, 2026)],
]


def bring(workspace: Workspace, path: Path, as_of: dt.date, publisher: str = "BPS", hour: int = 0) -> str:
    """Take a file in; its source."""
    note, _ = receive(
        workspace,
        path,
        load_areas(workspace.regency_code),
        file_name=path.name,
        as_of=as_of,
        received_at=NOW + dt.timedelta(hours=hour),
        received_by="rina",
        publisher=publisher,
        is_simulated=True,
    )
    return str(note["source_id"])


def idm_table(areas: Areas, year: int, count: int | None = None) -> list[Cells]:
    """A table of IDM for the first desa of a regency."""
    dice = random.Random(year)
    desa = [village for village in areas.villages if village.village_type == "desa"][:count]
    districts = {district.district_code: district.district_name for district in areas.districts}
    rows: list[Cells] = [IDM_HEADER]
    for village in desa:
        parts = [round(dice.uniform(0.3, 0.9), 4) for _ in range(3)]
        place = [village.village_code, districts[village.district_code], village.village_name]
        rows.append([*place, year, round(sum(parts) / 3, 4), *parts, "BERKEMBANG"])
    return rows


def fill(home: Path, regency_code: str = "33.16", count: int | None = None) -> Workspace:
    """A workspace with IDM of two years, a population, an indicator and the poverty series."""
    workspace = make_workspace(home, regency_code, dt.date(2024, 1, 1), is_demo=True)
    areas = load_areas(regency_code)
    files = home.parent / f"files-{regency_code}"
    files.mkdir(exist_ok=True)
    codes = [village.village_code for village in areas.villages][:count]
    for year in (2022, 2023) if len(idm_table(areas, 2022)) > 1 else ():  # a city may have no desa
        bring(workspace, write_csv(files / f"idm{year}.csv", idm_table(areas, year, count)), dt.date(year, 12, 31))
    people: list[Cells] = [["kode", "jumlah penduduk"], *[[code, 1000 + number] for number, code in enumerate(codes)]]
    bring(workspace, write_csv(files / "penduduk.csv", people), dt.date(2023, 12, 31))
    figures: list[Cells] = [
        ["kode", "indikator", "nilai"],
        *[[code, "Sumur, 'dalam'", f"{number},5"] for number, code in enumerate(codes)],
    ]
    bring(workspace, write_csv(files / "sumur.csv", figures), dt.date(2022, 12, 31))
    bring(workspace, write_csv(files / "kemiskinan.csv", SERIES), dt.date(2024, 6, 30))
    return workspace
