"""How long a registry takes from its file to zones, beside the bare read of the same file to a table.

Run: ./ngopeni bench intake

Each measurement is a process of its own, for its peak memory. Writing the workbooks takes minutes.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import python_calamine

from ngopeni.areas.register import load_areas
from ngopeni.build import build
from ngopeni.intake.receiving import receive
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import make_workspace
from ngopeni.simulation.simulate import simulate
from ngopeni.zones.build import preview
from ngopeni.zones.rule_file import shipped_rules

REGENCY, AS_OF = "33.16", dt.date(2020, 10, 26)
PERSONS = int(os.environ.get("BENCH_PERSONS", "450000"))
LIMITS = {"csv": 4.0, "xlsx": 2.0}
LIMIT_MB = 1_536
ROUNDS = 3


def bare_csv(files: list[Path]) -> None:
    """The csv to a table of text, as DuckDB reads it by itself."""
    for path in files:
        duckdb.sql(f"CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('{path}', all_varchar = true)")


def bare_xlsx(files: list[Path]) -> None:
    """The workbooks to tables of text, through the same reader of cells."""
    connection = duckdb.connect()
    for number, path in enumerate(files):
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            rows = [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).iter_rows()]
        incoming = {f"c{place}": np.array(column, dtype=object) for place, column in enumerate(zip(*rows, strict=True))}
        connection.register("incoming", incoming)
        connection.sql(f"CREATE TABLE t{number} AS SELECT * FROM incoming")
        connection.unregister("incoming")


def to_zones(files: list[Path]) -> None:
    """Into the archive, typed, counted, published, and every village assessed by the default rule."""
    areas = load_areas(REGENCY)
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder) / "home", REGENCY, AS_OF)
        for path in files:
            receive(
                workspace,
                path,
                areas,
                file_name=path.name,
                as_of=AS_OF,
                received_at=dt.datetime(2026, 1, 1),
                received_by="bench",
                publisher="Data simulasi",
            )
        build(workspace, {})
        engine = Engine()
        for table in ("village", "zone_input"):
            engine.read(table, [snapshot_at(workspace, AS_OF).folder / f"{table}.parquet"])
        preview(engine, shipped_rules()[0], [], AS_OF)
        red = engine.rows("SELECT COUNT(*) AS n FROM zone WHERE zone = 'red'")[0]["n"]
        print(f"red villages: {red}", file=sys.stderr)


MEASURED: dict[str, Callable[[list[Path]], None]] = {"csv": bare_csv, "xlsx": bare_xlsx, "zones": to_zones}


def measure(name: str, files: list[Path]) -> tuple[float, float]:
    """Seconds and peak memory in MB of one measurement in its own process."""
    words = [sys.executable, __file__, name, *map(str, files)]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return told["seconds"], told["megabytes"]


def run_one(name: str, files: list[Path]) -> None:
    """The child's part: measure and tell."""
    started = time.perf_counter()
    MEASURED[name](files)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def best(name: str, files: list[Path]) -> tuple[float, float]:
    """The fastest of a few rounds, and the largest memory."""
    rounds = [measure(name, files) for _ in range(ROUNDS)]
    return min(seconds for seconds, _ in rounds), max(megabytes for _, megabytes in rounds)


def main() -> int:
    """Measure csv and xlsx, print the table, and say whether the limits hold."""
    is_good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        layouts = ("bdt2015", "population")
        simulate(folder, load_areas(REGENCY), persons=PERSONS, seed=1, dates=(AS_OF,), layouts=layouts, workbooks=True)
        people = folder / f"population_{AS_OF}.csv"
        kinds = {"csv": [folder / f"bdt2015_{AS_OF}.csv"], "xlsx": sorted(folder.glob("bdt2015_*.xlsx"))}
        print(f"{PERSONS} persons\n\n| files | MB | bare read s | to zones s | ratio | limit | peak MB |")
        print("|---|---|---|---|---|---|---|")
        for kind, files in kinds.items():
            bare, _ = best(kind, files)
            full, megabytes = best("zones", [people, *files])
            size = sum(path.stat().st_size for path in files) / 2**20
            ratio = full / bare
            is_good &= ratio < LIMITS[kind] and megabytes < LIMIT_MB
            cells = f"{size:.0f} | {bare:.1f} | {full:.1f} | {ratio:.2f} | {LIMITS[kind]:.0f} | {megabytes:.0f}"
            print(f"| {len(files)} {kind} | {cells} |", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_one(sys.argv[1], [Path(text) for text in sys.argv[2:]])
    else:
        sys.exit(main())
