"""What changed between two dates: whether it is told as it was, and how long it takes.

Run: ./ngopeni bench difference

An invented regency goes the real way in at two dates; only this benchmark reads the truth beside the files. The first
table takes the events of the truth, first given the true links and then by the links that linkage found: of those that
the difference gives a class, how many have the truth's. The last is the price, in processes of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ngopeni.difference import build as difference_build
from ngopeni.difference.tests import truth
from ngopeni.difference.tests.laying import live
from ngopeni.kernel.edition import current_edition

SINCE, AS_OF = dt.date(2022, 12, 31), dt.date(2024, 12, 31)
PERSONS = int(os.environ.get("BENCH_PERSONS", "450000"))
REGENCY, SEED, ROUNDS = "33.16", 1, 3
SECONDS_LIMIT, LIMIT_MB = 5.0, 2_048


def print_events(edition: Path, files: Path, *, is_given: bool) -> bool:
    """A table of events; whether no class is another than the truth's, by links that were found nearly none."""
    print(f"\nLinks {'of the truth' if is_given else 'that were found'}:\n")
    engine = truth.open_dates(edition, SINCE, AS_OF)
    (truth.link_truly if is_given else truth.know_truly)(engine, files, SINCE, AS_OF)
    difference_build.compare(engine)
    events = truth.true_events(files, SINCE, AS_OF)
    aside = truth.set_aside(engine, {date: edition / str(date) for date in (SINCE, AS_OF)}, files)
    verdict = truth.judge(engine, events, truth.true_persons(files, SINCE, AS_OF), aside)
    told, true = truth.row_changes(engine, events)
    wrong = {person for person in told.keys() | true.keys() if told.get(person) != true.get(person)} - aside
    engine.close()
    print("| event | class in the truth | events | same class | unknown | other class | two truths | not seen |")
    print("|---|---|---|---|---|---|---|---|")
    totals: Counter[str] = Counter()
    for (event, change_class), count in sorted(verdict.events.items()):
        totals += count
        print(f"| {event} | {change_class} | {_cells(count)} |")
    print(f"| all | | {_cells(totals)} |\n")
    print(f"Classes that no event bears out: {dict(verdict.groundless) or 'none'}.")
    print(f"The same about rows of people who were gone: {dict(verdict.of_gone) or 'none'}.")
    print(f"Persons with a row of unknown village, left out: {len(aside)}.")
    print(f"Others whose rows came or went otherwise than in the truth: {len(wrong)}.\n", flush=True)
    classed = totals["same"] + totals["differs"] + verdict.groundless.total()
    print(f"Right of those classified: {totals['same']} of {classed} ({totals['same'] / classed:.2%}).\n", flush=True)
    return not verdict.differing and not wrong if is_given else totals["same"] >= 0.97 * classed


def _cells(count: Counter[str]) -> str:
    shares = [f"{count[name]} ({count[name] / count.total():.1%})" for name in ("same", "unknown")]
    return " | ".join([str(count.total()), *shares, *(str(count[name]) for name in ("differs", "twofold", "unseen"))])


def measure(edition: Path) -> None:
    """The child's part: the stage alone over two snapshots, its seconds and the peak of the process."""
    engine = truth.open_dates(edition, SINCE, AS_OF)
    started = time.perf_counter()
    difference_build.compare(engine)
    seconds = time.perf_counter() - started
    # Of this process alone: what getrusage tells begins with the memory of the parent.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024
    rows = [engine.count(name) for name in ("told_before", "told_after", "record_change")]
    print(json.dumps({"seconds": seconds, "megabytes": peak, "rows": rows}))


def print_price(edition: Path) -> bool:
    """The last table."""
    print("| rows before | rows after | rows told of | seconds | peak MB |\n|---|---|---|---|---|")
    words = [sys.executable, __file__, str(edition)]
    rounds = [
        json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout) for _ in range(ROUNDS)
    ]
    seconds, peak = min(each["seconds"] for each in rounds), max(each["megabytes"] for each in rounds)
    counts = " | ".join(map(str, rounds[0]["rows"]))
    print(f"| {counts} | {seconds:.1f} | {peak:.0f} |", flush=True)
    return seconds < SECONDS_LIMIT and peak < LIMIT_MB


def main() -> int:
    """Print the tables, and say whether the targets are met."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = live(folder, persons=PERSONS, seed=SEED, dates=(SINCE, AS_OF), regency=REGENCY)
        edition = workspace.editions / str(current_edition(workspace))
        is_good = print_events(edition, folder / "files", is_given=True)
        is_good &= print_events(edition, folder / "files", is_given=False)
        is_good &= print_price(edition)
    return 0 if is_good else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        sys.exit(main())
