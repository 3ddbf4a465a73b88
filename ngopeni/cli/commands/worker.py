"""``./ngopeni worker``: takes jobs from the table and runs each in a child process."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from ngopeni.cli.outcome import Outcome
from ngopeni.cli.start import open_workspace

NAME = "worker"
HELP = "mengerjakan antrean pekerjaan (dijalankan oleh serve)"
PAUSE_SECONDS = 0.5
RENEW_SECONDS = 5.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--once", action="store_true", help="berhenti setelah antrean kosong")
    parser.add_argument("--parent", type=int, help="berhenti bila proses ini mati")


def run(args: argparse.Namespace) -> Outcome:
    """Work until told to stop."""
    open_workspace(args)
    from django.db import close_old_connections

    from ngopeni.jobs.actions import claim

    while args.parent is None or os.getppid() == args.parent:
        close_old_connections()
        job = claim()
        if job is not None:
            _run_in_child(job)
        elif args.once:
            break
        else:
            time.sleep(PAUSE_SECONDS)
    return Outcome()


def _run_in_child(job: object) -> None:
    """Run a claimed job, renew its lease, and kill it when somebody asks."""
    from ngopeni.jobs.actions import end, renew
    from ngopeni.jobs.models import Job

    assert isinstance(job, Job), "the worker runs jobs"
    child = subprocess.Popen([sys.executable, "-m", "ngopeni", "run-job", str(job.pk)])
    renewed = 0.0
    while child.poll() is None:
        if time.monotonic() - renewed >= RENEW_SECONDS or _is_cancel_asked(job):
            renewed = time.monotonic()
            if renew(job):
                child.kill()
                child.wait()
                end(job.pk, Job.State.CANCELLED)
                return
        time.sleep(0.2)
    if child.returncode not in (0, 1, 2):
        # Killed by the system: the lease runs out and the job is tried again.
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(leased_until=job.asked_at)


def _is_cancel_asked(job: object) -> bool:
    from ngopeni.jobs.models import Job

    return Job.objects.filter(pk=job.pk, is_cancel_asked=True).exists()  # type: ignore[attr-defined]
