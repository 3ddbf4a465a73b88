"""The files of an invented regency, registry by registry and date by date, with the truth beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.kernel.error import UserError
from ngopeni.kernel.progress import Progress, silent
from ngopeni.simulation.calendars import day_number
from ngopeni.simulation.history import live
from ngopeni.simulation.person_files import OF_PEOPLE, OF_REGISTRY, prepare, write_person_files
from ngopeni.simulation.table_files import Tables
from ngopeni.simulation.truth_files import write_events, write_persons, write_records
from ngopeni.simulation.village_files import write_idm, write_population, write_sdgs, write_truth
from ngopeni.simulation.workbooks import write_district_workbooks
from ngopeni.simulation.world import World

# The first date is that of the mapping behind the programme's 48 villages.
DATES = (dt.date(2020, 10, 26), dt.date(2022, 12, 31), dt.date(2024, 12, 31))
OF_VILLAGES: dict[str, Callable[[World, Path, dt.date], None]] = {
    "population": write_population,
    "sdgs_desa": write_sdgs,
    "idm": write_idm,
}
TRUTH = "truth"
LAYOUTS = (*OF_REGISTRY, *OF_PEOPLE, *OF_VILLAGES, TRUTH)
# Below this, villages are too small to have a share.
FEWEST_IN_A_VILLAGE = 10


def simulate(
    folder: Path,
    areas: Areas,
    *,
    persons: int,
    seed: int,
    dates: Sequence[dt.date] = DATES,
    layouts: Collection[str] | None = None,
    progress: Progress = silent,
    workbooks: bool = False,
) -> list[Path]:
    """Write an invented regency.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    areas : Areas
    persons : int
        Rows of the registry at the first date, second rows of doubles included.
    seed : int
        Equal seeds give equal bytes.
    dates : sequence of date
        In order.
    layouts : collection of str, optional
        Of `LAYOUTS`; by default all. The same rows are in a file whichever others are written.
    progress : Progress
    workbooks : bool
        Whether to write bdt2015 as Excel too, a file for each district.

    Returns
    -------
    list of Path
        Every file written.

    Raises
    ------
    UserError
        SIMULATION-002 when the dates are not in order, SIMULATION-003 when the persons are too few.
    """
    wanted = LAYOUTS if layouts is None else tuple(layouts)
    assert set(wanted) <= set(LAYOUTS), f"unknown layouts {set(wanted) - set(LAYOUTS)}"
    _refuse(areas, persons, dates)
    folder.mkdir(parents=True, exist_ok=True)
    tables, files = Tables(), []
    try:
        for number, world in enumerate(live(areas, persons, seed, dates)):
            progress("simulation.write", number + 1, len(dates))
            if number == 0:
                prepare(tables, world)
            files += _write_date(tables, world, folder, dates[number], wanted)
            if workbooks:
                files += write_district_workbooks(folder, areas, dates[number])
        if TRUTH in wanted:
            write_events(tables, world, folder / "truth_event.csv")
            files.append(folder / "truth_event.csv")
    finally:
        tables.close()
    return files


def _refuse(areas: Areas, persons: int, dates: Sequence[dt.date]) -> None:
    if list(dates) != sorted(set(dates)) or not dates:
        raise UserError("SIMULATION-002", dates=", ".join(map(str, dates)))
    fewest = FEWEST_IN_A_VILLAGE * len(areas.villages)
    if persons < fewest:
        raise UserError("SIMULATION-003", persons=persons, fewest=fewest, villages=len(areas.villages))


def _write_date(tables: Tables, world: World, folder: Path, date: dt.date, wanted: Sequence[str]) -> list[Path]:
    """All files of a date."""
    paths = {layout: folder / f"{layout}_{date}.csv" for layout in LAYOUTS if layout != TRUTH}
    written = write_person_files(tables, world, date, paths, wanted)
    files = [paths[layout] for layout, _ in written]
    for layout, write in OF_VILLAGES.items():
        if layout in wanted:
            write(world, paths[layout], date)
            files.append(paths[layout])
    if TRUTH in wanted:
        truths = [folder / f"truth_{name}_{date}.csv" for name in ("person", "village")]
        write_persons(tables, world, day_number(date), truths[0])
        write_truth(world, truths[1])
        if written:
            truths.append(folder / f"truth_record_{date}.csv")
            write_records(tables, written, truths[-1])
        files += truths
    return files
