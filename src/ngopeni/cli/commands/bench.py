"""``./ngopeni bench pages``: a benchmark, its figures as a table."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from ngopeni.cli.outcome import Outcome

NAME = "bench"
HELP = "menjalankan satu pengukuran kecepatan"
FOLDER = Path(__file__).resolve().parents[4] / "benchmarks"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("name", choices=sorted(path.stem for path in FOLDER.glob("*.py")))


def run(args: argparse.Namespace) -> Outcome:
    """Run the benchmark in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NGOPENI_HOME")}
    script = FOLDER / f"{args.name}.py"
    return Outcome(exit_code=min(1, subprocess.call([sys.executable, str(script)], env=environment)))
