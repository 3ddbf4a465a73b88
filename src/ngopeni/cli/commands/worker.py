"""``./ngopeni worker``: takes jobs from the table and runs each in a child process."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace

if TYPE_CHECKING:
    from ngopeni.jobs.models import Job

NAME = "worker"
HELP = "mengerjakan antrean pekerjaan (dijalankan oleh serve)"
PAUSE_SECONDS = 0.5
RENEW_SECONDS = 1.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--once", action="store_true", help="berhenti setelah antrean kosong")
    parser.add_argument("--parent", type=int, help="berhenti bila proses ini mati")


def run(args: argparse.Namespace) -> Outcome:
    """Work until told to stop."""
    open_workspace(args)
    from django.db import OperationalError, close_old_connections

    # Told to stop, it still lets go of its job, so that the next worker need not wait for the lease.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    kept_up_on = None
    while args.parent is None or os.getppid() == args.parent:
        close_old_connections()
        try:
            kept_up_on = _keep_up(kept_up_on)
            has_worked = _work()
        except OperationalError as error:
            if args.once:
                raise
            print(f"database: {type(error).__name__}, mencoba lagi", file=sys.stderr, flush=True)
            has_worked = False
        if not has_worked:
            if args.once:
                break
            time.sleep(PAUSE_SECONDS)
    return Outcome()


def _keep_up(kept_up_on: dt.date | None) -> dt.date:
    """Once a day, what the calendar asks for."""
    from django.utils import timezone

    from ngopeni.assignment.actions.decree_calendar import expire_due

    today = timezone.localdate()
    if today != kept_up_on:
        expire_due(today=today)
    return today


def _work() -> bool:
    """Do one job, where there is one."""
    from ngopeni.jobs.actions import claim, let_go

    job = claim()
    if job is None:
        return False
    try:
        _run_in_child(job)
    finally:
        let_go(job)
    return True


def _run_in_child(job: Job) -> None:
    """Run a claimed job in a process of its own, and kill it when somebody asks or another worker has it."""
    from ngopeni.jobs.actions import renew

    words = [sys.executable, "-m", "ngopeni", "run-job", str(job.pk), "--parent", str(os.getpid())]
    child = subprocess.Popen(words)
    try:
        while child.poll() is None and renew(job):
            _wait(child)
    finally:
        child.kill()
        child.wait()


def _wait(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(RENEW_SECONDS)
    except subprocess.TimeoutExpired:
        return
