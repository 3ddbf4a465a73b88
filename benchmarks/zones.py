"""Whether the invented regency shows the published red villages under the default rule, and another regency its own.

Run: ./ngopeni bench zones
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ngopeni.areas.register import load_areas
from ngopeni.build import build
from ngopeni.intake.receiving import receive
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import make_workspace
from ngopeni.simulation.red_villages import published_red
from ngopeni.simulation.simulate import simulate
from ngopeni.zones.build import preview
from ngopeni.zones.rule_file import shipped_rules

AS_OF = dt.date(2020, 10, 26)
LAYOUTS = ("population", "bdt2015")
SIZES = tuple(int(text) for text in os.environ.get("BENCH_PERSONS", "60000,450000").split(","))
SEEDS = (1, 2, 3)


def zones_of(regency_code: str, persons: int, seed: int) -> list[dict[str, str]]:
    """Every village's colour by the default rule at the first date, through the real import."""
    areas = load_areas(regency_code)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        simulate(folder, areas, persons=persons, seed=seed, dates=(AS_OF,), layouts=LAYOUTS)
        workspace = make_workspace(folder / "home", regency_code, AS_OF)
        for layout in LAYOUTS:
            path = folder / f"{layout}_{AS_OF}.csv"
            said = {"file_name": path.name, "received_by": "bench", "publisher": "Data simulasi"}
            receive(workspace, path, areas, as_of=AS_OF, received_at=dt.datetime(2026, 1, 1), **said)
        build(workspace, {})
        engine = Engine()
        for table in ("village", "zone_input"):
            engine.read(table, [snapshot_at(workspace, AS_OF).folder / f"{table}.parquet"])
        preview(engine, shipped_rules()[0], [], AS_OF)
        return engine.rows("SELECT village_code, zone FROM zone")


def main() -> int:
    """Print a row for each run, and say whether every published district is met."""
    is_good = True
    print("| regency | persons | seed | red | yellow | green | red by district as published |")
    print("|---|---|---|---|---|---|---|")
    for regency_code in ("33.16", "33.19"):
        published = published_red(regency_code)
        for persons in SIZES:
            for seed in SEEDS:
                rows = zones_of(regency_code, persons, seed)
                counts = Counter(row["zone"] for row in rows)
                red = Counter(row["village_code"][:8] for row in rows if row["zone"] == "red")
                wanted = {code: count for code, count in published.items() if count}
                is_met = dict(red) == wanted
                is_good &= is_met or not published
                told = ("yes" if is_met else "NO") if published else "none published"
                cells = f"{counts['red']} | {counts['yellow']} | {counts['green']} | {told}"
                print(f"| {regency_code} | {persons} | {seed} | {cells} |", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
