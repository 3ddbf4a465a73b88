"""``./ngopeni serve``: the pages, and the worker beside them."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import socket
import subprocess
import sys

from ngopeni.cli.assets import make_assets
from ngopeni.cli.batch import build_now
from ngopeni.cli.outcome import Outcome, on_stderr
from ngopeni.cli.start import migrate, open_workspace
from ngopeni.kernel.error import UserError

NAME = "serve"
HELP = "menyajikan halaman di 127.0.0.1:8000"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> Outcome:
    """Serve until interrupted."""
    refuse_taken_port(args.address, args.port)
    workspace = open_workspace(args)
    migrate()
    # After an update of the program the tables are made anew; otherwise nothing is to be done.
    build_now(workspace, on_stderr)
    make_assets()
    serve(args.address, args.port)
    return Outcome()


def refuse_taken_port(address: str, port: int) -> None:
    """Fail now rather than share a port in silence with another program.

    Raises
    ------
    UserError
        KERNEL-007.
    """
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError) as error:
            raise UserError("KERNEL-007", address=address, port=str(port)) from error


def serve(address: str, port: int) -> None:
    """Start the worker, then the server; the worker ends with it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # A process that has asked DuckDB anything is not forked: its locks would come along, and who holds them would not.
    multiprocessing.set_start_method("spawn", force=True)
    worker = subprocess.Popen([sys.executable, "-m", "ngopeni", "worker", "--parent", str(os.getpid())])
    print(f"Ngopeni siap di http://{address}:{port}/  (Ctrl+C untuk berhenti)", file=sys.stderr, flush=True)
    try:
        Granian(
            "ngopeni.site.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            log_level=LogLevels.warning,
        ).serve()
    finally:
        worker.terminate()
        worker.wait()
