"""``./ngopeni check``: style, types, one-way imports, templates, and the guards of the house."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ngopeni.cli.outcome import Outcome

NAME = "check"
HELP = "memeriksa gaya, tipe, arah impor, templat, dan aturan rumah"
ROOT = Path(__file__).resolve().parents[4]
BIN = Path(sys.executable).parent
CHECKS: dict[str, list[str | Path]] = {
    "ruff": [BIN / "ruff", "check", "src", "tools", "benchmarks"],
    "format": [BIN / "ruff", "format", "--check", "src", "tools", "benchmarks"],
    "mypy": [BIN / "mypy"],
    "import-linter": [BIN / "lint-imports"],
    "djlint": [BIN / "djlint", "src", "--lint", "--quiet"],
    "guards": [BIN / "python", "-m", "pytest", "src", "-m", "guard"],
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("only", nargs="*", choices=[[], *CHECKS], metavar="PERIKSA", help=", ".join(CHECKS))


def run(args: argparse.Namespace) -> Outcome:
    """Run the checks; all of them, even after one has failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="ngopeni-check-") as home:
        environment = {**os.environ, "NGOPENI_HOME": home}
        for name, command in CHECKS.items():
            if args.only and name not in args.only:
                continue
            print(f"== {name}", file=sys.stderr, flush=True)
            if subprocess.call([str(word) for word in command], cwd=ROOT, env=environment):
                failed.append(name)
    sentence = f"Belum lolos: {', '.join(failed)}." if failed else "Semua pemeriksaan lolos."
    return Outcome(sentence, {"failed": failed}, exit_code=1 if failed else 0)
