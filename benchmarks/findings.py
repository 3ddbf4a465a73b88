"""How fast the board of data quality and the rows behind it are, for a whole regency.

Run: ./ngopeni bench findings

The demonstration with 450,000 persons at three dates, served as an office serves it; a signed-in analyst asks for each
page one after the other. The rows are those of the village and the rule with the most findings: every page of them is
read out of the published files, masked, and written into the log.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pages import open_session

from ngopeni.kernel.snapshot import Snapshot, snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.tests.browser.served import command, free_port, wait_for

PERSONS, ROUNDS, LIMIT_MS = 450_000, 120, 200.0
BUSIEST = (
    "SELECT rule_code, village_code, COUNT(*) AS found_count FROM finding "
    "WHERE village_code IS NOT NULL {} GROUP BY rule_code, village_code ORDER BY found_count DESC LIMIT 1"
)


def addresses(snapshot: Snapshot) -> dict[str, str]:
    """The pages that are measured, by name."""
    (most,) = snapshot.query(BUSIEST.format(""), "finding")
    (pair,) = snapshot.query(BUSIEST.format("AND other_key IS NOT NULL"), "finding")
    rows = "/mutu/{rule_code}/desa/{village_code}/"
    return {
        "papan": "/mutu/",
        "papan, disaring": "/mutu/?berat=error&jenis=person",
        "menurut desa": "/mutu/desa/",
        "satu desa": f"/mutu/desa/{most['village_code']}/",
        "satu aturan": f"/mutu/{most['rule_code']}/",
        f"baris, {most['found_count']} temuan": rows.format(**most),
        f"baris berpasangan, {pair['found_count']} temuan": rows.format(**pair),
        "baris berpasangan, halaman 3": rows.format(**pair) + "?halaman=3",
    }


def measure(address: str, path: str) -> tuple[float, float]:
    """The middle and the slow end, in milliseconds; the first visits fill caches that stay filled."""
    opener = open_session(address)
    times = []
    for number in range(ROUNDS + 3):
        started = time.perf_counter()
        with opener.open(address + path) as answer:
            answer.read()
        if number >= 3:
            times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Make the demonstration, serve it, and print a table in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder) / "demo", free_port()
        command("demo", "--no-serve", "--persons", str(PERSONS), home=home)
        snapshot = snapshot_at(Workspace(home))
        (counts,) = snapshot.query("SELECT COUNT(*) AS n FROM finding", "finding")
        (listed,) = snapshot.query("SELECT COUNT(*) AS n FROM person", "person")
        print(f"{listed['n']} rows of persons, {counts['n']} findings on {snapshot.as_of}; {ROUNDS} requests a page.\n")
        words = [sys.executable, "-m", "ngopeni", "serve", "--home", str(home), "--port", str(port)]
        with (home / "server.log").open("wb") as log:
            process = subprocess.Popen(words, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process, home)
            print("| page | p50 ms | p95 ms |\n|---|---|---|")
            for name, path in addresses(snapshot).items():
                p50, p95 = measure(address, path)
                print(f"| {name} | {p50:.0f} | {p95:.0f} |", flush=True)
        finally:
            process.terminate()
            process.wait()
    print(f"\nLimit: p95 of the rows under {LIMIT_MS:.0f} ms.")


if __name__ == "__main__":
    main()
